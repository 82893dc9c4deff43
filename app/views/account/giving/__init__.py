"""Handing an account over to a colleague in a team hub."""
