"""The parts of this tab of the account page."""
