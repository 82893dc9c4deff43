"""The readings behind one part of a score: the history of its series, which one counted, and what is not counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.errors import BansoError
from app.health.inputs import Reading, series_of
from app.health.model import Take
from app.health.score import Part, Score
from app.health.values import micro
from app.models.database import Session
from app.operations.health.inputs import known_of

DERIVED = "book_"
"""What the names of series begin with that the book itself tells."""


@dataclass(frozen=True)
class PartReading:
    """One reading. `counts` where it is part of the value; `replaced` where a later row corrects it."""

    no: int
    series: str
    value: Decimal | None
    on: date
    observed_at: str
    recorded_at: str
    source: str
    note: str
    by: str
    counts: bool = False
    replaced: bool = False


@dataclass(frozen=True)
class PartReadings:
    """The readings of one measure of an account as known on a day, the newest first; `per` what it is held against."""

    series: str
    readings: tuple[PartReading, ...]
    per: tuple[PartReading, ...] = ()
    by_hand: bool = True


def part_readings(
    session: Session, account_id: str, score: Score, measure_key: str, *, limit: int = 200
) -> PartReadings:
    """Return what stands behind a part of a score; BansoError where the model of the score has no such measure."""
    part = next((part for part in score.parts if part.measure.key == measure_key), None)
    if part is None:
        raise BansoError("reading.unknown_measure", field="measure", measure=measure_key)
    inputs = known_of(session, account_id).inputs(score.as_of)
    names = {row["id"]: row["name"] for row in _members(session)}
    measure = part.measure
    own = _rows(inputs.readings, measure.reading, part, names)
    per = _rows(inputs.readings, measure.per, None, names) if measure.per else ()
    return PartReadings(measure.reading, own[:limit], per[:3], not measure.reading.startswith(DERIVED))


def _members(session: Session) -> list[dict[str, str]]:
    return [{"id": row[0], "name": row[1]} for row in session.driver.execute("SELECT id, name FROM member")]


def _rows(
    readings: tuple[Reading, ...], series: str, part: Part | None, names: dict[str, str]
) -> tuple[PartReading, ...]:
    standing = {one.no for one in series_of(readings, series)}
    counted = _counted(part, [one for one in readings if one.no in standing]) if part is not None else set()
    mine = sorted(
        (one for one in readings if one.series == series),
        key=lambda one: (one.observed_at, one.recorded_at, one.no), reverse=True,
    )  # fmt: skip
    return tuple(
        PartReading(
            one.no, one.series, _value(one.value), one.on, one.observed_at, one.recorded_at, one.source, one.note,
            names.get(one.by_id or "", ""), one.no in counted, one.no not in standing,
        )
        for one in mine
    )  # fmt: skip


def _counted(part: Part, standing: list[Reading]) -> set[int]:
    """Return the readings that the value was taken from."""
    newest = part.value.reading
    if newest is None:
        return set()
    if part.measure.take is Take.LATEST:
        return {newest.no}
    days = part.measure.window_days or 28
    whole = days * (2 if part.measure.take is Take.CHANGE else 1)
    return {one.no for one in standing if 0 <= (newest.on - one.on).days < whole and one.value is not None}


def _value(value: Fraction | None) -> Decimal | None:
    return None if value is None else micro(value)
