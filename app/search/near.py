"""Names that what was typed may begin when one letter is wrong, missing, too many, or two changed places."""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 3
"""Shorter words are one letter away from too many."""


def begins_nearly(typed: str, name: str) -> bool:
    """Tell whether some beginning of `name` is at most one letter (Damerau–Levenshtein) away from `typed`."""
    at, end = 0, min(len(typed), len(name))
    while at < end and typed[at] == name[at]:
        at += 1
    if at >= len(typed) - 1:  # all of it, or the last letter is wrong or too many
        return True
    rest = typed[at + 1 :]
    return (
        name.startswith(rest, at + 1)
        or name.startswith(rest, at)
        or name.startswith(typed[at:], at + 1)
        or (
            typed[at : at + 2] == name[at + 1 : at + 2] + name[at : at + 1] and name.startswith(typed[at + 2 :], at + 2)
        )
    )


def nearly_begun(typed: str, names: Sequence[str]) -> list[int]:
    """Return the places of the names that `typed` may begin; none where it is too short to tell.

    Whatever the one letter is, one of the first two must stand at the beginning: that keeps thousands of names cheap.
    """
    if len(typed) < LEAST:
        return []
    begins = typed[:2]
    return [
        place
        for place, name in enumerate(names)
        if (name[:1] in begins or name[1:2] in begins) and begins_nearly(typed, name)
    ]
