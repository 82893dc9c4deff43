"""What is committed on a past day: only what had been written down by then, as far as the book can know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.operations.money.metrics import metrics
from app.operations.money.words import committed_words
from app.revenue.committed import committed
from app.revenue.periods import parse_period
from app.revenue.pieces import BookLine
from app.vocabulary import Outcome
from tests.builders import new_book, opened
from tests.operations.money.books import contract, customer
from tests.revenue.books import courses, line, whole

OLD, MARCH, APRIL, LONG = date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1), date(2027, 3, 31)
DAY, LATER = date(2026, 1, 31), date(2026, 6, 30)


def _written(one: BookLine, day: date) -> BookLine:
    return replace(one, recorded=day)


def test_that_of_a_past_day_only_what_was_written_down_by_then_is_signed() -> None:
    book = courses([
        _written(line("A", OLD, MARCH, 10), OLD), _written(line("A", APRIL, LONG, 11), date(2026, 1, 31)),
        _written(line("B", APRIL, LONG, 4), date(2026, 2, 1)),
    ])  # fmt: skip
    assert whole(committed(book, DAY, today=DAY).cmrr) == 150
    then = committed(book, DAY, today=LATER)
    assert (whole(then.mrr), whole(then.cmrr), then.new, then.hindsight) == (100, 110, (), False)


def test_that_of_a_past_day_only_what_was_told_by_then_is_lost() -> None:
    end = date(2026, 6, 30)
    lines = [
        line("A", OLD, end, 3, notice_on=date(2026, 1, 10)), line("B", OLD, end, 3, notice_on=date(2026, 2, 10)),
        line("C", OLD, end, 3, outcome=Outcome.CHURNED, outcome_on=date(2026, 6, 1)),
        line("D", OLD, end, 3, planned=True),
    ]  # fmt: skip
    book = courses(lines)
    assert {one.customer for one in committed(book, DAY, today=DAY).losses} == {"A", "B", "C", "D"}
    assert {one.customer for one in committed(book, DAY, today=LATER).losses} == {"A", "D"}


def test_that_a_book_that_began_later_takes_what_it_knows_and_says_so() -> None:
    book = courses([
        _written(line("A", OLD, MARCH, 10), date(2026, 5, 1)), _written(line("A", APRIL, LONG, 11), date(2026, 5, 1))
    ])  # fmt: skip
    found = committed(book, DAY, today=LATER)
    assert (whole(found.cmrr), found.hindsight) == (110, True)
    assert not committed(book, LATER, today=LATER).hindsight
    assert committed_words(found, "en") != committed_words(replace(found, hindsight=False), "en")


def test_that_the_day_a_line_was_written_down_comes_from_its_change(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    with new_book(folder, today=date(2025, 12, 1)) as book:
        account = book.write(lambda session: customer(session, "A"))[1]
        book.write(lambda session: contract(session, account, 1000, end=MARCH))
    with opened(folder, today=LATER) as book:
        book.write(lambda session: contract(session, account, 1200, start=APRIL, end=LONG))
        january = book.read(metrics, period=parse_period("2026-01"), today=LATER)
        assert january.money(january.committed.cmrr) == 1000
        assert not january.committed.hindsight
        june = book.read(metrics, period=parse_period("2026-06"), today=LATER)
        assert june.money(june.committed.cmrr) == 1200
        before = book.read(metrics, period=parse_period("2025-10"), today=LATER)
        assert before.committed.hindsight
        assert before.money(before.committed.cmrr) == 1200
