"""The back-test of the book: every decided renewal with its scores as known before, and nothing from after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import text

from app.alerts.notices import notice_deadline
from app.errors import BansoError
from app.health.backtest import HORIZONS, BackTest, Case, Note, NotEnough, Point, judge, lead_of
from app.health.inputs import Inputs
from app.health.model import Model
from app.health.score import Score, score
from app.health.tree import mean
from app.health.values import micro
from app.health.weights import suggest
from app.models.database import Session
from app.operations.health.assumed import assumed_known
from app.operations.health.inputs import many_known
from app.operations.health.known import Known
from app.operations.health.models import model_at
from app.operations.standing import notice_of
from app.vocabulary import Outcome, Segment

MOST_HORIZON = 365
LOOK_BACK = 26
"""Weeks before a decision over which it is asked since when a score had not been good."""
MOST_LEAD = 7 * LOOK_BACK
"""A lead of so many days is one of so many or more."""
_AT_ONCE = 200
_USE = ("D", "A")
_NOTE_DAYS, _NOTES = 120, 3

_DECIDED = text(
    """SELECT c.id, c.account_id, a.name, c.outcome, c.churn_tags, c.end_on, c.outcome_on, c.notified_on,
 c.notice_value, c.notice_unit, c.notice_inclusive FROM contract c JOIN account a ON a.id = c.account_id
 WHERE c.deleted_at IS NULL AND a.deleted_at IS NULL AND c.kind = 'paid' AND c.outcome IS NOT NULL ORDER BY c.no"""
)
_WRITTEN = text(
    """SELECT kind, on_date, body FROM touchpoint WHERE deleted_at IS NULL AND state = 'done' AND account_id = :account
 AND on_date BETWEEN :since AND :upto ORDER BY on_date DESC, no DESC LIMIT :most"""
)


@dataclass(frozen=True)
class Decided:
    """One renewal that was decided: when, and how it went."""

    contract_id: str
    account_id: str
    name: str
    outcome: Outcome
    tags: tuple[str, ...]
    decided_on: date
    end_on: date


def decided_renewals(session: Session, *, today: date) -> list[Decided]:
    """Return every renewal of a paid contract that was decided up to today, the first one first."""
    found = [
        Decided(
            row["id"],
            row["account_id"],
            row["name"],
            Outcome(row["outcome"]),
            _tags(row["churn_tags"]),
            _decided_on(row, today),
            date.fromisoformat(row["end_on"]),
        )
        for row in session.rows(_DECIDED)
    ]
    return sorted((one for one in found if one.decided_on <= today), key=lambda one: (one.decided_on, one.contract_id))


def _decided_on(row: Mapping[str, Any], today: date) -> date:
    """Return the day of a decision: when notice was given or the outcome written down, whichever came first.

    Files bring an outcome without its day; then it is the day by which notice would have had to be given.
    """
    known = [date.fromisoformat(day) for day in (row["outcome_on"], row["notified_on"]) if day]
    if known:
        return min(known)
    return min(notice_deadline(date.fromisoformat(row["end_on"]), notice_of(row)).day, today)


def backtest(
    session: Session, *, horizon: int | None = None, strict: bool = False, today: date
) -> BackTest | NotEnough:
    """Return what the scores of 90, 60 and 30 days before decisions (or of one other day) were worth.

    What was imported later counts as known when its source would have told, unless `strict`: then only what was
    recorded by the day. Refuses a horizon that is no day before a decision.
    """
    if horizon is not None and not 0 < horizon <= MOST_HORIZON:
        raise BansoError("backtest.horizon", field="horizon", most=MOST_HORIZON)
    horizons = HORIZONS if horizon is None else (horizon,)
    model = model_at(session, as_of=today)
    decided = decided_renewals(session, today=today)
    models = _Models(session)
    cases: list[Case] = []
    assumed = 0
    for some in _batches(decided):
        known: Mapping[str, Known] = many_known(session, {one.account_id for one in some})
        if not strict:
            known, count = assumed_known(session, known)
            assumed += count
        cases += [_case(models, one, known[one.account_id], horizons, model.good) for one in some]
    found = judge(
        cases, horizons, good=model.good, watch=model.watch, assumed=assumed, strict=strict,
        suggest=partial(suggest, model),
    )  # fmt: skip
    if isinstance(found, NotEnough):
        return found
    noted = {case.contract_id: replace(case, notes=_notes(session, case)) for case in found.green_churners}
    return replace(
        found,
        cases=tuple(noted.get(case.contract_id, case) for case in found.cases),
        green_churners=tuple(noted.values()),
    )


class _Models:
    """The model in force on a day; each day is asked for once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: dict[date, Model] = {}

    def at(self, day: date) -> Model:
        if day not in self._found:
            self._found[day] = model_at(self._session, as_of=day)
        return self._found[day]


def _case(models: _Models, one: Decided, known: Known, horizons: Sequence[int], good: int) -> Case:
    points = {}
    for horizon in horizons:
        inputs = _as_known(known, one, horizon)
        points[horizon] = point_of(score(models.at(inputs.as_of), inputs), inputs.segment)
    lost = one.outcome is Outcome.CHURNED
    lead = None
    if lost:
        weeks = [7 * week for week in range(1, LOOK_BACK + 1)]
        then = [(days, _as_known(known, one, days)) for days in weeks]
        lead = lead_of([(days, score(models.at(inputs.as_of), inputs).score) for days, inputs in then], good)
    return Case(one.contract_id, one.account_id, one.name, one.decided_on, lost, one.tags, points, lead)


def _as_known(known: Known, one: Decided, days: int) -> Inputs:
    """Return what was known by the end of the day that lies so many days before a decision, and nothing from after."""
    return known.inputs(one.decided_on - timedelta(days))


def point_of(then: Score, segment: Segment | None) -> Point:
    """Return what a back-test needs of a score."""
    scores = {part.measure.key: part.value.score for part in then.parts}
    use = {part.measure.key for part in then.parts if part.dimension.letter in _USE}
    used = mean(then.model, segment, scores, lambda measure: measure.key in use).exact
    return Point(
        then.as_of,
        then.score,
        then.exact,
        then.band,
        then.pulse,
        None if used is None else micro(used),
        dict(then.dimensions or {}),
        {dimension.key: dimension.weight_in(segment) for dimension in then.model.dimensions},
    )


def _notes(session: Session, case: Case) -> tuple[Note, ...]:
    rows = session.rows(
        _WRITTEN,
        account=case.account_id,
        since=(case.decided_on - timedelta(_NOTE_DAYS)).isoformat(),
        upto=case.decided_on.isoformat(),
        most=_NOTES,
    )
    return tuple(Note(date.fromisoformat(row["on_date"]), row["kind"], row["body"]) for row in rows)


def _batches(decided: Iterable[Decided]) -> Iterable[list[Decided]]:
    """Yield the renewals of so many accounts at a time: what was ever known of all of them is much."""
    by_account: dict[str, list[Decided]] = defaultdict(list)
    for one in decided:
        by_account[one.account_id].append(one)
    accounts = list(by_account)
    for start in range(0, len(accounts), _AT_ONCE):
        yield [one for account in accounts[start : start + _AT_ONCE] for one in by_account[account]]


def _tags(stored: Any) -> tuple[str, ...]:
    import json

    found = json.loads(stored) if isinstance(stored, str) else stored
    return tuple(str(tag) for tag in found or ())
