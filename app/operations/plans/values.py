"""What a person typed into a field of a plan, as it is stored; what cannot be stored is refused with its field."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from app.errors import BansoError
from app.vocabulary import Side

Turn = Callable[[str, object], object]
MOST_DIGITS = 18


def stored(values: Mapping[str, object], turns: Mapping[str, Turn]) -> dict[str, object]:
    """Return values as they are stored; raises KeyError for a field that cannot be written this way."""
    return {name: turns[name](name, value) for name, value in values.items()}


def title(field: str, value: object) -> str:
    """Return a title as one line; raises BansoError "plan.no_title" for an empty one."""
    said = " ".join(str(value or "").split())
    if not said:
        raise BansoError("plan.no_title", field=field)
    return said


def line(_field: str, value: object) -> str | None:
    """Return a short text; None for an empty one."""
    return " ".join(str(value or "").split()) or None


def prose(_field: str, value: object) -> str | None:
    """Return a text of several lines; None for an empty one."""
    return str(value or "").strip() or None


def day(field: str, value: object) -> str | None:
    """Return a day as stored; raises BansoError "plan.day" for what is none."""
    if value is None or value == "":
        return None
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()
    except ValueError as fault:
        raise BansoError("plan.day", field=field, value=str(value)) from fault


def number(field: str, value: object) -> str | None:
    """Return an exact number as stored; raises BansoError "plan.number" for what is none."""
    said = unicodedata.normalize("NFKC", str(value if value is not None else "")).replace(",", "").strip()
    if not said:
        return None
    try:
        exact = Decimal(said.replace("−", "-"))
    except InvalidOperation as fault:
        raise BansoError("plan.number", field=field, value=said) from fault
    if not exact.is_finite() or len(exact.as_tuple().digits) > MOST_DIGITS or abs(exact.adjusted()) > MOST_DIGITS:
        raise BansoError("plan.number", field=field, value=said)
    return number_text(exact)


def number_text(value: Decimal) -> str:
    """Return a number without needless zeros."""
    return f"{value.normalize():f}" if value else "0"


def amount(field: str, value: object) -> str | None:
    """Return how many of something; raises BansoError "plan.number" below zero."""
    said = number(field, value)
    if said is not None and Decimal(said) < 0:
        raise BansoError("plan.number", field=field, value=said)
    return said


def yes(_field: str, value: object) -> bool | None:
    """Return a yes or no; None where nobody said."""
    return None if value is None else bool(value)


def minor(_field: str, value: object) -> int | None:
    """Return an amount of money in minor units."""
    return None if value is None else int(str(value))


def ref(_field: str, value: object) -> str | None:
    """Return the id of another row."""
    return str(value) if value else None


def side(_field: str, value: object) -> str:
    """Return whose a milestone or a task is."""
    return str(Side(str(value)))


def read_day(text: str | None) -> date | None:
    """Return a stored day."""
    return date.fromisoformat(text) if text else None


def read_number(text: str | None) -> Decimal | None:
    """Return a stored number."""
    return Decimal(text) if text else None
