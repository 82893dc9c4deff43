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
from app.operations import late_renewals
from app.operations import today_causes as module
from app.operations.book import Book
from app.operations.notices_ahead import Ahead
from app.operations.put_off import put_off_row
from app.operations.today import TodayRow, today_page, today_rows, today_words, waiting_rows, week_rows
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


def week(book: Book, today: date = TODAY) -> list[tuple[str, date | None]]:
    return [(row.reason, row.due) for row in book.read(week_rows, today=today)]


def test_that_the_week_holds_what_is_due_within_seven_days(book: Book) -> None:
    def write(session: Session) -> None:
        one = account(session)
        for away in (-1, 0, 7, 8):
            promise(session, one, away)
        touch(session, one, 7, "planned")
        touch(session, one, 8, "planned")
        for end in (TODAY + timedelta(37), TODAY + timedelta(60)):
            other = account(session, str(end))
            contract(session, other, end, notice_value=30, notice_unit="d")
            sponsor(session, other)

    book.write(write)
    found = week(book)
    assert len(found) == 5
    assert {(reason, due) for reason, due in found} == {
        ("promise.me.late", TODAY - timedelta(1)), ("promise.me.due", TODAY),
        ("promise.me.coming", TODAY + timedelta(7)), ("scheduled.coming", TODAY + timedelta(7)),
        ("renewal.notice", TODAY + timedelta(7)),
    }  # fmt: skip
    assert [row.reason for row in shown(book)].count("renewal.notice") == 2


@pytest.mark.parametrize(("away", "soon"), [(-7, None), (-8, 7), (-14, 1), (-15, 0)])
def test_that_the_week_names_who_falls_silent_in_it(book: Book, away: int, soon: int | None) -> None:
    book.write(lambda s: touch(s, account(s, segment="high"), away))
    expected = {None: [], 0: [("quiet.days", None)]}
    assert week(book) == expected.get(soon, [("quiet.soon", TODAY + timedelta(soon or 0))])
    assert reasons(book) == (["quiet.days"] if soon == 0 else [])


def test_that_who_falls_silent_in_a_long_break_does_so_after_it(book: Book) -> None:
    book.write(lambda s: touch(s, account(s, segment="high"), 27))
    # 14 days after 17 December is in the new year's break, whose 2nd business day is 5 January.
    assert week(book, date(2026, 12, 28)) == []
    assert week(book, date(2026, 12, 29)) == [("quiet.soon", date(2027, 1, 5))]


def test_that_what_waits_is_owed_by_others_whatever_the_day(book: Book) -> None:
    def write(session: Session) -> None:
        one = account(session)
        for side in Side:
            promise(session, one, None, side)
            promise(session, one, 200, side)
        promise(session, one, 3, "customer", hidden_until=day(1))

    book.write(write)
    rows = book.read(waiting_rows, today=TODAY)
    assert sorted((str(row.side), row.reason.rpartition(".")[2]) for row in rows) == [
        ("customer", "coming"), ("customer", "undated"), ("internal", "coming"), ("internal", "undated"),
    ]  # fmt: skip
    assert shown(book) == []


@pytest.mark.parametrize(
    ("state", "more", "quiet"),
    [("planned", {}, False), ("planned", {"purpose": "internal"}, True), ("planned", {"two_way": False}, True),
     ("planned", {"two_way": None, "kind": "email"}, True), ("planned", {"two_way": None}, False)],
)  # fmt: skip
def test_that_only_a_meeting_with_the_customer_suppresses_the_quiet(
    book: Book, state: str, more: dict[str, Any], quiet: bool
) -> None:
    def write(session: Session) -> None:
        one = account(session, segment="high")
        touch(session, one, -40)
        touch(session, one, 5, state, **more)

    book.write(write)
    assert reasons(book) == (["quiet.days"] if quiet else [])


def test_that_a_quiet_row_brings_the_last_words_of_both_sides(book: Book) -> None:
    def write(session: Session) -> None:
        one = account(session, segment="high")
        touch(session, one, -60, body="古い話")
        touch(session, one, -40, body="NPS 9 の御礼\n二行目")
        touch(session, one, -3, two_way=False, body="一斉メール")

    book.write(write)
    [row] = shown(book)
    assert (row.params["last"], row.params["days"]) == ("NPS 9 の御礼", 40)


def test_that_each_contract_asks_for_itself(book: Book) -> None:
    def write(session: Session) -> None:
        one = account(session, segment="high")
        contract(session, one, date(2026, 12, 31), intent_on=day(-1))
        contract(session, one, date(2027, 3, 31), amount=500)
        sponsor(session, one)
        touch(session, one, -1)

    book.write(write)
    [row] = shown(book)
    assert (row.reason, row.due, row.params["products"]) == ("renewal.notice", date(2027, 2, 28), ("Cloud",))


def test_that_contracts_with_the_same_days_are_talked_about_once(book: Book) -> None:
    def write(session: Session) -> None:
        one = account(session)
        for amount in (1000, 500):
            contract(session, one, date(2026, 12, 31), amount=amount)
        contract(session, one, date(2026, 12, 31), amount=1, intent_on=day(-1))
        contract(session, one, date(2027, 1, 15), amount=1)

    book.write(write)
    rows = shown(book)
    assert [len(row.params["contracts"]) for row in rows] == [2, 1]  # type: ignore[arg-type]
    assert rows[0].subject_id == rows[0].params["contracts"][0]  # type: ignore[index]


