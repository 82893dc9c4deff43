"""What held of many accounts on each day: segment, phase, months, holder; feelings, overrides, indicators."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any

import numpy as np

from app.health.dense.curves import NEVER, NO_MONTHS, NO_PHASE, PHASES, Standing
from app.health.dense.finishes import UNSAID, Own
from app.health.dense.groups import SEGMENT_CODES
from app.health.dense.rows import NOBODY, Flags, Ints
from app.models.database import Session
from app.operations.health.away import away
from app.operations.health.dense_days import Days
from app.operations.health.known import FactRow, held_since, months_since
from app.vocabulary import Phase, Segment

_FACTS = """SELECT account_id, no, field, value, effective_on, recorded_at, deleted_at, id FROM account_fact
 WHERE field IN ('segment', 'phase', 'derived_phase', 'owner_id', 'started_on'){some}"""
_JUDGED = """SELECT account_id, id, {value}, on_date, expires_on, said_at, deleted_at FROM {table} WHERE 1{some}
 ORDER BY said_at, no"""
_EVENTS = """SELECT i.account_id, i.id, i.kind, i.on_date, c.at, i.deleted_at FROM indicator i
 JOIN change c ON c.id = i.change_id WHERE i.kind IN (SELECT value FROM json_each(:kinds)){some}"""
_SOME = " AND account_id IN (SELECT value FROM json_each(:accounts))"
_FACT = "account_fact"
_POINT = 10**6
_ORDER = itemgetter(4, 5, 1)


def standing(
    session: Session, days: Days, places: Mapping[str, int], codes: dict[str | None, int], *, some: bool
) -> Standing:
    """Return what held of accounts, by the place of each id; `codes` number the holders."""
    asked, where = _asked(places, some=some)
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in session.driver.execute(_FACTS.format(some=where), asked):
        found[row[0]].append(row)
    shape = (len(days), len(places))
    made = Standing(
        np.full(shape, SEGMENT_CODES[None]), np.full(shape, NO_PHASE), np.full(shape, NO_MONTHS),
        np.full(shape, NOBODY), np.full(shape, NEVER),
    )  # fmt: skip
    started, gone = np.full(shape, NEVER), away(session, _FACT)
    lives = _Lives(days)
    for account_id, facts in found.items():
        place = places.get(account_id)
        if place is None:
            continue
        facts.sort(key=_ORDER)
        spans = [lives.of(fact[4], fact[5], fact[6]) for fact in facts]
        gaps = [days.gaps(gone[_FACT, fact[7]]) if (_FACT, fact[7]) in gone else [] for fact in facts]
        turns = {day for span in chain(spans, *gaps) for day in span}
        # Between two days on which something became known, nothing differs but the months.
        for first, after in pairwise(sorted({0, len(days), *turns})):
            there = [
                fact
                for fact, (born, until), away_then in zip(facts, spans, gaps, strict=True)
                if born <= first < until and not any(since <= first < back for since, back in away_then)
            ]
            if there:
                _put(made, started, slice(first, after), place, there, codes)
    for at, day in enumerate(days.dates):
        made.months[at] = _months(started[at], day)
    return made


def own(session: Session, days: Days, places: Mapping[str, int], *, some: bool) -> Own:
    """Return the feelings and overrides that count on each day: of those known the newest, if it still holds."""
    shape = (len(days), len(places))
    made = Own(np.zeros(shape, np.int64), np.full(shape, UNSAID))
    asked, where = _asked(places, some=some)
    spans = away(session, "feeling", "score_override")
    for values, none, value, table in (
        (made.feeling, 0, "effect", "feeling"), (made.override, UNSAID, "score", "score_override")
    ):  # fmt: skip
        for account_id, row_id, said, on, expires, at, gone in session.driver.execute(
            _JUDGED.format(value=value, table=table, some=where), asked
        ):
            place = places.get(account_id)
            if place is None:
                continue
            here = days.there(days.since(at), days.until(gone), spans.get((table, row_id), ()))
            first, last = date.fromisoformat(on).toordinal(), date.fromisoformat(expires).toordinal()
            ordinals = days.ordinals[here]
            values[here, place] = np.where((first <= ordinals) & (ordinals <= last), said * _POINT, none)
    return made


Condition = tuple[str, int | None]
"""What a rule that goes by indicators asks: a kind, and within how many days."""


def events(
    session: Session, days: Days, places: Mapping[str, int], conditions: Iterable[Condition], *, some: bool
) -> dict[Condition, Flags]:
    """Return where each condition holds."""
    made = {condition: np.zeros((len(days), len(places)), np.bool_) for condition in conditions}
    if not made:
        return {}
    asked, where = _asked(places, some=some)
    kinds = json.dumps(sorted({kind for kind, _within in made}))
    lives, spans = _Lives(days), away(session, "indicator")
    for account_id, row_id, kind, on, at, gone in session.driver.execute(
        _EVENTS.format(some=where), {**asked, "kinds": kinds}
    ):
        place = places.get(account_id)
        if place is None:
            continue
        here = days.there(*lives.of(on, at, gone), spans.get(("indicator", row_id), ()))
        age = days.ordinals[here] - date.fromisoformat(on).toordinal()
        for (asked_kind, within), holds in made.items():
            if asked_kind == kind:
                holds[here, place] |= True if within is None else age <= within
    return made


def _put(
    made: Standing,
    started: Ints,
    here: slice,
    place: int,
    facts: Sequence[tuple[Any, ...]],
    codes: dict[str | None, int],
) -> None:
    last = {fact[2]: fact[3] for fact in facts}
    segment, phase = last.get("segment"), last.get("derived_phase") or last.get("phase")
    made.segment[here, place] = SEGMENT_CODES[Segment(segment) if segment else None]
    made.phase[here, place] = PHASES[Phase(phase)] if phase else NO_PHASE
    if last.get("started_on"):
        started[here, place] = date.fromisoformat(last["started_on"]).toordinal()
    owner = last.get("owner_id")
    if owner is not None:
        made.owner[here, place] = codes.setdefault(owner, len(codes))
    owners = [
        FactRow(fact[1], "owner_id", fact[3], date.fromisoformat(fact[4]), fact[5])
        for fact in facts if fact[2] == "owner_id"
    ]  # fmt: skip
    if len(owners) > 1 and (since := held_since(owners)) is not None:
        made.held[here, place] = since.toordinal()


def _months(started: Ints, day: date) -> Ints:
    """Return the whole months from each start to a day."""
    starts, which = np.unique(started, return_inverse=True)
    found = [
        None if start == NEVER else months_since(date.fromordinal(int(start)).isoformat(), day) for start in starts
    ]
    return np.array([NO_MONTHS if months is None else months for months in found], np.int64)[which]


class _Lives:
    """From which day until which something is known, looked up once for each text."""

    def __init__(self, days: Days) -> None:
        self._days = days
        self._on: dict[str, int] = {}
        self._at: dict[str, int] = {}

    def of(self, on: str, at: str, gone: str | None) -> tuple[int, int]:
        """Return the first day of something that holds from a day on, as known, and the day after its last."""
        if on not in self._on:
            self._on[on] = int(np.searchsorted(self._days.ordinals, date.fromisoformat(on).toordinal()))
        if at not in self._at:
            self._at[at] = self._days.since(at)
        return max(self._on[on], self._at[at]), self._days.until(gone)


def _asked(places: Mapping[str, int], *, some: bool) -> tuple[dict[str, object], str]:
    return ({"accounts": json.dumps(list(places))}, _SOME) if some else ({}, "")
