"""What tags of a loss say beside its kind and reason: to whom a customer went, and what was seen of it and when.

`competitor:NAME` names who took over, `seen:2026-05-10 fewer sign-ins` (the day may be missing) what somebody saw.
A file writes them as any other tag; the colon may be a wide one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

COMPETITOR = "competitor"
_NOTE = re.compile(r"\s*(competitor|seen)\s*[:：]\s*(.+)", re.IGNORECASE | re.DOTALL)
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen before a loss, and on which day where that was written down."""

    on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """The tags of a loss apart; who named a competitor gave "competitor" as a reason."""

    reasons: tuple[str, ...]
    competitors: tuple[str, ...]
    seen: tuple[Seen, ...]


def told(tags: Iterable[str]) -> Told:
    """Return reasons, competitors and what was seen, each once and in the order of the tags."""
    reasons: dict[str, None] = {}
    competitors: dict[str, None] = {}
    seen: dict[Seen, None] = {}
    for tag in tags:
        note = _NOTE.fullmatch(tag)
        if note is None:
            reasons[tag] = None
        elif note[1].casefold() == COMPETITOR:
            reasons[COMPETITOR] = None
            competitors[note[2].strip()] = None
        else:
            seen[_seen(note[2].strip())] = None
    return Told(tuple(reasons), tuple(competitors), tuple(seen))


def _seen(words: str) -> Seen:
    dated = _DAY.fullmatch(words)
    if dated is None:
        return Seen(None, words)
    try:
        return Seen(date(int(dated[1]), int(dated[2]), int(dated[3])), dated[4].strip())
    except ValueError:
        return Seen(None, words)
