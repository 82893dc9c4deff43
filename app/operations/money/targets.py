"""What was set as a goal for a fiscal year: a figure without a target is none to answer for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import text

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.settings import fiscal_year, settings
from app.revenue.periods import YEARS
from app.vocabulary import Segment

METRICS = ("nrr", "grr", "logo_retention", "onboarding_rate")
"""The figures that a target can be set for, in the order they are shown."""
KEPT_BY_HIGH_TOUCH: Mapping[str, Decimal] = {"grr": Decimal(1), "logo_retention": Decimal(1)}
"""What holds of high touch where nobody has said otherwise: all of them stay."""
HIGHEST: Mapping[str, Decimal] = {"nrr": Decimal(5)}
"""The most that a target can be; of a share of what there was, all of it."""
_PLACES = 4
_YEAR = re.compile(r"FY(\d{4})")
_TARGETS = text(
    """SELECT metric, value FROM target
 WHERE deleted_at IS NULL AND fiscal_year = :year AND segment IS :segment ORDER BY no"""
)
_OF_YEAR = text(
    "SELECT metric, segment, value FROM target WHERE deleted_at IS NULL AND fiscal_year = :year ORDER BY no"
)
_ONE = text(
    """SELECT id FROM target
 WHERE deleted_at IS NULL AND fiscal_year = :year AND segment IS :segment AND metric = :metric ORDER BY no"""
)


@dataclass(frozen=True)
class YearTargets:
    """The targets of a fiscal year, shares of 1 by segment (None: all) and metric; `assumed` holds unless one is."""

    year: str
    start: date
    end: date
    said: Mapping[tuple[Segment | None, str], Decimal]
    assumed: Mapping[tuple[Segment | None, str], Decimal]


def targets_of(session: Session, day: date, segment: Segment | None) -> Mapping[str, Decimal]:
    """Return the targets by metric for a segment, or for all, in the fiscal year of a day; ratios as shares of 1."""
    start, _end = fiscal_year(day, settings(session).fiscal_year_start)
    rows = session.rows(_TARGETS, year=f"FY{start.year}", segment=str(segment) if segment else None)
    said = {str(row["metric"]): Decimal(row["value"]) for row in rows}
    return {**KEPT_BY_HIGH_TOUCH, **said} if segment is Segment.HIGH else said


def year_targets(session: Session, day: date) -> YearTargets:
    """Return every target of the fiscal year that a day lies in."""
    start, end = fiscal_year(day, settings(session).fiscal_year_start)
    rows = session.rows(_OF_YEAR, year=f"FY{start.year}")
    said = {
        (Segment(row["segment"]) if row["segment"] else None, str(row["metric"])): Decimal(row["value"]) for row in rows
    }
    assumed: dict[tuple[Segment | None, str], Decimal] = {
        (Segment.HIGH, metric): value for metric, value in KEPT_BY_HIGH_TOUCH.items()
    }
    return YearTargets(f"FY{start.year}", start, end, said, assumed)


def set_target(
    session: Session, *, metric: str, segment: Segment | None, fiscal_year: str, value: Decimal | None
) -> None:
    """Set the target of a figure for a segment (None: all customers) and a fiscal year as FY2026, or take it back.

    `value` is a share of 1. "target.metric", "target.year" and "target.value" change nothing.
    """
    if metric not in METRICS:
        raise BansoError("target.metric", field="metric", metric=metric)
    year = _YEAR.fullmatch(fiscal_year)
    if year is None or int(year[1]) not in YEARS:
        raise BansoError("target.year", field="fiscal_year", year=fiscal_year)
    if value is not None:
        _refuse(metric, value)
    held = {"year": fiscal_year, "segment": str(segment) if segment else None, "metric": metric}
    there = [str(row["id"]) for row in session.rows(_ONE, **held)]
    if value is None:
        door.remove(session, "target", there)
        return
    row = {"value": format(value.normalize(), "f")}
    if there:
        # Of two that came in from elsewhere the last one holds.
        door.amend(session, "target", {there[-1]: row})
        return
    new = {"metric": metric, "segment": held["segment"], "fiscal_year": fiscal_year, **row}
    door.create(session, "target", [new])


def set_targets(
    session: Session, *, fiscal_year: str, values: Mapping[tuple[Segment | None, str], Decimal | None]
) -> None:
    """Set several targets of a fiscal year at once, all or none; raises as `set_target`, the field naming which."""
    for (segment, metric), value in values.items():
        try:
            set_target(session, metric=metric, segment=segment, fiscal_year=fiscal_year, value=value)
        except BansoError as error:
            field = f"{segment or 'all'}.{metric}" if error.field == "value" else error.field
            raise BansoError(error.key, field=field, **error.params) from error


def _refuse(metric: str, value: Decimal) -> None:
    exponent = value.as_tuple().exponent
    most = HIGHEST.get(metric, Decimal(1))
    if not value.is_finite() or not 0 < value <= most or not isinstance(exponent, int) or exponent < -_PLACES:
        raise BansoError("target.value", field="value", most=int(most * 100))
