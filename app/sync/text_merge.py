"""Merges two versions of a text that began as one, sentence by sentence."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_ENDS = re.compile(r"(?<=[。！？\n])|(?<=[.!?])(?=\s)")


def pieces(text: str) -> list[str]:
    """Return a text in sentences and lines, each with the sign that ends it; together they are the text."""
    return [piece for piece in _ENDS.split(text) if piece]


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Return both edits in one text, or None where they touch the same sentence differently."""
    if mine == theirs:
        return mine
    old = pieces(base)
    ours, others = _edits(old, pieces(mine)), _edits(old, pieces(theirs))
    if any(_clash(one, other) for one in ours for other in others):
        return None
    result: list[str] = []
    at = 0
    for start, end, new in sorted({(s, e, tuple(n)) for s, e, n in [*ours, *others]}):
        result += old[at:start]
        result += new
        at = max(at, end)
    return "".join([*result, *old[at:]])


def both(base: str, mine: str, theirs: str) -> str:
    """Return a text that loses neither edit: merged where that is possible, else the one after the other."""
    clean = merged(base, mine, theirs)
    if clean is not None:
        return clean
    fresh = [piece for piece in pieces(theirs) if piece not in pieces(base) and piece not in pieces(mine)]
    added = "".join(fresh).strip()
    if not added:
        return mine
    return f"{mine}{'' if mine.endswith(chr(10)) or not mine else chr(10)}{added}"


def both_of_many(base: str, mine: str, theirs: str) -> str:
    """Return a list, a line each, with what either side added and without what either side removed."""
    old, ours, others = (set(filter(None, text.split("\n"))) for text in (base, mine, theirs))
    return "\n".join(sorted((old & ours & others) | (ours - old) | (others - old)))


def _edits(old: list[str], new: list[str]) -> list[tuple[int, int, list[str]]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(i, j, new[k:m]) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]


def _clash(one: tuple[int, int, list[str]], other: tuple[int, int, list[str]]) -> bool:
    if one == other:
        return False
    (start, end, _), (begin, finish, _) = one, other
    if start == end or begin == finish:
        # Something put in between: beside a change it is clear what was meant, inside of one or at one place it is not.
        return start == begin or (begin < start < finish) or (start < begin < end)
    return start < finish and begin < end
