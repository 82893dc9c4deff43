"""Settings: what can be chosen, what is refused in words, and that days off and rates do what they say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.own_days import add_own_days, next_days_off, own_days, remove_own_days
from app.operations.rates import book_worth, choose_currency, put_rate, rates, read_rate, remove_rate
from app.operations.settings import choose, chosen_value, fiscal_year, settings
from app.operations.settings_effect import effect
from tests.builders import TODAY, new_book
from tests.views.accounts.books import fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        fill(made)
        yield made


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [
        ("cadence.high", 0, "setting.days"),
        ("cadence.high", 366, "setting.days"),
        ("cadence.low", None, "setting.days"),
        ("cadence.onboarding.low", True, "setting.days"),
        ("phase.months.high", {"onboarding": 61, "renewal": 1}, "setting.months"),
        ("phase.months.high", {"onboarding": 1}, "setting.months"),
        ("phase.rule.tech", "mood", "setting.choice"),
        ("fiscal_year_start", 13, "setting.choice"),
        ("calendar", "XX", "setting.choice"),
    ],
)
def test_that_nonsense_is_refused_and_leaves_everything(book: Book, key: str, value: object, error: str) -> None:
    before = book.read(settings)
    with pytest.raises(BansoError) as refused:
        book.write(choose, key, value)
    assert refused.value.key == error and refused.value.field == key
    assert book.read(settings) == before


def test_that_a_choice_is_taken_back(book: Book) -> None:
    changes, _none = book.write(choose, "cadence.high", 60)
    assert book.read(settings).cadence_high == 60
    book.write(take_back, changes.id or "")
    assert book.read(settings).cadence_high == 14


def test_that_the_cadence_says_how_many_are_quiet(book: Book) -> None:
    before = book.read(effect, today=TODAY).quiet
    book.write(choose, "cadence.low", 365)
    assert book.read(effect, today=TODAY).quiet < before


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 12))
def test_that_every_day_lies_in_its_fiscal_year(today: date, begins: int) -> None:
    start, end = fiscal_year(today, begins)
    assert start <= today <= end and start.month == begins and start.day == 1 and 364 <= (end - start).days <= 365


def test_that_own_days_off_are_kept_and_count(book: Book) -> None:
    first, last = date(2026, 11, 24), date(2026, 11, 25)
    book.write(add_own_days, first, last, " 創立 記念日 ")
    assert [(one.first, one.last, one.name) for one in book.read(own_days)] == [(first, last, "創立 記念日")]
    coming = book.read(next_days_off, today=TODAY, count=3, lang="ja")
    assert [(one.day.day, one.name, one.own) for one in coming] == [
        (23, "勤労感謝の日", False), (24, "", True), (25, "", True)
    ]  # fmt: skip
    book.write(remove_own_days, first)
    assert book.read(own_days) == []


def test_that_own_days_off_put_silence_off(book: Book) -> None:
    # Behind Golden Week the second business day counts: one's own days off move it on.
    after = date(2027, 5, 7)
    quiet = book.read(effect, today=after).quiet
    assert quiet
    book.write(add_own_days, date(2027, 5, 6), date(2027, 5, 10))
    assert book.read(effect, today=after).quiet == 0


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        (date(2026, 12, 2), date(2026, 12, 1), "own_days.order"),
        (date(2026, 12, 1), date(2027, 12, 1), "own_days.long"),
        (date(2026, 11, 30), date(2026, 12, 5), "own_days.twice"),
    ],
)
def test_that_days_off_that_cannot_be_are_refused(book: Book, first: date, last: date, error: str) -> None:
    book.write(add_own_days, date(2026, 12, 4), date(2026, 12, 8))
    before = book.read(own_days)
    with pytest.raises(BansoError) as refused:
        book.write(add_own_days, first, last)
    assert refused.value.key == error
    assert book.read(own_days) == before


def test_that_another_country_has_other_days_off(book: Book) -> None:
    book.write(choose, "calendar", "US")
    assert book.read(next_days_off, today=TODAY, count=1, lang="en")[0].name == "Thanksgiving Day"
    book.write(choose, "calendar", "")
    assert book.read(next_days_off, today=TODAY, count=1, lang="en") == []


def test_that_a_rate_is_added_changed_and_removed(book: Book) -> None:
    def put(rate: str, rate_id: str | None = None) -> None:
        book.write(put_rate, currency="USD", base="JPY", on=TODAY, rate=rate, today=TODAY, rate_id=rate_id)

    put("１５１．２０")
    [one] = book.read(rates)
    assert (one.currency, one.base, one.on, one.rate) == ("USD", "JPY", TODAY, Decimal("151.2"))
    with pytest.raises(BansoError) as twice:
        put("150")
    assert twice.value.key == "rate.twice"
    put("150", one.id)
    assert book.read(rates)[0].rate == 150
    book.write(remove_rate, one.id)
    assert book.read(rates) == []


@pytest.mark.parametrize("text", ["", "abc", "0", "-1", "1e400", "NaN", "inf", "1.12345678901", "1000000000"])
def test_that_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(BansoError) as refused:
        read_rate(text)
    assert refused.value.key == "rate.figure"


@given(st.decimals(Decimal("0.0001"), Decimal(10**6), places=4))
def test_that_a_typed_rate_is_read_as_it_is(value: Decimal) -> None:
    assert read_rate(f"{value:,}") == value


def test_that_a_rate_to_itself_and_one_of_tomorrow_are_refused(book: Book) -> None:
    for currency, on, error in (("JPY", TODAY, "rate.same"), ("USD", date(2026, 11, 21), "rate.future")):
        with pytest.raises(BansoError) as refused:
            book.write(put_rate, currency=currency, base="JPY", on=on, rate="150", today=TODAY)
        assert refused.value.key == error


def test_that_the_book_adds_up_in_the_reporting_currency(book: Book) -> None:
    assert book.read(book_worth, today=TODAY).total == 37_200_000
    book.write(choose_currency, "USD")
    worth = book.read(book_worth, today=TODAY)
    assert (worth.total, [part.worth for part in worth.parts]) == (0, [None])
    book.write(put_rate, currency="USD", base="JPY", on=TODAY, rate="150", today=TODAY)
    worth = book.read(book_worth, today=TODAY)
    assert worth.total == 248_000 and worth.parts[0].rate is not None
    assert book.read(chosen_value, "currency") == "USD"
    with pytest.raises(BansoError):
        book.write(choose_currency, "yen")
