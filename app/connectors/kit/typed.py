"""Whether a value is what its field says: asked by the server in memory of what it is sent, by the suite of all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from app.connectors.base import Field


def is_typed(field: Field, value: object) -> bool:
    """Tell whether a value is of the Python type that goes with its field."""
    if value is None:
        return True
    match field.type:
        case "bool":
            return isinstance(value, bool)
        case "int":
            return isinstance(value, int) and not isinstance(value, bool)
        case "decimal" | "money":
            return isinstance(value, Decimal) and value.is_finite()
        case "date":
            return isinstance(value, date) and not isinstance(value, datetime)
        case "datetime":
            return isinstance(value, datetime) and value.utcoffset() == timedelta()
        case "multi":
            return isinstance(value, tuple) and all(isinstance(part, str) for part in value)
    return isinstance(value, str)
