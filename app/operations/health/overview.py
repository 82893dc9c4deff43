"""What Portfolio shows of the health of a whole book, from one pass over its accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.health.model import MIDDLE
from app.models.database import Session
from app.operations.health.disagreements import Disagreements, disagreements
from app.operations.health.movement import Movement, band_movement
from app.operations.health.portfolio import PortfolioRow, portfolio_rows

QUARTERS = ("uses", "neither", "likes", "both")
"""「使うが好きではない」 first: there are the green churners to be."""


@dataclass(frozen=True)
class Overview:
    """Who moved between bands, where data and feeling lie apart, and every account on its own."""

    movement: Movement
    disagreements: Disagreements
    rows: tuple[PortfolioRow, ...]

    def quarter(self, key: str) -> tuple[PortfolioRow, ...]:
        """Return the accounts of one quarter of loyalty, those that use more than they like first."""
        found = [row for row in self.rows if quarter_of(row) == key]
        return tuple(sorted(found, key=lambda row: (_lean(row), row.name)))


def overview(session: Session, *, today: date) -> Overview:
    """Return what Portfolio shows of a day."""
    rows = portfolio_rows(session, today=today)
    return Overview(
        band_movement(session, today=today, rows=rows), disagreements(session, today=today, rows=rows), rows
    )


def quarter_of(row: PortfolioRow) -> str | None:
    """Return where an account stands between doing and liking; 50 is where every score starts. None where unknown."""
    does, likes = row.behavioural, row.psychological
    if does is None or likes is None:
        return None
    if does >= MIDDLE:
        return "both" if likes >= MIDDLE else "uses"
    return "likes" if likes >= MIDDLE else "neither"


def _lean(row: PortfolioRow) -> float:
    return float((row.psychological or 0) - (row.behavioural or 0))
