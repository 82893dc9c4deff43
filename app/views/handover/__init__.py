"""The hand-over sheet of an account."""
