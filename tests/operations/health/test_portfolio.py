"""The whole book at a glance: who moved and why, where data and pulse lie apart, who uses without liking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.errors import BansoError
from app.health.why import Cause
from app.models import tables
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.health.disagreements import (
    KIND,
    LONGEST,
    SUBJECT,
    Disagreements,
    accept_disagreement,
    disagreements,
    judge_anew,
)
from app.operations.health.overview import QUARTERS, overview, quarter_of
from app.operations.health.portfolio import portfolio_rows
from app.operations.pulses import pulses_of
from app.operations.put_off import hidden_rows
from app.operations.touchpoints import touchpoint_rows
from app.vocabulary import Band, TouchpointKind
from tests.builders import TODAY, new_book
from tests.operations.health.portfolio_book import begin, tell

MONTH = TODAY + timedelta(30)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        yield made


def asked(book: Book) -> Disagreements:
    return book.read(disagreements, today=TODAY)


def test_that_data_and_pulse_thirty_points_apart_are_a_question_the_widest_first(book: Book) -> None:
    wide, edge, near, silent = begin(book, "広", "際", "近", "黙")
    tell(book, wide, 3, use=90, paid=90, pulse_backing=2, pulse_warmth=1)
    tell(book, edge, 3, use=20, paid=20, pulse_backing=3, pulse_warmth=3)
    tell(book, near, 3, use=79, paid=79, pulse_backing=3, pulse_warmth=3)
    tell(book, silent, 3, use=79, paid=79)
    found = asked(book)
    assert [(one.row.name, one.gap) for one in found.waiting] == [("広", Decimal("77.5")), ("際", Decimal(-30))]
    assert [dict(told.names)["ja"] for told in found.waiting[0].told] == ["useの名", "paidの名"]
    assert {pulse.key: pulse.value for pulse in found.waiting[0].pulses} == {"pulse_backing": 2, "pulse_warmth": 1}
    assert found.accepted == ()


def test_that_saying_why_it_is_fine_puts_the_question_off_and_keeps_the_words(book: Book) -> None:
    [one] = begin(book, "広")
    tell(book, one, 3, use=90, paid=90, pulse_backing=1, pulse_warmth=1)
    changes, _touchpoint = book.write(
        accept_disagreement, one, " 監査の月は毎年こうなる ", until=MONTH, today=TODAY, by_id=book.by_id
    )
    found = asked(book)
    assert found.waiting == ()
    [accepted] = [row.accepted for row in found.accepted]
    assert accepted is not None
    assert (accepted.reason, accepted.until, accepted.by, accepted.on) == (
        "監査の月は毎年こうなる", MONTH, "佐藤", TODAY,
    )  # fmt: skip
    [note] = book.read(touchpoint_rows, one)
    assert (note.kind, note.body, note.two_way) == (TouchpointKind.NOTE, "監査の月は毎年こうなる", False)
    assert (one, KIND, SUBJECT) in book.read(hidden_rows, today=TODAY)
    assert len(book.read(disagreements, today=MONTH).waiting) == 1
    assert changes.id is not None
    book.write(take_back, changes.id)
    assert len(asked(book).waiting) == 1


def test_that_a_later_reason_takes_the_place_of_an_earlier_one(book: Book) -> None:
    [one] = begin(book, "広")
    tell(book, one, 3, use=90, paid=90, pulse_backing=1, pulse_warmth=1)
    for reason, days in (("前の理由", 60), ("後の理由", 20)):
        book.write(accept_disagreement, one, reason, until=TODAY + timedelta(days), today=TODAY, by_id=None)
    [found] = asked(book).accepted
    assert found.accepted is not None
    assert (found.accepted.reason, found.accepted.until) == ("後の理由", TODAY + timedelta(20))


@pytest.mark.parametrize(
    ("reason", "days", "key", "field"),
    [
        ("", 30, "disagreement.no_reason", "reason"),
        (" \n", 30, "disagreement.no_reason", "reason"),
        ("理由", 0, "disagreement.bad_day", "until"),
        ("理由", LONGEST.days + 1, "disagreement.bad_day", "until"),
    ],
)
def test_that_without_reason_or_day_nothing_is_put_off(
    book: Book, reason: str, days: int, key: str, field: str
) -> None:
    [one] = begin(book, "広")
    with pytest.raises(BansoError) as refused:
        book.write(accept_disagreement, one, reason, until=TODAY + timedelta(days), today=TODAY, by_id=None)
    assert (refused.value.key, refused.value.field) == (key, field)
    count = select(func.count()).select_from(tables.put_off)
    assert book.read(lambda session: session.scalar(count)) == 0


def test_that_judging_anew_is_one_change_with_one_reason(book: Book) -> None:
    [one] = begin(book, "広")
    changes, _none = book.write(
        judge_anew, one, {"pulse_backing": 4, "pulse_warmth": 2}, "役員が来た", today=TODAY, by_id=book.by_id
    )
    said = {p.key: (p.value, p.reason) for p in book.read(pulses_of, one, today=TODAY) if p.value}
    assert said == {"pulse_backing": (4, "役員が来た"), "pulse_warmth": (2, "役員が来た")}
    assert changes.id is not None
    book.write(take_back, changes.id)
    assert not [p for p in book.read(pulses_of, one, today=TODAY) if p.value]
    with pytest.raises(BansoError, match="no_reason"):
        book.write(judge_anew, one, {"pulse_backing": 4}, " ", today=TODAY, by_id=None)


def test_that_who_changed_band_is_named_with_what_did_most_of_it(book: Book) -> None:
    falls, rises, stays = begin(book, "落", "昇", "保")
    for account_id, before, now in ((falls, 90, 30), (rises, 60, 90), (stays, 80, 75)):
        tell(book, account_id, 60, use=before, paid=before)
        tell(book, account_id, 5, use=now)
    found = book.read(overview, today=TODAY).movement
    assert [(one.row.name, one.row.band_before, one.row.band, one.step) for one in found.moved] == [
        ("落", Band.GOOD, Band.WATCH, -1), ("昇", Band.WATCH, Band.GOOD, 1),
    ]  # fmt: skip
    [cause] = found.moved[0].drivers
    assert (cause.cause, dict(cause.names)["en"], cause.effect) == (Cause.VALUE, "use", Decimal(-30))
    assert (found.now[Band.GOOD], found.now[Band.WATCH]) == (2, 1)
    assert sum(found.now.values()) == sum(found.then.values()) == len(found.rows) == 3


def test_that_the_quarters_hold_every_account_with_two_answers_on_each_side(book: Book) -> None:
    told = {
        "使": (90, 1), "好": (10, 5), "両": (90, 5), "無": (10, 1),
    }  # fmt: skip
    ids = begin(book, *told, "片")
    for account_id, (use, pulse) in zip(ids, told.values(), strict=False):
        tell(book, account_id, 5, use=use, paid=use, pulse_backing=pulse, pulse_warmth=pulse)
    tell(book, ids[-1], 5, use=90, paid=90, pulse_backing=1)
    found = book.read(overview, today=TODAY)
    assert [[row.name for row in found.quarter(key)] for key in QUARTERS] == [["使"], ["無"], ["好"], ["両"]]
    assert [row.name for row in found.rows if quarter_of(row) is None] == ["片"]


def test_that_who_left_is_not_in_the_book_any_more(book: Book) -> None:
    from app.operations.accounts import amend_accounts

    here, gone = begin(book, "在", "去")
    book.write(amend_accounts, [gone], {"phase": "churned"}, today=TODAY)
    assert [row.account_id for row in book.read(portfolio_rows, today=TODAY)] == [here]
