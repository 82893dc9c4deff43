"""A folder is connected, both sides are edited while it is out of reach, and nothing is lost: by keys alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.errors import BansoError
from app.language import _, error_words
from app.operations.accounts import account_rows
from app.operations.syncing.connections import connections
from app.operations.syncing.runs import runs
from app.views.account.page import AccountPage
from app.views.settings.confirm import Confirm
from app.views.sync.connecting import ConnectDialog
from app.views.sync.differences import DifferencesSheet
from app.views.sync.page import SyncPage
from app.views.sync.pill import SyncPill
from tests.builders import TODAY, new_book
from tests.journeys.abroad import accounts_there, colleague_writes, has_accounts, land, plug_in, take_off
from tests.journeys.conftest import Start
from tests.journeys.eyes import ask, choose_in_palette, has_focus, is_said, main_window, opened_accounts, page_of
from tests.journeys.hands import press, tab_to, wait_until, window, write
from tests.views.accounts.books import NAMES, fill

_SHARED, _OTHER = NAMES[1], NAMES[2]


@dataclass(frozen=True)
class Words:
    """What is written, here and there."""

    here: str
    there: str


WORDS = {"ja": Words("食品", "小売"), "en": Words("Food", "Retail")}


def industry(name: str) -> str:
    """Return what the book says of one account."""
    return next(str(row.industry) for row in ask(account_rows, today=TODAY) if row.name == name)


def runs_done() -> int:
    return sum(run.result == "done" for run in ask(runs))


def connect_folder(folder: Path) -> None:
    press("G", "S")
    page = page_of(SyncPage)
    wait_until(lambda: page.beginning.isVisible(), "the place says that nothing is connected")
    tab_to(_("Connect a folder"))
    press("Space")
    wait_until(lambda: isinstance(window(), ConnectDialog), "the sheet")
    write(str(folder))
    press("Return")
    wait_until(lambda: has_focus(_("Name of the connection")), "the test has passed")
    press("Return")
    wait_until(lambda: runs_done() == 1, "the first sync is done")
    [made] = ask(connections)
    assert not made.writes


def switch_writes_on(folder: Path) -> None:
    tab_to(_("Switch write-back on…"))
    press("Space")
    wait_until(lambda: isinstance(window(), Confirm), "the question before it")
    assert not has_accounts(folder)
    tab_to(_("Switch write-back on"))
    press("Space")
    wait_until(lambda: runs_done() == 2, "what is here is there")
    assert set(accounts_there(folder)) == set(NAMES)


def write_here(name: str, said: str) -> None:
    choose_in_palette(name, name)
    page_of(AccountPage)
    tab_to(f"{_('Industry')}: {_('not recorded')}")
    press("Return")
    write(said)
    press("Return")
    wait_until(lambda: industry(name) == said, "it is kept")


def sync_now() -> None:
    """Ask for a run once the one under way is over: that one began before."""
    pill = main_window().findChildren(SyncPill)[0]
    wait_until(lambda: not pill.accessibleName().startswith(_("Syncing")), "no run is under way")
    press("Ctrl+Alt+S")


def sync_out_of_reach(name: str) -> None:
    sync_now()
    title, message = error_words(BansoError("sync.unreached", name=name))
    wait_until(lambda: is_said(f"{title} {message}"), "it is said that it was not reached, and what is safe")


def settle_theirs() -> None:
    press("G", "S")
    page = page_of(SyncPage)
    wait_until(lambda: page.differences.button.isVisible(), "the difference is shown")
    tab_to(_("Settle…"))
    press("Space")
    wait_until(lambda: _sheets(), "the sheet of differences")
    press("2", "Ctrl+Return")
    wait_until(lambda: not _sheets(), "all is settled")


def _sheets() -> list[DifferencesSheet]:
    return [one for one in main_window().findChildren(DifferencesSheet) if one.isVisible()]


def undo_newest_run() -> None:
    page = page_of(SyncPage)
    wait_until(lambda: page.log.view.table.rowCount() == len(ask(runs)), "the log is whole")
    tab_to(_("Log of syncs"))
    press("Home")
    press("Ctrl+Home")
    tab_to(_("Take this sync back"), back=True)
    press("Space")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_folder_is_shared_settled_and_taken_back_by_keys(
    lang: str, home: Path, start: Start, qapp: QApplication
) -> None:
    words = WORDS[lang]
    with new_book(home / "profile", name="高橋") as book:
        fill(book)
    folder = plug_in(home)

    def person() -> None:
        opened_accounts(len(NAMES))
        connect_folder(folder)
        [made] = ask(connections)
        switch_writes_on(folder)
        # On a plane: the drive is out of reach, and both sides write the same field.
        elsewhere = take_off(home)
        write_here(_SHARED, words.here)
        colleague_writes(elsewhere, _SHARED, words.there)
        sync_out_of_reach(made.name)
        assert industry(_SHARED) == words.here
        land(home)
        sync_now()
        wait_until(lambda: ask(connections)[0].differences == 1, "the difference is found")
        assert (industry(_SHARED), accounts_there(folder)[_SHARED]) == (words.here, words.there)
        settle_theirs()
        assert industry(_SHARED) == words.there
        # What a sync brings can be taken back as a whole.
        colleague_writes(folder, _OTHER, words.there)
        before = runs_done()
        sync_now()
        wait_until(lambda: runs_done() > before and industry(_OTHER) == words.there, "what is there is here")
        undo_newest_run()
        wait_until(lambda: industry(_OTHER) != words.there, "the run is taken back")
        assert industry(_SHARED) == words.there

    start(lang, person, TODAY)
