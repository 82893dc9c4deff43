"""The course of a score week by week, as known then, and what happened at the account meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import text

from app.clock import Clock, parse_stamp
from app.health.score import score
from app.models.database import Session
from app.operations.health.inputs import known_of
from app.operations.health.known import Known
from app.operations.health.models import ModelVersion, model_at, model_versions
from app.vocabulary import Band

WEEKS = 26
MOST_EVENTS = 5

INDICATOR, ROLE_LEFT, ROLE_CAME, FEELING, OVERRIDE, MODEL, OWNER, PHASE, OUTCOME = (
    "indicator", "role_left", "role_came", "feeling", "override", "model", "owner", "phase", "outcome",
)  # fmt: skip
# Which ones are told where there are more than fit: what the customer did before what we decided.
_RANK = (OUTCOME, ROLE_LEFT, INDICATOR, FEELING, ROLE_CAME, OWNER, MODEL, OVERRIDE, PHASE)


@dataclass(frozen=True)
class CoursePoint:
    """The score at the end of a day; `data` is that of data alone. None where there was no verdict."""

    on: date
    score: int | None
    data: float | None
    band: Band


@dataclass(frozen=True)
class CourseEvent:
    """Something that happened. `key` is what it was (a role, a kind of indicator, a phase), `value` a number said."""

    on: date
    kind: str
    key: str = ""
    value: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Course:
    """Points a week apart, the oldest first and the last one on the day itself, and the events among them by day."""

    points: tuple[CoursePoint, ...]
    events: tuple[CourseEvent, ...]
    good: int = 70
    watch: int = 45


_POSITIONS = text(
    """SELECT p.role, p.from_on, p.to_on, n.name FROM position p JOIN person n ON n.id = p.person_id
 WHERE p.account_id = :account AND p.role IN ('sponsor', 'champion', 'decision_maker') AND p.deleted_at IS NULL"""
)
_OUTCOMES = text(
    """SELECT outcome, outcome_on FROM contract WHERE account_id = :account AND outcome IS NOT NULL
 AND outcome_on IS NOT NULL AND deleted_at IS NULL"""
)


def course(session: Session, account_id: str, *, today: date, weeks: int = WEEKS) -> Course:
    """Return the course of the score of an account up to a day."""
    known = known_of(session, account_id)
    days = [today - timedelta(7 * back) for back in range(weeks, -1, -1)]
    now = model_at(session, as_of=today)
    points = []
    for on in days:
        made = score(model_at(session, as_of=on), known.inputs(on))
        data = None if made.data is None or made.score is None else float(made.data)
        points.append(CoursePoint(on, made.score, data, made.band))
    events = _events(session, account_id, known, days[0], today)
    return Course(tuple(points), chosen(events), now.good, now.watch)


def chosen(events: list[CourseEvent]) -> tuple[CourseEvent, ...]:
    """Return the events that are told, by day: of several alike on a day one, and of too many those that matter."""
    single = {(one.on, one.kind, one.key): one for one in events}.values()
    ranked = sorted(single, key=lambda one: (_RANK.index(one.kind), -one.on.toordinal()))
    return tuple(sorted(ranked[:MOST_EVENTS], key=lambda one: (one.on, _RANK.index(one.kind))))


def _events(session: Session, account_id: str, known: Known, first: date, today: date) -> list[CourseEvent]:
    found = [
        *_people(session, account_id),
        *_indicators(known),
        *(CourseEvent(row.on, FEELING, value=row.value, note=row.reason) for row in known.feelings if not row.gone),
        *(CourseEvent(row.on, OVERRIDE, value=row.value, note=row.reason) for row in known.overrides if not row.gone),
        *_versions(model_versions(session)),
        *_facts(known),
        *_outcomes(session, account_id),
    ]  # fmt: skip
    return [one for one in found if first < one.on <= today]


def _people(session: Session, account_id: str) -> Iterator[CourseEvent]:
    for row in session.rows(_POSITIONS, account=account_id):
        if row["to_on"]:
            yield CourseEvent(date.fromisoformat(row["to_on"]) + timedelta(1), ROLE_LEFT, row["role"], note=row["name"])
        if row["from_on"]:
            yield CourseEvent(date.fromisoformat(row["from_on"]), ROLE_CAME, row["role"], note=row["name"])


def _indicators(known: Known) -> Iterator[CourseEvent]:
    for row in known.events:
        if row.gone is None:
            yield CourseEvent(row.event.on, INDICATOR, row.event.kind, note=row.event.note)


def _versions(versions: tuple[ModelVersion, ...]) -> Iterator[CourseEvent]:
    for one in versions[1:]:
        yield CourseEvent(one.on, MODEL, value=one.version, note=one.reason)


def _facts(known: Known) -> Iterator[CourseEvent]:
    clock = Clock(known.zone)
    last: dict[str, str | None] = {}
    for fact in sorted(known.facts, key=lambda fact: (fact.on, fact.at, fact.no)):
        kind = {"owner_id": OWNER, "phase": PHASE, "derived_phase": PHASE}.get(fact.name)
        if kind is None or fact.gone is not None:
            continue
        before, last[fact.name] = last.get(fact.name), fact.value
        if before is not None and fact.value is not None and before != fact.value:
            yield CourseEvent(
                min(fact.on, clock.day_of(parse_stamp(fact.at))), kind, fact.value if kind == PHASE else ""
            )


def _outcomes(session: Session, account_id: str) -> Iterator[CourseEvent]:
    for row in session.rows(_OUTCOMES, account=account_id):
        yield CourseEvent(date.fromisoformat(row["outcome_on"]), OUTCOME, row["outcome"])
