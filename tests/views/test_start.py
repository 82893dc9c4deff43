"""Where a window begins: where a person was when they left, with the book of today."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.operations.accounts import find_account
from app.operations.pins import pin_account
from app.views.account.page import AccountPage
from app.views.accounts.page import AccountsPage
from app.views.application import Desk
from app.views.page import Waiting
from tests.builders import new_profile
from tests.journeys.hands import wait_until
from tests.views.accounts.books import NAMES, fill
from tests.views.desks import started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    from app.operations.profile import open_book

    made = tmp_path / "p"
    new_profile(made)
    with open_book(made) as book:
        fill(book)
    return made


def account_of(folder: Path) -> str:
    from app.operations.profile import open_book

    with open_book(folder) as book:
        return str(book.read(find_account, NAMES[0]))


def is_open(desk: Desk) -> bool:
    return desk.book is not None and desk.window is not None and not isinstance(desk.window.page(), Waiting)


@pytest.mark.parametrize("place", ["today", "accounts", "settings"])
def test_that_a_window_begins_at_the_place_left(qtbot: QtBot, settings: QSettings, folder: Path, place: str) -> None:
    settings.setValue("window/place", place)
    with started(folder, settings) as desk:
        wait_until(lambda: is_open(desk), "the book is open")
        assert desk.window is not None
        assert desk.window.here() == (place, None)


def test_that_a_window_begins_at_the_account_left(qtbot: QtBot, settings: QSettings, folder: Path) -> None:
    settings.setValue("window/place", "account")
    settings.setValue("window/record", account_of(folder))
    with started(folder, settings) as desk:
        wait_until(lambda: is_open(desk), "the book is open")
        assert desk.window is not None
        page = desk.window.page()
        assert isinstance(page, AccountPage)
        assert page.crumbs()[-1].text == NAMES[0]


@pytest.mark.parametrize(
    ("place", "record"),
    [("account", "0190a1b2-0000-7000-8000-000000000000"), ("account", ""), ("call", "x"), ("nowhere", "")],
)
def test_that_what_cannot_be_opened_again_gives_way_to_the_list(
    qtbot: QtBot, settings: QSettings, folder: Path, place: str, record: str
) -> None:
    settings.setValue("window/place", place)
    settings.setValue("window/record", record)
    with started(folder, settings) as desk:
        wait_until(lambda: is_open(desk), "the book is open")
        assert desk.window is not None
        assert isinstance(desk.window.page(), AccountsPage)


def test_that_the_sidebar_follows_the_book(qtbot: QtBot, settings: QSettings, folder: Path) -> None:
    with started(folder, settings) as desk:
        wait_until(lambda: is_open(desk), "the book is open")
        assert desk.window is not None
        bar, account = desk.window._sidebar, desk.window.workspace.read(find_account, NAMES[0])
        rows = {row.text(): row for row in bar.buttons()}
        wait_until(lambda: rows["顧客"].accessibleName() == f"顧客 {len(NAMES)}", "the count")
        assert bar.pins() == []
        assert desk.places is not None
        desk.places.pin(account)
        wait_until(lambda: [row.text() for row in bar.pins()] == [NAMES[0]], "the pinned account")
        desk.window.set_language("en")
        assert [row.text() for row in desk.window._sidebar.pins()] == [NAMES[0]]
        desk.window.undo()
        wait_until(lambda: desk.window is not None and desk.window._sidebar.pins() == [], "it is taken back")


def test_that_a_pin_of_the_command_line_shows_up(qtbot: QtBot, settings: QSettings, folder: Path) -> None:
    from app.operations.profile import open_book

    with started(folder, settings) as desk:
        wait_until(lambda: is_open(desk), "the book is open")
        assert desk.window is not None
        with open_book(folder) as other:
            other.write(pin_account, other.read(find_account, NAMES[1]), pinned=True)
        bar = desk.window._sidebar
        wait_until(lambda: [row.text() for row in bar.pins()] == [NAMES[1]], "the other one's pin")
