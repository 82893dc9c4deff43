"""The place where everything written is found."""
