from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from app import language
from app.errors import BansoError
from app.operations import care
from app.operations.book import Book
from app.operations.care import copies
from app.operations.profile import open_book
from app.operations.settings import choose
from app.views import application
from app.views.accounts.page import AccountsPage
from app.views.application import DONE, REFUSED, Desk, open_window
from app.views.first_run.welcome import Welcome
from app.views.main_window import MainWindow
from app.views.opening import ShutBook
from tests.builders import TODAY, new_profile
from tests.journeys.hands import press, wait_until
from tests.views.accounts.books import NAMES, fill
from tests.views.desks import arguments, started, words

ROOT = Path(__file__).parents[2]
PATIENCE_S, GAVE_UP = 60.0, 99


@pytest.fixture
def own_settings(monkeypatch: pytest.MonkeyPatch, settings: QSettings) -> None:
    """Let the application keep its looks in a file of this test."""
    monkeypatch.setattr(application, "window_settings", lambda: settings)


def banso(folder: Path, home: Path) -> subprocess.Popen[bytes]:
    """Start Banso as a process of its own."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home), "HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "--profile", str(folder), "--today", "2026-11-20"],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def at_list(desk: Desk) -> bool:
    return desk.book is not None and desk.window is not None and isinstance(desk.window.page(), AccountsPage)


def is_open(window: QWidget) -> bool:
    """Tell whether a window shows the accounts of a book that is open, not only its first rows."""
    return (
        isinstance(window, MainWindow)
        and isinstance(window.page(), AccountsPage)
        and not isinstance(window.workspace.book, ShutBook)
    )


def close_when(kind: type[QWidget], ready: object = None) -> None:
    """Close the first window of a kind as soon as it is shown."""

    until = time.monotonic() + PATIENCE_S

    def look() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, kind) and window.isVisible() and (not callable(ready) or ready(window)):
                window.close()
                return
        if time.monotonic() < until:
            QTimer.singleShot(20, look)
        else:
            QCoreApplication.exit(GAVE_UP)

    QTimer.singleShot(0, look)


def test_that_a_profile_opens_at_its_accounts_and_a_closed_window_exits_with_0(
    qtbot: QtBot, own_settings: None, tmp_path: Path
) -> None:
    new_profile(tmp_path / "p")
    close_when(MainWindow, is_open)
    assert open_window(arguments(tmp_path / "p")) == DONE
    assert [copy.day for copy in copies(tmp_path / "p")] == [TODAY]
    assert not (tmp_path / "p" / "window.lock").exists()
    assert not list((tmp_path / "p").glob("book.sqlite-*"))


def test_that_a_folder_without_a_profile_shows_the_first_run_and_makes_nothing_by_itself(
    qtbot: QtBot, own_settings: None, tmp_path: Path
) -> None:
    from app.views.gate import Gate

    close_when(Gate)
    assert open_window(arguments(tmp_path / "p")) == DONE
    assert list((tmp_path / "p").iterdir()) == []


def test_that_a_folder_that_cannot_be_used_is_named(qtbot: QtBot, own_settings: None, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QDialog

    (tmp_path / "file").write_text("in the way")
    said: list[str] = []

    def read(window: QWidget) -> bool:
        said.append(words(window))
        return True

    close_when(QDialog, read)
    assert open_window(arguments(tmp_path / "file" / "p")) == REFUSED
    assert "フォルダーに書き込めません" in said[0]


def test_that_a_second_start_raises_the_first_window_and_ends(
    qtbot: QtBot, own_settings: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "p"
    new_profile(folder)
    raised: list[int] = []
    second: list[subprocess.Popen[bytes]] = []
    whole = Desk.come_to_front

    def come(self: Desk) -> None:
        assert self.window is not None
        whole(self)
        raised.append(1)
        assert not self.window.isMinimized()

    monkeypatch.setattr(Desk, "come_to_front", come)

    def ended(window: QWidget) -> bool:
        if not isinstance(window, MainWindow) or not is_open(window):
            return False
        if not second:
            window.showMinimized()
            second.append(banso(folder, tmp_path))
        return second[0].poll() is not None

    close_when(MainWindow, ended)
    assert open_window(arguments(folder)) == DONE
    assert raised == [1]
    out, err = second[0].communicate(timeout=120)
    assert second[0].returncode == 0, err.decode()
    assert out == b""


def test_that_a_killed_window_leaves_a_profile_that_opens(qtbot: QtBot, own_settings: None, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    new_profile(folder)
    first = banso(folder, tmp_path)
    wait_until(lambda: (folder / "window.lock").exists(), "the first window has the profile")
    first.kill()
    first.communicate(timeout=120)
    assert (folder / "window.lock").exists()
    close_when(MainWindow, is_open)
    assert open_window(arguments(folder)) == DONE


def test_that_what_the_command_line_writes_shows_up(qtbot: QtBot, settings: QSettings, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    new_profile(folder)
    (tmp_path / "a.csv").write_text("name\n青葉信用金庫\n", encoding="utf-8")
    with started(folder, settings) as desk:
        wait_until(lambda: at_list(desk), "the list")
        page = desk.window.page()  # type: ignore[union-attr]
        assert isinstance(page, AccountsPage)
        assert page.table.total == 0
        subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "--profile", str(folder), "import", str(tmp_path / "a.csv")],
            check=True,
            capture_output=True,
            timeout=120,
        )
        wait_until(lambda: page.table.total == 1, "the new account is listed")


def test_that_a_window_that_is_gone_enters_no_tray(
    qtbot: QtBot, settings: QSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = care.daily_back_up

    def slowly(book: Book) -> object:
        time.sleep(1)
        return whole(book)

    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(care, "daily_back_up", slowly)
    new_profile(tmp_path / "p")
    with started(tmp_path / "p", settings) as desk:
        wait_until(lambda: at_list(desk), "the list")
    assert desk._tray is None
    assert not list((tmp_path / "p").glob("book.sqlite-*"))


def test_that_a_switch_of_language_builds_the_window_anew_and_stays_with_the_profile(
    qtbot: QtBot, settings: QSettings, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    new_profile(folder)
    with started(folder, settings) as desk:
        wait_until(lambda: at_list(desk), "the list")
        assert "顧客" in words(desk.window)
        assert desk.window is not None
        desk.window.set_language("en")
        wait_until(lambda: "Accounts" in words(desk.window), "English is shown")
        assert "顧客" not in words(desk.window)
        assert at_list(desk)
    with open_book(folder) as book:
        assert book.language == "en"


@pytest.mark.parametrize(("asked", "spoken"), [(None, "en"), ("ja", "ja")])
def test_that_the_profile_says_the_language_unless_it_is_asked_for(
    qtbot: QtBot, settings: QSettings, tmp_path: Path, asked: str | None, spoken: str
) -> None:
    folder = tmp_path / "p"
    new_profile(folder)
    with open_book(folder) as book:
        book.write(choose, "language", "en")
    assert settings.value("language") == "ja"
    with started(folder, settings, lang=asked) as desk:
        wait_until(lambda: at_list(desk), "the list")
        assert language.current() == spoken


def test_that_the_window_is_there_before_the_book_and_nothing_can_be_done_in_it(
    qtbot: QtBot, settings: QSettings, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    new_profile(folder)
    with started(folder, settings) as desk:
        assert desk.window is not None
        assert desk.window.isVisible()
        assert desk.book is None
        qtbot.keyClick(desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        wait_until(lambda: at_list(desk), "the list")
    with pytest.raises(BansoError, match=r"view\.opening"):
        ShutBook().write(choose, "language", "en")


def test_that_a_failed_back_up_at_the_end_is_said(
    qtbot: QtBot, own_settings: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QDialog

    def full(_book: object) -> None:
        raise BansoError("backup.failed", path="backups", reason="no space left")

    said: list[str] = []

    def read(window: QWidget) -> bool:
        said.append(words(window))
        return True

    monkeypatch.setattr(care, "daily_back_up", full)
    new_profile(tmp_path / "p")
    close_when(MainWindow, is_open)
    close_when(QDialog, read)
    assert open_window(arguments(tmp_path / "p")) == DONE
    assert "no space left" in said[0]


def test_that_the_first_page_waits_for_a_person(qtbot: QtBot, settings: QSettings, tmp_path: Path) -> None:
    with started(tmp_path / "p", settings) as desk:
        assert desk.gate is not None
        assert isinstance(desk.gate.page, Welcome)
        desk.come_to_front()
        gate = desk.gate
        wait_until(gate.isActiveWindow, "the window is in front")
        press("Tab")


def test_that_the_first_rows_stand_before_the_book_is_open_and_what_is_wanted_meanwhile_comes_after(
    qtbot: QtBot, settings: QSettings, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    new_profile(folder)
    with open_book(folder, today=TODAY) as book:
        fill(book)
    with started(folder, settings) as desk:
        window = desk.window
        assert window is not None
        wait_until(lambda: isinstance(window.page(), AccountsPage), "the first rows")
        page = window.page()
        assert isinstance(page, AccountsPage)
        assert desk.book is None
        assert page.table.total == len(NAMES)
        page.filter.setText("みどり")
        assert [row.name for row in page.table.shown_rows()] == [NAMES[1]]
        page.view.go_to(0)
        page.view.opened.emit(page.view.current_row())
        assert window.page() is page
        wait_until(lambda: window.here() is not None and window.here()[0] == "account", "the account is shown")  # type: ignore[index]
        window.back()
        assert page.filter.text() == "みどり"
        wait_until(lambda: page.table.total == len(NAMES) and not window.workspace.busy, "all rows")
        assert [row.name for row in page.view.selected_rows()] == [NAMES[1]]


def test_that_a_log_begun_before_the_book_is_open_is_there_when_it_is(
    qtbot: QtBot, settings: QSettings, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    new_profile(folder)
    with started(folder, settings) as desk:
        wait_until(lambda: desk.places is not None, "the first rows")
        assert desk.book is None
        assert desk.window is not None
        desk.window.log_touchpoint()
        assert "LogCard" not in {type(child).__name__ for child in desk.window.findChildren(QWidget)}
        wait_until(lambda: desk.book is not None, "the book")
        assert "LogCard" in {type(child).__name__ for child in desk.window.findChildren(QWidget)}
