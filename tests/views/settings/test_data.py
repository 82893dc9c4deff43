"""Data and protection: what opens the book, back-ups, upkeep, samples, and erasing for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import BansoError
from app.operations import care, protection
from app.operations.accounts import account_rows, find_account
from app.operations.back_ups import back_ups
from app.operations.book import Book
from app.operations.care import back_up
from app.operations.demo import fill_demo
from app.operations.samples import sample_accounts
from app.operations.touchpoints import remove_touchpoint
from app.secrets import keyinfo, slots
from app.views.main_window import MainWindow
from app.views.settings.confirm import Confirm
from app.views.settings.data import Data
from app.views.settings.forget import Forget
from app.views.settings.secret_dialogs import CodeDialog, PassphraseDialog
from tests.builders import CHEAP, PASSPHRASE, TODAY, new_book, opened
from tests.journeys.hands import wait_until
from tests.views.accounts.books import NAMES, fill
from tests.views.desks import started
from tests.views.settings.conftest import Open, words

encrypted = pytest.mark.parametrize("book", [True], indirect=True)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal keys at little cost."""
    monkeypatch.setattr(slots, "STANDARD", CHEAP)
    for one in (protection.set_passphrase, protection.put_code):
        monkeypatch.setitem(one.__kwdefaults__, "cost", CHEAP)


def dialog_of(kind: type) -> object:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert found, kind
    return found[-1]


def data_of(go: Open) -> Data:
    section = go("data")
    assert isinstance(section, Data)
    return section


def test_that_a_plain_book_is_said_to_be_open_to_all(book: Book, go: Open) -> None:
    section = data_of(go)
    assert "暗号化されていません" in words(section.ways)
    assert str(book.folder) in section.place.about.text()
    assert not section.drop_samples.isEnabled()


@encrypted
def test_that_a_passphrase_is_changed_by_typing_it_twice(qtbot: QtBot, book: Book, go: Open) -> None:
    section = data_of(go)
    section.ways.buttons["passphrase"].click()
    dialog = dialog_of(PassphraseDialog)
    assert isinstance(dialog, PassphraseDialog)
    dialog.first.setText("first phrase")
    dialog.second.setText("other phrase")
    dialog.go.click()
    assert "違います" in dialog.notice.text()
    dialog.second.setText("first phrase")
    dialog.go.click()
    qtbot.waitUntil(lambda: not [one for one in QApplication.topLevelWidgets() if isinstance(one, PassphraseDialog)])
    assert keyinfo.unlock(book.folder, passphrase="first phrase") == book.key


@encrypted
def test_that_a_new_code_counts_only_when_it_was_written_down(
    qtbot: QtBot, book: Book, go: Open, tmp_path: Path
) -> None:
    section = data_of(go)
    before = (book.folder / "keyinfo.json").read_bytes()
    section.ways.buttons["code"].click()
    dialog = dialog_of(CodeDialog)
    assert isinstance(dialog, CodeDialog)
    dialog.leave.click()
    assert (book.folder / "keyinfo.json").read_bytes() == before
    section.ways.buttons["code"].click()
    dialog = dialog_of(CodeDialog)
    assert isinstance(dialog, CodeDialog) and not dialog.page.go.isEnabled()
    code = dialog.page.code
    dialog.page.save_to(tmp_path / "code.txt")
    assert code in (tmp_path / "code.txt").read_text("utf-8") and (tmp_path / "code.txt").stat().st_mode & 0o077 == 0
    dialog.page.written.setChecked(True)
    dialog.page.go.click()
    qtbot.waitUntil(lambda: (book.folder / "keyinfo.json").read_bytes() != before)
    assert keyinfo.unlock(book.folder, recovery_code=code) == book.key


