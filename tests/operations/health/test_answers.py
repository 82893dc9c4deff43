"""更新の答え合わせ: what was said before is taken from what was known then, and borne out only by what happened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.operations.book import Book
from app.operations.health.answers import Answers, Said, answers
from app.vocabulary import Band, Outcome
from tests.builders import TODAY, new_book
from tests.operations.health.portfolio_book import begin, decided, tell


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        yield made


def looked_back(book: Book, horizon: int = 90) -> Answers:
    return book.read(answers, horizon=horizon, today=TODAY)


@pytest.mark.parametrize(
    ("band", "happened", "right"),
    [
        (Band.GOOD, Outcome.RENEWED, True),
        (Band.GOOD, Outcome.CHURNED, False),
        (Band.RISK, Outcome.CHURNED, True),
        (Band.RISK, Outcome.RENEWED, False),
        (Band.WATCH, Outcome.CHURNED, None),
        (Band.UNKNOWN, Outcome.RENEWED, None),
        (Band.GOOD, Outcome.CONTRACTED, None),
    ],
)
def test_that_only_a_clear_word_is_right_or_wrong(band: Band, happened: Outcome, right: bool | None) -> None:
    assert Said(50, band).right(happened) is right


def test_that_the_first_decided_renewal_is_there_with_both_words_and_the_outcome(book: Book) -> None:
    [one] = begin(book, "青葉")
    assert looked_back(book).rows == ()
    tell(book, one, 120, use=90, paid=90)
    tell(book, one, 110, note="役員が替わった", pulse_backing=1, pulse_warmth=2)
    decided(book, one, 10, "churned", ("merger",))
    [row] = looked_back(book).rows
    assert (row.name, row.happened, row.tags) == ("青葉", Outcome.CHURNED, ("merger",))
    assert (row.data.score, row.data.band) == (90, Band.GOOD)
    assert (row.me.score, row.me.band, row.me.reason) == (13, Band.RISK, "役員が替わった")
    assert (row.data.right(row.happened), row.me.right(row.happened)) == (False, True)
    assert looked_back(book).contested == (row,)
    assert (looked_back(book).right("data"), looked_back(book).right("me")) == ((0, 1), (1, 0))


def test_that_nothing_is_heard_from_after_the_day_that_is_asked_about(book: Book) -> None:
    [one] = begin(book, "青葉")
    tell(book, one, 120, use=90, paid=90)
    decided(book, one, 10, "churned")
    before = looked_back(book).rows[0].data
    tell(book, one, 99, use=0, paid=0)  # a day after
    tell(book, one, 130, late=40, use=0, paid=0)  # observed before, recorded after
    assert looked_back(book).rows[0].data == before
    assert looked_back(book, 60).rows[0].data.band is Band.RISK


def test_that_silence_is_neither_right_nor_wrong(book: Book) -> None:
    [one] = begin(book, "青葉")
    decided(book, one, 10, "renewed")
    [row] = looked_back(book).rows
    assert (row.data, row.me) == (Said(None, Band.UNKNOWN), Said(None, Band.UNKNOWN))
    assert looked_back(book).right("data") == (0, 0)


def test_that_what_is_still_to_be_decided_is_not_there(book: Book) -> None:
    [one] = begin(book, "青葉")
    decided(book, one, -10, "renewed")
    assert looked_back(book).rows == ()
