"""The sheet of keys: what can be done by keyboard here and now."""
