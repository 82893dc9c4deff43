"""Every number of Portfolio by keys, on the whole made-up book: Enter on it shows the accounts behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.operations.accounts import account_rows
from app.views.portfolio.backtest_tables import FlatTable
from app.views.portfolio.contents import SECTIONS
from app.views.portfolio.expansion.matrix_view import MatrixView
from app.views.portfolio.losses.bars import BarRow
from app.views.portfolio.renewals.board_card import MoreCard, RenewalBoardCard
from app.views.portfolio.renewals.months import Mark
from app.views.portfolio.renewals.section import BOARD, FORECAST, OUTCOME
from app.views.portfolio.retention.bridge_chart import BridgeChart
from app.views.portfolio.retention.cards import COURSE, METHODS, MRR
from app.views.portfolio.retention.course_chart import CourseChart
from app.views.portfolio.retention.figure_tile import FigureTile
from app.views.portfolio.tile import Tile
from app.views.portfolio.time.matrix import TimeMatrix
from app.views.portfolio.value.curve import CurvePicture
from app.views.table_view import RowTableView
from app.views.widgets.empty_state import EmptyState
from tests.builders import TODAY, made_up_profile, opened
from tests.journeys.hands import press
from tests.views.portfolio.test_portfolio_page import Board

NUMBERS = (Tile, FigureTile, BarRow, Mark)
TOOLS = (QAbstractButton, QLineEdit)
MOST = 40


@pytest.fixture
def board(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Board]:
    with opened(made_up_profile(tmp_path / "profile")) as book:
        made = Board(book, settings, qtbot)
        made.page.account_wanted.connect(made.went.append)
        yield made
        assert made.workspace.close()


def account_of(row: Any) -> str:
    """Return the id of the account that a row of a list is about; "" for a row of figures."""
    for name in ("account_id", "customer"):
        if isinstance(found := getattr(row, name, None), str):
            return found
    for name in ("account", "lead", "row"):
        inner = getattr(row, name, None)
        if isinstance(inner, str) and name == "account":
            return inner
        if inner is not None and (found := account_of(inner)):
            return found
    return ""


def lists(section: QWidget) -> list[RowTableView]:
    """Return the lists of accounts that are shown."""
    views = [view for view in section.findChildren(RowTableView) if view.isVisible() and view.table.rowCount()]
    return [view for view in views if account_of(view.table.row_at(0))]


def empty(section: QWidget) -> bool:
    """Tell whether a sentence says why there is nobody."""
    return any(one.isVisible() for one in section.findChildren(EmptyState))


def behind(board: Board, what: str, number: str) -> None:
    """Require a list of accounts of the book, each row of which Enter opens; none only behind a nought."""
    section = board.page.section()
    shown = lists(section)
    if not shown and any(one.isVisible() and one.matrix.rows for one in section.findChildren(MatrixView)):
        # The rows of the whitespace are the accounts; beside it stand those without the product that is chosen.
        return
    if not any(sign in number for sign in "123456789"):
        assert shown or empty(section), what
        return
    assert shown, what
    known = {row.id for row in board.book.read(account_rows, today=TODAY)}
    for view in shown:
        for at in range(view.table.rowCount()):
            assert account_of(view.table.row_at(at)) in known, what
    view = shown[-1]
    board.went.clear()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.go_to(0)
    press("Return")
    assert board.went == [account_of(view.table.row_at(0))], what


def sweep(board: Board) -> int:
    """Press every number of what is shown by Enter; return how many there are."""
    section, count = board.page.section(), 0
    focusable = [one for one in section.findChildren(QWidget) if one.isVisible() and one.isEnabled()]
    # The pictures first: a number may put a list in their place.
    for part in sorted(focusable, key=lambda one: isinstance(one, NUMBERS)):
        # What was pressed before may have put something else in its place.
        if not shiboken6.isValid(part) or not part.isVisible():
            continue
        if isinstance(part, NUMBERS):
            part.setFocus(Qt.FocusReason.TabFocusReason)
            assert QApplication.focusWidget() is part
            press("Return")
            board.settle()
            behind(board, part.accessibleName(), _number(part))
            count += 1
        elif isinstance(part, BridgeChart | CourseChart):
            count += along(board, part, "Right", "Return")
        elif isinstance(part, TimeMatrix):
            count += cells(board, part)
        elif isinstance(part, CurvePicture):
            count += along(board, part, "Right", "")
        elif isinstance(part, RenewalBoardCard):
            part.setFocus(Qt.FocusReason.TabFocusReason)
            board.went.clear()
            press("Return")
            assert board.went == [part.row.account_id] if part.row is not None else not board.went
            count += 1
        elif isinstance(part, MatrixView):
            count += products(board, part)
        elif isinstance(part, RowTableView) and not account_of(part.table.row_at(0) if part.table.rowCount() else None):
            count += figures(board, part)
        elif part.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(part, (*TOOLS, RowTableView, MoreCard)):
            raise AssertionError(f"nobody knows what Enter does on {part}: {part.accessibleName()}")
    return count


def _number(part: QWidget) -> str:
    return part.number() if isinstance(part, Tile | FigureTile) else "1"


def along(board: Board, part: QWidget, step: str, enter: str) -> int:
    """Go along a picture from its first place to its last."""
    seen: list[str] = []
    part.setFocus(Qt.FocusReason.TabFocusReason)
    press("Home")
    while len(seen) < MOST:
        said = part.accessibleName()
        if seen and said == seen[-1]:
            break
        seen.append(said)
        if enter:
            press(enter)
        board.settle()
        # A month or a term in which nothing moved lists nobody; its words tell by a nought.
        shown = lists(board.page.section()) or [
            v for v in board.page.section().findChildren(EmptyState) if v.isVisible()
        ]
        assert shown, said
        part.setFocus(Qt.FocusReason.TabFocusReason)
        press(step)
    return len(seen)


def cells(board: Board, matrix: TimeMatrix) -> int:
    """Go through every cell of purpose and segment; Enter goes to the list of its accounts."""
    count = 0
    for down, line in enumerate(matrix._lines):
        for across, (segment, _name) in enumerate(matrix._segments):
            matrix.setFocus(Qt.FocusReason.TabFocusReason)
            press(*["Up"] * len(matrix._lines), *["Left"] * len(matrix._segments))
            press(*["Down"] * down, *["Right"] * across)
            assert matrix.cell() == (line.key, segment)
            figure = line.cells[across].figure
            press("Return")
            if any(sign in figure for sign in "123456789"):
                view = QApplication.focusWidget()
                assert isinstance(view, RowTableView), line.cells[across].said
                behind(board, line.cells[across].said, figure)
            count += 1
    return count


def products(board: Board, matrix: MatrixView) -> int:
    """Go through the whitespace: Space lists who does not have a product, Enter opens the account of a row."""
    count = 0
    for at in range(matrix.matrix.columnCount()):
        product = matrix.matrix.product(at)
        matrix.setFocus(Qt.FocusReason.TabFocusReason)
        matrix.setCurrentIndex(matrix.matrix.index(0, at))
        press("Space")
        board.settle()
        if product is not None:
            behind(board, product.name, str(product.lacking))
            count += 1
    for at in (0, matrix.matrix.rowCount() - 1):
        matrix.setFocus(Qt.FocusReason.TabFocusReason)
        matrix.setCurrentIndex(matrix.matrix.index(at, 0))
        board.went.clear()
        press("Return")
        assert board.went == [matrix.customer_here()]
        count += 1
    return count


def figures(board: Board, view: RowTableView) -> int:
    """Press every row of a table of figures, in the back-test every number of it."""
    across = view.table.columns if isinstance(view, FlatTable) else view.table.columns[:1]
    for at in range(view.table.rowCount()):
        for column in range(len(across)):
            view.setFocus(Qt.FocusReason.TabFocusReason)
            view.setCurrentIndex(view.table.index(at, column))
            press("Return")
            board.settle()
            assert lists(board.page.section()) or empty(board.page.section())
    return view.table.rowCount() * len(across)


def states(section: Any, key: str) -> list[Callable[[], object]]:
    """Return what brings each state of a section: its views, orders and parts."""
    if key == "renewals":
        return [lambda view=view: section.turn_to(view) for view in (BOARD, FORECAST, OUTCOME)]
    if key == "retention":
        return [lambda part=part: section.course.turn(part) for part in (COURSE, MRR, METHODS)]
    if key == "losses":
        return [lambda by=by: section.choose(by, section._lost.fits[0].value if by == "fit" else
                section._lost.sellers[0].value) for by in ("fit", "seller")]  # fmt: skip
    if key == "value":
        return [lambda by=by: (section.by.choose(by), section.by.chosen.emit(by)) for by in ("quarter", "segment")]
    if key == "expansion":
        return [lambda: section.choose("room")]
    return [lambda: None]


LEAST = {"retention": 60, "renewals": 30, "losses": 25, "expansion": 17, "value": 20, "time": 40}


@pytest.mark.parametrize("key", SECTIONS)
def test_that_enter_on_every_number_shows_its_accounts(board: Board, key: str) -> None:
    board.turn(key)
    count = 0
    for bring in states(board.section(key), key):
        bring()
        board.settle()
        count += sweep(board)
    assert count >= LEAST.get(key, 0)
    assert lists(board.page.section()) or empty(board.page.section())
