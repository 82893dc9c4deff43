"""The left column of the window: places, pinned accounts, saved views and how this PC is connected."""
