"""The last day on which notice may be given, which counts more than the day a contract ends."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from app.errors import BansoError
from app.vocabulary import Segment


@dataclass(frozen=True)
class Notice:
    """How long before the end notice is due: `value` days ("d") or months ("m").

    `inclusive`: the day that lies so far before the end still counts, as 「1か月前まで」 says; without it
    (「1か月より前」, "more than one month before") the day before that one is the last.
    """

    value: int
    unit: Literal["d", "m"] = "m"
    inclusive: bool = True


@dataclass(frozen=True)
class Deadline:
    """The last day for notice; `estimated` where the contract's own term for notice is not known."""

    day: date
    estimated: bool = False


ASSUMED = Notice(1, "m")

WINDOWS: Mapping[Segment, tuple[int, ...]] = MappingProxyType(
    {Segment.HIGH: (180, 120, 60, 30), Segment.LOW: (90, 30), Segment.TECH: (60,)}
)

_WRITTEN = re.compile(r"(\d{1,3})\s*(d|m|日前?|[かヶカケヵ箇]?月前?)(?:まで)?", re.IGNORECASE)


def parse_notice(text: str) -> Notice | None:
    """Return what 30d, 1m, 3か月前まで say; None for a blank. Raises BansoError "notice.unreadable"."""
    written = text.strip()
    if not written:
        return None
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise BansoError("notice.unreadable", field="notice", text=text)
    return Notice(int(found[1]), "d" if found[2].lower() == "d" or found[2].startswith("日") else "m")


def notice_deadline(end: date, notice: Notice | None) -> Deadline:
    """Return the last day for notice of a contract whose last day is `end`.

    「満了の1か月前まで」 with the end on 28 February is 28 January; where the month is too short its last day
    (31 March → 28 February). 30 days → `end` − 30. Without a term one month is assumed and the deadline flagged.
    """
    term = notice or ASSUMED
    day = end - timedelta(term.value) if term.unit == "d" else _months_before(end, term.value)
    return Deadline(day if term.inclusive else day - timedelta(1), estimated=notice is None)


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def open_window(segment: Segment, days_left: int, windows: Mapping[Segment, tuple[int, ...]] = WINDOWS) -> int | None:
    """Return the narrowest window (in days before the deadline) already open; None where it is still too early.

    After the deadline the narrowest stays open: a notice date missed without a word is not settled.
    """
    return min((window for window in windows[segment] if days_left <= window), default=None)
