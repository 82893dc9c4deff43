"""A pulse has a reason, a day and an end; it is only added to, and not inherited by the next holder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.moved import SHARE, step
from app.operations.pulses import ASPECTS, VALID_DAYS, VALID_DAYS_LOW, Pulse, pulses, pulses_of, say_pulse
from tests.builders import TODAY, new_book, opened

WARMTH = "pulse_warmth"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        made.write(lambda session: door.create(session, "account", [{"name": "A", "name_key": "a", "id": "a"}]))
        yield made


def say(book: Book, value: int, reason: str = "聞いた", key: str = WARMTH, on: date = TODAY) -> str | None:
    return book.write(say_pulse, "a", key, value, reason, observed_on=on, by_id=book.by_id)[0].id


def shown(book: Book, key: str = WARMTH, today: date = TODAY) -> Pulse:
    return next(pulse for pulse in book.read(pulses_of, "a", today=today) if pulse.key == key)


def test_that_an_account_begins_unjudged_with_all_aspects(book: Book) -> None:
    assert [pulse.key for pulse in book.read(pulses_of, "a", today=TODAY)] == list(ASPECTS)
    assert shown(book) == Pulse(WARMTH)
    assert book.read(pulses, today=TODAY) == {}


def test_that_a_pulse_is_kept_with_reason_day_holder_and_end(book: Book) -> None:
    say(book, 4, " 先に相談があった ")
    assert shown(book) == Pulse(WARMTH, 4, "先に相談があった", TODAY, "佐藤", TODAY + timedelta(VALID_DAYS))
    measure = tables.measure
    keys = book.read(lambda session: [row[0] for row in session.execute(select(measure.c.key))])
    assert keys == [WARMTH]


@pytest.mark.parametrize(
    ("value", "days"), [(1, VALID_DAYS_LOW), (2, VALID_DAYS_LOW), (3, VALID_DAYS), (5, VALID_DAYS)]
)
def test_that_low_values_expire_sooner(book: Book, value: int, days: int) -> None:
    say(book, value)
    assert not shown(book, today=TODAY + timedelta(days)).expired
    assert shown(book, today=TODAY + timedelta(days + 1)).expired


def test_that_a_change_needs_a_reason_and_confirming_none(book: Book) -> None:
    with pytest.raises(BansoError, match=r"pulse\.no_reason"):
        say(book, 4, " ")
    say(book, 4)
    assert say(book, 4, "") is not None
    with pytest.raises(BansoError, match=r"pulse\.no_reason"):
        say(book, 5, "")
    assert shown(book).value == 4


@pytest.mark.parametrize(
    ("value", "key", "on", "error"),
    [
        (0, WARMTH, TODAY, "pulse.out_of_range"),
        (6, WARMTH, TODAY, "pulse.out_of_range"),
        (3, "nps", TODAY, "pulse.unknown"),
        (3, WARMTH, TODAY + timedelta(1), "pulse.in_the_future"),
    ],
)
def test_that_nonsense_is_refused_and_leaves_nothing(book: Book, value: int, key: str, on: date, error: str) -> None:
    with pytest.raises(BansoError) as refused:
        say(book, value, key=key, on=on)
    assert refused.value.key == error
    assert book.read(lambda session: session.scalar(select(func.count()).select_from(tables.reading))) == 0


def test_that_pulses_are_only_added_and_undo_brings_the_one_before(book: Book) -> None:
    say(book, 4)
    change = say(book, 2, "部長が替わった")
    assert shown(book).value == 2
    book.write(take_back, change)
    assert shown(book).value == 4
    count = select(func.count()).select_from(tables.reading)
    assert book.read(lambda session: session.scalar(count)) == 2


def test_that_one_said_of_an_earlier_day_does_not_hide_a_later_one(book: Book) -> None:
    say(book, 4)
    say(book, 1, "先月の話", on=TODAY - timedelta(40))
    assert shown(book).value == 4


def test_that_a_new_holder_judges_anew(tmp_path: Path, book: Book) -> None:
    say(book, 4)
    [other] = book.write(lambda session: door.create(session, "member", [{"name": "伊藤"}]))[1]
    later = TODAY + timedelta(3)
    book.write(amend_accounts, ["a"], {"owner_id": other}, today=later)
    inherited = shown(book, today=later)
    assert (inherited.inherited, inherited.expired) == (True, True)
    book.close()
    with opened(tmp_path, today=later) as tomorrow, pytest.raises(BansoError, match=r"pulse\.no_reason"):
        tomorrow.write(say_pulse, "a", WARMTH, 4, "", observed_on=later, by_id=other)
    with opened(tmp_path, today=later) as tomorrow:
        tomorrow.write(say_pulse, "a", WARMTH, 4, "自分でも会った", observed_on=later, by_id=other)
        assert not shown(tomorrow, today=later).expired


@given(st.lists(st.floats(0, 1000, allow_nan=False), max_size=12))
def test_that_a_step_is_notable_or_none(values: list[float]) -> None:
    found = step(values)
    if found is None:
        return
    before, after, averaged = found
    assert len(values) >= (8 if averaged else 2)
    assert abs(after - before) >= SHARE * max(abs(before), abs(after)) - 1e-9


@pytest.mark.parametrize(
    ("values", "moved"),
    [
        ([100] * 4 + [60] * 4, True),
        ([100] * 4 + [80] * 4, False),
        ([0] * 4 + [1] * 4, False),
        ([20, 13], True),
        ([20], False),
        ([], False),
    ],
)
def test_that_only_large_steps_are_news(values: list[float], moved: bool) -> None:
    assert (step(values) is not None) is moved
