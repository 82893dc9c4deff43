"""A field's value as JSON keeps it, and what JSON keeps as a value: days and numbers are text there, to the digit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from app.connectors.base import Field, Scalar
from app.connectors.hub.kinds import ACCOUNT, Kind
from app.connectors.kit.convert import to_bool, to_date, to_datetime, to_decimal, to_int

_UNHELD = re.compile("[\x00\ud800-\udfff]")

_AS_IT_IS = frozenset({"text", "longtext", "email", "url", "phone", "enum", "ref"})
"""Types of which a text is the value itself."""

Json = bool | int | str | list[str] | None


def written(value: Scalar) -> Json:
    """Return a value as it is kept; no words and no options are nothing."""
    if isinstance(value, tuple):
        return sorted(value) or None
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return None if value == "" else value


def holds(value: Scalar) -> bool:
    """Tell whether PostgreSQL can keep the characters of a value."""
    texts = value if isinstance(value, tuple) else (value,)
    return not any(isinstance(text, str) and _UNHELD.search(text) for text in texts)


def fields_of(kind: Kind, account: str, kept: Mapping[str, Json], wanted: Iterable[str]) -> dict[str, Scalar]:
    """Return the wanted fields of a record; what somebody wrote by SQL and is not of its field's type is left out."""
    told: dict[str, Scalar] = {}
    by_name = kind.by_name
    for name in wanted:
        value = kept.get(name)
        if name == ACCOUNT:
            if kind.below:
                told[name] = account
        elif value is None:
            told[name] = None
        elif type(value) is str and by_name[name].type in _AS_IT_IS:
            told[name] = value
        else:
            with suppress(ValueError):
                told[name] = read(by_name[name], value)
    return told


def read(field: Field, value: Json) -> Scalar:
    """Return what is kept as the value of its field."""
    if value is None:
        return None
    match field.type:
        case "bool":
            return to_bool(str(value))
        case "int":
            return to_int(str(value))
        case "decimal" | "money":
            return to_decimal(str(value))
        case "date":
            return to_date(str(value))
        case "datetime":
            return to_datetime(str(value))
        case "multi":
            return tuple(sorted(str(one) for one in value)) if isinstance(value, list) else None
    return str(value)


def is_id(text: object) -> bool:
    """Tell whether a text is an id that a hub could have."""
    try:
        return str(UUID(str(text))) == text
    except ValueError:
        return False
