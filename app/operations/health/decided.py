"""How the score of an account was decided: changes of the model and the manager's own judgements, with reasons."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from app.clock import Clock, parse_stamp
from app.health.model import Model
from app.models.database import Session
from app.operations.health.known import JudgementRow, Known
from app.operations.health.models import ModelVersion, model_versions

MODEL, FEELING, OVERRIDE = "model", "feeling", "override"
WEIGHT, BANDS, FLOOR, ADDED, REMOVED, CHANGED, OTHER = (
    "weight", "bands", "floor", "added", "removed", "changed", "other",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One thing that a version of the model changed. `names` of the measure, dimension or rule by language."""

    kind: str
    names: Mapping[str, str]
    before: Decimal | None = None
    after: Decimal | None = None


@dataclass(frozen=True)
class Decision:
    """One decision, on a day, by somebody, for a reason.

    `before` and `after` are effects of a feeling or scores of an override; `after` None where it was taken back.
    """

    kind: str
    on: date
    by: str
    reason: str
    at: str
    before: int | None = None
    after: int | None = None
    until: date | None = None
    version: int = 0
    steps: tuple[Step, ...] = ()


def decided(session: Session, known: Known, *, limit: int = 30) -> tuple[Decision, ...]:
    """Return what was decided about the score of an account, the newest first."""
    day = Clock(known.zone).day_of
    found = [
        *_versions(model_versions(session)),
        *_judgements(FEELING, known.feelings, day),
        *_judgements(OVERRIDE, known.overrides, day),
    ]
    # Of what carries the same instant the later one is told first.
    told = sorted(enumerate(found), key=lambda numbered: (numbered[1].at, numbered[0]), reverse=True)
    return tuple(one for _at, one in told[:limit])


def _versions(versions: Sequence[ModelVersion]) -> Iterator[Decision]:
    for before, after in itertools.pairwise(versions):
        steps = tuple(steps_between(before.model, after.model))
        yield Decision(MODEL, after.on, after.by, after.reason, after.said_at, version=after.version, steps=steps)


def _judgements(kind: str, rows: Sequence[JudgementRow], day: object) -> Iterator[Decision]:
    assert callable(day)
    ordered = sorted(rows, key=lambda row: (row.at, row.no))
    last: JudgementRow | None = None
    for row, following in itertools.zip_longest(ordered, ordered[1:]):
        held = last is not None and last.expires >= row.on and (last.gone is None or last.gone >= row.at)
        before = last.value if last is not None and held else None
        yield Decision(kind, row.on, row.by, row.reason, row.at, before, row.value, row.expires)
        # What had been replaced before is withdrawn along with the one in force, and not told twice.
        if row.gone is not None and (following is None or following.at > row.gone):
            yield Decision(kind, day(parse_stamp(row.gone)), "", "", row.gone, row.value)
        last = row


def steps_between(before: Model, after: Model) -> Iterator[Step]:
    """Yield what differs between two versions of a model, weights first; a step OTHER where nothing has a name."""
    found = [*_weights(before, after), *_bounds(before, after), *_parts(before, after)]
    yield from found or [Step(OTHER, after.name)]


def _weights(before: Model, after: Model) -> Iterator[Step]:
    groups = {one.key: one for one in before.dimensions}
    measures = {measure.key: measure for _dimension, measure in before.measures()}
    for dimension in after.dimensions:
        was = groups.get(dimension.key)
        if was is not None and was.weight != dimension.weight:
            yield Step(WEIGHT, dimension.name, was.weight, dimension.weight)
        for measure in dimension.measures:
            one = measures.get(measure.key)
            if one is not None and one.weight != measure.weight:
                yield Step(WEIGHT, measure.name, one.weight, measure.weight)


def _bounds(before: Model, after: Model) -> Iterator[Step]:
    if before.good != after.good:
        yield Step(BANDS, {"ja": "良好", "en": "Healthy"}, Decimal(before.good), Decimal(after.good))
    if before.watch != after.watch:
        yield Step(BANDS, {"ja": "注意", "en": "Watch"}, Decimal(before.watch), Decimal(after.watch))
    if before.coverage_floor != after.coverage_floor:
        yield Step(FLOOR, {}, before.coverage_floor, after.coverage_floor)


def _parts(before: Model, after: Model) -> Iterator[Step]:
    def named(model: Model) -> dict[str, Mapping[str, str]]:
        rules = {f"rule:{rule.key}": rule.name for rule in model.rules}
        return {**{measure.key: measure.name for _dimension, measure in model.measures()}, **rules}

    def plain(model: Model) -> dict[str, object]:
        """Return what there is to each part but its weight, which is told by itself, and who wrote it."""
        parts: dict[str, object] = {
            measure.key: replace(measure, weight=Decimal(1), author="", on=None) for _group, measure in model.measures()
        }
        return {**parts, **{f"rule:{rule.key}": rule for rule in model.rules}}

    was, now = named(before), named(after)
    old, new = plain(before), plain(after)
    for key in now:
        if key in was and old[key] != new[key]:
            yield Step(CHANGED, now[key])
    for key in [key for key in now if key not in was]:
        yield Step(ADDED, now[key])
    for key in [key for key in was if key not in now]:
        yield Step(REMOVED, was[key])


def next_review(decisions_end: Sequence[date], today: date) -> date | None:
    """Return the first day on which a judgement that holds now is to be looked at again: the day after its end."""
    ahead = [end + timedelta(1) for end in decisions_end if end >= today]
    return min(ahead, default=None)
