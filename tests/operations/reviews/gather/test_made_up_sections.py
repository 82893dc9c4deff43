"""Every section about measures and people in the made-up book: short headlines, every figure with its records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from app.models.database import Session
from app.operations.book import Book
from app.operations.reviews.gather.all import gather
from app.operations.reviews.gather.asked import spans
from app.reports.content import SourceKind
from app.reports.review.codec import dump, load
from app.reports.review.facts import Chapter, ReviewFacts
from app.reports.review.telling.tell import tell
from app.reports.review.told import Told
from tests.builders import TODAY, made_up_profile, opened
from tests.operations.reviews.gather.small_book import NOW

CHAPTERS = (Chapter.USE, Chapter.SUPPORT, Chapter.HEALTH, Chapter.PEOPLE)
_OURS = re.compile(r"弊社|当社|自社|\b(we|our|us)\b", re.IGNORECASE)
_TABLES = {
    SourceKind.READING: "SELECT no FROM reading",
    SourceKind.PERSON: "SELECT id FROM person",
    SourceKind.INDICATOR: "SELECT id FROM indicator",
    SourceKind.RESPONSE: "SELECT id FROM response",
    SourceKind.REQUEST: "SELECT id FROM request",
    SourceKind.TOUCHPOINT: "SELECT id FROM touchpoint",
    SourceKind.ONBOARDING: "SELECT id FROM onboarding",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with opened(made_up_profile(tmp_path_factory.mktemp("profile"))) as made:
        yield made


@pytest.fixture(scope="module")
def reviews(book: Book) -> list[ReviewFacts]:
    def known(session: Session) -> list[ReviewFacts]:
        found = []
        for (account_id,) in session.driver.execute("SELECT id FROM account ORDER BY no").fetchall()[::4]:
            for comparison in ("previous", "last_year"):
                span, compared = spans(session, account_id, "2026Q3", comparison)
                found.append(
                    gather(
                        session, account_id, period=span, compared=compared, comparison=comparison, now=NOW, today=TODAY
                    )
                )
        return found

    return book.read(known)


def sections(reviews: list[ReviewFacts], lang: str) -> Iterator[tuple[Chapter, ReviewFacts, Told]]:
    for review in reviews:
        for chapter in CHAPTERS:
            if not review.chapter(chapter).nothing:
                yield chapter, review, tell(chapter, review, lang)


@pytest.mark.parametrize(("lang", "most"), [("ja", 40), ("en", 90)])
def test_that_headlines_are_short_and_not_about_us(reviews: list[ReviewFacts], lang: str, most: int) -> None:
    told = [one.headline for _chapter, _review, one in sections(reviews, lang)]
    assert len(told) > 40
    assert all(0 < len(one) <= most for one in told)
    assert not [one for one in told if _OURS.search(one)]


def test_that_every_headline_figure_and_line_names_records_that_are_there(
    book: Book, reviews: list[ReviewFacts]
) -> None:
    there = book.read(
        lambda s: {kind: {str(row[0]) for row in s.driver.execute(sql).fetchall()} for kind, sql in _TABLES.items()}
    )
    for _chapter, _review, told in sections(reviews, "ja"):
        behind = [told.sources, *(one.sources for one in told.figures), *(one.sources for one in told.statements)]
        behind += [told.chart.sources] if told.chart is not None else []
        assert all(behind)
        assert {source.id for some in behind for source in some if source.id not in there[source.kind]} == set()


def test_that_the_chart_draws_the_metric_of_the_headline_whichever_is_asked_for(reviews: list[ReviewFacts]) -> None:
    for chapter, review, told in sections(reviews, "ja"):
        assert told.metric == (told.chart.metric if told.chart is not None else "")
        for series in review.chapter(chapter).series:
            other = tell(chapter, review, "ja", metric=series.key)
            assert other.chart is not None
            assert other.chart.metric == other.metric == series.key
            drawn = tuple(None if one is None else Decimal(one) for one in other.chart.values[0])
            assert drawn == series.values
            assert other.figures[0].label in other.headline


def test_that_what_is_counted_in_a_chart_is_the_figure_beside_it(reviews: list[ReviewFacts]) -> None:
    counted = 0
    for _chapter, _review, told in sections(reviews, "ja"):
        if told.chart is not None and told.chart.drawn == "columns":
            counted += 1
            assert sum(Decimal(one) for one in told.chart.values[0] if one) == Decimal(told.figures[0].exact)
    assert counted


def test_that_what_is_kept_comes_back_and_holds_nothing_internal(book: Book, reviews: list[ReviewFacts]) -> None:
    notes = book.read(
        lambda s: {
            row[0]
            for row in s.driver.execute(
                "SELECT note FROM reading r JOIN measure m ON m.no = r.measure_no WHERE m.key LIKE 'pulse_%'"
                " UNION SELECT reason FROM feeling UNION SELECT note FROM indicator UNION SELECT note FROM position"
            )
            if row[0]
        }
    )
    assert len(notes) > 20
    for review in reviews:
        assert load(dump(review)) == review
        text = repr([review.chapter(chapter) for chapter in CHAPTERS])
        assert not [note for note in notes if note in text]
