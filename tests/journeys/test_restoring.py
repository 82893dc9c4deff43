"""Going back to a back-up from the settings, by keys and an input method alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from app.language import _
from app.operations.accounts import account_rows
from app.operations.profile import open_book
from app.operations.touchpoints import touchpoint_rows
from app.views.main_window import MainWindow
from app.views.settings.confirm import Confirm
from app.views.settings.page import SettingsPage
from tests.journeys.conftest import MONDAY, Start
from tests.journeys.eyes import ask, has_focus, is_said, main_window, names_with, opened_accounts, page_of
from tests.journeys.hands import press, tab_to, wait_until, window, write
from tests.journeys.said import said_hash

ACCOUNT = "みどり食品"


@dataclass(frozen=True)
class Words:
    """What the person types."""

    call: str


WORDS = {"ja": Words("@みどり食品 電話。あとで消える話"), "en": Words("@みどり食品 call, soon forgotten")}


def open_data() -> None:
    press("Ctrl+,")
    page_of(SettingsPage)
    step("F6", _("Display"))
    step("Down", _("Data and protection"))


def step(key: str, name: str) -> None:
    """Press a key until what has the focus is called so."""
    for _press in range(10):
        if has_focus(name):
            return
        press(key)
    raise AssertionError(f"{key} never came to {name!r}")


def restores() -> list[str]:
    """Return what the buttons that restore a back-up are called, the newest first."""
    return names_with(_("Restore the back-up of {when}", when=""))


def back_up() -> str:
    """Make a back-up and return what its button is called."""
    assert restores() == []
    tab_to(_("Back up now"))
    press("Space")
    wait_until(lambda: len(restores()) == 1, "the back-up is listed")
    return restores()[0]


def log(line: str) -> None:
    press("Ctrl+L")
    wait_until(lambda: has_focus(_("What happened")), "the quick log")
    write(line)
    press("Return")
    wait_until(lambda: is_said(_("Logged for {account}", account=ACCOUNT)), "the line is logged")


def touchpoints() -> int:
    [account] = [row.id for row in ask(account_rows, today=MONDAY) if row.name == ACCOUNT]
    return len(ask(touchpoint_rows, account))


def restore(name: str) -> None:
    before = main_window()
    tab_to(name)
    press("Space")
    wait_until(lambda: isinstance(window(), Confirm), "the question before it")
    tab_to(_("Restore it"))
    press("Space")
    wait_until(lambda: isinstance(window(), MainWindow) and main_window() is not before, "the window is back")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_back_up_is_made_and_restored_by_keys(lang: str, start: Start, profile: Path) -> None:
    words = WORDS[lang]
    with open_book(profile, today=MONDAY) as book:
        before = book.read(said_hash)

    def person() -> None:
        opened_accounts(12)
        count = touchpoints()
        open_data()
        name = back_up()
        log(words.call)
        assert touchpoints() == count + 1
        restore(name)
        assert touchpoints() == count
        assert ask(said_hash) == before
        # The keys of the window that came back work.
        press("G", "A")
        opened_accounts(12)

    start(lang, person, MONDAY)

    with open_book(profile, today=MONDAY) as book:
        assert book.read(said_hash) == before
