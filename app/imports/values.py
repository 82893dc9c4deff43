"""Reads the remaining kinds of cells: lists, e-mail addresses, sentiment, minutes, amounts with a bound."""

from __future__ import annotations

import re
import unicodedata
from datetime import time, timedelta
from decimal import Decimal

from app.imports.cells import BadCell, folded, text
from app.imports.numbers import parse_integer, parse_number

_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+")


def parse_text(cell: object) -> str:
    """Return a cell as text, as it is; a formula or HTML in it stays text."""
    return text(cell)


def parse_list(cell: object) -> tuple[str, ...]:
    """Return the parts between ; 、 , or line breaks, each once, in their order."""
    parts = (part.strip() for part in re.split(r"[;；,，、\n]", text(cell)))
    return tuple(dict.fromkeys(part for part in parts if part))


def parse_email(cell: object) -> str:
    """Return an e-mail address, out of `Name <address>` and mailto: too; raises BadCell `not_an_email`."""
    said = unicodedata.normalize("NFKC", text(cell)).strip()
    if (inner := re.search(r"<([^<>]*)>$", said)) is not None:
        said = inner[1].strip()
    said = re.sub(r"^mailto:", "", said, flags=re.IGNORECASE)
    if _EMAIL.fullmatch(said) is None:
        raise BadCell("not_an_email", value=text(cell))
    return said


def parse_domain(cell: object) -> str:
    """Return the domain in a cell, also out of a web or e-mail address: https://www.aoi.example/ → aoi.example."""
    said = folded(cell)
    domain = re.sub(r"^[a-z]+://", "", said).split("/")[0].split("@")[-1].split(":")[0].removeprefix("www.").rstrip(".")
    if not re.fullmatch(r"[^\s.]+(\.[^\s.]+)+", domain):
        raise BadCell("not_a_domain", value=text(cell))
    return domain


def parse_sentiment(cell: object) -> int:
    """Return a mood from -2 (bad) to 2 (good)."""
    value = parse_integer(cell)
    if not -2 <= value <= 2:
        raise BadCell("not_a_sentiment", value=text(cell))
    return value


def parse_minutes(cell: object) -> int:
    """Return a length in minutes: 30, 30分, 1時間, 1時間30分, 1:30, and a time cell of a spreadsheet."""
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, timedelta):
        cell = int(cell.total_seconds() // 60)
    said = folded(cell)
    found = re.fullmatch(r"(?:(\d{1,2})\s*(?:時間|h|hours?|:))?\s*(?:(\d{1,4})\s*(?:分間?|m|min|minutes?)?)?", said)
    minutes = int(found[1] or 0) * 60 + int(found[2] or 0) if found and (found[1] or found[2]) else parse_integer(cell)
    if not 0 <= minutes <= 24 * 60:
        raise BadCell("not_minutes", value=text(cell))
    return minutes


def parse_quantity(cell: object) -> Decimal:
    """Return how many of a product a line holds: 10, 10名; raises BadCell `negative` below zero."""
    said = re.sub(
        r"(?<=\d)\s*(?:名|人|個|台|席|件|本|式|id|ids|seats?|users?|ユーザー?|ライセンス|アカウント)$", "", folded(cell)
    )
    value = parse_number(cell if isinstance(cell, int | float) else said)
    if value < 0:
        raise BadCell("negative", value=text(cell))
    return value


def parse_free_months(cell: object) -> int:
    """Return how many months of a term cost nothing: 2, 2か月, 2 months; raises BadCell `negative` below zero."""
    said = re.sub(r"(?<=\d)\s*(?:[かヶケヵカ箇个]?月間?|months?|mo|m)$", "", folded(cell))
    value = parse_integer(cell if isinstance(cell, int | float) else said)
    if value < 0:
        raise BadCell("negative", value=text(cell))
    return value


def parse_rate(cell: object) -> Decimal:
    """Return an exchange rate; raises BadCell `not_positive` at zero and below."""
    value = parse_number(cell)
    if value <= 0:
        raise BadCell("not_positive", value=text(cell))
    return value
