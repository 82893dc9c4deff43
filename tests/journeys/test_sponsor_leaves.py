"""A sponsor leaves, by keys and an input method alone: hearsay is noted, confirmed, and the role handed over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.language import _, name_of
from app.operations.people_page import PositionRow, people_of
from app.operations.profile import open_book
from app.views.account.page import PEOPLE, AccountPage
from app.views.account.people_tab import PeopleTab
from app.vocabulary import Role
from tests.journeys.conftest import MONDAY, Start
from tests.journeys.eyes import ask, choose_in_palette, is_said, main_window, opened_accounts, page_of
from tests.journeys.hands import focus, press, tab_to, wait_until, write

ACCOUNT, SPONSOR = "北斗ロジスティクス", "安達 隆"
HEARD = {"ja": "片桐さんから、年明けに異動", "en": "Katagiri says he moves in January"}
NEXT = {"ja": "矢部 恵子", "en": "Keiko Yabe"}


def people_tab() -> PeopleTab:
    choose_in_palette(ACCOUNT, ACCOUNT)
    page = page_of(AccountPage)
    press(f"Ctrl+{PEOPLE + 1}")
    wait_until(lambda: isinstance(page.parts.current(), PeopleTab), "the people of the account")
    tab = page.parts.current()
    assert isinstance(tab, PeopleTab)
    wait_until(lambda: tab.map.nodes, "the map")
    return tab


def sponsor(tab: PeopleTab) -> PositionRow:
    rows = ask(people_of, tab.account, today=MONDAY).positions
    found: PositionRow = next(row for row in rows if row.name == SPONSOR)
    return found


def choose(tab: PeopleTab, name: str) -> None:
    tab_to(_("Stakeholder map"))
    for _press in range(10):
        now = tab.current()
        if tab.map.current and now is not None and now.name == name:
            return
        press("J")
    raise AssertionError(f"J never came to {name}")


def place(tab: PeopleTab) -> None:
    before = sponsor(tab).support
    assert before is not None
    press("Left")
    wait_until(lambda: sponsor(tab).support == before - 5, "the place is kept")
    press("Ctrl+Z")
    wait_until(lambda: sponsor(tab).support == before, "and taken back")


def hear(tab: PeopleTab, lang: str) -> None:
    choose_in_palette(f">{_('Note what is said of a move')}", _("Note what is said of a move"))
    wait_until(lambda: tab.form is not None, "the form of what is said")
    write(HEARD[lang])
    press("Return")
    wait_until(lambda: is_said(_("Noted; it waits to be confirmed")), "it is noted")
    assert any(move.name == SPONSOR for move in tab.people.moves)


def confirm(tab: PeopleTab) -> None:
    tab_to(f"{_('Confirm')}: {SPONSOR}", back=True)
    press("Space")
    wait_until(lambda: focus().accessibleName() == _("Last day"), "the last day is asked")
    write("12/25" if _("Confirm") != "Confirm" else "25 dec")
    press("Return")
    wait_until(lambda: sponsor(tab).until is not None, "the position ends")


def hand_over(tab: PeopleTab, lang: str) -> None:
    choose(tab, SPONSOR)
    tab_to(_("Hand the role over"))
    press("Space")
    wait_until(lambda: focus().accessibleName() == _("Successor"), "the successor is asked")
    press("End")
    tab_to(_("Name"))
    write(NEXT[lang])
    press("Return")
    wait_until(lambda: is_said(_("The role is handed over")), f"{name_of(Role.SPONSOR)} is handed over")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_sponsor_leaves_and_is_followed_by_keys(lang: str, start: Start, profile: Path) -> None:
    accounts: list[str] = []

    def person() -> None:
        opened_accounts(12)
        tab = people_tab()
        accounts.append(tab.account)
        choose(tab, SPONSOR)
        place(tab)
        hear(tab, lang)
        confirm(tab)
        hand_over(tab, lang)
        wait_until(lambda: main_window().workspace.busy == 0, "nothing is under way")

    start(lang, person, MONDAY)

    with open_book(profile, today=MONDAY) as book:
        people = book.read(people_of, accounts[0], today=date(2027, 1, 4))
        assert [row.name for row in people.held(Role.SPONSOR, date(2027, 1, 4))] == [NEXT[lang]]
        assert people.moves == ()
