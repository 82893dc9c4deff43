"""What the sheet of keys lists works, in every place that has rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.operations.accounts import find_account
from app.operations.book import Book
from app.views.commands import Reach
from app.views.keys_sheet.sections import Keys, list_of, sections
from app.views.keys_sheet.sheet import KeysSheet
from app.views.main_window import MainWindow
from app.views.places import Places
from app.views.widgets.labels import PlainLabel
from app.views.window_commands import window_commands
from app.views.workspace import Workspace
from tests.builders import new_book
from tests.journeys.hands import wait_until
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "p") as made:
        fill(made)
        yield made


@pytest.fixture
def window(qtbot: QtBot, settings: QSettings, book: Book) -> MainWindow:
    made = MainWindow(Workspace(book, book.clock), settings, log=lambda: places.log())
    qtbot.addWidget(made)
    places = Places(made)
    made.setProperty("places", True)
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    wait_until(made.isActiveWindow, "the window has the keyboard")
    return made


def go(window: MainWindow, place: str, argument: object = None) -> None:
    window.open(place, argument)
    for _n in range(3):
        QApplication.processEvents()
    wait_until(lambda: not window.workspace.busy, "everything is there")


def listed(window: MainWindow, reach: Reach) -> list[Keys]:
    return [one for section in sections(window_commands(window), window.page()) for one in section.keys
            if one.reach is reach]  # fmt: skip


def bound(window: MainWindow) -> set[str]:
    """Return the keys that an action or a shortcut of the window or of the page shown has."""
    page = window.page()
    parts: list[QWidget] = [window] if page is None else [window, page]
    acts = [act for part in parts for act in (*part.actions(), *part.findChildren(QAction)) if not act.isSeparator()]
    cuts = [cut for part in parts for cut in part.findChildren(QShortcut)]
    return {key.toString() for act in acts for key in act.shortcuts()} | {
        cut.key().toString() for cut in cuts if cut.isEnabled()
    }


@pytest.mark.parametrize("place", ["accounts", "today", "account"])
def test_that_every_key_for_anywhere_is_bound_once(window: MainWindow, book: Book, place: str) -> None:
    go(window, place, book.read(find_account, NAMES[0]) if place == "account" else None)
    keys = [key for one in listed(window, Reach.ANYWHERE) for key in one.keys]
    assert "Ctrl+L" in keys
    assert {QKeySequence(key).toString() for key in keys} <= bound(window)
    own = [key.toString() for act in window.actions() for key in act.shortcuts()]
    cuts = [cut.key().toString() for cut in window.findChildren(QShortcut) if cut.isEnabled()]
    page = window.page()
    assert page is not None
    shown = [c for c in own if c] + [c for c in cuts if c]
    assert len(shown) == len(set(shown)), "two with the same keys keep each other from working"


@pytest.mark.parametrize("place", ["accounts", "today"])
def test_that_every_key_for_lists_does_something(
    window: MainWindow, qtbot: QtBot, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "exec", lambda *_a: None)
    go(window, place)
    page = window.page()
    assert page is not None
    found = [key for one in listed(window, Reach.LISTS) for key in one.keys]
    assert found
    dead = []
    for key in found:
        go(window, place)
        view = list_of(page)
        assert view is not None, f"before {key}"
        view.setFocus(Qt.FocusReason.TabFocusReason)
        model = view.model()
        able = [at for at in range(model.rowCount()) if model.flags(model.index(at, 0)) & Qt.ItemFlag.ItemIsSelectable]
        view.setCurrentIndex(model.index(able[min(1, len(able) - 1)], 0))
        [combination] = QKeySequence(key)
        text = combination.key().name.removeprefix("Key_").lower() if len(key) == 1 else ""
        event = QKeyEvent(QEvent.Type.KeyPress, combination.key(), combination.keyboardModifiers(), text)
        QApplication.sendEvent(view, event)
        QApplication.processEvents()
        if not event.isAccepted():
            dead.append(key)
        clear(window)
    assert dead == []


def clear(window: MainWindow) -> None:
    """Close whatever a key has opened."""
    for other in QApplication.topLevelWidgets():
        if other is not window and isinstance(other, QDialog | QMenu) and other.isVisible():
            other.close()
    # As a window manager does once the dialog over it is gone.
    window.activateWindow()
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        popup = QApplication.activePopupWidget()
    focus = QApplication.focusWidget()
    if focus is not None:
        QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier(0)))
    QApplication.processEvents()


def test_that_the_question_mark_opens_it_and_escape_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    go(window, "accounts")
    before = QApplication.focusWidget()
    assert before is not None
    qtbot.keyClick(before, Qt.Key.Key_Question)
    sheet = window.findChild(KeysSheet)
    assert sheet is not None
    assert sheet.isVisible()
    assert [section.title for section in sheet.shown] == ["どこでも", "この画面", "一覧"]
    said = [label.text() for label in sheet.findChildren(PlainLabel)]
    assert "接点を記録" in said
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert QApplication.focusWidget() is before
    qtbot.keyClick(before, Qt.Key.Key_Question)
    qtbot.keyClick(QApplication.focusWidget(), "?")
    assert not any(each.isVisible() for each in window.findChildren(KeysSheet)), "its own key closes it"


def test_that_it_speaks_english_too_and_scrolls_in_a_small_window(window: MainWindow, qtbot: QtBot) -> None:
    window.set_language("en")
    go(window, "accounts")
    window.resize(1024, 680)
    window.show_keys()
    QApplication.processEvents()
    sheet = window.findChild(KeysSheet)
    assert sheet is not None
    assert sheet.card.height() < window.height()
    assert [section.title for section in sheet.shown] == ["Anywhere", "In this place", "In the list"]
