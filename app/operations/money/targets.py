"""What was set as a goal for a fiscal year: a figure without a target is none to answer for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import text

from app.models.database import Session
from app.operations.settings import fiscal_year, settings
from app.vocabulary import Segment

KEPT_BY_HIGH_TOUCH: Mapping[str, Decimal] = {"grr": Decimal(1), "logo_retention": Decimal(1)}
"""What holds of high touch where nobody has said otherwise: all of them stay."""
_TARGETS = text(
    """SELECT metric, value FROM target
 WHERE deleted_at IS NULL AND fiscal_year = :year AND segment IS :segment ORDER BY no"""
)


def targets_of(session: Session, day: date, segment: Segment | None) -> Mapping[str, Decimal]:
    """Return the targets by metric for a segment, or for all, in the fiscal year of a day; ratios as shares of 1."""
    start, _end = fiscal_year(day, settings(session).fiscal_year_start)
    rows = session.rows(_TARGETS, year=f"FY{start.year}", segment=str(segment) if segment else None)
    said = {str(row["metric"]): Decimal(row["value"]) for row in rows}
    return {**KEPT_BY_HIGH_TOUCH, **said} if segment is Segment.HIGH else said
