"""What of the whole book goes out from Portfolio: the week on the clipboard, the figures as slides or a workbook."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pptx import Presentation
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from python_calamine import CalamineWorkbook

from app.operations.settings import choose
from app.views import theme
from app.views.call.file_dialog import SheetFileDialog
from app.views.dialogs import write_file
from app.views.portfolio import picture as parts
from app.views.portfolio.contents import EXPANSION, LOSSES, MONEY, RETENTION, SECTIONS
from app.views.portfolio.picture import Drawing, steps
from app.views.running import Running
from app.vocabulary import Segment
from tests.journeys.hands import press, wait_until
from tests.views.portfolio.test_portfolio_page import Board, board, book
from tests.views.test_wardrobe import Dressings

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
    monkeypatch.setattr(write_file, "default_folder", lambda: folder)
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


def followed(board: Board, monkeypatch: pytest.MonkeyPatch) -> list[Running]:
    """Return a list that takes up every work under way that the window shows a card for."""
    found: list[Running] = []
    follow = board.window.follow

    def watch(running: Running, name: str) -> object:
        found.append(running)
        return follow(running, name)

    monkeypatch.setattr(board.page.going_out._host, "follow", watch)
    return found


def test_that_the_workbook_shows_how_far_it_is(board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[tuple[int, int]] = []
    report = Running._report

    def heard(running: Running, n: int, total: int, words: str = "") -> None:
        moved.append((n, total))
        report(running, n, total, words)

    monkeypatch.setattr(Running, "_report", heard)
    works = followed(board, monkeypatch)
    board.turn(RETENTION)
    write(board, "portfolio.workbook", tmp_path, monkeypatch)
    assert len(works) == 1
    assert moved
    assert all(0 <= n <= of for n, of in moved)
    assert moved[-1][0] == moved[-1][1] > 0


def test_that_a_workbook_that_is_stopped_leaves_no_file(
    board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.operations import export_view

    works = followed(board, monkeypatch)
    begun, go_on = Event(), Event()
    fill = export_view._fill

    def held(report: Any, cancelled: Any, path: Path, sheets: Any) -> None:
        begun.set()
        assert go_on.wait(10)
        fill(report, cancelled, path, sheets)

    monkeypatch.setattr(export_view, "_fill", held)
    monkeypatch.setattr(write_file, "default_folder", lambda: tmp_path)
    before = set(tmp_path.iterdir())
    dialog = board.page.going_out.ask_for_workbook()
    dialog.write_button.click()
    assert begun.wait(10)
    assert any(one.suffix == ".part" for one in set(tmp_path.iterdir()) - before)
    [work] = works
    work.cancel()
    go_on.set()
    board.settle()
    assert set(tmp_path.iterdir()) == before


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


@pytest.mark.parametrize("key", [key for key, entry in SECTIONS.items() if entry.half == MONEY])
def test_that_a_picture_out_of_the_dark_is_that_of_the_light_and_dresses_only_what_it_shows(
    board: Board, qapp: QApplication, key: str
) -> None:
    board.turn(key)
    *_parts, light = steps(*board.page._as_picture())
    theme.use(qapp, "dark")
    count = Dressings()
    try:
        QApplication.processEvents()
        shown = board.page.section().picture()
        around = board.window.grab().toImage()
        qapp.installEventFilter(count)
        *_parts, dark = steps(*board.page._as_picture())
        qapp.removeEventFilter(count)
        QApplication.processEvents()
        assert board.window.grab().toImage() == around
    finally:
        qapp.removeEventFilter(count)
        theme.use(qapp, "light")
    assert dark == light
    dressed = [one for one in count.n if isinstance(one, QWidget)]
    assert dressed
    assert [one for one in dressed if one is not shown and not shown.isAncestorOf(one)] == []


def test_that_a_folder_that_is_not_there_leaves_nothing(
    board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("portfolio.workbook", "portfolio.picture"):
        monkeypatch.setattr(write_file, "default_folder", lambda: tmp_path / "nowhere")
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


@pytest.mark.parametrize("key", [LOSSES, EXPANSION])
def test_that_a_picture_shows_what_is_scrolled_away_too(board: Board, qapp: QApplication, key: str) -> None:
    board.turn(key)
    theme.use(qapp, "light", 150)
    try:
        for _n in range(3):
            QApplication.processEvents()
        section = board.page.section()
        shown = section.picture()
        assert section.isAncestorOf(shown)
        assert section.height() < shown.height() >= shown.minimumSizeHint().height()
    finally:
        theme.use(qapp, "light")


@pytest.mark.parametrize("key", list(SECTIONS))
def test_that_a_picture_is_drawn_in_parts_and_is_that_of_the_whole(board: Board, key: str) -> None:
    board.turn(key)
    shown, title, about = board.page._as_picture()
    parts = [image.copy() for image in steps(shown, title, about)]
    assert len(parts) > 2
    whole, head = parts[0], theme.current().line("title") + theme.current().line("label")
    painter = QPainter(whole)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    below = QPoint(24, 24 + head + 14)
    shown.render(painter, below, QRegion(shown.rect()), QWidget.RenderFlag.DrawChildren)
    painter.end()
    assert parts[-1] == whole


def test_that_a_section_is_told_only_what_is_new_and_only_while_it_is_shown(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.turn(RETENTION)
    board.turn(LOSSES)
    told: list[str] = []
    for key in (RETENTION, LOSSES):
        monkeypatch.setattr(board.page.section(key), "show_answer", lambda what, *_rest, key=key: told.append(key))
    board.turn(RETENTION)
    board.turn(LOSSES)
    assert told == []
    board.workspace.write(choose, "grace", 10)
    board.settle()
    assert set(told) == {LOSSES}
    board.turn(RETENTION)
    assert set(told) == {LOSSES, RETENTION}


def test_that_half_a_picture_is_never_taken_for_a_whole_one(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    shown, title, about = board.page._as_picture()
    drawn = iter([None, None])
    monkeypatch.setattr(parts, "_draw_part", lambda *_which: next(drawn, 1) and 1 / 0)
    drawing = Drawing(shown, title, about, board.page)
    image = drawing.image
    wait_until(image.done, "the picture")
    assert isinstance(image.exception(), ZeroDivisionError)
