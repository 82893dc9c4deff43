"""What the rules find, at their edges: holidays left out, who has left and who has not, the digest of tech touch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.alerts.calendar import JAPAN, WEEKDAYS
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.accounts import account_count
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.quick_log import log_line
from app.operations.signals.acts import raise_cta
from app.operations.signals.ctas import open_ctas
from app.operations.signals.digest import tech_digest
from app.operations.signals.measured import closed_weeks
from app.operations.signals.rows import CtaRow
from app.operations.signals.rules import rules_page, switch_rule
from app.operations.signals.sweep import fire
from app.operations.today import today_page, today_rows
from app.operations.today_words import cta_words, digest_words
from app.vocabulary import Programme
from tests.builders import TODAY, new_book
from tests.operations.signals.books import CASES, person, read, weeks
from tests.operations.test_today import account, contract, day, promise, touch


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as opened:
        yield opened


def fired(book: Book, today: date = TODAY) -> list[CtaRow]:
    book.write(fire, today=today)
    return book.read(open_ctas, today=today)


def test_that_weeks_with_a_holiday_and_the_running_one_are_left_out() -> None:
    # Of November 2026 the weeks of the 3rd (Culture Day) is no whole week; that of the 16th is not over yet.
    assert closed_weeks(TODAY, 4, JAPAN) == [
        date(2026, 11, 9), date(2026, 10, 26), date(2026, 10, 19), date(2026, 10, 5),
    ]  # fmt: skip
    assert closed_weeks(TODAY, 2, WEEKDAYS) == [date(2026, 11, 9), date(2026, 11, 2)]
    golden = closed_weeks(date(2026, 5, 18), 2, JAPAN)
    assert golden == [date(2026, 5, 11), date(2026, 4, 20)]


def test_that_a_dip_in_a_week_of_holidays_is_no_fall(book: Book) -> None:
    def write(session: Session) -> str:
        made = account(session)
        read(session, made, "active_users", {**weeks(75, 100), 16: 0})
        return made

    book.write(write)
    assert fired(book) == []


def test_that_a_correction_recorded_later_counts(book: Book) -> None:
    made = book.write(CASES["usage_drop"].fires)[1]

    def correct(session: Session) -> None:
        read(session, made, "active_users", weeks(99, 100))

    book.write(correct)
    book.write(lambda s: _record_later(s))
    assert fired(book) == []


def _record_later(session: Session) -> None:
    reading = tables.reading
    rows = session.rows(select(reading.c.no).where(reading.c.value == 99))
    door.amend(session, "reading", {str(row["no"]): {"recorded_at": "2026-11-20T00:00:00.000000Z"} for row in rows})


def test_that_payment_thirty_days_late_speaks_up_again(book: Book) -> None:
    made = book.write(CASES["payment_late"].fires)[1]
    [row] = fired(book)
    assert (row.facts["step"], row.facts["days"]) == (0, 7)
    book.write(lambda s: read(s, made, "invoices_paid_days", {2: 31}))
    [row] = fired(book)
    assert (row.facts["step"], row.facts["days"]) == (1, 31)


@pytest.mark.parametrize("kind", ["payment_late", "payment_failed"])
def test_that_an_event_alone_says_that_payment_is_late(book: Book, kind: str) -> None:
    made = book.write(account)[1]
    book.write(lambda s: door.create(s, "indicator", [{"account_id": made, "kind": kind, "on_date": day(-2)}]))
    [row] = fired(book)
    assert all("{" not in words for words in cta_words(row, today=TODAY, lang="ja"))


def move(session: Session, made: str, who: str, state: str, **more: Any) -> None:
    row = {"account_id": made, "person_id": who, "direction": "departure", "source": "bounce", "confidence": 60}
    door.create(session, "move", [{**row, "on_date": day(-2), "state": state, **more}])


@pytest.mark.parametrize(
    ("state", "reason", "begun"), [("open", "確かめる", 0), ("confirmed", "後任", 7), ("dismissed", "", 0)]
)
def test_that_a_move_is_evidence_and_only_a_sure_one_begins_the_play(
    book: Book, state: str, reason: str, begun: int
) -> None:
    def write(session: Session) -> None:
        made = account(session)
        move(session, made, person(session, made), state)

    book.write(write)
    rows = fired(book)
    assert [len(row.steps) for row in rows] == ([begun] if reason else [])
    assert all(reason in cta_words(row, today=TODAY, lang="ja")[0] for row in rows)


def test_that_evidence_that_becomes_sure_is_told_by_the_open_one(book: Book) -> None:
    def write(session: Session) -> None:
        made = account(session)
        move(session, made, person(session, made), "open")

    book.write(write)
    [first] = fired(book)
    book.write(lambda s: _confirm(s))
    [second] = fired(book)
    assert (second.id, second.facts["confidence"]) == (first.id, None)
    assert (len(first.steps), len(second.steps), second.playbook) == (0, 7, "sponsor_departure")
    assert book.write(fire, today=TODAY)[0].id is None


def _confirm(session: Session) -> None:
    rows = session.rows(select(tables.move.c.id))
    door.amend(session, "move", {row["id"]: {"state": "confirmed", "decided_on": day(0)} for row in rows})


def test_that_who_goes_on_in_another_position_has_not_left(book: Book) -> None:
    def write(session: Session) -> None:
        made = account(session)
        who = person(session, made, to_on=day(-10))
        row = {"person_id": who, "account_id": made, "role": "decision_maker", "from_on": day(-9)}
        door.create(session, "position", [row])

    book.write(write)
    assert fired(book) == []


def test_that_two_positions_of_who_leaves_are_one_cause(book: Book) -> None:
    def write(session: Session) -> None:
        made = account(session)
        who = person(session, made, to_on=day(-10))
        door.create(
            session, "position", [{"person_id": who, "account_id": made, "role": "champion", "to_on": day(-10)}]
        )
        door.create(session, "indicator", [{"account_id": made, "kind": "sponsor_left", "on_date": day(-12)}])

    book.write(write)
    assert len(fired(book)) == 1


def test_that_a_user_who_leaves_and_a_sponsor_long_gone_are_no_cause(book: Book) -> None:
    def write(session: Session) -> None:
        made = account(session)
        person(session, made, "user", to_on=day(-3))
        person(session, made, "sponsor", to_on=day(-91))

    book.write(write)
    assert fired(book) == []


def test_that_an_onboarding_that_nobody_wrote_down_goes_by_its_start(book: Book) -> None:
    def write(session: Session) -> None:
        late, early = account(session, "A", phase="onboarding"), account(session, "B", phase="onboarding")
        for made, start in ((late, -121), (early, -120)):
            contract(session, made, date(2028, 3, 31), start=start)

    book.write(write)
    assert [(row.account, row.rule) for row in fired(book)] == [("A", "onboarding_late")]


def test_that_an_overdue_promise_stays_in_its_own_group(book: Book) -> None:
    book.write(lambda s: promise(s, account(s), -3))
    assert fired(book) == []


def test_that_a_customer_who_left_raises_nothing_and_lets_go(book: Book) -> None:
    made = book.write(CASES["outages"].fires)[1]
    assert len(fired(book)) == 1
    book.write(lambda s: door.amend(s, "account", {made: {"phase": "churned"}}))
    [row] = fired(book)
    assert row.gone_on == TODAY
    assert book.read(today_rows, today=TODAY) == []


def test_that_a_rule_that_is_off_takes_its_rows_out_of_today(book: Book) -> None:
    book.write(CASES["quiet"].fires)
    assert [row.reason for row in book.read(today_rows, today=TODAY)] == ["quiet.days"]
    book.write(switch_rule, "quiet", on=False, reason="使わない")
    assert book.read(today_rows, today=TODAY) == []


def test_that_tech_touch_is_one_digest_and_never_a_row_each(book: Book) -> None:
    def write(session: Session) -> None:
        made = [account(session, name) for name in "ABC"]
        touch(session, made[0], -10, kind="event", two_way=False)
        touch(session, made[1], -100)
        who = person(session, made[2], "user")
        row = {"person_id": who, "account_id": made[2], "programme": "community"}
        door.create(session, "participation", [row, {**row, "until": day(-1), "programme": "beta"}])

    book.write(write)
    assert fired(book) == []
    page = book.read(today_page, today=TODAY, now=book.clock.now())
    assert page.today == ()
    assert page.digest is not None
    assert (page.digest.accounts, page.digest.reached, page.digest.unreached) == (3, 1, 2)
    assert dict(page.digest.programmes) == {Programme.COMMUNITY: 1}
    assert book.read(tech_digest, today=TODAY) == page.digest
    assert digest_words(page.digest, "ja") == (
        "テックタッチ 3社: 90日のうちに 1社に何かが届いています。プログラムの参加: コミュニティ 1"
    )
    book.write(switch_rule, "quiet", on=False, reason="使わない")
    assert book.read(tech_digest, today=TODAY) is None


def test_that_names_are_looked_up_and_not_kept(book: Book) -> None:
    made = book.write(CASES["person_left"].fires)[1]
    [row] = fired(book)
    assert row.facts["person"] == "高橋 誠"
    assert "高橋さん" in cta_words(row, today=TODAY, lang="ja")[0]
    stored = book.read(lambda s: door.present(s, "cta", [row.id]))[row.id]
    assert "高橋" not in str(stored["params"])
    assert book.read(open_ctas, made, today=TODAY) == [row]


def test_that_the_next_day_writes_nothing_where_nothing_happened(book: Book) -> None:
    for key in ("person_left", "overdue", "notice_unconfirmed"):
        book.write(CASES[key].fires)
    assert len(fired(book)) == 3
    assert book.write(fire, today=TODAY + timedelta(1))[0].id is None


def test_that_undo_of_what_a_person_did_is_not_held_up_by_what_was_found(book: Book) -> None:
    def write(session: Session) -> None:
        made = account(session)
        person(session, made, to_on=day(-5))

    changes = book.write(write)[0]
    assert len(fired(book)[0].steps) == 7
    book.write(take_back, changes.id or "")
    assert fired(book) == []
    assert book.read(account_count) == 0


def test_that_who_leaves_in_a_long_while_is_no_cause_yet(book: Book) -> None:
    def write(session: Session) -> None:
        made = account(session)
        person(session, made, to_on=day(91))

    book.write(write)
    assert fired(book) == []
    assert len(fired(book, TODAY + timedelta(1))) == 1


def test_that_what_does_not_fit_in_the_book_leaves_the_shipped_rule_in_force(book: Book) -> None:
    def write(session: Session) -> None:
        door.create(session, "signal_rule", [{"key": "outages", "body": {"urgency": "very"}}])
        door.create(session, "playbook", [{"key": "own", "body": {"steps": []}}])

    book.write(write)
    book.write(CASES["outages"].fires)
    assert len(fired(book)) == 1
    assert "own" not in {row.play.key for row in book.read(rules_page).plays}


def test_that_words_of_ones_own_may_look_like_a_day(book: Book) -> None:
    made = book.write(account)[1]
    book.write(raise_cta, made, text="ABCD-12-34", today=TODAY)
    assert cta_words(book.read(open_ctas, today=TODAY)[0], today=TODAY)[0] == "ABCD-12-34"


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        (("@A 電話 昨日の停止をお詫び !障害", "@A メール 再発の報告 !outage"), "outages"),
        (("@A 電話 先月分がまだ !入金遅れ",), "payment_late"),
        (("@A call, the invoice is still open !late",), "payment_late"),
    ],
)
def test_that_events_are_logged_in_one_line(book: Book, lines: tuple[str, ...], rule: str) -> None:
    book.write(account)
    for line in lines:
        book.write(log_line, line, today=TODAY, now=book.clock.now(), by_id=book.by_id)
    assert [row.rule for row in fired(book)] == [rule]
