"""Values to try in a field, values that it has to refuse, and when two are the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from app.connectors.base import Field, Scalar, TypeInfo

REFUSALS = ("too_long", "bad_option", "read_only", "required", "scale")
"""Why a value is refused; each is tried where a field of the type has such a rule."""


def canon(value: object) -> object:
    """Return what is compared: a lossy notation of the same value makes no difference."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n")) or None
    if isinstance(value, Decimal):
        return value.normalize() + 0
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(microsecond=value.microsecond // 1000 * 1000)
    if isinstance(value, tuple):
        return tuple(sorted(value)) or None
    return value


def same(stored: Mapping[str, Scalar], sent: Mapping[str, Scalar]) -> None:
    """Assert that every field sent is stored as it was sent."""
    assert {name: canon(stored.get(name)) for name in sent} == {name: canon(value) for name, value in sent.items()}


def sample(field: Field, number: int) -> Scalar:
    """Return a value that the field accepts; None where only the bench could know one."""
    match field.type:
        case "text" | "longtext" | "phone":
            return f"{number} word"[: field.max_length]
        case "email":
            return f"a{number}@example.com"
        case "url":
            return f"https://example.com/{number}"
        case "bool":
            return number % 2 == 0
        case "int":
            return number
        case "decimal" | "money":
            return Decimal(number) + Decimal(1).scaleb(-(2 if field.scale is None else field.scale))
        case "date":
            return date(2026, 1, 1) + timedelta(days=number)
        case "datetime":
            return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number)
        case "enum":
            return field.options[number % len(field.options)][0] if field.options else None
        case "multi":
            return (field.options[number % len(field.options)][0],) if field.options else None
    return None


def changeable(info: TypeInfo) -> list[Field]:
    """Return the fields that can be written and for which a value is known."""
    return [f for f in info.fields if f.writable and f.on_create and sample(f, 1) is not None and not f.currency_field]


def refused_value(info: TypeInfo, reason: str) -> tuple[str, Scalar] | None:
    """Return a field and a value that it has to refuse for this reason; None where no field has such a rule."""
    for field in info.fields:
        if not field.writable:
            if reason == "read_only" and not field.on_create and sample(field, 1) is not None:
                return field.name, sample(field, 1)
            continue
        if reason == "too_long" and field.max_length is not None and field.type in ("text", "longtext"):
            return field.name, "x" * (field.max_length + 1)
        if reason == "bad_option" and field.type == "enum" and field.options:
            return field.name, "no such option"
        if reason == "required" and field.required and field.type != "ref":
            return field.name, None
        if reason == "scale" and field.scale is not None and field.type in ("decimal", "money"):
            return field.name, Decimal(1).scaleb(-(field.scale + 1))
    return None
