from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.accounts import account_rows
from app.operations.book import Book
from app.operations.changes import Changes
from app.operations.content import content_hash
from app.operations.import_preview import FileChoice, preview
from app.views import workspace
from app.views.importing.dialog import ImportDialog
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book
from tests.journeys.hands import press, tab_to
from tests.operations.importing.files import written


class Bench:
    """A window, an empty book and an import dialog."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot) -> None:
        self.book, self.qtbot = book, qtbot
        self.workspace = Workspace(book, book.clock)
        self.window = MainWindow(self.workspace, settings)
        self.window.add_place("here", "building-2", lambda: "Here", Page)
        self.window.open("here")
        qtbot.addWidget(self.window)
        self.window.show()
        self.heard: list[Changes] = []
        self.workspace.changed.connect(self.heard.append)

    def dialog(self, paths: list[Path]) -> ImportDialog:
        dialog = ImportDialog(self.workspace, self.window, self.window)
        dialog.start(paths)
        dialog.activateWindow()
        self.settle()
        return dialog

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.workspace.busy == 0)
        QApplication.processEvents()

    def said(self) -> str:
        toast = self.window._overlays._toast
        return toast.accessibleName() if toast is not None else ""

    def names(self) -> list[str]:
        return [row.name for row in self.book.read(account_rows, today=TODAY)]


@pytest.fixture
def bench(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Bench]:
    with new_book(tmp_path / "profile") as book:
        made = Bench(book, settings, qtbot)
        yield made
        assert made.workspace.close()


def test_that_files_in_any_order_come_in_by_one_key_and_go_by_one(bench: Bench, tmp_path: Path) -> None:
    before = bench.book.read(content_hash)
    dialog = bench.dialog(written(tmp_path))
    assert [(look.path.name, str(look.kind)) for look in dialog._preview.files] == [
        ("接点.csv", "touchpoints"),
        ("契約.csv", "contracts"),
        ("関係者.csv", "people"),
        ("顧客.csv", "accounts"),
    ]
    assert dialog.would.text() == "新規 13・更新 0・変更なし 0"
    assert dialog.left_out.text() == "取り込めない行 2"
    shown = [dialog._rejected.texts(at) for at in range(2)]
    assert shown == [
        ("関係者.csv", "5", "会社名", "「株式会社どこにもない」に当たる顧客がありません"),
        ("接点.csv", "6", "日付", "「2026/13/1」を日付として読めません"),
    ]
    assert bench.book.read(content_hash) == before
    assert dialog.import_button.hasFocus()
    press("Space")
    bench.settle()
    assert bench.said() == "取り込めない行が 2行あります。ほかの 13行は取り込みました。"
    assert len(bench.heard) == 1 and bench.heard[0].touches("account") and bench.heard[0].touches("touchpoint")
    assert len(bench.names()) == 3
    bench.window.undo()
    assert bench.book.read(content_hash) == before


def test_that_a_large_import_is_taken_back_off_the_ui_thread(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "LARGE", 5)
    before = bench.book.read(content_hash)
    bench.dialog(written(tmp_path))
    press("Space")
    bench.settle()
    assert bench.book.read(content_hash) != before
    bench.window.undo()
    assert bench.said() == "元に戻しています…"
    bench.window.undo()
    assert bench.said() == "元に戻しています…"
    bench.settle()
    assert bench.said() == "元に戻しました"
    assert bench.book.read(content_hash) == before


def test_that_the_same_files_again_change_nothing(bench: Bench, tmp_path: Path) -> None:
    paths = written(tmp_path)[-1:]
    for _time in range(2):
        bench.dialog(paths)
        press("Space")
        bench.settle()
    assert bench.said() == "すべて取り込み済みの内容でした。データは何も変わっていません。"


def test_that_a_file_of_unknown_kind_waits_until_it_is_said(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("A,B\nみどり食品,x\n", "utf-8")
    dialog = bench.dialog([path])
    assert dialog.fault.isVisible() and not dialog.import_button.isEnabled()
    assert dialog.would.text() == "まだ読み取れないファイルがあります。"
    tab_to("ファイルの種類")
    press("Down")
    bench.settle()
    assert "名" in dialog.fault.text() or "name" in dialog.fault.text()
    tab_to("「A」の項目")
    press("Down")
    bench.settle()
    assert not dialog.fault.isVisible()
    assert dialog.would.text() == "新規 1・更新 0・変更なし 0"
    tab_to("取り込む")
    press("Space")
    bench.settle()
    assert bench.names() == ["みどり食品"]
    # How the headings were read is remembered, although nobody could guess it.
    again = bench.book
    [look] = preview(again, {path: FileChoice()}).files
    assert (str(look.kind), dict(look.columns), look.error) == ("accounts", {"name": "A"}, None)


def test_that_a_column_can_be_left_out(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("name,industry\nAcme,robots\n", "utf-8")
    dialog = bench.dialog([path])
    tab_to("「industry」の項目")
    press("Home")
    bench.settle()
    [look] = dialog._preview.files
    assert dict(look.columns) == {"name": "name"}
    assert dialog.mapping.combos["industry"].currentText() == "取り込まない"


def test_that_a_file_that_cannot_be_read_is_named_and_stops_nothing_else(bench: Bench, tmp_path: Path) -> None:
    broken = tmp_path / "x.pdf"
    broken.write_bytes(b"%PDF-1.7")
    dialog = bench.dialog([written(tmp_path)[-1], broken])
    assert dialog.files.current_row().path == broken
    assert "x.pdf" in dialog.fault.text()
    assert not dialog.import_button.isEnabled()


def test_that_stopping_leaves_nothing_and_says_so(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("name\n" + "".join(f"Account {n}\n" for n in range(6000)), "utf-8")
    before = bench.book.read(content_hash)
    dialog = bench.dialog([path])
    told: list[int] = []
    press("Space")
    running = dialog._importing
    assert running is not None
    running.moved.connect(lambda n, _total, _words: (told.append(n), running.cancel()))
    bench.settle()
    assert told
    assert bench.said() == "取り込みを止めました。データは何も変わっていません。"
    assert dialog.isVisible() and dialog.import_button.isEnabled()
    assert bench.book.read(content_hash) == before
    assert bench.heard == []


def test_that_dropped_files_are_looked_over(bench: Bench, tmp_path: Path) -> None:
    dialog = bench.dialog(written(tmp_path)[-1:])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(written(tmp_path)[0])), QUrl("https://example.com/x.csv")])
    none = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
    dialog.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *none))
    bench.settle()
    assert [look.path.name for look in dialog._preview.files] == ["顧客.csv", "接点.csv"]


def test_that_a_name_in_doubt_is_asked_about_once_and_remembered(bench: Bench, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("顧客名\n株式会社山田\n", "utf-8")
    bench.dialog([first])
    press("Space")
    bench.settle()
    second.write_text("顧客名,業種\n山田株式会社,食品\n", "utf-8")
    dialog = bench.dialog([second])
    assert dialog.whose.isVisible() and not dialog.import_button.isEnabled()
    assert dialog.whose.words.text() == "「山田株式会社」はどの顧客ですか？"
    tab_to("名前が指す顧客")
    press("Down")
    bench.settle()
    assert not dialog.whose.isVisible()
    assert dialog.would.text() == "新規 0・更新 1・変更なし 0"
    tab_to("取り込む")
    press("Space")
    bench.settle()
    assert bench.names() == ["株式会社山田"]
    second.write_text("顧客名,業種\n山田(株),飲料\n", "utf-8")
    assert not bench.dialog([second]).whose.isVisible()
    press("Escape")
    bench.window.undo()
    second.write_text("顧客名,業種\n山田株式会社,飲料\n", "utf-8")
    dialog = bench.dialog([second])
    tab_to("名前が指す顧客")
    press("End")
    bench.settle()
    assert dialog.would.text() == "新規 1・更新 0・変更なし 0"
    press("Escape")