@encrypted
def test_that_a_way_is_taken_away_but_never_the_last(qtbot: QtBot, book: Book, go: Open) -> None:
    section = data_of(go)
    assert not section.ways.buttons["drop-passphrase"].isEnabled()
    section.ways.buttons["drop-recovery"].click()
    dialog = dialog_of(Confirm)
    assert isinstance(dialog, Confirm)
    dialog.go.click()
    qtbot.waitUntil(lambda: [way.kind for way in protection.protected(book).ways] == ["passphrase"])
    qtbot.waitUntil(lambda: "drop-recovery" not in section.ways.buttons)


def test_that_a_back_up_is_made_and_listed(qtbot: QtBot, book: Book, go: Open) -> None:
    section = data_of(go)
    assert "まだありません" in words(section.copies)
    section.copies.make.click()
    qtbot.waitUntil(lambda: len(back_ups(book)) == 1 and section.copies.make.isEnabled())
    assert "今日のもの" in words(section.copies)


def test_that_a_failed_back_up_is_said(qtbot: QtBot, book: Book, go: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object) -> None:
        raise BansoError("backup.failed", path="x", reason="full")

    monkeypatch.setattr("app.views.settings.copies.back_up", fails)
    section = data_of(go)
    section.copies.make.click()
    qtbot.waitUntil(lambda: bool(section.copies.notice.text()))


def test_that_check_export_and_import_say_what_came_of_it(qtbot: QtBot, book: Book, go: Open, tmp_path: Path) -> None:
    upkeep = data_of(go).upkeep
    upkeep.check.click()
    qtbot.waitUntil(lambda: "問題はありません" in upkeep.check_row.about.text(), timeout=15_000)
    upkeep.export_to(tmp_path)
    qtbot.waitUntil(lambda: "書き出しました" in upkeep.export_row.about.text(), timeout=15_000)
    folder = tmp_path / f"banso-{TODAY.isoformat()}"
    assert (folder / "account.csv").exists()
    upkeep.export_to(tmp_path)
    qtbot.waitUntil(lambda: upkeep.export.isEnabled() and (tmp_path / f"{folder.name}-2").exists(), timeout=15_000)
    upkeep.import_from(folder)
    qtbot.waitUntil(lambda: "新規 0" in upkeep.import_row.about.text(), timeout=15_000)
    upkeep.import_from(tmp_path / "nowhere")
    qtbot.waitUntil(lambda: bool(upkeep.notice.text()), timeout=15_000)


def test_that_an_import_of_an_export_is_taken_back(
    qtbot: QtBot, book: Book, window: MainWindow, go: Open, tmp_path: Path
) -> None:
    upkeep = data_of(go).upkeep
    upkeep.export_to(tmp_path)
    qtbot.waitUntil(lambda: "書き出しました" in upkeep.export_row.about.text(), timeout=15_000)
    touchpoint = next(iter(book.read(_touchpoints)))
    book.write(remove_touchpoint, touchpoint)
    upkeep.import_from(tmp_path / f"banso-{TODAY.isoformat()}")
    qtbot.waitUntil(lambda: touchpoint in book.read(_touchpoints), timeout=15_000)
    qtbot.waitUntil(lambda: upkeep.import_.isEnabled())
    window.undo()
    assert touchpoint not in book.read(_touchpoints)


def _touchpoints(session: object) -> set[str]:
    from sqlalchemy import select

    from app.models import tables

    table = tables.touchpoint
    return {row[0] for row in session.execute(select(table.c.id).where(table.c.deleted_at.is_(None)))}  # type: ignore[attr-defined]


def test_that_the_samples_go_by_one_click_and_come_back(qtbot: QtBot, tmp_path: Path, settings: QSettings) -> None:
    from app.views.places import Places
    from app.views.settings.page import SettingsPage
    from app.views.workspace import Workspace

    with new_book(tmp_path) as book:
        fill_demo(book, accounts=4, today=TODAY)
        window = MainWindow(Workspace(book, book.clock), settings)
        Places(window)
        qtbot.addWidget(window)
        window.show()
        page = window.open("settings", "data")
        assert isinstance(page, SettingsPage)
        section = page.section()
        assert isinstance(section, Data)
        section.drop_samples.click()
        qtbot.waitUntil(lambda: book.read(sample_accounts) == 0 and not section.workspace.busy, timeout=15_000)
        assert book.read(account_rows, today=TODAY) == [] and not section.drop_samples.isEnabled()
        window.undo()
        qtbot.waitUntil(lambda: book.read(sample_accounts) == 4, timeout=15_000)
        window.workspace.close()


