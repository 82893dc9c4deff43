"""The place of today: what to do now, and why."""
