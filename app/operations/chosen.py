"""The settings there are, what ships where nobody chose, and what a question needs of them; imports no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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


def settings_of(chosen: Mapping[str, object]) -> Settings:
    """Return every setting from the chosen ones by key, the shipped value where nobody chose."""
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
