"""Paint functions: the same strokes in a widget and in a delegate."""
