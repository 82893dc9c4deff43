"""Each row of today has its cause, its words in both languages, and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.journal import door
from app.language import LANGUAGES
from app.models.database import Session
from app.operations import today as module
from app.operations.book import Book
from app.operations.today import TodayRow, today_rows, today_words
from app.vocabulary import Side, TodayKind, TouchpointKind
from tests.builders import TODAY, new_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as opened:
        yield opened


def day(away: int) -> str:
    return (TODAY + timedelta(away)).isoformat()


def account(session: Session, name: str = "A", segment: str | None = "tech", phase: str = "adoption") -> str:
    return door.create(session, "account", [{"name": name, "name_key": name, "segment": segment, "phase": phase}])[0]


def touch(session: Session, account_id: str, away: int, state: str = "done", **more: Any) -> None:
    row = {"account_id": account_id, "state": state, "kind": "call", "on_date": day(away), "body": "話\n二行目"}
    door.create(session, "touchpoint", [{**row, "two_way": True, **more}])


def promise(session: Session, account_id: str, due: int | None, side: str = "me", **more: Any) -> None:
    row = {"account_id": account_id, "text": "送る", "side": side, "made_on": day(-90), "origin": "quick_log"}
    door.create(session, "promise", [{**row, "due": day(due) if due is not None else None, **more}])


def contract(session: Session, account_id: str, end: date, start: int = -200, amount: int = 1000, **more: Any) -> None:
    row = {
        "account_id": account_id,
        "kind": "paid",
        "start_on": day(start),
        "end_on": end.isoformat(),
        "currency": "JPY",
    }
    row |= {"notice_value": 1, "notice_unit": "m", "notice_inclusive": True, "auto_renew": False}
    made = door.create(session, "contract", [{**row, **more}])[0]
    line = {"contract_id": made, "product": "Cloud", "quantity": "1", "unit_price": str(amount), "amount_minor": amount}
    line |= {"billing": "monthly", "start_on": day(start), "end_on": end.isoformat()}
    door.create(session, "contract_line", [line])


def sponsor(session: Session, account_id: str, role: str = "sponsor") -> None:
    [person] = door.create(session, "person", [{"name": "長", "name_key": "長"}])
    door.create(session, "position", [{"person_id": person, "account_id": account_id, "role": role}])


def shown(book: Book, today: date = TODAY) -> list[TodayRow]:
    return book.read(today_rows, today=today)


def reasons(book: Book, today: date = TODAY) -> list[str]:
    return [row.reason for row in shown(book, today)]


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize(("due", "reason"), [(0, "due"), (-1, "late"), (-60, "late"), (1, None), (None, None)])
def test_that_a_promise_stands_there_from_its_day_on(
    book: Book, side: Side, due: int | None, reason: str | None
) -> None:
    book.write(lambda s: promise(s, account(s), due, side))
    assert reasons(book) == ([f"promise.{side}.{reason}"] if reason else [])


@pytest.mark.parametrize("more", [{"done_on": day(-1)}, {"dropped_on": day(-1)}, {"hidden_until": day(1)}])
def test_that_a_kept_dropped_or_hidden_promise_does_not(book: Book, more: dict[str, str]) -> None:
    book.write(lambda s: promise(s, account(s), -3, **more))
    assert shown(book) == []


def test_that_a_hidden_promise_comes_back_on_its_day(book: Book) -> None:
    book.write(lambda s: promise(s, account(s), -3, hidden_until=day(2)))
    assert reasons(book, TODAY + timedelta(1)) == []
    assert reasons(book, TODAY + timedelta(2)) == ["promise.me.late"]


def test_that_a_planned_meeting_is_there_on_its_day_and_until_it_is_logged(book: Book) -> None:
    book.write(lambda s: touch(s, account(s), 0, "planned"))
    assert [(row.reason, row.text, row.kind) for row in shown(book)] == [("scheduled.today", "話", TodayKind.SCHEDULED)]
    assert reasons(book, TODAY + timedelta(3)) == ["scheduled.past"]
    assert reasons(book, TODAY - timedelta(1)) == []


@pytest.mark.parametrize(
    ("segment", "phase", "away", "quiet"),
    [
        ("high", "adoption", -14, False), ("high", "adoption", -15, True), ("high", "onboarding", -8, True),
        ("low", "adoption", -30, False), ("low", "adoption", -31, True), ("low", "onboarding", -15, True),
        ("tech", "adoption", -300, False), (None, "adoption", -300, False), ("high", "churned", -300, False),
    ],
)  # fmt: skip
def test_that_an_account_is_quiet_after_its_cadence(
    book: Book, segment: str | None, phase: str, away: int, quiet: bool
) -> None:
    book.write(lambda s: touch(s, account(s, segment=segment, phase=phase), away))
    assert reasons(book) == (["quiet.days"] if quiet else [])


def test_that_a_word_from_one_side_only_is_no_contact(book: Book) -> None:
    book.write(lambda s: touch(s, account(s, segment="high"), -1, two_way=False))
    assert reasons(book) == ["quiet.never"]


def test_that_a_booked_meeting_and_a_long_break_keep_the_quiet_off_the_list(book: Book) -> None:
    def write(session: Session) -> None:
        first, second = account(session, "A", "high"), account(session, "B", "high")
        for one in (first, second):
            touch(session, one, -40)
        touch(session, second, 5, "planned")

    book.write(write)
    assert [row.account for row in shown(book)] == ["A"]
    assert [r for r in reasons(book, date(2027, 1, 4)) if r.startswith("quiet")] == []
    assert [r for r in reasons(book, date(2027, 1, 5)) if r.startswith("quiet")] == ["quiet.days"] * 2


@pytest.mark.parametrize(
    ("segment", "left", "there"),
    [("high", 180, True), ("high", 181, False), ("low", 90, True), ("low", 91, False), ("tech", 60, True),
     ("tech", 61, False), ("tech", -5, True)],
)  # fmt: skip
def test_that_the_notice_date_opens_its_window(book: Book, segment: str, left: int, there: bool) -> None:
    def write(session: Session) -> None:
        one = account(session, segment=segment)
        contract(session, one, TODAY + timedelta(left + 30), notice_value=30, notice_unit="d")
        sponsor(session, one)
        touch(session, one, -1)

    book.write(write)
    assert reasons(book) == ([("renewal.notice" if left >= 0 else "renewal.passed")] if there else [])


def test_that_an_estimated_notice_says_so_and_a_confirmed_renewal_is_silent(book: Book) -> None:
    def write(session: Session) -> None:
        known, sure = account(session, "A"), account(session, "B")
        contract(session, known, date(2027, 1, 15), notice_value=None, notice_unit=None)
        contract(session, sure, date(2027, 1, 15), intent_on=day(-1))

    book.write(write)
    [row] = shown(book)
    assert (row.account, row.reason, row.due) == ("A", "renewal.estimated", date(2026, 12, 15))


def test_that_what_is_not_known_is_one_row_with_all_of_it(book: Book) -> None:
    def write(session: Session) -> None:
        one = account(session, segment="high", phase="onboarding")
        contract(session, one, date(2028, 3, 31), notice_value=None)
        touch(session, one, -1)

    book.write(write)
    [row] = shown(book)
    assert (row.kind, row.params["gaps"]) == (TodayKind.DATA_GAP, ["notice", "sponsor", "success"])


def test_that_a_customer_who_left_is_not_there(book: Book) -> None:
    def write(session: Session) -> None:
        gone = account(session, segment="high", phase="churned")
        promise(session, gone, -3)
        touch(session, gone, 0, "planned")
        contract(session, gone, date(2027, 1, 15))

    book.write(write)
    assert shown(book) == []


def test_that_the_order_is_stable_and_numbered(book: Book) -> None:
    def write(session: Session) -> None:
        for number in range(6):
            one = account(session, f"A{number}", "high")
            promise(session, one, -number)
            contract(session, one, date(2027, 1, 10 + number), amount=1000 * (number + 1))

    book.write(write)
    rows = shown(book)
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    scores = [row.ranked.score for row in rows if row.ranked]
    assert scores == sorted(scores, reverse=True)
    assert shown(book) == rows


def reasons_in_source() -> list[str]:
    """Return every reason that the code can give, read from it."""
    text = Path(str(module.__file__)).read_text("utf-8")
    found = set(re.findall(r'"((?:scheduled|quiet|renewal)\.\w+)"', text)) | {"gap"}
    return sorted(found | {f"promise.{side}.{when}" for side in Side for when in ("late", "due")})


PARAMS = {
    "days": 3, "cadence": 14, "who": "佐藤", "kind": str(TouchpointKind.VISIT), "on": TODAY, "notice": TODAY,
    "end": TODAY, "gaps": ["notice", "sponsor", "success"],
}  # fmt: skip


def test_that_the_source_gives_the_reasons_this_test_takes_it_to() -> None:
    assert len(reasons_in_source()) == 14


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reason", reasons_in_source())
def test_that_every_reason_has_words_and_shows_no_key(reason: str, lang: str) -> None:
    row = TodayRow("1", "A", TodayKind.SIGNAL, "", "", reason, PARAMS, None, 1)
    for words in today_words(row, lang):
        assert words
        assert reason not in words or reason == "gap"
        assert not re.search(r"[{}]|scheduled\.|promise\.", words)
    assert today_words(row, "ja") != today_words(row, "en")


def test_that_what_a_person_wrote_is_shown_as_written() -> None:
    row = TodayRow("1", "A", TodayKind.PROMISE, "", "<b>送る</b>", "promise.me.due", PARAMS, None, 1)
    assert today_words(row)[0] == "<b>送る</b>"
