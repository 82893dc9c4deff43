"""Settings that change numbers: they live in the book, with history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select

from app.alerts.calendar import COUNTRIES
from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.operations.chosen import DEFAULTS, Settings, settings_of
from app.operations.phases import MOST_MONTHS
from app.revenue.terms import add_months

__all__ = ["DEFAULTS", "Settings", "choose", "chosen_value", "settings"]

_CHOSEN = Prepared(select(tables.setting.c.id, tables.setting.c.value).where(tables.setting.c.deleted_at.is_(None)))
MOST_DAYS = 365


def settings(session: Session) -> Settings:
    """Return every setting, the shipped value where nobody chose."""
    return settings_of(_chosen(session))


def chosen_value(session: Session, key: str) -> object:
    """Return one setting as it is kept; raises KeyError for one that does not exist."""
    return _chosen(session).get(key, DEFAULTS[key])


def choose(session: Session, key: str, value: object) -> None:
    """Set a setting; raises KeyError for one that does not exist.

    "setting.days", "setting.months" and "setting.choice" for a value that it cannot have.
    """
    if key not in DEFAULTS:
        raise KeyError(key)
    _refuse_nonsense(key, value)
    there = session.scalar(select(tables.setting.c.id).where(tables.setting.c.id == key))
    if there is None:
        door.create(session, "setting", [{"id": key, "value": value}])
    else:
        door.amend(session, "setting", {key: {"value": value, "deleted_at": None}})


def fiscal_year(today: date, begins: int) -> tuple[date, date]:
    """Return the first and last day of the fiscal year that `today` lies in; it begins in month `begins`."""
    start = date(today.year - (today.month < begins), begins, 1)
    return start, add_months(start, 12) - timedelta(1)


def _chosen(session: Session) -> dict[str, object]:
    return {row["id"]: row["value"] for row in _CHOSEN.rows(session)}


def _refuse_nonsense(key: str, value: object) -> None:
    if key.startswith("cadence."):
        _whole(key, value, 1, MOST_DAYS, "setting.days")
    elif key.startswith("phase.months."):
        months = value if isinstance(value, Mapping) else {}
        _whole(key, months.get("onboarding"), 0, MOST_MONTHS, "setting.months")
        _whole(key, months.get("renewal"), 0, MOST_MONTHS, "setting.months")
    elif key.startswith("phase.rule."):
        _one_of(key, value, ("status", "months"))
    elif key == "fiscal_year_start":
        _one_of(key, value, range(1, 13))
    elif key == "money_unit":
        _one_of(key, value, ("account", "parent"))
    elif key == "gross_margin" and value is not None:
        _whole(key, value, 1, 100, "setting.per_cent")
    elif key == "grace":
        _whole(key, value, 0, MOST_DAYS, "setting.days")
    elif key == "calendar":
        _one_of(key, value, ("", *COUNTRIES))


def _whole(key: str, value: object, low: int, high: int, error: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise BansoError(error, field=key, low=low, high=high)


def _one_of(key: str, value: object, allowed: tuple[str, ...] | range) -> None:
    if value not in allowed:
        raise BansoError("setting.choice", field=key, value=str(value))
