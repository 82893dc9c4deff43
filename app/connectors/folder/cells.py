"""A cell's text as the value of a field, and a value as the text of a cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.connectors.base import Field, Scalar
from app.connectors.folder.japanese import OPTIONS
from app.connectors.folder.layout import MAX_LENGTH
from app.connectors.kit.convert import to_decimal, to_int

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?)?")
_SERIAL = re.compile(r"[2-7]\d{4}")
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, whose calendar has a 29 February 1900
_YES = {"true", "yes", "1", "はい", "○", "〇", "有"}
_NO = {"false", "no", "0", "いいえ", "×", "無"}
_UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"\\([\\;])")
_PARTS = re.compile(r"(?:\\[\\;]|[^;；])+")
_LONGEST = 40  # digits


AS_TEXT = ("text", "longtext", "email", "phone", "url", "ref")
"""Types whose value is what stands in the cell."""


class BadCell(ValueError):
    """A cell that is not of its field's type."""


class Refused(ValueError):
    """A value that a field or a cell cannot hold; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read(field: Field, text: str) -> Scalar:
    """Return what a cell says; BadCell where it is no such thing. An option nobody knows is returned as it stands."""
    if field.type in AS_TEXT:
        return text or None
    words = unicodedata.normalize("NFKC", text).strip()
    if not words:
        return () if field.type == "multi" else None
    match field.type:
        case "enum":
            return _option(field, words)
        case "multi":
            return tuple(sorted({_ESCAPED.sub(r"\1", part.strip()) for part in _PARTS.findall(text) if part.strip()}))
        case "bool":
            return _flag(words)
        case "date":
            return _date(words)
        case "int":
            return _whole(_number(words))
    return _number(words)


def _option(field: Field, words: str) -> str:
    low = words.casefold().replace(" ", "_")
    known = dict(field.options)
    meant = OPTIONS.get(field.name, {}).get(words, low)
    return meant if meant in known else words


def _flag(words: str) -> bool:
    low = words.casefold()
    if low in _YES:
        return True
    if low in _NO:
        return False
    raise BadCell(words)


def _date(words: str) -> date:
    if _SERIAL.fullmatch(words):
        return _EPOCH + timedelta(days=int(words))
    found = _DAY.fullmatch(words)
    if found is None:
        raise BadCell(words)
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise BadCell(words) from error


def _number(words: str) -> Decimal:
    plain = words.replace(",", "").replace("¥", "").strip()
    if plain[:1] in ("▲", "△", "−"):
        plain = "-" + plain[1:]
    try:
        return to_decimal(plain)
    except ValueError as error:
        raise BadCell(words) from error


def _whole(number: Decimal) -> int:
    text = f"{number:f}"
    if number != number.to_integral_value():
        raise BadCell(text)
    try:
        return to_int(text.partition(".")[0])
    except ValueError as error:
        raise BadCell(text) from error


def write(field: Field, value: Scalar) -> str:
    """Return a value as a cell's text; Refused where the field or a cell cannot hold it."""
    if value is None or value == "" or value == ():
        if field.required or not field.nullable:
            raise Refused("required")
        return ""
    text = _text(field, value)
    if _UNHELD.search(text):
        raise Refused("unfit")
    if len(text.encode("utf-16-le")) > 2 * min(MAX_LENGTH, field.max_length or MAX_LENGTH):
        raise Refused("too_long")
    return text


def _text(field: Field, value: Scalar) -> str:
    match field.type, value:
        case "multi", tuple():
            if any(field.options and one not in dict(field.options) for one in value):
                raise Refused("bad_option")
            return "; ".join(sorted({one.replace("\\", "\\\\").replace(";", "\\;") for one in value}))
        case "bool", bool():
            return "true" if value else "false"
        case ("int", bool()) | ("date", datetime()):
            raise Refused("type")
        case "int", int():
            return _readable(str(value), to_int)
        case "date", date():
            return value.isoformat()
        case (("money" | "decimal"), Decimal()):
            return _decimal(field, value)
        case "enum", str():
            if field.options and value not in dict(field.options):
                raise Refused("bad_option")
            return value
        case (("text" | "longtext" | "email" | "phone" | "url" | "ref"), str()):
            return value.replace("\r\n", "\n").replace("\r", "\n")
    raise Refused("type")


def _decimal(field: Field, value: Decimal) -> str:
    if not value.is_finite():
        raise Refused("type")
    if value and not -_LONGEST <= value.adjusted() <= _LONGEST:
        raise Refused("unfit")  # before it becomes a million digits
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    if field.scale is not None and len(text.partition(".")[2]) > field.scale:
        raise Refused("scale")
    return "0" if text == "-0" else _readable(text, to_decimal)


def _readable(text: str, read: Callable[[str], object]) -> str:
    """Return the text of a number; one that no cell is read as again is not written."""
    try:
        read(text)
    except ValueError as error:
        raise Refused("unfit") from error
    return text
