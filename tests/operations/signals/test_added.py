"""What a person adds to a call to action stays: the day they set, the risks they logged; who is still to be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.quick_log import Logged, log_line
from app.operations.signals.acts import finish_cta, move_cta, raise_cta
from app.operations.signals.ctas import CtaPage, cta_page, open_ctas
from app.operations.signals.rows import CtaRow
from app.operations.signals.sweep import fire
from app.operations.today_words import cta_words
from app.operations.voice.requests import close_request, tell_account, tell_everybody
from tests.builders import TODAY, new_book
from tests.operations.signals.books import CASES, milestone, request
from tests.operations.test_today import account, day

LATER = TODAY + timedelta(9)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as opened:
        yield opened


def fired(book: Book) -> CtaRow:
    book.write(fire, today=TODAY)
    [row] = book.read(open_ctas, today=TODAY)
    return row


def log(book: Book, line: str) -> tuple[str, Logged]:
    changes, logged = book.write(log_line, line, today=TODAY, now=book.clock.now(), by_id=book.by_id)
    return changes.id or "", logged


def page(book: Book, cta: str) -> CtaPage:
    return book.read(cta_page, cta, today=TODAY)


def test_that_the_day_a_person_set_stays_whatever_is_found_later(book: Book) -> None:
    made = book.write(lambda s: milestone(s, account(s), -3))[1]
    row = fired(book)
    assert row.due == TODAY - timedelta(3)
    changes = book.write(move_cta, row.id, due=LATER, today=TODAY)[0]
    assert book.write(fire, today=TODAY)[0].id is None
    book.write(lambda s: door.amend(s, "milestone", {made: {"due": day(-2)}}))
    row = fired(book)
    assert (row.due, row.facts["due"]) == (LATER, TODAY - timedelta(2))
    book.write(take_back, changes.id or "")
    assert fired(book).due == TODAY - timedelta(2)


def test_that_the_day_is_today_or_later_and_only_of_what_is_open(book: Book) -> None:
    made = book.write(account)[1]
    cta = book.write(raise_cta, made, text="値上げの説明", today=TODAY)[1]
    book.write(move_cta, cta, due=TODAY, today=TODAY)
    assert page(book, cta).row.due == TODAY
    with pytest.raises(BansoError, match="past_due"):
        book.write(move_cta, cta, due=TODAY - timedelta(1), today=TODAY)
    book.write(finish_cta, cta, outcome="achieved", today=TODAY)
    with pytest.raises(BansoError, match="closed"):
        book.write(move_cta, cta, due=LATER, today=TODAY)


def test_that_a_logged_risk_is_evidence_of_the_open_call_to_action(book: Book) -> None:
    made = book.write(CASES["outages"].fires)[1]
    row = fired(book)
    log(book, "@A 電話 契約の話なし")
    first, logged = log(book, "@A 電話 停止が続くなら解約と言われた !risk")
    log(book, "@A メール 部長も不満 !risk")
    assert [one.body for one in page(book, row.id).risks] == [
        "メール 部長も不満 !risk", "電話 停止が続くなら解約と言われた !risk",
    ]  # fmt: skip
    rows = [{"account_id": made, "kind": "outage", "on_date": day(-1)}]
    book.write(lambda s: door.create(s, "indicator", rows))
    assert fired(book).facts["count"] == 3
    assert [one.id for one in page(book, row.id).risks][1] == logged.touchpoint_id
    book.write(take_back, first)
    assert [one.body for one in page(book, row.id).risks] == ["メール 部長も不満 !risk"]
    assert book.write(fire, today=TODAY)[0].id is None


def test_that_a_risk_goes_to_the_most_urgent_cause_that_is_there_and_none_is_made(book: Book) -> None:
    def write(session: Session) -> tuple[str, str]:
        made = account(session)
        request(session, made)
        return made, milestone(session, made, -3)

    made, late = book.write(write)[1]
    log(book, "@A 電話 返事がない !risk")
    assert book.read(open_ctas, today=TODAY) == []
    book.write(fire, today=TODAY)
    rows = {row.rule: row for row in book.read(open_ctas, made, today=TODAY)}
    assert set(rows) == {"overdue", "shipped_untold"}
    log(book, "@A 電話 担当が忙しい !risk")
    assert len(page(book, rows["overdue"].id).risks) == 1
    book.write(lambda s: door.amend(s, "milestone", {late: {"done_on": day(0)}}))
    book.write(fire, today=TODAY)
    log(book, "@A 電話 まだ忙しい !risk")
    assert len(page(book, rows["overdue"].id).risks) == 1
    assert page(book, rows["shipped_untold"].id).risks == ()


def test_that_a_shipped_request_says_how_many_are_to_be_told_and_where(book: Book) -> None:
    def write(session: Session) -> tuple[str, str]:
        first, second, third = (account(session, name=name) for name in ("A", "B", "C"))
        return first, request(session, first, second, third)

    first, made = book.write(write)[1]
    row = fired(book)
    assert (row.account_id, row.place, row.subject) == (first, "voice", made)
    text, why = cta_words(row, today=TODAY, lang="ja")
    assert text == "要望が出荷：3社に知らせる" and "承認の履歴を CSV で出したい" in why
    book.write(tell_account, made, first, on=TODAY)
    row = fired(book)
    assert (row.account_id, row.facts["waiting"]) == (first, 2)
    book.write(tell_everybody, made, on=TODAY)
    assert fired(book).gone_on == TODAY


def test_that_nobody_waits_for_what_was_closed(book: Book) -> None:
    made = book.write(lambda s: request(s, account(s)))[1]
    book.write(close_request, made, on=TODAY)
    book.write(fire, today=TODAY)
    assert book.read(open_ctas, today=TODAY) == []
