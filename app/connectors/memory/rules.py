"""Why the server refuses a value: the rules of a field, checked as a CRM checks them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from app.connectors.base import Field, Rejected, Scalar, TypeInfo
from app.connectors.kit.typed import is_typed

CODES = ("too_long", "bad_option", "read_only", "required", "scale", "dangling", "type")
"""In the order of which one names a refusal with several reasons."""


def kept(value: Scalar) -> Scalar:
    """Return a value as the server keeps it: nothing and no words are the same, the options of a set have no order."""
    if value == "" or value == ():
        return None
    return tuple(sorted(value)) if isinstance(value, tuple) else value


def refused(
    info: TypeInfo, fields: Mapping[str, Scalar], *, creating: bool, lives: Callable[[Field, str], bool]
) -> Rejected | None:
    """Return why a write is refused; `lives` tells whether a record that a reference names is there."""
    by_name = {f.name: f for f in info.fields}
    reasons: dict[str, str] = {}
    for name, value in fields.items():
        why = _why(by_name[name], kept(value), creating, lives)
        if why:
            reasons[name] = why
    if creating:
        for f in info.fields:
            if f.required and f.name not in fields:
                reasons[f.name] = "required"
    if not reasons:
        return None
    return Rejected(reasons, min(reasons.values(), key=CODES.index))


def _why(field: Field, value: Scalar, creating: bool, lives: Callable[[Field, str], bool]) -> str:
    if not (field.on_create if creating else field.writable):
        return "read_only"
    if value is None:
        return "required" if field.required or not field.nullable else ""
    if not is_typed(field, value):
        return "type"
    if isinstance(value, str) and field.max_length is not None and len(value) > field.max_length:
        return "too_long"
    if field.options:
        chosen = set(value) if isinstance(value, tuple) else {value}
        if not chosen <= {code for code, _ in field.options}:
            return "bad_option"
    if isinstance(value, Decimal) and field.scale is not None and _decimals(value) > field.scale:
        return "scale"
    if field.type == "ref" and isinstance(value, str) and not lives(field, value):
        return "dangling"
    return ""


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
