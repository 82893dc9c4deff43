"""Readings by hand: added and corrected by later rows, refused by name where they cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import BansoError
from app.models import tables
from app.operations.accounts import create_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.health.inputs import inputs_of
from app.operations.health.own_readings import add_reading, correct_reading
from app.operations.pulses import pulses_of
from app.operations.quick_log import log_line
from tests.builders import TODAY, new_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        yield made


@pytest.fixture
def account(book: Book) -> str:
    return book.write(create_account, name="みどり食品", today=TODAY, by_id=book.by_id)[1]


def add(book: Book, account: str, series: str, value: object, **more: Any) -> None:
    given = {"observed_on": TODAY, "today": TODAY, "by_id": book.by_id, **more}
    book.write(add_reading, account, series, Decimal(str(value)), **given)


def series(book: Book, account: str, key: str) -> list[tuple[object, str]]:
    found = book.read(inputs_of, account, as_of=TODAY).series(key)
    return [(None if one.value is None else Decimal(str(float(one.value))), one.note) for one in found]


def numbers(book: Book) -> list[int]:
    return book.read(lambda session: [row[0] for row in session.execute(select(tables.reading.c.no).order_by("no"))])


def test_that_a_reading_is_added_and_corrected_by_a_later_row(book: Book, account: str) -> None:
    add(book, account, "nps", 40, note="n=5")
    assert series(book, account, "nps") == [(Decimal("40.0"), "n=5")]
    changes = book.write(correct_reading, numbers(book)[0], Decimal(20), note="集計の誤り", by_id=book.by_id)[0]
    assert series(book, account, "nps") == [(Decimal("20.0"), "集計の誤り")]
    assert len(numbers(book)) == 2
    book.write(take_back, str(changes.id))
    assert series(book, account, "nps") == [(Decimal("40.0"), "n=5")]
    book.write(correct_reading, numbers(book)[0], None, note="別の会社の回答", by_id=book.by_id)
    assert series(book, account, "nps") == [(None, "別の会社の回答")]


@pytest.mark.parametrize(
    ("key", "value", "more", "error", "field"),
    [
        ("nobody_knows", 1, {}, "reading.unknown_measure", "measure"),
        ("book_roles", 3, {}, "reading.from_the_book", "measure"),
        ("nps", 101, {}, "reading.range", "value"),
        ("csat", 0, {}, "reading.range", "value"),
        ("tickets", -1, {}, "reading.too_low", "value"),
        ("nps", "NaN", {}, "reading.not_a_number", "value"),
        ("nps", 5, {"observed_on": TODAY + timedelta(1)}, "reading.in_the_future", "observed_on"),
        ("pulse_warmth", 4, {}, "pulse.no_reason", "reason"),
        ("pulse_warmth", "3.5", {"note": "w"}, "pulse.out_of_range", "value"),
        ("pulse_warmth", 6, {"note": "w"}, "pulse.out_of_range", "value"),
    ],
)
def test_that_a_wrong_reading_is_refused_by_name_and_changes_nothing(
    book: Book, account: str, key: str, value: object, more: dict[str, Any], error: str, field: str
) -> None:
    with pytest.raises(BansoError) as refused:
        add(book, account, key, value, **more)
    assert (refused.value.key, refused.value.field) == (error, field)
    assert numbers(book) == []


def test_that_whoever_writes_is_named_where_nobody_else_is(book: Book, account: str) -> None:
    add(book, account, "pulse_warmth", 4, note="先に相談が来る", by_id=None)
    add(book, account, "nps", 4, by_id=None)
    said = book.read(inputs_of, account, as_of=TODAY).readings
    assert {one.by_id for one in said} == {book.by_id}


def test_that_a_correction_is_held_to_the_same_rules(book: Book, account: str) -> None:
    add(book, account, "pulse_warmth", 4, note="先に相談が来る")
    add(book, account, "nps", 4)
    warmth, nps = numbers(book)
    for no, value, note, error in (
        (warmth, "2", "", "pulse.no_reason"),
        (warmth, "2.5", "w", "pulse.out_of_range"),
        (nps, "400", "", "reading.range"),
        (9999, "4", "", "reading.gone"),
    ):
        with pytest.raises(BansoError) as refused:
            book.write(correct_reading, no, Decimal(value), note=note, by_id=book.by_id)
        assert refused.value.key == error
    assert len(numbers(book)) == 2


def log(book: Book, line: str) -> str | None:
    given: dict[str, Any] = {"today": TODAY, "now": book.clock.now(), "by_id": book.by_id}
    return book.write(log_line, line, **given)[0].id


def test_that_a_line_judges_with_what_it_tells_as_the_reason(book: Book, account: str) -> None:
    log(book, "@みどり食品 昨日 佐藤さんと電話。反応が早い ～４ ~業務 3 次: 見積を送る 金曜まで")
    known = {pulse.key: pulse for pulse in book.read(pulses_of, account, today=TODAY)}
    warmth, embedding = known["pulse_warmth"], known["pulse_embedding"]
    yesterday = TODAY - timedelta(1)
    assert (warmth.value, warmth.reason, warmth.on, warmth.by) == (4, "反応が早い", yesterday, "佐藤")
    assert (embedding.value, known["pulse_backing"].value) == (3, None)


def test_that_a_pulse_without_a_reason_is_refused_and_with_it_the_whole_line(book: Book, account: str) -> None:
    with pytest.raises(BansoError) as refused:
        log(book, "@みどり食品 ~4")
    assert refused.value.key == "pulse.no_reason"
    assert numbers(book) == []
    change = log(book, "@みどり食品 ~4 笑顔が増えた")
    log(book, "@みどり食品 ~4")
    assert len(numbers(book)) == 2
    book.write(take_back, str(change))
    assert len(book.read(inputs_of, account, as_of=TODAY).series("pulse_warmth")) == 1
