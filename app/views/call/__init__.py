"""The sheet of a planned touchpoint: five minutes before a call."""
