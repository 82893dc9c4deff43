"""Reads numbers as people write them: 1,234, １，２３４, ▲1,234, (1,234), 1億2,000万円, 12.5%."""

from __future__ import annotations

import re
from decimal import Decimal

from app.imports.cells import BadCell, folded, shortened, text

_LARGEST = Decimal(10) ** 18
_MINUS = str.maketrans({sign: "-" for sign in "−–—‐‑﹣－▲△▼"})
_CURRENCY = re.compile(r"^(-?)(?:[¥$€£₩]|jpy|usd|eur|gbp)\s*|(?:円|yen|jpy|usd|eur|gbp|ドル|ユーロ)$")
_UNITS = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "億": 10**8, "兆": 10**12}
_PLAIN = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+"
_NUMBER = re.compile(rf"(?:{_PLAIN})(?:e[+-]?[0-9]{{1,2}})?")
_PART = re.compile(rf"({_PLAIN})(兆|億|千万|百万|万|千|)")


def parse_number(cell: object) -> Decimal:
    """Return a cell as an exact number; a percentage as its hundredth (12.5% → 0.125).

    Raises BadCell for anything else, for a comma that parts no thousands and for 10^18 and beyond.
    """
    if isinstance(cell, bool):
        raise BadCell("not_a_number", value=text(cell))
    if isinstance(cell, int | float | Decimal):
        value = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
        return _checked(value, str(cell))
    words = folded(cell)
    figures, negative, hundredth = _bare(words)
    value = _amount(figures, words)
    value = value / 100 if hundredth else value
    return _checked(-value if negative and value else value, words)


def parse_integer(cell: object) -> int:
    """Return a cell as a whole number; raises BadCell for anything else."""
    value = parse_number(cell)
    if value != value.to_integral_value():
        raise BadCell("not_whole", value=text(cell))
    return int(value)


def _bare(words: str) -> tuple[str, bool, bool]:
    """Return (figures, negative, per cent) with signs, currency and brackets taken off."""
    figures = words.translate(_MINUS).replace(" ", "")
    hundredth = figures.endswith(("%", "%)"))
    if hundredth:
        figures = figures.replace("%", "", 1)
    negative = False
    if figures.startswith("(") and figures.endswith(")"):
        figures, negative = figures[1:-1], True
    figures = _CURRENCY.sub(r"\1", _CURRENCY.sub(r"\1", figures))
    if figures.startswith("(") and figures.endswith(")") and not negative:
        figures, negative = figures[1:-1], True
    sign = figures[:1] if figures[:1] in {"-", "+"} else figures[-1:] if figures.endswith("-") else ""
    if sign:
        if negative:
            raise BadCell("not_a_number", value=words)
        figures = figures[1:] if figures.startswith(sign) else figures[:-1]
        negative = sign == "-"
    return _CURRENCY.sub(r"\1", figures), negative, hundredth


def _amount(figures: str, words: str) -> Decimal:
    if len(figures) <= 60 and _NUMBER.fullmatch(figures):
        return Decimal(figures.replace(",", ""))
    total, last, at = Decimal(0), None, 0
    while at < len(figures) <= 60:
        part = _PART.match(figures, at)
        # Units fall from left to right (1億2,000万): anything else is no number.
        if part is None or (last is not None and _UNITS[part[2]] >= last):
            break
        total += Decimal(part[1].replace(",", "")) * _UNITS[part[2]]
        last, at = _UNITS[part[2]], part.end()
    if figures and at == len(figures):
        return total
    if re.fullmatch(r"[0-9]+(,[0-9]*)+(\.[0-9]*)?", figures):
        raise BadCell("number_comma", value=words)
    raise BadCell("not_a_number", value=words)


def _checked(value: Decimal, words: str) -> Decimal:
    if not value.is_finite() or abs(value) >= _LARGEST:
        raise BadCell("number_too_large", value=shortened(words))
    return value
