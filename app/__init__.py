"""Banso: one customer success manager's own desk."""
