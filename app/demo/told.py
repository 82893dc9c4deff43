"""What a note that was written by hand holds, and how its days are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = re.compile(r"\{([+-]\d+)\}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Vow:
    """A promise made in a note: whose, what, and after how many days it was due, done or moved."""

    text: str
    side: str = "me"
    who: str | None = None
    due: int | None = 7
    done: int | None = None
    moved: int | None = None
    """The due day it was moved to, in days after the note."""
    moved_on: int = 6
    knows: bool = True
    hidden: int | None = None
    """「あとで」: hidden until so many days after the note."""
    dropped: int | None = None
    shown: bool = True
    """Whether the customer may read it."""


@dataclass(frozen=True)
class Told:
    """A note written by hand, so many days before today (or before the end of a lost customer's contract)."""

    ago: int
    kind: str
    body: str
    people: tuple[str, ...] = ()
    sentiment: int | None = None
    purpose: str | None = None
    vows: tuple[Vow, ...] = ()
    tags: tuple[str, ...] = ()
    shown: bool = False
    minutes: int | None = None


def short_day(day: date, lang: str) -> str:
    """Return a day as notes write it: 11/20, 20 Nov."""
    return f"{day.month}/{day.day}" if lang == "ja" else f"{day.day} {_MONTHS[day.month - 1]}"


def dated(text: str, anchor: date, lang: str) -> str:
    """Return a text whose `{+9}` and `{-30}` are days counted from `anchor`."""
    return _DAY.sub(lambda match: short_day(anchor + timedelta(days=int(match[1])), lang), text)
