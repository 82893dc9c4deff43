"""A whole Monday on a book of two years, by keys and an input method alone, and all of it taken back at its end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.language import _, ngettext, number
from app.operations.accounts import account_rows
from app.operations.call_sheet import call_sheet
from app.operations.content import rows as content_rows
from app.operations.profile import open_book
from app.operations.promises import open_promises
from app.operations.touchpoints import touchpoint_rows
from app.operations.walk import walked
from app.views.account.page import AccountPage
from app.views.call.page import CallPage
from app.views.today.page import TodayPage
from app.views.walk.page import WalkPage
from app.views.widgets.day_choice import DayChoice
from app.vocabulary import TodayKind
from tests.journeys.conftest import MONDAY, Start
from tests.journeys.eyes import ask, has_focus, is_said, main_window, opened_accounts, page_of
from tests.journeys.hands import focus, press, tab_to, wait_until, write
from tests.journeys.said import said_hash

ACCOUNTS = 12


@dataclass(frozen=True)
class Words:
    """What the person types."""

    better: str
    calls: tuple[str, str, str, str]
    question: str
    tag: str


WORDS = {
    "ja": Words(
        "夜勤の班も使い始めた",
        (
            "電話。棚卸しの進み方を聞いた",
            "電話。値上げの説明をした",
            "@みどり食品 電話。後任の方の名前を聞いた",
            "@北斗ロジスティクス 電話。年末の体制を確認",
        ),
        "後任の方はいつから来ますか",
        "年末確認",
    ),
    "en": Words(
        "the night shift has begun to use it",
        (
            "call, asked how the stocktaking goes",
            "call, explained the new price",
            '@"Acme Robotics" call, asked who comes next',
            "@みどり食品 call, who is there in December",
        ),
        "Who will take over, and when?",
        "december",
    ),
}


def log(opener: str, line: str) -> str:
    """Open the quick log with a key and log a line; return what was written of it."""
    before = bodies()
    back = focus()
    press(opener)
    wait_until(lambda: has_focus(_("What happened")), "the quick log")
    write(line)
    press("Return")
    wait_until(lambda: len(bodies()) == len(before) + 1, f"it is logged: {line}")
    wait_until(lambda: focus() is back, "the focus is back where it was")
    return next(body for body in bodies() if body not in before)


def bodies() -> list[str]:
    found: list[str] = []
    for account in ask(account_rows, today=MONDAY):
        found += [row.body for row in ask(touchpoint_rows, account.id)]
    return found


def walk(words: Words) -> None:
    press("G", "W")
    walk = page_of(WalkPage)
    wait_until(lambda: walk.course.under_way and focus() is walk.stop.columns, "the first account of the walk")
    first, second, third = [stop.account_id for stop in walk.course.stops[:3]]
    press("+")
    assert focus() is walk.strip.field
    write(words.better)
    press("Return")
    wait_until(lambda: walk.course.account_id == second, "the second account")
    press("=")
    wait_until(lambda: walk.course.account_id == third, "the third account")
    said = {one.account_id: one.verdict for one in ask(walked, today=MONDAY)}
    assert said == {first: "better", second: "same"}
    log("L", words.calls[0])
    assert len(ask(touchpoint_rows, third)) > 0
    assert any(words.calls[0] == row.body for row in ask(touchpoint_rows, third) if row.date == MONDAY)
    assert walk.course.account_id == third
    press("Escape")
    page_of(TodayPage)


def stand_on(kind: TodayKind) -> str:
    """Go down the list to the first row of a kind; return the id of what it is about."""
    today = page_of(TodayPage)
    wait_until(lambda: focus() is today.list and today.list.current() is not None, "the list has the focus")
    press("Home")
    for _press in range(40):
        now = today.list.current()
        if now is not None and now.kind is kind:
            return now.subject_id
        press("J")
    raise AssertionError(f"no row of {kind}")


def ids() -> set[str]:
    return {row.subject_id for row in page_of(TodayPage).rows()}


def work_off_today() -> None:
    today = page_of(TodayPage)
    moved = stand_on(TodayKind.PROMISE)
    press("D")
    [choice] = [one for one in main_window().findChildren(DayChoice) if one.isVisible()]
    write("12/3")
    press("Tab")
    press("Left")
    assert choice.customer_knows is False
    press("Return")
    wait_until(lambda: moved not in ids(), "the promise is due another day")
    [promise] = ask(lambda session: [row for row in content_rows(session, "promise") if row["id"] == moved])
    assert (promise["due"], promise["customer_knows"]) == ("2026-12-03", False)
    put_off = stand_on(TodayKind.PROMISE)
    press("S")
    press("Down", "Return")
    wait_until(lambda: put_off not in ids(), "the promise is put off")
    done = stand_on(TodayKind.PROMISE)
    press("E")
    wait_until(lambda: is_said(_("The promise is kept")) and done not in ids(), "the promise is kept")
    assert focus() is today.list
    assert {moved, put_off} <= {one.id for one in ask(open_promises)}
    assert done not in {one.id for one in ask(open_promises)}


def prepare_call(words: Words) -> None:
    planned = stand_on(TodayKind.SCHEDULED)
    press("Return")
    call = page_of(CallPage)
    wait_until(lambda: focus() is call.columns, "the sheet has the focus")
    assert call.touchpoint_id == planned
    tab_to(_("Question {n}", n=number(1)))
    write(words.question)
    wait_until(lambda: words.question in ask(call_sheet, planned, today=MONDAY).questions, "the question is kept")
    # Out of the field, where letters are letters.
    press("F6")


def log_around(words: Words) -> None:
    accounts = opened_accounts(ACCOUNTS)
    press("Home")
    press("Return")
    page_of(AccountPage)
    here = main_window().here()
    log("Ctrl+L", words.calls[1])
    assert here is not None
    assert words.calls[1] in [row.body for row in ask(touchpoint_rows, here[1])]
    press("G", "T")
    page_of(TodayPage)
    log("Ctrl+L", words.calls[2])
    press("G", "A")
    page_of(type(accounts))
    wait_until(lambda: focus() is accounts.view, "the list has the focus")
    log("Ctrl+L", words.calls[3])


def tag_three(words: Words) -> None:
    accounts = opened_accounts(ACCOUNTS)
    wait_until(lambda: focus() is accounts.view, "the list has the focus")
    press("Home")
    press("X", "Down", "X", "Down", "X")
    chosen = {row.id for row in accounts.view.selected_rows()}
    assert len(chosen) == 3
    press("Shift+F6")
    tab_to(_("Tags"))
    press("Space")
    write(words.tag)
    press("Return")
    said = ngettext("#{tag} put on {n} account", "#{tag} put on {n} accounts", 3, tag=words.tag)
    wait_until(lambda: is_said(said), "the tag is put on")
    assert {row.id for row in ask(account_rows, today=MONDAY) if words.tag in row.tags} == chosen
    press("Escape")
    press("F6")
    wait_until(lambda: focus() is accounts.view, "the list has the focus again")
    press("Escape")


def take_all_back() -> int:
    """Press Ctrl+Z until there is nothing to undo; return how often."""
    nothing = _("There is nothing to undo")
    for times in range(40):
        press("Ctrl+Z")
        if is_said(nothing):
            return times
    raise AssertionError("there is always more to undo")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_monday_is_worked_by_keys_and_taken_back_whole(lang: str, start: Start, profile: Path) -> None:
    words = WORDS[lang]
    with open_book(profile, today=MONDAY) as book:
        before = book.read(said_hash)

    def person() -> None:
        opened_accounts(ACCOUNTS)
        assert ask(said_hash) == before
        press("G", "T")
        today = page_of(TodayPage)
        wait_until(lambda: today.rows(), "the rows of today")
        press("G", "A")
        log_around(words)
        press("G", "T")
        walk(words)
        work_off_today()
        prepare_call(words)
        press("G", "A")
        tag_three(words)
        assert ask(said_hash) != before
        # Two verdicts, four calls, three promises, a question and a tag.
        assert take_all_back() >= 11
        assert ask(said_hash) == before
        assert QApplication.focusWidget() is not None

    start(lang, person, MONDAY)

    with open_book(profile, today=MONDAY) as book:
        assert book.read(said_hash) == before
