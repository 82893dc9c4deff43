"""The quick log: one typed line read as a touchpoint with its people, tags, flags and promises. Pure."""
