"""The lists of renewals in large letters: they do not scroll sideways, and no figure in them is cut off.

The forecast has more columns than a window of 1440 takes at 150 %: it leaves out those that a tooltip says too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.money.renewals import LATER
from app.views import looks, theme
from app.views.header import LEAD, PAD
from app.views.paint.text import RIGHT
from app.views.portfolio.contents import ANSWERS, MOVEMENT, RENEWALS
from app.views.portfolio.parts import TableCard
from app.views.portfolio.renewals.columns import FORECAST_SPARE, OPEN_SPARE
from app.views.portfolio.renewals.section import FORECAST, OUTCOME
from tests.builders import made_up_profile, opened
from tests.views.portfolio.test_portfolio_page import Board


@pytest.fixture(params=[("ja", 100), ("ja", 130), ("ja", 150), ("en", 100), ("en", 130), ("en", 150)])
def board(
    request: pytest.FixtureRequest, tmp_path: Path, settings: QSettings, qtbot: QtBot, qapp: QApplication
) -> Iterator[Board]:
    lang, scale = request.param
    with opened(made_up_profile(tmp_path / "profile")) as book:
        looks.speak(qapp, lang)
        theme.use(qapp, "light", scale)
        made = Board(book, settings, qtbot)
        yield made
        assert made.workspace.close()
        looks.speak(qapp, "ja")
        theme.use(qapp, "light")


def fits(card: TableCard) -> None:
    """Require that every figure of a list is whole, without scrolling."""
    view, now = card.view, theme.current()
    seen = [at for at in range(len(card.table.columns)) if not view.isColumnHidden(at)]
    for at, column in [(at, card.table.columns[at]) for at in seen]:
        least = card.narrow.get(column.key, column.text)
        room = view.columnWidth(at) - PAD - (LEAD if at == 0 else PAD)
        for row in card.table.shown_rows():
            assert column.align != RIGHT or now.width(least(row), "body") <= room, (column.key, least(row))
        assert column.align != RIGHT or now.width(column.title, "caption", 500) <= room, column.title


def test_that_the_lists_of_renewals_fit_at_every_size(board: Board) -> None:
    board.turn(RENEWALS)
    section = board.page.section()
    for view in (OUTCOME, FORECAST):
        section.turn_to(view)  # type: ignore[attr-defined]
        board.settle()
        part = section.part(view)  # type: ignore[attr-defined]
        for key in part.tiles:
            part.choose(key)
            board.settle()
            if part.table.rowCount():
                fits(part.list)
                assert part.list.view.horizontalScrollBar().maximum() == 0, key


def test_that_what_a_list_leaves_out_is_said_by_a_tooltip(board: Board) -> None:
    board.turn(RENEWALS)
    section = board.page.section()
    section.turn_to(FORECAST)  # type: ignore[attr-defined]
    board.settle()
    card = section.forecast.list  # type: ignore[attr-defined]
    keys = [column.key for column in card.table.columns]
    hidden = {key for at, key in enumerate(keys) if card.view.isColumnHidden(at)}
    assert hidden == (set(FORECAST_SPARE) if theme.current().scale == 150 else set())
    called = next(at for at, row in enumerate(card.table.shown_rows()) if row.call is not None)
    tip = card.table.data(card.table.index(called, keys.index("end")), Qt.ItemDataRole.ToolTipRole)
    for key in FORECAST_SPARE:
        assert card.table.words(called, keys.index(key)) in tip


def test_that_a_week_of_the_board_does_not_scroll_sideways(board: Board) -> None:
    board.turn(RENEWALS)
    section = board.page.section()
    part = section.board  # type: ignore[attr-defined]
    part.show_list(LATER)
    board.settle()
    view, table = part.list.view, part.list.table
    assert view.horizontalScrollBar().maximum() == 0
    keys = [column.key for column in table.columns]
    tip = table.data(table.index(0, keys.index("notice")), Qt.ItemDataRole.ToolTipRole)
    for key in OPEN_SPARE:
        assert table.words(0, keys.index(key)) in tip


def test_that_the_renewals_looked_back_on_do_not_scroll_sideways(board: Board) -> None:
    board.turn(ANSWERS)
    board.settle()
    card = board.page.section().list  # type: ignore[attr-defined]
    assert card.view.horizontalScrollBar().maximum() == 0
    keys = [column.key for column in card.table.columns]
    tip = card.table.data(card.table.index(0, keys.index("happened")), Qt.ItemDataRole.ToolTipRole)
    assert card.table.words(0, keys.index("decided")) in tip


def test_that_the_numbers_over_a_list_are_whole(board: Board) -> None:
    for key in (MOVEMENT, RENEWALS):
        board.turn(key)
        section = board.page.section()
        if key == RENEWALS:
            section.turn_to(FORECAST)  # type: ignore[attr-defined]
        board.settle()
        tiles = section.tiles if key == MOVEMENT else section.forecast.tiles  # type: ignore[attr-defined]
        for tile in tiles.values():
            assert tile.width() >= tile.sizeHint().width(), (key, tile.figure())


def test_that_the_order_by_a_column_keeps_it_in_sight(board: Board) -> None:
    board.turn(RENEWALS)
    section = board.page.section()
    section.turn_to(FORECAST)  # type: ignore[attr-defined]
    card = section.forecast.list  # type: ignore[attr-defined]
    at = [column.key for column in card.table.columns].index("called")
    card.table.sort(at)
    section.forecast.choose("due")  # type: ignore[attr-defined]
    board.settle()
    card.view.resized.emit()
    assert not card.view.isColumnHidden(at)


def test_that_a_width_that_a_person_chose_stays(board: Board) -> None:
    board.turn(RENEWALS)
    section = board.page.section()
    section.turn_to(OUTCOME)  # type: ignore[attr-defined]
    board.settle()
    part = section.part(OUTCOME)  # type: ignore[attr-defined]
    wide = part.list.view.columnWidth(0) + 40
    part.list.view.setColumnWidth(0, wide)
    part.choose("all")
    assert part.list.view.columnWidth(0) == wide
