"""Everything that is known for a review of the made-up book: sourced, short, in both languages, empty with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.language import keyed
from app.models import tables
from app.models.database import Session
from app.operations.reviews.gather.all import gather
from app.operations.reviews.gather.asked import spans
from app.reports.review import codec
from app.reports.review.facts import Chapter, ReviewFacts
from app.reports.review.telling.tell import tell
from app.reports.review.told import Figure, Statement
from tests.builders import TODAY, made_up_profile, opened
from tests.operations.reviews.gather.small_book import Small, words

MOST = {"ja": 40, "en": 80}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[ReviewFacts]]:
    folder = made_up_profile(tmp_path_factory.mktemp("made-up") / "profile")
    with opened(folder) as book:
        yield book.read(_known)


def _known(session: Session) -> list[ReviewFacts]:
    account = tables.account
    ids = [row["id"] for row in session.rows(select(account.c.id).where(account.c.deleted_at.is_(None)))]
    found = []
    for account_id in ids[:12]:
        period, compared = spans(session, account_id, "FY2026Q3", "previous")
        at = datetime(2026, 11, 20, 3, tzinfo=UTC)
        found.append(
            gather(session, account_id, period=period, compared=compared, comparison="previous", now=at, today=TODAY)
        )
    return found


def test_that_every_fact_names_its_records_and_what_says_nothing_says_why(known: list[ReviewFacts]) -> None:
    assert {one.chapter for one in known[0].chapters} == set(Chapter) - {Chapter.OWN}
    for review in known:
        for chapter in review.chapters:
            assert bool(chapter.facts) is not bool(chapter.nothing)
            for fact in chapter.facts:
                assert fact.sources, fact.key
            assert len({fact.key for fact in chapter.facts}) == len(chapter.facts)
            if chapter.nothing:
                for lang in ("ja", "en"):
                    assert keyed("review.nothing", chapter.nothing, lang) != chapter.nothing


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_section_is_told_short_and_from_its_records(known: list[ReviewFacts], lang: str) -> None:
    for review in known:
        for chapter in review.chapters:
            told = tell(chapter.chapter, review, lang)
            assert bool(told.headline) is not bool(chapter.nothing)
            assert len(told.headline) <= MOST[lang], told.headline
            assert "deck." not in words(told)
            assert "review." not in words(told)
            lines: list[Statement | Figure] = [*told.statements, *told.figures]
            for line in lines:
                assert line.sources, line.key
            for row in told.statements:
                assert len(row.cells) == len(told.columns)
            if told.chart is not None:
                assert told.chart.metric == told.metric


def test_that_what_is_left_out_is_not_told(known: list[ReviewFacts]) -> None:
    for review in known:
        for chapter in review.chapters:
            keys = [fact.key for fact in chapter.facts]
            assert tell(chapter.chapter, review, "ja", left_out=keys).statements == ()
            for key in keys[:2]:
                told = tell(chapter.chapter, review, "ja", left_out=[key])
                assert key not in {line.key for line in told.statements} | {one.key for one in told.figures}


def test_that_it_is_the_same_after_it_was_kept(known: list[ReviewFacts]) -> None:
    for review in known:
        assert codec.load(codec.dump(review)) == review


def test_that_a_periods_quarter_is_the_customers(small: Small) -> None:
    assert small.facts(period="FY2026Q2").period.start.isoformat() == "2026-07-01"
    small.amend("account", small.account, fiscal_year_end=12)
    assert small.facts(period="FY2026Q2").period.start.isoformat() == "2026-04-01"
    compared = small.facts(period="FY2026Q2", comparison="last_year").compared
    assert compared is not None
    assert compared.start.isoformat() == "2025-04-01"
    assert small.facts(comparison="none").compared is None
