"""Which touchpoints are shown: by kind, person, tag and words; and how one is said in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.language import _, current, day, keyed, name_of
from app.operations.finding import fold
from app.operations.touchpoints import TouchpointRow
from app.vocabulary import TouchpointKind

PLANNED = "planned"


@dataclass(frozen=True)
class Sieve:
    """Conditions that all hold; `kinds` may hold PLANNED beside kinds, and lets through any of them."""

    words: str = ""
    kinds: frozenset[str] = frozenset()
    person: str = ""
    tag: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.words.strip() or self.kinds or self.person or self.tag)

    def pick(self, rows: Sequence[TouchpointRow]) -> list[TouchpointRow]:
        """Return the rows that pass: planned ones soonest first, then done ones newest first."""
        planned = [row for row in reversed(rows) if row.planned]
        needles = fold(self.words).split()
        return [row for row in (*planned, *(r for r in rows if not r.planned)) if self._lets(row, needles)]

    def _lets(self, row: TouchpointRow, needles: Sequence[str]) -> bool:
        if self.kinds and row.kind not in self.kinds and not (row.planned and PLANNED in self.kinds):
            return False
        if (self.person and self.person not in row.people) or (self.tag and self.tag not in row.tags):
            return False
        if not needles:
            return True
        hay = fold(haystack(row))
        return all(needle in hay for needle in needles)


def kinds_in(rows: Iterable[TouchpointRow]) -> list[tuple[str, str, int]]:
    """Return (key, words, count) of what chips can be made of: planned, then each kind there is."""
    rows = list(rows)
    counted = Counter(row.kind for row in rows)
    planned = sum(row.planned for row in rows)
    found = [(PLANNED, _("Planned"), planned)] if planned else []
    return found + [(str(kind), name_of(kind), counted[kind]) for kind in TouchpointKind if counted[kind]]


def people_in(rows: Iterable[TouchpointRow]) -> list[str]:
    """Return who took part, most often first."""
    return [name for name, _count in Counter(name for row in rows for name in row.people).most_common()]


def tags_in(rows: Iterable[TouchpointRow]) -> list[str]:
    """Return the tags there are, most used first."""
    return [tag for tag, _count in Counter(tag for row in rows for tag in row.tags).most_common()]


def haystack(row: TouchpointRow) -> str:
    """Return everything that words are looked for in."""
    return "\n".join((row.body, name_of(row.kind), row.by, *row.people, *(f"#{tag}" for tag in row.tags)))


def sentence(row: TouchpointRow) -> str:
    """Return a touchpoint as it is read aloud."""
    parts = [day(row.date), name_of(row.kind), _("planned") if row.planned else "", *row.people]
    return ", ".join(part for part in (*parts, *(f"#{tag}" for tag in row.tags), row.body) if part)


def group(row: TouchpointRow) -> str:
    """Return what stands over a row: the planned ones, else the month."""
    return _("Planned") if row.planned else month(row.date)


def month(value: date) -> str:
    """Return a month with its year: 2026年11月, Nov 2026."""
    if current() == "ja":
        return f"{value.year}年{value.month}月"
    return day(value).split(" ", 1)[1]


def feeling(sentiment: int | None) -> str:
    """Return how it went, in words; empty where nobody said."""
    return keyed("sentiment", str(sentiment)) if sentiment is not None else ""
