"""Sync: connections, what is mapped to what, what differs, and what was not sent."""
