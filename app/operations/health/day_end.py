"""Where a day of the book ends: what was known on it carries an earlier stamp."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.clock import parse_stamp, stamp
from app.models.database import Session
from app.operations.settings import settings


def after_day(day: date, zone: str) -> str:
    """Return the first instant after a day in a zone, as stored; what is stamped earlier was known on the day."""
    return stamp(datetime.combine(day + timedelta(1), time(), ZoneInfo(zone)))


def after(session: Session, day: date) -> str:
    """Return the first instant after a day in the book's zone."""
    return after_day(day, settings(session).zone)


def day_of(session: Session, instant: str) -> date:
    """Return the day in the book's zone on which a stored instant falls."""
    return parse_stamp(instant).astimezone(ZoneInfo(settings(session).zone)).date()
