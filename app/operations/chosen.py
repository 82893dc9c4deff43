"""The settings there are, what ships where nobody chose, and what a question needs of them; imports no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.alerts.calendar import Calendar, calendar_for
from app.alerts.rhythms import SHIPPED
from app.operations.phases import Months, Phases
from app.vocabulary import Rhythm, Segment

DEFAULTS: dict[str, object] = {
    "zone": "Asia/Tokyo",
    "fiscal_year_start": 4,
    "currency": "JPY",
    "calendar": "JP",
    "money_unit": "account",  # what counts as one customer: each account, or all below one "parent"
    "gross_margin": None,  # share of sales that is profit, in per cent
    "grace": 30,  # days after its last one for which a contract still counts, as its renewal may come late
    "me": None,
    "cadence.high": 14,
    "cadence.low": 30,
    "cadence.onboarding.high": 7,
    "cadence.onboarding.low": 14,
    "language": None,
    # What a segment's phase goes by: "status", as somebody wrote it, or "months".
    "phase.rule.high": "status",
    "phase.rule.low": "status",
    "phase.rule.tech": "status",
    "phase.months.high": {"onboarding": 3, "renewal": 3},
    "phase.months.low": {"onboarding": 3, "renewal": 3},
    "phase.months.tech": {"onboarding": 1, "renewal": 2},
    "rhythms": None,  # segment → rhythm → months; as shipped where nobody chose
    "holidays.own": [],  # from, to and a name of each
    "calendar_folder": None,  # where a calendar puts its .ics files, on this computer
    "calendar_domains": {},  # domain of an address → account, as a person said
    "deck_layouts": {},  # print of a template → which of its layouts plays the cover, which the sections
    "account_names": {},  # name in a file → account, "" for none of those it could mean, as a person said
    "plan_files.key": None,  # what a plain book seals plan files with, see app/operations/plans/exporting.py
    "forgotten": None,  # keyed prints of what was erased for good, see app/operations/forgotten.py
}


@dataclass(frozen=True)
class Settings:
    """The settings a question needs, as they are now."""

    zone: str
    fiscal_year_start: int
    currency: str
    grace: int
    calendar: str
    me: str | None
    cadence_high: int
    cadence_low: int
    cadence_onboarding_high: int
    cadence_onboarding_low: int
    language: str | None
    by_months: Mapping[Segment, Months]
    own_days: tuple[tuple[date, date], ...]
    rhythms: Mapping[Segment, Mapping[Rhythm, int]]


def settings_of(chosen: Mapping[str, object]) -> Settings:
    """Return every setting from the chosen ones by key, the shipped value where nobody chose."""
    values = {**DEFAULTS, **chosen}
    return Settings(
        zone=str(values["zone"]),
        fiscal_year_start=int(str(values["fiscal_year_start"])),
        currency=str(values["currency"]),
        grace=int(str(values["grace"])),
        calendar=str(values["calendar"]),
        me=str(values["me"]) if values["me"] else None,
        cadence_high=int(str(values["cadence.high"])),
        cadence_low=int(str(values["cadence.low"])),
        cadence_onboarding_high=int(str(values["cadence.onboarding.high"])),
        cadence_onboarding_low=int(str(values["cadence.onboarding.low"])),
        language=str(values["language"]) if values["language"] else None,
        by_months={
            segment: Months(**_mapping(values[f"phase.months.{segment}"]))
            for segment in Segment
            if values[f"phase.rule.{segment}"] == "months"
        },
        own_days=tuple(
            (date.fromisoformat(str(span["from"])), date.fromisoformat(str(span["to"])))
            for span in _list(values["holidays.own"])
        ),
        rhythms=_rhythms(values["rhythms"]),
    )


def calendar_of(chosen: Settings) -> Calendar:
    """Return the calendar whose business days count, with one's own days off."""
    return calendar_for(chosen.calendar or None, chosen.own_days)


def phases_of(chosen: Settings, today: date) -> Phases:
    """Return what the phases of accounts go by."""
    return Phases(today, chosen.by_months)


def _rhythms(value: object) -> Mapping[Segment, Mapping[Rhythm, int]]:
    if value is None:
        return SHIPPED
    return {
        Segment(segment): {Rhythm(rhythm): int(months) for rhythm, months in _mapping(every).items() if months}
        for segment, every in _mapping(value).items()
    }


def _mapping(value: object) -> dict[str, Any]:
    assert isinstance(value, dict)
    return value


def _list(value: object) -> list[dict[str, Any]]:
    assert isinstance(value, list)
    return value
