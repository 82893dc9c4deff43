"""The mail after a call: what both sides agreed leaves, and never what was noted for ourselves."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.meetings.after_call import AfterCall, after_call, minutes_of, take_proposals, write_thank_you
from app.operations.promises import add_promise
from app.operations.touchpoints import touchpoint_rows
from app.reports.minutes import Guest, Minutes, addressed, mail_file, mail_text, subject
from app.vocabulary import Side, TouchpointKind
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill

CANARY = "INTERNAL-CANARY"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield book


def met(session: Session, account_id: str, *, shown: bool = False) -> str:
    """Write a meeting with every internal field filled, and what was promised at it."""
    body = f"{CANARY} 価格に不満\n決定：12月から全店で使う\n棚卸し時間は22時間まで下がった"
    row = {
        "account_id": account_id, "state": "done", "kind": "meeting", "on_date": TODAY.isoformat(), "body": body,
        "two_way": True, "tags": [CANARY], "questions": [CANARY], "external_id": CANARY, "shown": shown,
        "sentiment": -2, "purpose": "renewal",
    }  # fmt: skip
    [touchpoint_id] = door.create(session, "touchpoint", [row])
    person = tables.person
    hanako = session.scalar(select(person.c.id).where(person.c.name == "佐藤 花子"))
    door.amend(session, "person", {hanako: {"email": "hanako@aoba.example", "phone": CANARY}})
    there = [{"touchpoint_id": touchpoint_id, "person_id": hanako, "name": "佐藤 花子"}]
    door.create(session, "touchpoint_person", [*there, {"touchpoint_id": touchpoint_id, "name": "田中"}])
    promise = {"account_id": account_id, "made_on": TODAY.isoformat(), "origin": "quick_log"}
    door.create(
        session,
        "promise",
        [
            {**promise, "text": "見積を送る", "side": "me", "due": "2026-11-27", "origin_id": touchpoint_id},
            {**promise, "text": "店舗の一覧をいただく", "side": "customer", "who": "佐藤", "due": "2026-12-01"},
            {**promise, "text": CANARY, "side": "internal", "due": "2026-12-01"},
            {**promise, "text": CANARY, "side": "me", "shown": False},
            {**promise, "text": CANARY, "side": "me", "origin": "cta"},
        ],
    )
    [plan_id] = door.create(session, "plan", [{"account_id": account_id, "name": CANARY, "note": CANARY}])
    objective = {"account_id": account_id, "plan_id": plan_id, "title": "棚卸しを短くする", "metric": "棚卸し時間"}
    door.create(session, "objective", [{**objective, "unit": "時間", "note": CANARY}])
    return touchpoint_id


def after(book: Book, *, shown: bool = False) -> AfterCall:
    aoba = book.read(find_account, NAMES[0])
    touchpoint_id = book.write(met, aoba, shown=shown)[1]
    found = book.read(after_call, touchpoint_id, today=TODAY)
    assert isinstance(found, AfterCall)
    return found


def test_that_the_mail_holds_the_homework_of_both_sides_and_the_next_day(book: Book) -> None:
    found = after(book)
    text = mail_text(minutes_of(found, decisions=["12月から全店で使う", " "]), "ja")
    assert text == (
        "青葉信用金庫\n課長 佐藤様\n田中様\n\n"
        "いつもお世話になっております。佐藤です。\n"
        "11/20（金）はお打ち合わせのお時間をいただき、ありがとうございました。内容を下記のとおりまとめました。\n\n"
        "■ 決まったこと\n・12月から全店で使う\n\n"
        "■ 弊社の宿題\n・見積を送る（11/27 金 まで）\n\n"
        "■ お願いしたいこと\n・店舗の一覧をいただく（佐藤様、12/1 火 まで）\n\n"
        "■ 次回\n・11/24（火）\n\n"
        "認識に相違がございましたら、お知らせください。\n\n"
        "今後ともよろしくお願いいたします。\n佐藤\n"
    )
    english = mail_text(minutes_of(found, decisions=[], left_out={found.tasks[1].id}), "en")
    assert english.startswith("Dear 佐藤 花子 and 田中,\n\nThank you for your time on Fri 20 Nov.")
    assert "What you kindly do" not in english and "What we decided" not in english


def test_that_nothing_internal_leaves_in_the_draft(book: Book, tmp_path: Path) -> None:
    found = after(book)
    assert CANARY in found.note and found.decided == ()
    for lang in ("ja", "en"):
        path = write_thank_you(minutes_of(found, decisions=found.decided), tmp_path / f"{lang}.eml", lang=lang)
        data = path.read_bytes()
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        body = message.get_content()
        assert CANARY not in body and CANARY.encode() not in data
        # The same search finds what is meant to be there.
        assert "見積を送る" in body
        assert "価格に不満" not in body and "22時間" not in body
        assert message["X-Unsent"] == "1"
        assert [one.addr_spec for one in message["To"].addresses] == ["hanako@aoba.example"]
        assert message.get_content_charset() == "utf-8"


def test_that_the_mail_is_made_of_what_a_customer_may_read_alone() -> None:
    assert {field.name for field in dataclasses.fields(Minutes)} == {
        "account", "kind", "on", "guests", "decisions", "ours", "theirs", "next_on", "next_at", "sender",
        "sender_email",
    }  # fmt: skip


def test_that_decisions_are_taken_from_a_note_the_customer_may_see(book: Book) -> None:
    assert after(book, shown=True).decided == ("12月から全店で使う",)


def test_that_numbers_of_the_note_become_readings_when_somebody_says_so(book: Book) -> None:
    found = after(book)
    [proposal] = found.proposals
    assert (proposal.objective, str(proposal.value), proposal.unit) == ("棚卸しを短くする", "22", "時間")
    assert book.write(take_proposals, found, [])[0].id is None
    changes, count = book.write(take_proposals, found, [proposal.objective_id])
    assert count == 1 and changes.id is not None
    [reading] = book.read(lambda session: session.rows(select(tables.objective_reading)))
    assert (reading["value"], reading["on_date"], reading["source"]) == ("22", TODAY.isoformat(), "me")
    assert book.read(after_call, found.touchpoint_id, today=TODAY).proposals == ()


def test_that_odd_names_and_addresses_break_no_header() -> None:
    guests = (Guest("Eve\r\nBcc: x@evil.example", "", "eve@x.example"), Guest("A", "", "not an address"), Guest("B"))
    minutes = Minutes(
        "Acme\r\nX-Evil: 1", TouchpointKind.CALL, date(2026, 11, 20), guests, (), (), (), None, None, "me\n",
        "me@x.example",
    )  # fmt: skip
    message = message_from_bytes(mail_file(minutes, "en").encode(), policy=policy.default)
    assert message["Bcc"] is None and message["X-Evil"] is None
    assert [one.addr_spec for one in message["To"].addresses] == ["eve@x.example"]
    assert subject(minutes, "en") == "Thank you for our call on Fri 20 Nov"


@pytest.mark.parametrize(
    ("guest", "ja"),
    [
        (Guest("佐藤 花子", "課長"), "課長 佐藤様"),
        (Guest("佐藤"), "佐藤様"),
        (Guest("Ken Sato", "部長"), "部長 Ken Sato 様"),
    ],
)
def test_that_people_are_addressed_as_the_customer_would(guest: Guest, ja: str) -> None:
    assert addressed(guest, "ja") == ja
    assert addressed(guest, "en") == guest.name


def test_that_a_removed_touchpoint_and_a_place_without_a_folder_are_said(book: Book, tmp_path: Path) -> None:
    with pytest.raises(BansoError, match=r"call\.gone"):
        book.read(after_call, "nothing", today=TODAY)
    minutes = minutes_of(after(book), decisions=[])
    with pytest.raises(BansoError, match=r"sheet\.not_written"):
        write_thank_you(minutes, tmp_path / "none" / "a.eml", lang="ja")


def test_that_promises_of_another_day_stay_out(book: Book) -> None:
    aoba = book.read(find_account, NAMES[0])
    book.write(add_promise, aoba, text="前からの約束", side=Side.ME, today=date(2026, 11, 1))
    rows = [row for row in book.read(touchpoint_rows, aoba) if not row.planned]
    found = book.read(after_call, rows[0].id, today=TODAY)
    assert [one.text for one in found.tasks] == []
