"""What of the whole book goes out from Portfolio: the week on the clipboard, the figures as slides."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.views.call import file_dialog
from app.views.call.file_dialog import SheetFileDialog
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


def test_that_the_figures_are_written_as_slides(board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_dialog, "_documents", lambda: tmp_path)
    ask(board, "portfolio.deck")
    QApplication.processEvents()
    [dialog] = [w for w in QApplication.topLevelWidgets() if isinstance(w, SheetFileDialog) and w.isVisible()]
    dialog.write_button.setFocus()
    press("Return")
    wait_until(dialog.to.exists, "the deck is there")
    assert "ポートフォリオ指標" in Presentation(str(dialog.to)).core_properties.title
    board.settle()
