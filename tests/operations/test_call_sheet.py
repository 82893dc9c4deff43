"""The sheet before a call says what happened since last time, who comes, what is promised, and what to ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.accounts import amend_accounts, find_account
from app.operations.book import Book
from app.operations.call_parts import call_document
from app.operations.call_questions import suggestion_words
from app.operations.call_sheet import CallSheet, call_sheet, replace_planned, write_questions
from app.operations.changes import take_back
from app.operations.promises import keep_promise, open_promises
from app.operations.sheet_files import write_call_file
from app.vocabulary import TouchpointKind
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        fill(made)
        yield made


def day(away: int) -> str:
    return (TODAY + timedelta(away)).isoformat()


def aoba(book: Book) -> str:
    found: str = book.read(find_account, NAMES[0])
    return found


def planned(book: Book) -> str:
    touchpoint = tables.touchpoint
    statement = select(touchpoint.c.id).where(touchpoint.c.state == "planned")
    found: str = book.read(lambda session: session.scalar(statement))
    return found


def sheet(book: Book) -> CallSheet:
    return book.read(call_sheet, planned(book), today=TODAY)


def create(book: Book, entity: str, **row: Any) -> str:
    made: str = book.write(lambda session: door.create(session, entity, [row]))[1][0]
    return made


def keys(book: Book) -> list[str]:
    return [one.key for one in sheet(book).suggestions]


def test_that_the_sheet_begins_at_the_last_conversation_of_both_sides(book: Book) -> None:
    there = sheet(book)
    assert (there.kind, there.on.isoformat(), there.planned) == (TouchpointKind.MEETING, "2026-11-24", True)
    # The mail of 11/06 is two-way in this book, the call of 11/02 lies before it.
    assert there.since is not None
    assert there.since.isoformat() == "2026-11-06"
    assert [one.date.isoformat() for one in there.touchpoints] == ["2026-11-06"]


def test_that_promises_stand_on_their_side_and_kept_ones_since(book: Book) -> None:
    assert [[p.text for p in some] for some in (sheet(book).mine, sheet(book).theirs)] == [
        ["手順書を送る"], ["利用者一覧をいただく"],
    ]  # fmt: skip
    [mine] = [one for one in book.read(open_promises) if one.text == "手順書を送る"]
    book.write(keep_promise, mine.id, on=TODAY)
    assert [one.text for one in sheet(book).kept] == ["手順書を送る"]
    assert sheet(book).mine == ()


def test_that_people_expected_are_shown_with_post_and_last_meeting(book: Book) -> None:
    assert sheet(book).people == ()
    for name in ("佐藤 花子", "初めての人"):
        create(book, "touchpoint_person", touchpoint_id=planned(book), name=name)
    first, second = sheet(book).people
    assert first.position is not None
    assert (first.position.title, first.position.last_met) == ("課長", sheet(book).touchpoints[-1].date - timedelta(4))
    assert second.position is None
    assert [one.name for one in sheet(book).others] == ["渡辺 一郎"]


def test_that_what_changed_since_then_is_news_and_what_was_before_is_not(book: Book) -> None:
    there = aoba(book)
    create(book, "request", account_id=there, words="閲覧だけの権限を", raised_on=day(-3))
    create(book, "request", account_id=there, words="古い話", raised_on="2026-10-01")
    create(book, "indicator", account_id=there, kind="outage", on_date=day(-1), note="半日停止")
    book.write(amend_accounts, [there], {"segment": "low"}, today=TODAY)
    book.write(amend_accounts, [there], {"segment": "high"}, today=TODAY)
    assert {one.key for one in sheet(book).news} == {"request", "indicator", "fact.segment"}


def test_that_the_last_words_are_a_request_a_quotation_or_the_last_note(book: Book) -> None:
    there = aoba(book)
    words = sheet(book).last_words
    assert words is not None
    assert (words.kind, words.on.isoformat()) == ("note", "2026-11-06")
    done = {"account_id": there, "state": "done", "kind": "call", "two_way": True}
    create(book, "touchpoint", **done, on_date=day(-2), body="電話。\n・部長「順番は上げられると思う」\n・次は来週")
    create(book, "touchpoint", **done, on_date=day(-1), body="短い確認「はい」だけ")
    quoted = sheet(book).last_words
    assert quoted is not None
    assert (quoted.kind, quoted.text) == ("quote", "順番は上げられると思う")
    create(book, "request", account_id=there, words="字を大きく", raised_on=day(0))
    asked = sheet(book).last_words
    assert asked is not None
    assert (asked.kind, asked.text) == ("request", "字を大きく")


def test_that_questions_come_from_facts_the_most_pressing_first(book: Book) -> None:
    there = aoba(book)
    assert keys(book)[0] == "notice.near"
    create(book, "request", account_id=there, words="権限を", raised_on=day(-3))
    shipped = create(book, "request", account_id=there, words="字を", raised_on=day(-9), shipped_on=day(-1))
    create(book, "promise", account_id=there, text="日程をいただく", side="customer", due=day(-2), made_on=day(-9),
           origin="quick_log")  # fmt: skip
    assert keys(book) == ["notice.near", "promise.late", "request.shipped", "request.open", "pulse.embedding",
                          "pulse.backing"]  # fmt: skip
    create(book, "request_account", request_id=shipped, account_id=there, told_on=day(0))
    book.write(lambda session: door.amend(session, "request", {shipped: {"closed_on": day(0)}}))
    assert "request.shipped" not in keys(book)
    contract = book.read(lambda s: s.scalar(select(tables.contract.c.id).where(tables.contract.c.account_id == there)))
    book.write(lambda session: door.amend(session, "contract", {contract: {"intent_on": day(-1)}}))
    assert "notice.near" not in keys(book)


def test_that_a_missing_role_and_the_months_of_moves_are_asked_for(book: Book) -> None:
    def leave(session: Session) -> None:
        position = tables.position
        rows = session.rows(select(position.c.id).where(position.c.role == "sponsor"))
        door.amend(session, "position", {row["id"]: {"to_on": day(-1)} for row in rows})

    assert "role.sponsor" not in keys(book)
    book.write(leave)
    assert "role.sponsor" in keys(book)
    march = TODAY.replace(month=3)
    assert "moves" not in keys(book)
    assert "moves" in [one.key for one in book.read(call_sheet, planned(book), today=march).suggestions]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_suggestion_has_its_words(book: Book, lang: str) -> None:
    for one in sheet(book).suggestions:
        question, why = suggestion_words(one, lang)
        assert question.endswith(("？", "?"))
        assert why
        assert "{" not in question + why


def test_that_three_questions_are_kept_in_order_and_undone(book: Book) -> None:
    changes, _done = book.write(write_questions, planned(book), [" 一つ目 ", "", "二つ目", "三つ目", "四つ目"])
    assert sheet(book).questions == ("一つ目", "二つ目", "三つ目")
    book.write(take_back, changes.id)
    assert sheet(book).questions == ()


def test_that_a_logged_call_takes_the_place_of_the_planned_one(book: Book) -> None:
    there, gone = aoba(book), planned(book)
    logged = create(book, "touchpoint", account_id=there, state="done", kind="call", on_date=day(0), body="話した")
    changes, done = book.write(replace_planned, gone, by_touchpoint=logged)
    assert done == 1
    with pytest.raises(BansoError, match=r"call\.gone"):
        book.read(call_sheet, gone, today=TODAY)
    assert book.write(replace_planned, gone, by_touchpoint=logged)[1] == 0
    book.write(take_back, changes.id)
    assert sheet(book).planned


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_the_sheet_reads_as_text_and_as_one_file(book: Book, tmp_path: Path, lang: str) -> None:
    book.write(write_questions, planned(book), ["<b>更新</b>は？"])
    document = call_document(sheet(book), today=TODAY, zone="Asia/Tokyo", lang=lang)
    text = document.plain()
    assert text.startswith(NAMES[0])
    assert "- <b>更新</b>は？" in text
    assert all(part.title and (part.lines or part.nothing) for part in document.parts)
    to = write_call_file(book, planned(book), to=tmp_path / "call.html", lang=lang)
    html = to.read_text("utf-8")
    assert "&lt;b&gt;更新&lt;/b&gt;は？" in html
    assert "<b>" not in html
    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")
