"""Days on which one's own firm is shut: they count as no business days, beside the holidays of the country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.alerts.calendar import COUNTRIES, DayOff, days_off
from app.errors import BansoError
from app.models.database import Session
from app.operations.chosen import calendar_of
from app.operations.settings import choose, chosen_value, settings

__all__ = ["COUNTRIES", "DayOff", "OwnDays", "add_own_days", "next_days_off", "own_days", "remove_own_days"]

KEY = "holidays.own"
MOST_DAYS, MOST_NAME, MOST_SPANS = 92, 60, 200


@dataclass(frozen=True, order=True)
class OwnDays:
    """A span of days off, both ends included; `name` is what a person calls it."""

    first: date
    last: date
    name: str


def own_days(session: Session) -> list[OwnDays]:
    """Return one's own days off, by date."""
    kept = chosen_value(session, KEY)
    assert isinstance(kept, list)
    spans = (
        OwnDays(date.fromisoformat(one["from"]), date.fromisoformat(one["to"]), str(one.get("name", "")))
        for one in kept
    )
    return sorted(spans)


def next_days_off(session: Session, *, today: date, count: int, lang: str) -> list[DayOff]:
    """Return the next weekdays on which nobody works by the calendar that is chosen."""
    return days_off(today, count, calendar_of(settings(session)), lang)


def add_own_days(session: Session, first: date, last: date, name: str = "") -> None:
    """Add days off. "own_days.order", "own_days.long" and "own_days.twice" change nothing."""
    if last < first:
        raise BansoError("own_days.order", field="last")
    if (last - first).days >= MOST_DAYS:
        raise BansoError("own_days.long", field="last", most=MOST_DAYS)
    there = own_days(session)
    if any(one.first <= last and first <= one.last for one in there):
        raise BansoError("own_days.twice", field="first")
    if len(there) >= MOST_SPANS:
        raise BansoError("own_days.many", field="first", most=MOST_SPANS)
    _keep(session, [*there, OwnDays(first, last, " ".join(name.split())[:MOST_NAME])])


def remove_own_days(session: Session, first: date) -> None:
    """Take out the days off that begin on `first`."""
    _keep(session, [one for one in own_days(session) if one.first != first])


def _keep(session: Session, spans: list[OwnDays]) -> None:
    value = [{"from": one.first.isoformat(), "to": one.last.isoformat(), "name": one.name} for one in sorted(spans)]
    choose(session, KEY, value)
