"""Reads spans of time in contracts: notice (30d, 1m, 1か月前) and renewal terms (12m, 1年)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from app.imports.cells import BadCell, folded, text

_DAYS = "d|days?|日間?"
_WEEKS = "w|weeks?|週間?"
_MONTHS = "m|mo|months?|[かヶケヵカ箇个]?月間?"
_YEARS = "y|yrs?|years?|[かヶケヵカ箇]?年間?"
_SPAN = re.compile(
    rf"(?:満了日?の?|期間満了の?|終了日?の?)?(\d{{1,4}}|半)\s*(?:({_DAYS})|({_WEEKS})|({_MONTHS})|({_YEARS}))"
    r"\s*(?:前|以?前まで(?:に)?|まで|before|prior|notice)?"
)
_LONGEST = {"d": 3660, "m": 120}


@dataclass(frozen=True)
class Term:
    """A span in days ("d") or calendar months ("m"): a year is 12 months, a week 7 days."""

    value: int
    unit: Literal["d", "m"]

    def __str__(self) -> str:
        return f"{self.value}{self.unit}"


def parse_term(cell: object) -> Term:
    """Return a cell as a span; raises BadCell where it names no unit, is zero or longer than ten years."""
    words = folded(cell)
    if re.fullmatch(r"\d+", words):
        raise BadCell("term_without_unit", value=text(cell))
    found = _SPAN.fullmatch(words)
    if found is None:
        raise BadCell("not_a_term", value=text(cell))
    days, weeks, _months, years = found.groups()[1:]
    if found[1] == "半" and not years:
        raise BadCell("not_a_term", value=text(cell))
    number = 6 if found[1] == "半" else int(found[1]) * (7 if weeks else 12 if years else 1)
    term = Term(number, "d" if days or weeks else "m")
    if not 0 < term.value <= _LONGEST[term.unit]:
        raise BadCell("not_a_term", value=text(cell))
    return term


def parse_renewal_term(cell: object) -> Term:
    """Return a cell as a span of whole months (12m, 1y, 1年): a contract is prolonged by no other."""
    term = parse_term(cell)
    if term.unit != "m":
        raise BadCell("term_in_days", value=text(cell))
    return term
