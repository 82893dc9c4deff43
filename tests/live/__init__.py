"""Real servers that tests start themselves, on this computer alone."""
