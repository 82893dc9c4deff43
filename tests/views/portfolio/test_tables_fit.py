"""The lists of renewals in large letters: they do not scroll sideways, and no figure in them is cut off.

The forecast has one column more than a window of 1440 takes at 150 %; it scrolls there, and its figures are whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views import looks, theme
from app.views.header import LEAD, PAD
from app.views.paint.text import RIGHT
from app.views.portfolio.contents import RENEWALS
from app.views.portfolio.parts import TableCard
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
    for at, column in enumerate(card.table.columns):
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
        part = section._parts[view]  # type: ignore[attr-defined]
        for key in part.tiles:
            part.choose(key)
            board.settle()
            if part.table.rowCount():
                fits(part.list)
                if view == OUTCOME or theme.current().scale < 150:
                    assert part.list.view.horizontalScrollBar().maximum() == 0, key


def test_that_a_width_that_a_person_chose_stays(board: Board) -> None:
    board.turn(RENEWALS)
    section = board.page.section()
    section.turn_to(OUTCOME)  # type: ignore[attr-defined]
    board.settle()
    part = section._parts[OUTCOME]  # type: ignore[attr-defined]
    wide = part.list.view.columnWidth(0) + 40
    part.list.view.setColumnWidth(0, wide)
    part.choose("all")
    assert part.list.view.columnWidth(0) == wide
