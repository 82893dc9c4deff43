"""What of the whole book goes out from Portfolio: the week on the clipboard, the figures as slides or a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from python_calamine import CalamineWorkbook

from app.views import theme
from app.views.call import file_dialog
from app.views.call.file_dialog import SheetFileDialog
from app.views.portfolio.contents import RETENTION
from app.vocabulary import Segment
from tests.journeys.hands import press, wait_until
from tests.views.portfolio.test_portfolio_page import Board, board, book

__all__ = ["board", "book"]


def ask(board: Board, key: str) -> None:
    [command] = [one for one in board.page.commands() if one.key == key]
    assert command.act is not None
    command.act()


def test_that_the_week_is_copied_as_text(board: Board) -> None:
    QGuiApplication.clipboard().clear()
    ask(board, "portfolio.weekly")
    wait_until(lambda: QGuiApplication.clipboard().text(), "the week is on the clipboard")
    assert QGuiApplication.clipboard().text().startswith("週報\n")


def write(board: Board, key: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ask for a file by a command and answer its dialog by keys; return the file once it is there."""
    monkeypatch.setattr(file_dialog, "default_folder", lambda: folder)
    ask(board, key)
    QApplication.processEvents()
    [dialog] = [w for w in QApplication.topLevelWidgets() if isinstance(w, SheetFileDialog) and w.isVisible()]
    place = dialog.to
    dialog.write_button.setFocus()
    press("Return")
    wait_until(place.exists, "the file is there")
    board.settle()
    return place


def test_that_the_figures_are_written_as_slides(board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = write(board, "portfolio.deck", tmp_path, monkeypatch)
    assert "ポートフォリオ指標" in Presentation(str(to)).core_properties.title


def test_that_the_figures_are_written_as_a_workbook_of_what_is_chosen(
    board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.turn(RETENTION)
    bar = board.page.scope
    bar.segment.setCurrentIndex(bar.segment.findData(Segment.HIGH))
    bar.changed.emit()
    board.settle()
    to = write(board, "portfolio.workbook", tmp_path, monkeypatch)
    book = CalamineWorkbook.from_path(str(to))
    assert book.sheet_names[:2] == ["指標", "計算方法の比較"]
    assert "ハイタッチ" in str(book.get_sheet_by_name("指標").to_python()[1][0])


def test_that_a_section_is_pictured_in_the_light_and_the_window_stays_dark(
    board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    board.turn(RETENTION)
    light = theme.current().color.window
    theme.use(qapp, "dark")
    try:
        to = write(board, "portfolio.picture", tmp_path, monkeypatch)
        assert theme.current().dark
        assert theme.look() == "dark"
    finally:
        theme.use(qapp, "light")
    picture = QImage(str(to))
    assert to.name == "維持率とブリッジ.png"
    assert picture.width() > 1600
    assert QColor(picture.pixel(2, 2)) == light


def test_that_a_folder_that_is_not_there_leaves_nothing(
    board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("portfolio.workbook", "portfolio.picture"):
        monkeypatch.setattr(file_dialog, "default_folder", lambda: tmp_path / "nowhere")
        ask(board, key)
        QApplication.processEvents()
        [dialog] = [w for w in QApplication.topLevelWidgets() if isinstance(w, SheetFileDialog) and w.isVisible()]
        dialog.write_button.setFocus()
        press("Return")
        board.settle()
        told = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not board.window]
        assert told, "the refusal is said"
        for one in told:
            one.close()
        QApplication.processEvents()
    assert list(tmp_path.rglob("*.xlsx")) == list(tmp_path.rglob("*.png")) == []
