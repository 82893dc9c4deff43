from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.alerts.rhythms import Cell, Strip
from app.journal import door
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.rhythms import counts_for, rhythm_strips
from app.operations.settings import choose
from app.vocabulary import Rhythm, Segment
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        fill(made)
        yield made


def strips(book: Book, segment: Segment | None = Segment.HIGH) -> dict[Rhythm, Strip]:
    account_id = book.read(find_account, NAMES[0])
    found = book.read(rhythm_strips, account_id, segment, today=TODAY, since=date(2026, 2, 28), notice=None)
    return {strip.rhythm: strip for strip in found}


def counted(kind: str, *tags: str, purpose: str | None = None) -> set[Rhythm]:
    return counts_for({"kind": kind, "purpose": purpose, "tags": list(tags)})


def test_that_a_touchpoint_counts_by_its_kind_its_purpose_and_its_tags() -> None:
    assert counted("meeting") == {Rhythm.REGULAR}
    assert counted("review") == {Rhythm.REGULAR, Rhythm.EXECUTIVE}
    assert counted("visit") == {Rhythm.VISIT}
    assert counted("call") == counted("email") == set()
    assert counted("email", purpose="renewal") == {Rhythm.BEFORE_RENEWAL}
    assert counted("note", purpose="renewal") == set()
    for tag in ("ヘルスチェック", "ﾍﾙｽﾁｪｯｸ", "Health-Check", "health check", "healthcheck"):
        assert counted("call", tag, "関西") == {Rhythm.HEALTH_CHECK}


def test_that_the_strips_follow_the_segment_and_what_took_place(book: Book) -> None:
    account_id = book.read(find_account, NAMES[0])
    visit = {"account_id": account_id, "state": "done", "kind": "visit", "on_date": "2026-10-02", "body": "視察"}
    book.write(lambda session: door.create(session, "touchpoint", [visit]))
    high = strips(book)
    assert list(high) == list(Rhythm)
    assert dict(high[Rhythm.VISIT].cells)[date(2026, 10, 1)] is Cell.DONE
    # The book has a meeting planned for 24 November.
    assert dict(high[Rhythm.REGULAR].cells)[date(2026, 11, 1)] is Cell.PLANNED
    assert not high[Rhythm.REGULAR].late
    assert high[Rhythm.HEALTH_CHECK].late
    assert list(strips(book, Segment.LOW)) == [Rhythm.REGULAR, Rhythm.HEALTH_CHECK, Rhythm.BEFORE_RENEWAL]
    assert strips(book, Segment.TECH) == strips(book, None) == {}


def test_that_what_the_settings_ask_for_counts_instead_of_what_ships(book: Book) -> None:
    book.write(choose, "rhythms", {"high": {"visit": 6, "regular": 0}})
    assert [(rhythm, strip.every) for rhythm, strip in strips(book).items()] == [(Rhythm.VISIT, 6)]
    assert strips(book, Segment.LOW) == {}
