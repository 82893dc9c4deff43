"""Every shipped rule fires in one book, keeps still in another, and keeps quiet for its cool-down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.journal import door
from app.language import LANGUAGES
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.health.row_health import RowHealth
from app.operations.signals.acts import finish_cta
from app.operations.signals.ctas import open_ctas
from app.operations.signals.rows import CtaRow
from app.operations.signals.rules import change_rule, would_fire
from app.operations.signals.shipped import rules_of, shipped_rules
from app.operations.signals.sweep import fire
from app.operations.today_words import cta_words
from tests.builders import new_book
from tests.operations.signals.books import CASES, Case

RULES = [rule.key for rule in shipped_rules()]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as opened:
        yield opened


def test_that_every_shipped_rule_is_tried_here() -> None:
    assert list(CASES) == RULES


def prepared(book: Book, key: str, case: Case, fires: bool) -> tuple[str, dict[str, RowHealth]]:
    if case.body is not None:
        book.write(change_rule, key, case.body, reason="試し")
    made = book.write(case.fires if fires else case.still)[1]
    return made, {made: case.health[fires]} if case.health is not None else {}


def raised(book: Book, key: str, today: date) -> list[CtaRow]:
    return [row for row in book.read(open_ctas, today=today) if row.rule == key]


@pytest.mark.parametrize("key", RULES)
def test_that_a_rule_fires_once_and_says_why(book: Book, key: str) -> None:
    case = CASES[key]
    made, health = prepared(book, key, case, True)
    assert book.read(would_fire, key, {}, today=case.today, health=health).accounts == ((made, "A"),)
    book.write(fire, today=case.today, health=health)
    [row] = raised(book, key, case.today)
    assert (row.account_id, row.opened_on, row.state) == (made, case.today, "open")
    for lang in LANGUAGES:
        for words in cta_words(row, today=case.today, lang=lang):
            assert words and "{" not in words and "cta." not in words, words
    again = book.write(fire, today=case.today, health=health)[0]
    assert again.id is None
    assert len(raised(book, key, case.today)) == 1


@pytest.mark.parametrize("key", RULES)
def test_that_a_rule_keeps_still(book: Book, key: str) -> None:
    case = CASES[key]
    _made, health = prepared(book, key, case, False)
    book.write(fire, today=case.today, health=health)
    assert raised(book, key, case.today) == []


@pytest.mark.parametrize("key", RULES)
def test_that_what_was_closed_comes_back_after_its_cool_down_only(book: Book, key: str) -> None:
    case = CASES[key]
    _made, health = prepared(book, key, case, True)
    book.write(fire, today=case.today, health=health)
    [row] = raised(book, key, case.today)
    book.write(finish_cta, row.id, outcome="achieved", today=case.today)
    cool = book.read(rules_of)[key].cool_down_days
    for ago, there in ((0, 0), (cool - 1, 0), (cool, 1)):
        closed = (case.today - timedelta(ago)).isoformat()
        book.write(door.amend, "cta", {row.id: {"closed_on": closed}})
        book.write(fire, today=case.today, health=health)
        assert len(raised(book, key, case.today)) == there
    assert book.read(_count) == 2


def _count(session: Session) -> int:
    return int(session.scalar(select(func.count()).select_from(tables.cta)))


@pytest.mark.parametrize("key", RULES)
def test_that_a_rule_that_is_off_raises_nothing_and_lets_its_causes_go(book: Book, key: str) -> None:
    case = CASES[key]
    _made, health = prepared(book, key, case, True)
    book.write(fire, today=case.today, health=health)
    body: Mapping[str, Any] = {"on": False}
    assert book.read(would_fire, key, body, today=case.today, health=health).count == 0
    book.write(change_rule, key, body, reason="使わない")
    book.write(fire, today=case.today, health=health)
    [row] = raised(book, key, case.today)
    assert row.gone_on == case.today
