"""Moves (異動): evidence that somebody left or arrived, until a person confirms or dismisses it."""
