"""Settings that change numbers: they live in the book, with history."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.models.database import Session

DEFAULTS: dict[str, object] = {
    "zone": "Asia/Tokyo",
    "fiscal_year_start": 4,
    "currency": "JPY",
    "calendar": "JP",
    "me": None,
    "cadence.high": 14,
    "cadence.low": 30,
    "cadence.onboarding.high": 7,
    "cadence.onboarding.low": 14,
    "language": None,
}


@dataclass(frozen=True)
class Settings:
    """The settings a question needs, as they are now."""

    zone: str
    fiscal_year_start: int
    currency: str
    calendar: str
    me: str | None
    cadence_high: int
    cadence_low: int
    cadence_onboarding_high: int
    cadence_onboarding_low: int
    language: str | None


_CHOSEN = select(tables.setting.c.id, tables.setting.c.value).where(tables.setting.c.deleted_at.is_(None))


def settings(session: Session) -> Settings:
    """Return every setting, the shipped value where nobody chose."""
    chosen = {row["id"]: row["value"] for row in session.rows(_CHOSEN)}
    values = {**DEFAULTS, **chosen}
    return Settings(
        zone=str(values["zone"]),
        fiscal_year_start=int(str(values["fiscal_year_start"])),
        currency=str(values["currency"]),
        calendar=str(values["calendar"]),
        me=str(values["me"]) if values["me"] else None,
        cadence_high=int(str(values["cadence.high"])),
        cadence_low=int(str(values["cadence.low"])),
        cadence_onboarding_high=int(str(values["cadence.onboarding.high"])),
        cadence_onboarding_low=int(str(values["cadence.onboarding.low"])),
        language=str(values["language"]) if values["language"] else None,
    )


def choose(session: Session, key: str, value: object) -> None:
    """Set a setting; raises KeyError for one that does not exist."""
    if key not in DEFAULTS:
        raise KeyError(key)
    there = session.scalar(select(tables.setting.c.id).where(tables.setting.c.id == key))
    if there is None:
        door.create(session, "setting", [{"id": key, "value": value}])
    else:
        door.amend(session, "setting", {key: {"value": value, "deleted_at": None}})
