"""Values as Acme writes them ↔ values of the contract. Anything else is no answer: a value is never guessed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from banso_connector import Field, Scalar, Unavailable, from_datetime, from_decimal, to_date, to_datetime, to_decimal


def from_wire(value: Any, field: Field) -> Scalar:
    """Return what a field holds."""
    if value is None:
        return None
    try:
        return _read(value, field)
    except (ValueError, TypeError, AttributeError) as problem:
        raise Unavailable(f"{field.name}: {problem}") from problem


def _read(value: Any, field: Field) -> Scalar:
    match field.type:
        case "decimal" | "money":
            return to_decimal(value)
        case "date":
            return to_date(value)
        case "datetime":
            return to_datetime(value)
        case "multi":
            return tuple(str(part) for part in value)
        case "bool" | "int":
            if not isinstance(value, bool if field.type == "bool" else int):
                raise ValueError(f"no {field.type}: {value!r}")
            return value
    return str(value)


def to_wire(value: Scalar) -> Any:
    """Return what Acme wants to read."""
    if isinstance(value, Decimal):
        return from_decimal(value)
    if isinstance(value, datetime):
        return from_datetime(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
