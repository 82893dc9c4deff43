"""The page of one account: its header, overview, touchpoints, and the review deck."""
