"""Who changed band in thirty days, and what did most of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.health.why import Cause, change
from app.models.database import Session
from app.operations.health.inputs import many_inputs
from app.operations.health.models import model_at
from app.operations.health.portfolio import SPAN, PortfolioRow, portfolio_rows
from app.vocabulary import Band

ORDER = (Band.GOOD, Band.WATCH, Band.RISK, Band.UNKNOWN)
_HEIGHT = {Band.RISK: 0, Band.WATCH: 1, Band.GOOD: 2}


@dataclass(frozen=True)
class Driver:
    """One cause of a change and what it did; `names` of the measure in each language where it is about one."""

    cause: Cause
    effect: Decimal
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Moved:
    """One account whose band is another than thirty days ago; `drivers` those of the same direction, largest first.

    Without a score on either day there is nothing to charge, and no driver.
    """

    row: PortfolioRow
    drivers: tuple[Driver, ...]

    @property
    def step(self) -> int:
        """Return +1 for up, −1 for down, 0 where a verdict came or went."""
        now, was = _HEIGHT.get(self.row.band), _HEIGHT.get(self.row.band_before)
        return 0 if now is None or was is None else (now > was) - (now < was)


@dataclass(frozen=True)
class Movement:
    """How many accounts are in each band now and were then, who moved, and every account."""

    now: Mapping[Band, int]
    then: Mapping[Band, int]
    moved: tuple[Moved, ...]
    rows: tuple[PortfolioRow, ...]


def band_movement(session: Session, *, today: date, rows: Iterable[PortfolioRow] | None = None) -> Movement:
    """Return the movement between bands since thirty days ago, the largest fall first."""
    known = tuple(portfolio_rows(session, today=today) if rows is None else rows)
    movers = [row for row in known if shown(row.band) is not shown(row.band_before)]
    ids = [row.account_id for row in movers]
    then = today - SPAN
    was_model, now_model = model_at(session, as_of=then), model_at(session, as_of=today)
    was, now = many_inputs(session, ids, as_of=then), many_inputs(session, ids, as_of=today)
    moved = []
    for row in movers:
        found = change(was_model, was[row.account_id], now_model, now[row.account_id])
        causes = () if found is None else found.causes
        along = [one for one in causes if (one.effect > 0) is ((row.delta or 0) > 0)]
        drivers = []
        for one in sorted(along, key=lambda charge: -abs(charge.effect))[:3]:
            measure = now_model.measure(one.measure) or was_model.measure(one.measure) if one.measure else None
            drivers.append(Driver(one.cause, one.effect, tuple(measure.name.items()) if measure else ()))
        moved.append(Moved(row, tuple(drivers)))
    moved.sort(key=lambda one: (one.row.delta if one.row.delta is not None else 0, one.row.name))
    return Movement(
        {band: sum(shown(row.band) is band for row in known) for band in ORDER},
        {band: sum(shown(row.band_before) is band for row in known) for band in ORDER},
        tuple(moved),
        known,
    )


def shown(band: Band) -> Band:
    """Return the band as it is counted: a verdict that is withheld counts with those not known."""
    return Band.UNKNOWN if band is Band.WITHHELD else band
