from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app import language
from app.operations.accounts import account_rows
from app.operations.profile import open_book
from app.operations.settings import settings as settings_of
from app.views.accounts.page import AccountsPage
from app.views.application import Desk
from app.views.first_run import flow
from app.views.first_run.code_page import CodePage
from app.views.first_run.filling import Filling
from app.views.first_run.flow import fill, system_zone
from app.views.first_run.protect import ProtectPage
from app.views.first_run.welcome import Welcome
from app.views.today.page import TodayPage
from tests.builders import TODAY
from tests.journeys.hands import focus, press, tab_to, wait_until, write
from tests.secrets.conftest import Keyrings
from tests.views.desks import started, words


def at_page(desk: Desk, kind: type) -> None:
    wait_until(lambda: desk.gate is not None and isinstance(desk.gate.page, kind), f"the page {kind.__name__}")


def listed(desk: Desk) -> int:
    """Return how many accounts the list shows; -1 while there is none."""
    page = desk.window.page() if desk.window is not None else None
    if isinstance(page, TodayPage) and page.rows() and desk.window is not None:
        # With samples it begins with what is to do today.
        page = desk.window.open("accounts")
    return page.table.rowCount() if isinstance(page, AccountsPage) and desk.gate is None else -1


def waiting(desk: Desk) -> int:
    """Return how many rows Today shows; -1 while it is not shown."""
    page = desk.window.page() if desk.window is not None else None
    return len(page.rows()) if isinstance(page, TodayPage) and desk.gate is None else -1


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the made-up book a small one."""
    from app.operations import demo

    whole = demo.fill_demo
    monkeypatch.setattr(demo, "fill_demo", lambda book, **kw: whole(book, **{**kw, "accounts": 3}))


@pytest.mark.dear_keys
def test_that_keys_alone_lead_from_the_first_start_to_a_filled_today(
    qtbot: QtBot, settings: QSettings, tmp_path: Path, keyrings: Keyrings
) -> None:
    began = time.monotonic()
    with started(tmp_path / "p", settings) as desk:
        at_page(desk, Welcome)
        assert focus().accessibleName() == "見本を開く"
        press("Return")
        at_page(desk, ProtectPage)
        write("高橋")
        tab_to("作成する")
        press("Return")
        at_page(desk, CodePage)
        page = desk.gate.page  # type: ignore[union-attr]
        assert isinstance(page, CodePage)
        assert not page.go.isEnabled()
        assert focus().accessibleName() == "コピー"
        press("Return")
        assert QGuiApplication.clipboard().text() == page.code
        code = page.code
        tab_to("書き留めました")
        press("Space")
        tab_to("続ける")
        press("Return")
        wait_until(lambda: waiting(desk) > 0, "today is filled", 60)
        assert time.monotonic() - began < 60
        press("G", "A")
        wait_until(lambda: listed(desk) > 0, "the list is filled")
        assert listed(desk) == 42
        assert desk.book is not None
        assert desk.book.read(settings_of).language == "ja"
    assert len(keyrings.memory.kept) == 1
    # The code that was shown is the one that opens this book, and the day's back-up was made on the way out.
    with open_book(tmp_path / "p", recovery_code=code) as book:
        assert len(book.read(account_rows, today=TODAY)) == 42
    assert len(list((tmp_path / "p" / "backups").glob("book-*.sqlite"))) == 1
    assert b"SQLite format 3" not in (tmp_path / "p" / "book.sqlite").read_bytes()[:16]


def test_that_a_passphrase_is_typed_twice_and_judged_in_words(
    qtbot: QtBot, settings: QSettings, tmp_path: Path, small: None
) -> None:
    with started(tmp_path / "p", settings, lang=None) as desk:
        at_page(desk, Welcome)
        press("Return")
        at_page(desk, ProtectPage)
        page = desk.gate.page  # type: ignore[union-attr]
        assert isinstance(page, ProtectPage)
        write("Mori")
        press("Tab", "Down")
        assert page.protection() == "passphrase"
        press("Tab")
        write("rain")
        assert "推測されやすい" in words(desk.gate)
        write(" on the old bridge")
        assert "十分に強い" in words(desk.gate)
        press("Tab")
        write("something else")
        press("Return")
        assert "2つのパスフレーズが違います" in words(desk.gate)
        assert not (tmp_path / "p" / "keyinfo.json").exists()
        press("Ctrl+A")
        write("rain on the old bridge")
        press("Return")
        at_page(desk, CodePage)
        tab_to("書き留めました")
        press("Space")
        tab_to("続ける")
        press("Return")
        wait_until(lambda: listed(desk) == 3, "the list is filled")
    with open_book(tmp_path / "p", passphrase="rain on the old bridge") as book:
        assert len(book.read(account_rows, today=TODAY)) == 3


def test_that_without_a_keyring_the_page_says_so_and_nothing_is_made(
    qtbot: QtBot, settings: QSettings, tmp_path: Path, keyrings: Keyrings
) -> None:
    keyrings.use(keyrings.plaintext)
    with started(tmp_path / "p", settings) as desk:
        at_page(desk, Welcome)
        press("Return")
        at_page(desk, ProtectPage)
        press("Return")
        wait_until(lambda: "キーリングがありません" in words(desk.gate), "it is said")
        page = desk.gate.page  # type: ignore[union-attr]
        assert isinstance(page, ProtectPage)
        assert page.protection() == "passphrase"
        assert page.first.hasFocus()
        assert not (tmp_path / "p" / "book.sqlite").exists()


def test_that_no_encryption_is_an_open_choice_with_its_consequence_and_no_code(
    qtbot: QtBot, settings: QSettings, tmp_path: Path
) -> None:
    with started(tmp_path / "p", settings) as desk:
        at_page(desk, Welcome)
        tab_to("取り込みに進む")
        press("Return")
        at_page(desk, ProtectPage)
        assert "すべて読めます" in words(desk.gate)
        tab_to("この PC のキーリングで守る")
        press("Down", "Down")
        tab_to("作成する")
        press("Return")
        wait_until(lambda: listed(desk) == 0, "the empty list")
        wait_until(lambda: isinstance(focus().window(), QFileDialog), "a file is asked for")
        press("Escape")
    assert (tmp_path / "p" / "book.sqlite").read_bytes().startswith(b"SQLite format 3")


def test_that_the_language_turns_at_once_and_goes_with_the_profile(
    qtbot: QtBot, settings: QSettings, tmp_path: Path, small: None
) -> None:
    with started(tmp_path / "p", settings) as desk:
        at_page(desk, Welcome)
        tab_to("日本語")
        press("Right")
        wait_until(lambda: "Run alongside your customers." in words(desk.gate), "English is shown")
        assert language.current() == "en"
        assert settings.value("language") == "en"
        tab_to("Light")
        press("Right")
        assert settings.value("look") == "dark"
        tab_to("Open samples")
        press("Return")
        at_page(desk, ProtectPage)
        tab_to("By this computer's keyring")
        press("Down", "Down")
        tab_to("Make my desk")
        press("Return")
        wait_until(lambda: listed(desk) == 3, "the list")
    with open_book(tmp_path / "p") as book:
        assert book.language == "en"


def test_that_leaving_the_code_unwritten_takes_two_tries(qtbot: QtBot) -> None:
    page = CodePage("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG-HHHHH")
    qtbot.addWidget(page)
    page.show()
    assert not page.may_close()
    assert "この画面だけ" in words(page)
    assert page.may_close()


def test_that_stopping_the_samples_leaves_an_empty_book(
    qtbot: QtBot, settings: QSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = flow.fill

    def slow(report: object, cancelled: object, book: object) -> bool:
        wait = time.monotonic() + 10
        while not cancelled() and time.monotonic() < wait:  # type: ignore[operator]
            time.sleep(0.01)
        return real(report, cancelled, book)  # type: ignore[arg-type]

    monkeypatch.setattr(flow, "fill", slow)
    with started(tmp_path / "p", settings) as desk:
        at_page(desk, Welcome)
        press("Return")
        at_page(desk, ProtectPage)
        tab_to("この PC のキーリングで守る")
        press("Down", "Down")
        tab_to("作成する")
        press("Return")
        at_page(desk, Filling)
        assert focus().accessibleName() == "見本なしで進む"
        press("Return")
        wait_until(lambda: listed(desk) == 0, "the empty list")


def test_that_samples_are_counted_while_they_are_written(tmp_path: Path) -> None:
    from tests.builders import new_book

    told: list[tuple[int, int]] = []
    with new_book(tmp_path / "p") as book:
        assert fill(lambda n, total: told.append((n, total)), lambda: False, book)
    assert told[-1][0] == told[-1][1] == len(told)


def test_that_the_zone_is_one_that_python_knows() -> None:
    from zoneinfo import ZoneInfo

    assert ZoneInfo(system_zone())
