"""A sponsor leaves: first in Today with the reason; two steps ticked, closed with its outcome, and taken back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.language import _, name_of, short_day
from app.operations.accounts import account_rows
from app.operations.people_page import people_of
from app.operations.signals.ctas import cta_page, open_ctas
from app.operations.signals.rows import CtaRow
from app.views.account.page import AccountPage
from app.views.account.parts import NAMES
from app.views.account.people_tab import PeopleTab
from app.views.signals.closing import CloseSheet
from app.views.signals.cta_sheet import CtaSheet
from app.views.today import words
from app.views.today.page import TodayPage
from app.vocabulary import CtaOutcome, TodayKind
from tests.builders import TODAY, new_book
from tests.journeys.conftest import Start
from tests.journeys.eyes import ask, choose_in_palette, opened_accounts, page_of
from tests.journeys.hands import focus, press, tab_to, wait_until, write
from tests.views.today.books import MIDORI, fill_today, let_plays_wait

Sheet = TypeVar("Sheet", bound=QWidget)
SPONSOR = "渡辺 一郎"


def departure() -> CtaRow | None:
    """Return what is open because the sponsor left."""
    found = [row for row in ask(open_ctas, today=TODAY) if row.rule == "person_left"]
    return found[0] if found else None


def account_id() -> str:
    return next(str(row.id) for row in ask(account_rows, today=TODAY) if row.name == MIDORI)


def front(kind: type[Sheet]) -> Sheet:
    """Return the sheet of a kind that is in front."""
    wait_until(lambda: isinstance(QApplication.activeWindow(), kind), f"a {kind.__name__} is in front")
    found = QApplication.activeWindow()
    assert isinstance(found, kind)
    return found


def note_leaving() -> None:
    """Find the sponsor among the people of the account, and note that they left last week."""
    choose_in_palette(MIDORI, MIDORI)
    page = page_of(AccountPage)
    press(f"Ctrl+{1 + NAMES.index('people')}")
    tab = page.parts.current()
    assert isinstance(tab, PeopleTab)
    wait_until(lambda: tab.people.positions, "the people")
    wait_until(lambda: focus() is tab.map, "the map has the focus")
    for _press in range(10):
        row = tab.current()
        if row is not None and row.name == SPONSOR:
            break
        press("J")
    row = tab.current()
    assert row is not None
    assert row.name == SPONSOR
    tab_to(_("Note leaving"))
    press("Space")
    wait_until(lambda: focus().accessibleName() == _("Last day"), "the form asks for the day")
    press("Ctrl+A")
    write((TODAY - timedelta(3)).strftime("%m/%d"))
    press("Return")
    ended = TODAY - timedelta(3)
    wait_until(
        lambda: any(row.until == ended for row in ask(people_of, account_id(), today=TODAY).positions), "it is kept"
    )


def find_it_first() -> CtaRow:
    """Go to Today: the departure is raised within moments, and stands first with its reason."""
    press("G", "T")
    today = page_of(TodayPage)
    wait_until(lambda: departure() is not None, "the rules have found it", 90)
    wait_until(lambda: today.rows() and today.rows()[0].cta == departure().id, "it stands first")  # type: ignore[union-attr]
    row, found = today.rows()[0], departure()
    assert found is not None
    assert (row.kind, row.account) == (TodayKind.SIGNAL, MIDORI)
    assert short_day(TODAY - timedelta(3)) in words.why(row)
    assert words.title(row, TODAY) in words.sentence(today.rows(), words.TODAY, TODAY)
    assert "12" in words.order_words(row)
    return found


def play(found: CtaRow) -> None:
    """Start the play in its sheet, and tick two steps."""
    today = page_of(TodayPage)
    wait_until(lambda: focus() is today.list, "the list has the focus")
    press("Home", "C")
    sheet = front(CtaSheet)
    assert not found.steps
    tab_to(_("Start the playbook"))
    press("Space")
    wait_until(lambda: len(sheet.steps.boxes) == 7 and sheet.steps.boxes[0].hasFocus(), "its steps")
    press("Space", "J", "Space")
    now = departure()
    assert now is not None
    assert [step.done_on for step in now.steps[:3]] == [TODAY, TODAY, None]
    press("Escape")
    wait_until(lambda: focus() is today.list, "back in the list")
    wait_until(lambda: "2/7" in words.detail(today.rows()[0], TODAY), "the row says how far it is")


def close_it() -> None:
    """Close it with its outcome, and take that back."""
    today, was = page_of(TodayPage), departure()
    assert was is not None
    press("Home", "E")
    sheet = front(CloseSheet)
    assert sheet.buttons[1].text() == name_of(CtaOutcome.PARTLY)
    press("2")
    wait_until(lambda: departure() is None, "it is closed")
    closed = ask(cta_page, was.id, today=TODAY).row
    assert (closed.state, closed.outcome, closed.done) == ("done", "partly", 2)
    wait_until(lambda: all(row.cta != closed.id for row in today.rows()), "Today has it no more")
    wait_until(lambda: focus() is today.list, "back in the list")
    press("Ctrl+Z")
    wait_until(lambda: departure() is not None, "it is open again")
    now = departure()
    assert now is not None
    assert (now.id, len(now.steps), now.done) == (closed.id, 7, 2)
    wait_until(lambda: today.rows()[0].cta == closed.id, "and first again")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_sponsor_who_leaves_starts_a_play(lang: str, home: Path, start: Start) -> None:
    with new_book(home / "profile") as book:
        fill_today(book)
        let_plays_wait(book)

    def person() -> None:
        opened_accounts(3)
        note_leaving()
        found = find_it_first()
        play(found)
        close_it()

    start(lang, person)
