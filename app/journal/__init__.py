"""The one write door: every write belongs to a change, can be undone, and keeps the search index.

`change.py` opens a change, `door.py` writes plain rows in bulk, `undo.py` takes a change back (and, as undoing an
undo, brings it again), `recover.py` undoes what a killed process left open, `searchable.py` says what is found.
"""
