"""A folder is connected, both sides are edited while it is out of reach, and nothing is lost: by keys alone."""

from __future__ import annotations

import csv
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
from tests.builders import TODAY, new_book
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


class Colleague:
    """Edits the tables of the folder with a program of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has_table(self) -> bool:
        """Tell whether the accounts are there."""
        return (self.folder / "accounts.csv").exists()

    def rows(self) -> list[dict[str, str]]:
        """Return the accounts as they stand there."""
        with (self.folder / "accounts.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def industry(self, name: str) -> str:
        """Return what stands there of one account."""
        return next(row["industry"] for row in self.rows() if row["name"] == name)

    def write(self, name: str, industry: str) -> None:
        """Write a cell."""
        rows = [{**row, "industry": industry} if row["name"] == name else row for row in self.rows()]
        with (self.folder / "accounts.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def industry(name: str) -> str:
    """Return what the book says of one account."""
    return next(str(row.industry) for row in ask(account_rows, today=TODAY) if row.name == name)


def runs_done() -> int:
    return sum(run.result == "done" for run in ask(runs))


def connect_folder(folder: Path) -> None:
    press("G", "S")
    page = page_of(SyncPage)
    wait_until(page.beginning.isVisible, "the place says that nothing is connected")
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


def switch_writes_on(colleague: Colleague) -> None:
    tab_to(_("Switch write-back on…"))
    press("Space")
    wait_until(lambda: isinstance(window(), Confirm), "the question before it")
    assert not colleague.has_table()
    tab_to(_("Switch write-back on"))
    press("Space")
    wait_until(lambda: runs_done() == 2, "what is here is there")
    assert {row["name"] for row in colleague.rows()} == set(NAMES)


def write_here(name: str, said: str) -> None:
    choose_in_palette(name, name)
    page_of(AccountPage)
    tab_to(f"{_('Industry')}: {_('not recorded')}")
    press("Return")
    write(said)
    press("Return")
    wait_until(lambda: industry(name) == said, "it is kept")


def sync_out_of_reach(name: str) -> None:
    press("Ctrl+Alt+S")
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
    drive = home / "drive"
    folder = drive / "shared"
    folder.mkdir(parents=True)
    away = home / "away"
    colleague, elsewhere = Colleague(folder), Colleague(away / "shared")

    def person() -> None:
        opened_accounts(len(NAMES))
        connect_folder(folder)
        [made] = ask(connections)
        switch_writes_on(colleague)
        # On a plane: the drive is out of reach, and both sides write the same field.
        drive.rename(away)
        write_here(_SHARED, words.here)
        elsewhere.write(_SHARED, words.there)
        sync_out_of_reach(made.name)
        assert industry(_SHARED) == words.here
        away.rename(drive)
        press("Ctrl+Alt+S")
        wait_until(lambda: ask(connections)[0].differences == 1, "the difference is found")
        assert (industry(_SHARED), colleague.industry(_SHARED)) == (words.here, words.there)
        settle_theirs()
        assert industry(_SHARED) == words.there
        # What a sync brings can be taken back as a whole.
        colleague.write(_OTHER, words.there)
        before = runs_done()
        press("Ctrl+Alt+S")
        wait_until(lambda: runs_done() > before and industry(_OTHER) == words.there, "what is there is here")
        undo_newest_run()
        wait_until(lambda: industry(_OTHER) != words.there, "the run is taken back")
        assert industry(_SHARED) == words.there

    start(lang, person, TODAY)
