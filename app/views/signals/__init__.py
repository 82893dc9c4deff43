"""Calls to action on screens: the sheet of one, closing it, its play, and the cards of an account."""
