"""The Monday walk."""
