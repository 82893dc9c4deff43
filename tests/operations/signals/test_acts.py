"""What is done with a call to action: put off, closed, dismissed, its play started; each can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.alerts.plays import write_play
from app.errors import BansoError
from app.journal import door
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.promises import open_promises
from app.operations.signals.acts import (
    dismiss_cta,
    finish_cta,
    raise_cta,
    snooze_cta,
    start_play,
    stop_play,
    tick_step,
)
from app.operations.signals.ctas import cta_page, open_ctas
from app.operations.signals.playbooks import keep_playbook, remove_playbook
from app.operations.signals.rows import CtaRow
from app.operations.signals.rules import change_rule, reset_rule, rules_page, switch_rule, would_fire
from app.operations.signals.shipped import shipped_plays
from app.operations.signals.sweep import fire
from app.operations.today import today_rows
from app.operations.today_words import today_words
from app.vocabulary import TodayKind
from tests.builders import TODAY, new_book
from tests.operations.signals.books import CASES, milestone
from tests.operations.test_today import account, contract, day


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as opened:
        yield opened


@pytest.fixture
def outage(book: Book) -> CtaRow:
    """Return a call to action about outages, which brings no play."""
    book.write(CASES["outages"].fires)
    return fired(book)


def fired(book: Book) -> CtaRow:
    book.write(fire, today=TODAY)
    [row] = book.read(open_ctas, today=TODAY)
    return row


def signals(book: Book) -> list[str]:
    return [row.cta for row in book.read(today_rows, today=TODAY) if row.kind is TodayKind.SIGNAL]


def refusal(book: Book, operation: object, *args: object, **kw: object) -> str:
    with pytest.raises(BansoError) as refused:
        book.write(operation, *args, **kw)  # type: ignore[arg-type]
    return refused.value.key


def test_that_what_is_put_off_is_back_on_its_day(book: Book, outage: CtaRow) -> None:
    until = TODAY + timedelta(3)
    changes = book.write(snooze_cta, outage.id, until=until, today=TODAY)[0]
    assert signals(book) == []
    assert book.read(open_ctas, today=TODAY)[0].hidden_until == until
    assert book.read(today_rows, today=until)[0].cta == outage.id
    book.write(take_back, changes.id or "")
    assert signals(book) == [outage.id]
    assert refusal(book, snooze_cta, outage.id, until=TODAY, today=TODAY) == "cta.past_day"


def test_that_done_keeps_its_outcome_and_drops_the_steps_that_are_left(book: Book, outage: CtaRow) -> None:
    first, *rest = book.write(start_play, outage.id, playbook="usage_drop", today=TODAY)[1]
    book.write(tick_step, first, today=TODAY)
    assert refusal(book, finish_cta, outage.id, outcome="won", today=TODAY) == "cta.no_outcome"
    changes = book.write(finish_cta, outage.id, outcome="partly", note=" 原因を説明 ", today=TODAY)[0]
    assert signals(book) == [] and book.read(open_promises) == []
    closed = book.read(cta_page, outage.id, today=TODAY).row
    assert (closed.state, closed.outcome, closed.reason, closed.closed_on) == ("done", "partly", "原因を説明", TODAY)
    assert (closed.done, len(closed.steps)) == (1, 1)
    assert refusal(book, dismiss_cta, outage.id, reason="もう済んだ", today=TODAY) == "cta.closed"
    book.write(take_back, changes.id or "")
    assert len(book.read(open_promises)) == len(rest)
    assert signals(book) == [outage.id]


def test_that_dismissing_asks_for_a_reason(book: Book, outage: CtaRow) -> None:
    assert refusal(book, dismiss_cta, outage.id, reason=" ", today=TODAY) == "cta.no_reason"
    book.write(dismiss_cta, outage.id, reason="先方の回線", today=TODAY)
    assert book.read(cta_page, outage.id, today=TODAY).row.state == "dismissed"
    assert refusal(book, dismiss_cta, "nobody", reason="x", today=TODAY) == "cta.gone"


def test_that_a_play_makes_promises_in_business_days_that_the_customer_never_sees(book: Book, outage: CtaRow) -> None:
    assert refusal(book, start_play, outage.id, today=TODAY) == "cta.no_play"
    ids = book.write(start_play, outage.id, playbook="sponsor_departure", today=TODAY)[1]
    promises = {row["id"]: row for row in book.read(lambda s: door.present(s, "promise", ids)).values()}
    assert {(row["origin"], row["origin_id"], row["shown"]) for row in promises.values()} == {("cta", outage.id, False)}
    # The 21st and 22nd are a weekend, the 23rd is a holiday.
    assert [promises[one]["due"] for one in ids][:3] == ["2026-11-20", "2026-11-24", "2026-11-26"]
    assert refusal(book, start_play, outage.id, playbook="usage_drop", today=TODAY) == "cta.runs"
    book.write(tick_step, ids[0], today=TODAY)
    [row] = book.read(open_ctas, outage.account_id, today=TODAY)
    assert (row.done, len(row.steps), row.playbook) == (1, 7, "sponsor_departure")
    assert row.next_step is not None and row.next_step.id == ids[1]
    book.write(tick_step, ids[0], done=False, today=TODAY)
    book.write(stop_play, outage.id, today=TODAY)
    [row] = book.read(open_ctas, outage.account_id, today=TODAY)
    assert (row.playbook, row.steps) == (None, ())
    book.write(start_play, outage.id, playbook="usage_drop", today=TODAY)
    page = book.read(cta_page, outage.id, today=TODAY)
    assert len(page.row.steps) == 5 and len(page.plays) == len(shipped_plays())


def test_that_only_a_step_is_ticked(book: Book, outage: CtaRow) -> None:
    row = {"account_id": outage.account_id, "text": "送る", "side": "me", "made_on": day(0), "origin": "account"}
    [other] = book.write(door.create, "promise", [row])[1]
    assert refusal(book, tick_step, other, today=TODAY) == "cta.no_step"


def test_that_the_steps_of_a_play_stand_in_one_row_of_today(book: Book, outage: CtaRow) -> None:
    ids = book.write(start_play, outage.id, playbook="usage_drop", today=TODAY)[1]
    rows = [row for row in book.read(today_rows, today=TODAY + timedelta(30)) if row.account_id == outage.account_id]
    assert [row.kind for row in rows] == [TodayKind.SIGNAL]
    assert rows[0].due == TODAY
    assert "0/5" in today_words(rows[0], "ja")[1] and "playbook 0/5" in today_words(rows[0], "en")[1].lower()
    book.write(tick_step, ids[0], today=TODAY)
    assert "1/5" in today_words(book.read(today_rows, today=TODAY)[0], "ja")[1]


def test_that_a_cause_that_went_away_says_so_and_comes_back_by_itself(book: Book) -> None:
    made = book.write(lambda s: milestone(s, account(s), -3))[1]
    row = fired(book)
    assert row.subject == made and row.facts["milestone"] == "研修を終える"
    book.write(lambda s: door.amend(s, "milestone", {made: {"done_on": day(0)}}))
    book.write(fire, today=TODAY + timedelta(1))
    [gone] = book.read(open_ctas, today=TODAY)
    assert gone.gone_on == TODAY + timedelta(1)
    assert "なくなりました" in today_words(book.read(today_rows, today=TODAY)[0], "ja")[1]
    book.write(lambda s: door.amend(s, "milestone", {made: {"done_on": None}}))
    book.write(fire, today=TODAY + timedelta(2))
    [back] = book.read(open_ctas, today=TODAY)
    assert (back.id, back.gone_on, back.fired_on) == (row.id, None, TODAY + timedelta(2))


def test_that_a_renewal_is_one_row_with_its_play(book: Book) -> None:
    book.write(CASES["notice_unconfirmed"].fires)
    row = fired(book)
    [shown] = book.read(today_rows, today=TODAY)
    assert (shown.kind, shown.cta) == (TodayKind.RENEWAL, row.id)
    book.write(start_play, row.id, today=TODAY)
    rows = book.read(today_rows, today=TODAY)
    assert {one.kind for one in rows} == {TodayKind.RENEWAL, TodayKind.PROMISE}
    assert "0/5" in today_words(next(one for one in rows if one.cta), "ja")[1]


def test_that_the_next_window_speaks_up_though_the_last_one_was_closed(book: Book) -> None:
    def write(session: object) -> str:
        made = account(session, segment="low")  # type: ignore[arg-type]
        contract(session, made, TODAY + timedelta(120), notice_value=30, notice_unit="d")  # type: ignore[arg-type]
        return made

    book.write(write)
    first = fired(book)
    assert first.facts["window"] == 90
    book.write(finish_cta, first.id, outcome="achieved", today=TODAY)
    book.write(fire, today=TODAY + timedelta(10))
    assert book.read(open_ctas, today=TODAY) == []
    book.write(switch_rule, "notice_unconfirmed", on=True, reason="")
    book.write(change_rule, "notice_unconfirmed", {"cool_down_days": 90}, reason="長く")
    book.write(fire, today=TODAY + timedelta(60))
    [second] = book.read(open_ctas, today=TODAY)
    assert second.facts["window"] == 30


def test_that_one_is_raised_by_hand(book: Book) -> None:
    made = book.write(account)[1]
    assert refusal(book, raise_cta, made, text=" ", today=TODAY) == "cta.no_text"
    cta = book.write(raise_cta, made, text="値上げの説明", due=TODAY, playbook="expansion", today=TODAY)[1]
    [row] = book.read(today_rows, today=TODAY)
    assert (row.cta, row.text, row.kind) == (cta, "値上げの説明", TodayKind.SIGNAL)
    assert all(today_words(row, lang) for lang in ("ja", "en"))
    book.write(fire, today=TODAY)
    assert book.read(open_ctas, today=TODAY)[0].gone_on is None


def test_that_a_rule_is_changed_with_a_reason_and_put_back(book: Book) -> None:
    book.write(CASES["outages"].fires)
    assert book.read(would_fire, "outages", {"parameters": {"count": 3}}, today=TODAY).count == 0
    assert book.read(would_fire, "outages", {"parameters": {"count": 1}}, today=TODAY).count == 1
    assert refusal(book, change_rule, "outages", {"urgency": 9}, reason=" ") == "rule.no_reason"
    assert refusal(book, change_rule, "outages", {"playbook": "none"}, reason="x") == "cta.no_play"
    assert refusal(book, change_rule, "weather", {}, reason="x") == "rule.gone"
    book.write(change_rule, "outages", {"parameters": {"count": 3}}, reason="3回から")
    row = next(row for row in book.read(rules_page).rules if row.rule.key == "outages")
    assert (row.rule.number("count"), row.is_changed, row.reason) == (3, True, "3回から")
    assert book.write(fire, today=TODAY)[1] == 0
    book.write(reset_rule, "outages", reason="戻す")
    row = next(row for row in book.read(rules_page).rules if row.rule.key == "outages")
    assert (row.is_changed, row.reason) == (False, "戻す")
    fired(book)
    assert next(row for row in book.read(rules_page).rules if row.rule.key == "outages").open == 1


def test_that_playbooks_of_ones_own_stand_beside_and_over_the_shipped_ones(book: Book) -> None:
    shipped = write_play(shipped_plays()["expansion"])
    own = book.write(keep_playbook, {"name": {"ja": "自分の手順"}, "steps": shipped["steps"]})[1]
    assert book.write(keep_playbook, {**shipped, "name": {"ja": "拡大"}})[1] == "expansion"
    plays = {row.play.key: row for row in book.read(rules_page).plays}
    assert (plays[own].own, plays["expansion"].changed, plays["usage_drop"].changed) == (True, True, False)
    assert plays["expansion"].rules == ("licences_full",)
    book.write(change_rule, "outages", {"playbook": own}, reason="自分のもので")
    assert refusal(book, remove_playbook, own, lang="ja") == "play.used"
    assert refusal(book, remove_playbook, "usage_drop", lang="ja") == "play.shipped"
    book.write(remove_playbook, "expansion", lang="ja")
    book.write(reset_rule, "outages", reason="戻す")
    book.write(remove_playbook, own, lang="ja")
    assert {row.play.key for row in book.read(rules_page).plays} == set(shipped_plays())
