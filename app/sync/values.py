"""Values in the one form in which both sides are compared: what the other system would hold, as JSON scalars.

Text is NFC with bare line ends and empty text is None; decimals have the field's scale, instants are UTC milliseconds,
choices that go together are sorted. A mapping that loses something cannot play ping-pong, for both sides lose it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TypeAlias

from app.connectors.base import Field, Scalar
from app.language import minor_digits
from app.sync.entities import LocalField

Canon: TypeAlias = bool | int | str | None
"""A value in canonical form; several choices are one text with a line each."""

MULTI = "\n"
LARGEST = 2**63 - 1
"""What an integer column holds at most."""
MOST_DIGITS = 30
"""A number of more digits is a mistake, and writing it out would take long."""
TEXTS = {"text", "longtext", "email", "url", "phone", "enum", "ref"}


class Unfit(ValueError):
    """A value that the field it is meant for cannot hold."""


def canon(field: Field, value: Scalar) -> Canon:
    """Return a value as `field` of the other system would hold it, in canonical form."""
    if value is None or value == "" or value == ():
        return None
    kind = field.type
    if type(value) is str and kind in TEXTS:
        return plain(value)
    if kind in TEXTS or kind == "multi":
        return _text(value, several=kind == "multi")
    if kind in ("decimal", "money"):
        return _decimal(value, field.scale)
    try:
        return _OTHERS[kind](value)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise Unfit(f"{field.name}: {value!r} is no {kind}") from error


def scalar(field: Field, value: Canon) -> Scalar:
    """Return a canonical value as the contract's type of `field`."""
    if value is None:
        return () if field.type == "multi" else None
    if field.type == "multi":
        return tuple(str(value).split(MULTI))
    if field.type in ("decimal", "money"):
        return Decimal(str(value))
    if field.type == "date":
        return date.fromisoformat(str(value))
    if field.type == "datetime":
        return datetime.fromisoformat(str(value))
    return value


def from_book(field: LocalField, value: object, currency: object = None) -> Scalar:
    """Return what a column holds as the contract's type."""
    if value is None:
        return None
    if field.lines:
        return "\n".join(str(one) for one in value) if isinstance(value, list) else str(value)
    if field.type in TEXTS and field.type != "ref":
        return value if isinstance(value, int) else str(value)
    if field.type == "multi":
        return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)
    if field.type == "date":
        return date.fromisoformat(str(value)[:10])
    if field.type == "money":
        return Decimal(int(str(value))).scaleb(-minor_digits(str(currency or "JPY")))
    if field.type == "bool":
        return bool(value)
    return value if isinstance(value, int) else str(value)


def to_book(field: LocalField, value: Canon, currency: Canon = None) -> object:
    """Return a canonical value as the column of `field` keeps it; Unfit where it cannot."""
    if value is None or value == "":
        if field.required:
            if field.default is not None:
                return field.default
            raise Unfit(f"{field.name} must not be empty")
        return None
    if field.lines:
        return [line for one in str(value).split("\n") if (line := " ".join(one.split()))] or None
    try:
        kept = _KEPT.get(field.type, str)(value)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise Unfit(f"{field.name}: {value!r} is no {field.type}") from error
    if field.options and kept not in field.options:
        raise Unfit(f"{field.name}: {value!r} is none of the choices")
    if field.type == "int" and not _within(field, _whole(value)):
        raise Unfit(f"{field.name}: {kept} is out of range")
    if field.type == "money":
        minor = Decimal(str(value)).scaleb(minor_digits(str(currency or "JPY")))
        if minor != minor.to_integral_value():
            raise Unfit(f"{field.name}: {value!r} is finer than its currency")
        if abs(minor) > LARGEST:
            raise Unfit(f"{field.name}: {value!r} is too large")
        return int(minor)
    return kept


def _within(field: LocalField, number: int) -> bool:
    least = -LARGEST if field.least is None else field.least
    return least <= number <= (LARGEST if field.most is None else field.most)


def _text(value: Scalar, *, several: bool) -> Canon:
    if several or isinstance(value, tuple):
        many = value if isinstance(value, tuple) else str(value).split(MULTI)
        kept = sorted({plain(one) for one in many} - {""})
        return MULTI.join(kept) or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _instant(value)
    return plain(value.isoformat() if isinstance(value, date) else str(value)) or None


def plain(value: object) -> str:
    """Return a text as it is compared: NFC, with bare line ends."""
    text = value if type(value) is str else str(value)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _decimal(value: object, scale: int | None) -> str:
    try:
        number = Decimal(str(value))
        if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
            raise Unfit(f"{value!r} is no number that can be kept")
        if scale is not None:
            number = number.quantize(Decimal(1).scaleb(-scale), rounding=ROUND_HALF_EVEN)
        else:
            number = number.normalize()
        return f"{number + 0:f}"
    except ArithmeticError as error:
        raise Unfit(f"{value!r} is no number that can be kept") from error


def _instant(value: object) -> str:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError("an instant without a zone")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _day(value: object) -> str:
    if isinstance(value, datetime):
        raise ValueError("an instant is no day")
    return value.isoformat() if isinstance(value, date) else date.fromisoformat(str(value)).isoformat()


def _flag(value: object) -> bool:
    if isinstance(value, str):
        return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}[value.lower()]
    return bool(value)


def _whole(value: object) -> int:
    if type(value) is int:
        return value
    number = Decimal(str(value))
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS or number != number.to_integral_value():
        raise ValueError("no whole number")
    return int(number)


def _flag_or_unfit(value: object) -> bool:
    try:
        return _flag(value)
    except KeyError as error:
        raise ValueError("neither yes nor no") from error


_OTHERS: Mapping[str, Callable[[object], Canon]] = {
    "int": _whole,
    "bool": _flag_or_unfit,
    "date": _day,
    "datetime": _instant,
}
_KEPT: Mapping[str, Callable[[object], object]] = {
    "int": _whole,
    "bool": _flag_or_unfit,
    "date": _day,
    "multi": lambda value: str(value).split(MULTI),
    "decimal": lambda value: _decimal(value, None),
    "money": lambda value: Decimal(str(value)),
}
