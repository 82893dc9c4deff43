"""What Portfolio says: scores, differences, causes and verdicts in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from app.language import _, current, keyed, name_of, number
from app.operations.churn_words import tag_words
from app.operations.health.answers import Answer
from app.operations.health.movement import Driver
from app.views.paint.chip import HealthChip
from app.vocabulary import Band, Outcome

NOTHING = "—"
MINUS = "\N{MINUS SIGN}"


def chip(band: Band, score: int | None) -> HealthChip:
    """Return the chip of a score."""
    return HealthChip(band, name_of(band), score)


def chip_words(band: Band, score: int | None) -> str:
    """Return the chip as it is read aloud."""
    return name_of(band) if score is None else f"{score} {name_of(band)}"


def whole(value: Decimal | None) -> str:
    """Return a score without decimals."""
    return NOTHING if value is None else number(value, 0)


def signed(value: Decimal | int | None, places: int = 0) -> str:
    """Return a difference with its sign: +4, −13, ±0."""
    if value is None:
        return NOTHING
    shown = number(abs(Decimal(value)), places)
    if not any(sign in shown for sign in "123456789"):
        return f"±{shown}"
    return f"+{shown}" if value > 0 else f"{MINUS}{shown}"


def named(names: Iterable[tuple[str, str]]) -> str:
    """Return the name of a measure in the language of the window."""
    known = dict(names)
    return known.get(current()) or next(iter(known.values()), "")


def driver(one: Driver) -> str:
    """Return one cause of a change with what it did."""
    said = keyed("portfolio.cause", str(one.cause), name=named(one.names))
    return f"{said} {signed(one.effect, 1)}"


def drivers(some: Iterable[Driver]) -> str:
    """Return the causes of a change, the largest first."""
    return " · ".join(driver(one) for one in some)


def verdict(row: Answer) -> str:
    """Return who was right about a renewal."""
    data, me = row.data.right(row.happened), row.me.right(row.happened)
    if data is None and me is None:
        return "open"
    if data is True and me is True:
        return "both"
    if data is True or me is True:
        return "data" if data is True else "me"
    return "neither"


def verdict_words(row: Answer) -> str:
    """Return who was right, in words."""
    return keyed("portfolio.right", verdict(row))


def tags(row: Answer) -> str:
    """Return why a customer left, as it was tagged."""
    return _(", ").join(tag_words(row.tags))


def outcome(happened: Outcome) -> str:
    """Return how a renewal was decided, in words."""
    return name_of(happened)