@pytest.mark.parametrize(
    "settled",
    [{"notified_on": day(-3)}, {"outcome": "renewed"}, {"outcome": "churned", "outcome_on": day(-2)}],
)
def test_that_what_is_decided_asks_no_more(book: Book, settled: dict[str, str]) -> None:
    book.write(lambda s: contract(s, account(s), date(2026, 12, 31), **settled))
    assert shown(book) == []


def test_that_a_signed_successor_settles_the_renewal(book: Book) -> None:
    def write(session: Session) -> None:
        one = account(session)
        contract(session, one, date(2026, 12, 31))
        contract(session, one, date(2027, 12, 31), start=42)

    book.write(write)
    assert shown(book) == []


def test_that_a_contract_that_went_on_by_itself_asks_anew(book: Book) -> None:
    def write(session: Session) -> None:
        one = account(session)
        contract(
            session, one, date(2025, 12, 31), start=-689, auto_renew=True, renewal_term_months=12,
            intent_on="2025-11-10", outcome="renewed", outcome_on="2025-12-01",
        )  # fmt: skip

    book.write(write)
    [row] = shown(book)
    assert (row.reason, row.due) == ("renewal.notice", date(2026, 11, 30))
    said = book.read(today_rows, today=date(2025, 11, 20))
    assert said == []


def test_that_a_row_put_off_is_back_on_its_day(book: Book) -> None:
    def write(session: Session) -> None:
        touch(session, account(session, segment="high"), -40)

    book.write(write)
    [row] = shown(book)
    book.write(put_off_row, row.account_id, str(row.kind), row.subject_id, until=TODAY + timedelta(3))
    assert shown(book) == []
    assert reasons(book, TODAY + timedelta(2)) == []
    assert reasons(book, TODAY + timedelta(3)) == ["quiet.days"]


def test_that_money_is_weighed_in_one_currency(book: Book) -> None:
    def write(session: Session) -> None:
        for name, currency, amount in (("円", "JPY", 1_000_000), ("弗", "USD", 100_000), ("欧", "EUR", 999)):
            one = account(session, name)
            promise(session, one, 0)
            contract(session, one, date(2029, 1, 15), amount=amount, currency=currency)
        rates = (("USD", "2026-10-01", "150"), ("USD", "2026-11-01", "160"), ("USD", "2027-01-01", "1"))
        door.create(
            session,
            "rate",
            [{"currency": code, "base": "JPY", "on_date": on, "rate": rate} for code, on, rate in rates],
        )

    book.write(write)
    worth = {row.account: row.ranked.cause.arr for row in shown(book) if row.ranked}
    # 1,000 dollars a month at 160 yen; no rate tells what the euro is worth.
    assert worth == {"円": 12_000_000, "弗": 1_920_000, "欧": None}
    assert {row.account: row.ranked.money for row in shown(book) if row.ranked}["欧"] == 1


def test_that_the_page_of_today_says_the_same_as_the_three_questions(book: Book) -> None:
    def write(session: Session) -> None:
        one = account(session, segment="high")
        promise(session, one, 0)
        promise(session, one, 3, "customer")
        contract(session, one, date(2027, 1, 15))
        contract(session, one, date(2027, 1, 15), amount=5)
        contract(session, account(session, "B"), date(2026, 12, 5), intent_on=day(-9))
        contract(session, account(session, "C", phase="churned"), date(2026, 12, 5))
        contract(session, account(session, "D"), date(2026, 12, 5), outcome="churned")
        contract(session, account(session, "E"), date(2027, 6, 30))

    book.write(write)
    page = book.read(today_page, today=TODAY, now=book.clock.now())
    assert list(page.today) == shown(book)
    assert list(page.week) == book.read(week_rows, today=TODAY)
    assert list(page.waiting) == book.read(waiting_rows, today=TODAY)
    assert page.accounts == 5
    assert page.meeting is None
    assert isinstance(page.ahead, Ahead)
    # The notice date of B has passed, so its last day is what comes; two contracts of A on one day are one.
    assert [(row.account, row.days, row.is_end, row.confirmed) for row in page.ahead.rows] == [
        ("B", 15, True, True), ("A", 25, False, False),
    ]  # fmt: skip


def reasons_in_source() -> list[str]:
    """Return every reason that the code can give, read from it."""
    text = "".join(Path(str(one.__file__)).read_text("utf-8") for one in (module, late_renewals))
    found = set(re.findall(r'"((?:scheduled|quiet|renewal)\.\w+)"', text)) | {"gap"}
    return sorted(found | {f"promise.{side}.{when}" for side in Side for when in ("late", "due", "coming", "undated")})


PARAMS = {
    "days": 3, "cadence": 14, "who": "佐藤", "kind": str(TouchpointKind.VISIT), "on": TODAY, "notice": TODAY,
    "end": TODAY, "gaps": ["notice", "sponsor", "success"], "soon": TODAY, "until": TODAY,
}  # fmt: skip


def test_that_the_source_gives_the_reasons_this_test_takes_it_to() -> None:
    assert len(reasons_in_source()) == 23


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
