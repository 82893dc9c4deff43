"""The same operations without a window: verbs, people's text or one JSON document. Imports no Qt."""
