"""Targets: set, changed and taken back for a segment and a fiscal year; what is no target changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.money.targets import set_target, set_targets, targets_of, year_targets
from app.operations.settings import choose
from app.vocabulary import Segment
from tests.builders import new_book
from tests.operations.money.books import TODAY


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        yield made


def put(
    book: Book, value: str | None, metric: str = "nrr", segment: Segment | None = None, year: str = "FY2026"
) -> str:
    said = None if value is None else Decimal(value)
    return str(book.write(set_target, metric=metric, segment=segment, fiscal_year=year, value=said)[0].id)


def known(book: Book, segment: Segment | None = None, day: date = TODAY) -> dict[str, Decimal]:
    return dict(book.read(targets_of, day, segment))


def test_that_a_target_holds_for_its_segment_and_year_until_it_is_taken_back(book: Book) -> None:
    put(book, "1.06")
    put(book, "0.955", "grr", Segment.LOW)
    assert known(book) == {"nrr": Decimal("1.06")}
    assert known(book, Segment.LOW) == {"grr": Decimal("0.955")}
    assert known(book, day=date(2026, 3, 31)) == known(book, day=date(2027, 4, 1)) == {}
    put(book, "1.1")
    assert known(book) == {"nrr": Decimal("1.1")}
    put(book, None)
    assert known(book) == {}
    put(book, "1")
    assert known(book) == {"nrr": Decimal(1)}


def test_that_high_touch_keeps_all_unless_it_is_said_otherwise(book: Book) -> None:
    assert known(book, Segment.HIGH) == {"grr": 1, "logo_retention": 1}
    put(book, "0.9", "grr", Segment.HIGH)
    assert known(book, Segment.HIGH) == {"grr": Decimal("0.9"), "logo_retention": 1}
    shown = book.read(year_targets, TODAY)
    assert (shown.year, shown.start, shown.end) == ("FY2026", date(2026, 4, 1), date(2027, 3, 31))
    assert shown.said == {(Segment.HIGH, "grr"): Decimal("0.9")}
    assert shown.assumed[Segment.HIGH, "grr"] == 1


def test_that_the_fiscal_year_begins_where_it_is_set(book: Book) -> None:
    book.write(choose, "fiscal_year_start", 1)
    put(book, "1.2", year="FY2026")
    assert known(book, day=date(2026, 1, 1)) == {"nrr": Decimal("1.2")}
    assert known(book, day=date(2027, 1, 1)) == {}


@pytest.mark.parametrize(
    ("metric", "year", "value", "key", "field"),
    [
        ("csql", "FY2026", "1", "target.metric", "metric"),
        ("nrr", "2026", "1", "target.year", "fiscal_year"),
        ("nrr", "FY1700", "1", "target.year", "fiscal_year"),
        ("grr", "FY2026", "1.01", "target.value", "value"),
        ("nrr", "FY2026", "5.1", "target.value", "value"),
        ("nrr", "FY2026", "0", "target.value", "value"),
        ("nrr", "FY2026", "NaN", "target.value", "value"),
        ("nrr", "FY2026", "0.95555", "target.value", "value"),
    ],
)
def test_that_what_is_no_target_is_refused_by_its_field(
    book: Book, metric: str, year: str, value: str, key: str, field: str
) -> None:
    with pytest.raises(BansoError) as refused:
        put(book, value, metric, None, year)
    assert (refused.value.key, refused.value.field) == (key, field)
    assert known(book) == {}


def test_that_several_are_set_at_once_or_none_and_undo_brings_them_back(book: Book) -> None:
    values = {(None, "nrr"): Decimal("1.06"), (Segment.HIGH, "grr"): Decimal(2)}
    with pytest.raises(BansoError) as refused:
        book.write(set_targets, fiscal_year="FY2026", values=values)
    assert refused.value.field == "high.grr"
    assert known(book) == {}
    values[Segment.HIGH, "grr"] = Decimal("0.98")
    changed = book.write(set_targets, fiscal_year="FY2026", values=values)[0].id
    assert changed is not None
    assert known(book, Segment.HIGH)["grr"] == Decimal("0.98")
    book.write(take_back, changed)
    assert known(book) == {}
    assert known(book, Segment.HIGH)["grr"] == 1


def test_that_of_two_that_came_in_from_elsewhere_the_last_one_is_changed(book: Book) -> None:
    def twice(session: Session) -> None:
        row = {"metric": "nrr", "fiscal_year": "FY2026"}
        door.create(session, "target", [{**row, "value": "1.01"}, {**row, "value": "1.02"}])

    book.write(twice)
    put(book, "1.03")
    assert known(book) == {"nrr": Decimal("1.03")}
    put(book, None)
    assert known(book) == {}
