"""What a manager says of health by hand, for the machine: feelings, overrides, readings and their corrections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.health.feelings import (
    confirm_feeling,
    lift_override,
    say_feeling,
    set_override,
    take_back_feeling,
)
from app.operations.health.own_readings import add_reading, correct_reading
from app.operations.health.rejudge import FEELING, OVERRIDE, PULSE, confirm_same
from tests.builders import TODAY

Draw = st.DataObject

_REASONS = st.sampled_from(["雰囲気が重い", "", " \n", "<b>sponsor</b> is gone"])
_ENDS = st.sampled_from([None, *(TODAY + timedelta(days) for days in (-1, 0, 28, 90, 91))])
_SERIES = st.sampled_from(["nps", "licences", "pulse_warmth", "book_roles", "nobody_knows", "csat"])
_VALUES = st.sampled_from([Decimal(3), Decimal("47.5"), Decimal(0), Decimal(-101), Decimal("NaN")])
_DAYS = st.integers(-40, 2).map(lambda days: TODAY + timedelta(days))


def _accounts(session: Session) -> list[str]:
    account = tables.account
    rows = session.rows(select(account.c.id).where(account.c.deleted_at.is_(None)).order_by(account.c.no))
    return [row["id"] for row in rows]


def _readings(session: Session) -> list[int]:
    reading = tables.reading
    statement = select(reading.c.no).where(reading.c.deleted_at.is_(None)).order_by(reading.c.no)
    return [row["no"] for row in session.rows(statement)]


def _at(book: Book, draw: Draw, operation: Callable[..., Any], *arguments: Any, **named: Any) -> str | None:
    known = book.read(_accounts)
    if not known:
        return None
    return book.write(operation, draw.draw(st.sampled_from(known)), *arguments, today=TODAY, **named)[0].id


def _feels(book: Book, draw: Draw, _folder: Path) -> str | None:
    effect = draw.draw(st.sampled_from([-10, -5, 0, 5, 10, 7]))
    given = {"expires_on": draw.draw(_ENDS), "by_id": book.by_id}
    return _at(book, draw, say_feeling, effect, draw.draw(_REASONS), **given)


def _confirms(book: Book, draw: Draw, _folder: Path) -> str | None:
    return _at(book, draw, confirm_feeling, by_id=None)


def _takes_back(book: Book, draw: Draw, _folder: Path) -> str | None:
    return _at(book, draw, take_back_feeling)


def _overrides(book: Book, draw: Draw, _folder: Path) -> str | None:
    score = draw.draw(st.integers(-1, 101))
    given = {"expires_on": draw.draw(_ENDS), "by_id": book.by_id}
    return _at(book, draw, set_override, score, draw.draw(_REASONS), **given)


def _lifts(book: Book, draw: Draw, _folder: Path) -> str | None:
    return _at(book, draw, lift_override)


def _adds(book: Book, draw: Draw, _folder: Path) -> str | None:
    given = {"note": draw.draw(_REASONS), "observed_on": draw.draw(_DAYS), "by_id": book.by_id}
    return _at(book, draw, add_reading, draw.draw(_SERIES), draw.draw(_VALUES), **given)


def _corrects(book: Book, draw: Draw, _folder: Path) -> str | None:
    known = book.read(_readings)
    if not known:
        return None
    value = draw.draw(st.one_of(st.none(), _VALUES))
    note = draw.draw(_REASONS)
    return book.write(correct_reading, draw.draw(st.sampled_from(known)), value, note=note, by_id=None)[0].id


def _still_so(book: Book, draw: Draw, _folder: Path) -> str | None:
    subject = draw.draw(st.sampled_from([FEELING, OVERRIDE, PULSE]))
    return _at(book, draw, confirm_same, subject, by_id=book.by_id)


HEALTH: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {
    "health.feelings.confirm_feeling": _confirms,
    "health.feelings.lift_override": _lifts,
    "health.feelings.say_feeling": _feels,
    "health.feelings.set_override": _overrides,
    "health.feelings.take_back_feeling": _takes_back,
    "health.own_readings.add_reading": _adds,
    "health.own_readings.correct_reading": _corrects,
    "health.rejudge.confirm_same": _still_so,
}
