"""Words that several verbs of syncing say."""

from __future__ import annotations

from app.language import keyed

_THINGS = {"contact": "person", "task": "promise"}


def field_words(entity: str, name: str) -> str:
    """Return what a field of ours is called."""
    own = keyed("field", f"{entity}.{name}")
    return own if own != f"{entity}.{name}" else keyed("field", name).removeprefix("custom.")


def thing_words(entity: str) -> str:
    """Return what one row of a noun is called."""
    return keyed("thing", _THINGS.get(entity, entity))