def test_that_a_name_must_be_typed_before_it_is_erased(qtbot: QtBot, book: Book, window: MainWindow, go: Open) -> None:
    back_up(book)
    window.open("account", book.read(find_account, NAMES[0]))
    section = go("forget")
    assert isinstance(section, Forget)
    section.field.setText("青葉")
    section.refresh()
    assert NAMES[0] in words(section)
    section.ask(section.workspace.read(_candidate))
    dialog = section.dialog
    assert dialog is not None and dialog.field is not None and not dialog.go.isEnabled()
    assert "接点 3件" in words(dialog) and "写し 1件" in words(dialog) and "取り消しはできません" in words(dialog)
    dialog.field.setText("青葉")
    assert not dialog.go.isEnabled()
    dialog.field.setText(NAMES[0])
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(book.read(account_rows, today=TODAY)) == 3, timeout=15_000)
    qtbot.waitUntil(lambda: "完全に消去しました" in section.done.text())
    assert "book-2026" in section.done.text()
    # Undo has nothing to reach for, and the way back does not lead into nothing.
    assert window.workspace.last_change is None
    window.back()
    assert NAMES[0] not in words(window)


def _candidate(session: object) -> object:
    from app.operations.forget import candidates

    return candidates(session, "青葉")[0]  # type: ignore[arg-type]


def test_that_a_back_up_is_restored_and_the_window_comes_back(
    qtbot: QtBot, settings: QSettings, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    with new_book(folder) as book:
        fill(book)
        made = care.back_up(book)
        book.write(remove_touchpoint, next(iter(book.read(_touchpoints))))
    with started(folder, settings) as desk:
        wait_until(lambda: desk.book is not None and desk.window is not None and desk.window.isVisible(), "open")
        before, window = desk.book, desk.window
        assert before is not None and window is not None and len(before.read(_touchpoints)) == 2
        page = window.open("settings", "data")
        section = page.section()  # type: ignore[attr-defined]
        section.copies.ask_restore(back_ups(before)[-1])
        dialog = dialog_of(Confirm)
        assert isinstance(dialog, Confirm) and "取り置きます" in words(dialog)
        dialog.go.click()
        wait_until(lambda: desk.book is not None and desk.book is not before and desk.gate is None, "another book")
        assert desk.window is not None and desk.window is not window and desk.window.isVisible()
        assert desk.book is not None and len(desk.book.read(_touchpoints)) == 3
        # The book of before was backed up and put aside.
        assert len(back_ups(desk.book)) == 2 and len(list(folder.glob("set-aside-*"))) == 1
    assert made.path.exists()


def test_that_a_restore_that_fails_leads_back_to_the_book(qtbot: QtBot, settings: QSettings, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    with new_book(folder) as book:
        fill(book)
    with started(folder, settings) as desk:
        wait_until(lambda: desk.book is not None and desk.window is not None and desk.window.isVisible(), "open")
        assert desk.window is not None
        broken = tmp_path / "broken.sqlite"
        broken.write_bytes(b"no book")
        desk.window.restore_wanted.emit(broken)
        wait_until(lambda: desk.gate is not None and bool(desk.gate.page.notice.text()), "the refusal")  # type: ignore[union-attr]
        assert desk.book is None and desk.gate is not None
        desk.gate.page.go_back.click()  # type: ignore[union-attr]
        wait_until(lambda: desk.book is not None and desk.gate is None, "the book is open again")
        assert len(desk.book.read(account_rows, today=TODAY)) == 4  # type: ignore[union-attr]
    with opened(folder) as book:
        assert len(book.read(account_rows, today=TODAY)) == 4 and PASSPHRASE
