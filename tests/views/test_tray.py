from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.views import tray
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.tray import KEEP, Tray, tray_of
from app.views.workspace import Workspace
from tests.views.test_workspace import Book


@pytest.fixture
def logged() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot, settings: QSettings, logged: list[str]) -> MainWindow:
    made = MainWindow(Workspace(Book(), Clock()), settings, log=lambda: logged.append("logged"))
    qtbot.addWidget(made)
    made.add_place("today", "sun", lambda: "今日", Page)
    made.add_place("accounts", "building-2", lambda: "顧客", Page)
    made.open("accounts")
    made.show()
    qtbot.waitExposed(made)
    return made


def words(entry: Tray) -> list[str]:
    return [act.text() for act in entry.menu.actions() if not act.isSeparator()]


def choose(entry: Tray, words: str) -> None:
    next(act for act in entry.menu.actions() if act.text() == words).trigger()


def test_that_a_system_without_a_tray_gets_no_entry(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    assert tray_of(window, window.show) is None


def test_that_it_logs_while_the_window_is_hidden(window: MainWindow, logged: list[str]) -> None:
    entry = Tray(window, window.show)
    assert words(entry) == ["接点を記録", "今日", "ウィンドウを表示", "伴走を終了"]
    window.hide()
    choose(entry, "接点を記録")
    assert window.isVisible()
    assert logged == ["logged"]
    window.hide()
    choose(entry, "今日")
    assert window.here() == ("today", None)
    assert window.isVisible()


def test_that_it_speaks_the_language_of_the_window(window: MainWindow) -> None:
    entry = Tray(window, window.show)
    window.set_language("en")
    assert words(entry) == ["Log touchpoint", "Today", "Show the window", "Quit Banso"]


@pytest.mark.parametrize(("kept", "there", "stays"), [(True, True, True), (True, False, False), (False, True, False)])
def test_that_closing_hides_only_where_a_person_chose_it_and_there_is_a_way_back(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, kept: bool, there: bool, stays: bool
) -> None:
    entry = Tray(window, window.show)
    monkeypatch.setattr(entry.icon, "isVisible", lambda: there)
    window.settings.setValue(KEEP, kept)
    assert window.close() is not stays
    assert not window.isVisible()
    choose(entry, "ウィンドウを表示")
    choose(entry, "伴走を終了")
    assert not window.isVisible()


def test_that_the_setting_is_off_by_itself(window: MainWindow) -> None:
    assert tray.KEEP == "tray/keep"
    assert not Tray(window, window.show).stays()
