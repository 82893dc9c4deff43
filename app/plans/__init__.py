"""Pure arithmetic of mutual success plans: how far, how far by now, how it stands, when, and what differs."""
