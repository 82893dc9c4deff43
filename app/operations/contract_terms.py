"""The terms of the contract in force: how notice is given, whether the customer means to renew, its own dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.alerts.notices import parse_notice
from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.quicklog.dates import leading_day, parse_due

TEXTS = ("intent_by", "intent_how")
DAYS = ("intent_on", "approval_due", "budget_due")

_MOST_TEXT = 400


@dataclass(frozen=True)
class ContractRow:
    """A contract as the page of its account shows it; `notice_value` None where the contract does not say."""

    id: str
    notice_value: int | None
    notice_unit: str
    notice_inclusive: bool
    auto_renew: bool
    intent_on: date | None
    intent_by: str
    intent_how: str
    approval_due: date | None
    budget_due: date | None


def contract_row(row: Mapping[str, Any]) -> ContractRow:
    """Return the terms of a contract from its columns."""
    return ContractRow(
        id=row["id"],
        notice_value=row["notice_value"],
        notice_unit=row["notice_unit"] or "m",
        notice_inclusive=True if row["notice_inclusive"] is None else bool(row["notice_inclusive"]),
        auto_renew=bool(row["auto_renew"]),
        intent_on=_day(row["intent_on"]),
        intent_by=row["intent_by"] or "",
        intent_how=row["intent_how"] or "",
        approval_due=_day(row["approval_due"]),
        budget_due=_day(row["budget_due"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def amend_contract(session: Session, contract_id: str, field: str, said: str, *, today: date) -> int:
    """Write one term of a contract as a person said it; empty clears it. Returns how many rows differ now."""
    return door.amend(session, "contract", {contract_id: read_term(field, said.strip(), today)})


def restore_terms(session: Session, contract_id: str, values: Mapping[str, object]) -> int:
    """Write back what terms of a contract were once."""
    columns = {"notice_value", "notice_unit", *TEXTS, *DAYS}
    if not columns.issuperset(values):
        raise KeyError(sorted(set(values) - columns)[0])
    return door.amend(session, "contract", {contract_id: values})


def columns_of(field: str) -> tuple[str, ...]:
    """Return the columns that a term is kept in."""
    return ("notice_value", "notice_unit") if field == "notice" else (field,)


def read_term(field: str, said: str, today: date) -> Mapping[str, object]:
    """Return the columns that words for a term stand for; raises BansoError where they say nothing."""
    if field == "notice":
        notice = parse_notice(said)
        return {
            "notice_value": notice.value if notice is not None else None,
            "notice_unit": notice.unit if notice is not None else None,
        }
    reading: Callable[[str], object] = {
        "intent_on": lambda text: past_day(text, today),
        "approval_due": lambda text: coming_day(text, today),
        "budget_due": lambda text: coming_day(text, today),
    }.get(field, _text)
    return {field: reading(said) if said else None}


def _text(said: str) -> str:
    if len(said) > _MOST_TEXT:
        raise BansoError("field.too_long", field="text", most=_MOST_TEXT)
    return said


def coming_day(text: str, today: date) -> str:
    """Return the day that words name as it is stored; without a year it is the next to come."""
    due = parse_due(text, today)
    if due is None:
        raise BansoError("field.no_day", field="day", text=text)
    return due.day.isoformat()


def past_day(text: str, today: date) -> str:
    """Return the day that words name as it is stored; of what was confirmed, a day without a year is the last one."""
    said = leading_day(text, today)
    due = said if said is not None and said.end == len(text) else parse_due(text, today)
    if due is None:
        raise BansoError("field.no_day", field="day", text=text)
    day = due.day
    if day > today and str(day.year) not in text:
        # 金曜 is the one before today, 11/30 that of last year.
        day = _year_before(day) if any(sign.isdigit() for sign in text) else day - timedelta(days=7)
    if day > today:
        raise BansoError("field.day_to_come", field="day", day=day)
    return day.isoformat()


def _year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)
