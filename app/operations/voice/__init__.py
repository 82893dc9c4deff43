"""What customers ask for and answer, and the leads that come of it."""
