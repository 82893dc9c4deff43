"""The page of one account: its header, overview, touchpoints."""
