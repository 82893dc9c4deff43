"""The quick log: one line becomes a touchpoint, from anywhere by Ctrl+L."""
