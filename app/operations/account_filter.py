"""Which accounts a list shows: a quick choice, chosen values per field, and words. Imports no database.

A filter is plain data: it is kept in saved views, counted without a screen, and shown by the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from app.language import LANGUAGES, name_of
from app.operations.account_row import AccountRow
from app.search.fold import fold
from app.vocabulary import Band, Phase

QUICK = ("all", "today", "notice", "onboarding")
NOTICE_DAYS = 90
_HEALTH = frozenset({"health", "turn"})
NONE = ""
"""The value that stands for nothing being there."""

Values = Callable[[AccountRow, date], tuple[str, ...]]


def _one(value: str | None) -> tuple[str, ...]:
    return (value or NONE,)


def _contact(row: AccountRow, today: date) -> tuple[str, ...]:
    if row.cadence_days is None:
        return ("free",)
    if row.last_touch is None:
        return ("never", "over")
    return ("over",) if (today - row.last_touch).days > row.cadence_days else ("within",)


def _turn(row: AccountRow, _today: date) -> tuple[str, ...]:
    turn = row.health.trend if row.health is not None else None
    return (str(turn),) if turn is not None else (NONE,)


def _step(row: AccountRow, today: date) -> tuple[str, ...]:
    if not row.next_step:
        return (NONE,)
    if row.next_due is None:
        return ("undated",)
    return ("overdue",) if row.next_due < today else ("due",) if row.next_due == today else ("ahead",)


FIELDS: Mapping[str, Values] = {
    # A verdict that is withheld looks like one not known, and is filtered so.
    "health": lambda row, _today: (str(Band.UNKNOWN if row.band is Band.WITHHELD else row.band),),
    "turn": _turn,
    "owner": lambda row, _today: _one(row.owner_id),
    "segment": lambda row, _today: _one(row.segment),
    "phase": lambda row, _today: _one(row.phase),
    "tag": lambda row, _today: row.tags or (NONE,),
    "contact": _contact,
    "step": _step,
    "fit": lambda row, _today: _one(row.fit),
    "industry": lambda row, _today: _one(row.industry),
    "parent": lambda row, _today: _one(row.parent),
    "pinned": lambda row, _today: ("yes" if row.pinned else "no",),
}
"""What can be chosen by, and which values a row has of it."""


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed by; of one field any of its values passes, of several fields all have to."""

    quick: str = "all"
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""

    @property
    def narrows(self) -> bool:
        """Tell whether anything is left out."""
        return self.quick != "all" or bool(self.chosen) or bool(self.text.split())

    @property
    def asks_today(self) -> bool:
        """Tell whether it has to be known what is to do today."""
        return self.quick == "today"

    @property
    def asks_health(self) -> bool:
        """Tell whether the scores have to be known."""
        return not _HEALTH.isdisjoint(self.chosen)

    def choosing(self, name: str, values: Iterable[str]) -> Filters:
        """Return the same with other values of one field; none drops the field."""
        values = tuple(values)
        rest = {key: there for key, there in self.chosen.items() if key != name or values}
        return replace(self, chosen={**rest, name: values} if values else rest)

    def conditions(self) -> list[str]:
        """Return the keys of what narrows: "quick", the fields, "text"."""
        return [
            *(("quick",) if self.quick != "all" else ()),
            *self.chosen,
            *(("text",) if self.text.split() else ()),
        ]

    def without(self, condition: str) -> Filters:
        """Return the same without one condition."""
        if condition == "quick":
            return replace(self, quick="all")
        return replace(self, text="") if condition == "text" else self.choosing(condition, ())

    def only(self, condition: str) -> Filters:
        """Return one condition alone."""
        if condition == "quick":
            return Filters(quick=self.quick)
        return Filters(text=self.text) if condition == "text" else Filters(chosen={condition: self.chosen[condition]})

    def test(self, today: date, *, words: bool = True) -> Callable[[AccountRow], bool]:
        """Return what tells whether a row passes; without `words` the text is left to who has it folded already."""
        tests = [test for test in (_quick(self.quick, today), *self._tests(today)) if test is not None]
        needles = fold(self.text).split() if words else []
        if needles:
            tests.append(lambda row: _holds(row, needles))
        if len(tests) == 1:
            return tests[0]
        return lambda row: all(test(row) for test in tests)

    def _tests(self, today: date) -> Iterable[Callable[[AccountRow], bool]]:
        for name, values in self.chosen.items():
            yield _chosen(FIELDS[name], frozenset(values), today)

    def spec(self) -> dict[str, object]:
        """Return it as plain JSON."""
        return {"quick": self.quick, "chosen": {k: list(v) for k, v in self.chosen.items()}, "text": self.text}

    @classmethod
    def of(cls, spec: Any) -> Filters:
        """Return what a spec says; what this version does not know is left out."""
        if not isinstance(spec, Mapping):
            return cls()
        chosen = spec.get("chosen")
        known = {
            str(name): tuple(str(value) for value in values)
            for name, values in (chosen.items() if isinstance(chosen, Mapping) else ())
            if name in FIELDS and isinstance(values, list | tuple) and values
        }
        quick = spec.get("quick")
        return cls(quick if quick in QUICK else "all", known, str(spec.get("text") or ""))


def _quick(key: str, today: date) -> Callable[[AccountRow], bool] | None:
    if key == "today":
        return lambda row: row.place is not None
    if key == "notice":
        until = today + timedelta(NOTICE_DAYS)
        return lambda row: row.notice_date is not None and row.notice_date <= until
    if key == "onboarding":
        return lambda row: row.phase is Phase.ONBOARDING
    return None


def _chosen(values_of: Values, wanted: frozenset[str], today: date) -> Callable[[AccountRow], bool]:
    return lambda row: not wanted.isdisjoint(values_of(row, today))


def _holds(row: AccountRow, needles: list[str]) -> bool:
    hay = fold(haystack(row))
    return all(needle in hay for needle in needles)


def haystack(row: AccountRow) -> str:
    """Return everything of a row that words are looked for in; segment and phase by their names in each language."""
    names = [name_of(word, lang) for word in (row.segment, row.phase) if word is not None for lang in LANGUAGES]
    return "\n".join((row.name, row.reading, row.owner, *row.tags, *names))


def folded_haystacks(rows: Iterable[AccountRow]) -> list[str]:
    """Return the haystack of each row as words are compared with it."""
    return [fold(haystack(row)) for row in rows]
