"""Numbers in a note that may be the new value of something measured: a number close to its name, or in its unit.

Only a proposal: a person says whether it is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from app.quicklog.signs import plain

NEAR = 12
"""Signs that may stand between the name of what is measured and its number."""
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9./-])([-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?)(?![\d/-])\s*(%|[^\W\d_]{0,8})"
)
# 40時間から19時間に, from 40 to 19: the second is the one that holds now.
_FROM = re.compile(r"[^\d\n。]{0,12}\d[\d.,]*\s*\S{0,6}?\s*(?:から|→|->|\bto)\s*")
_UNITS = (
    ("h", "hours", "hour", "時間"), ("%", "percent", "パーセント"), ("人", "名", "people", "users"),
    ("件", "回", "times", "tickets"), ("分", "min", "minutes"), ("日", "days", "d"),
)  # fmt: skip
_SPACES = re.compile(r"\s+")
_SHORTEST = 2


@dataclass(frozen=True)
class Measured:
    """What may be spoken of: its words (title and metric) and its unit."""

    id: str
    words: tuple[str, ...]
    unit: str = ""


@dataclass(frozen=True)
class Figure:
    """A number that may be a value of something; `said` is the piece of the note it stands in."""

    id: str
    value: Decimal
    said: str


def figures_in(note: str, measured: Sequence[Measured]) -> list[Figure]:
    """Return for each thing measured the number that a note most likely gives for it, in the order of the things."""
    text = plain(note)
    lowered = text.casefold()
    numbers = [(found, value) for found in _NUMBER.finditer(text) if (value := _value(found[1])) is not None]
    found: list[Figure] = []
    for one in measured:
        best: tuple[int, int, Figure] | None = None
        for match, value in numbers:
            distance = _distance(lowered, match, one)
            if distance is None:
                continue
            start = max(0, match.start() - 2 * NEAR)
            said = _SPACES.sub(" ", text[start : match.end() + NEAR]).strip()
            rank = (distance, -match.start())
            if best is None or rank < best[:2]:
                best = (*rank, Figure(one.id, value, said))
        if best is not None:
            found.append(best[2])
    return found


def _distance(text: str, number: re.Match[str], one: Measured) -> int | None:
    """Return how far a number is from the words of something; None where it does not speak of it."""
    unit = _spellings(one.unit)
    has_unit = bool(unit) and number[2].casefold().startswith(unit)
    near: int | None = None
    for words in one.words:
        name = plain(words).casefold().strip()
        if len(name) < _SHORTEST:
            continue
        at = text.rfind(name, 0, number.start())
        if at >= 0:
            between = text[at + len(name) : number.start()]
            if _FROM.fullmatch(between):
                near = -1
            elif len(between) <= NEAR * (2 if has_unit else 1) and not re.search(r"[\n。]|\d", between):
                near = len(between) if near is None else min(near, len(between))
    if near is None:
        return None
    # In another unit it is another figure: 12人 is no 40 h.
    foreign = bool(unit) and bool(number[2]) and not has_unit and not _is_word(number[2])
    return None if foreign else near


def _is_word(after: str) -> bool:
    """Tell whether what follows a number is the sentence going on rather than a unit."""
    return bool(re.match(r"[ぁ-ゖ]|to\b|of\b|and\b|now\b|from\b|by\b|in\b", after.casefold()))


def _spellings(unit: str) -> tuple[str, ...]:
    said = plain(unit).casefold().strip()
    return next((many for many in _UNITS if said in many), (said,)) if said else ()


def _value(said: str) -> Decimal | None:
    try:
        return Decimal(said.replace(",", "").replace("−", "-"))
    except InvalidOperation:
        return None
