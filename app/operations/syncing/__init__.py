"""Connections to other systems: setting them up, running them, what differs, and taking a run back."""
