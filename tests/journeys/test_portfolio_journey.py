"""The money of the whole book by keys alone: each number leads to its accounts, and a renewal gets its forecast."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.language import _
from app.operations.accounts import account_rows
from app.operations.money.calls import CallRow, calls_until
from app.views.account.page import AccountPage
from app.views.account.renewal.call_sheet import CallSheet
from app.views.portfolio.contents import HEALTH, SECTIONS, TIME, VALUE
from app.views.portfolio.page import PortfolioPage
from app.views.portfolio.renewals.board_card import RenewalBoardCard
from app.views.portfolio.retention.figure_tile import FigureTile
from app.views.portfolio.tile import Tile
from app.views.portfolio.time.matrix import TimeMatrix
from app.views.portfolio.value.curve import CurvePicture
from app.views.table_view import RowTableView
from tests.journeys.conftest import MONDAY, Start
from tests.journeys.eyes import ask, main_window, opened_accounts, page_of
from tests.journeys.hands import focus, press, shown_widgets, tab_to, wait_until, write

REASON = {"ja": "席数を 2割減らす話が出ている", "en": "They spoke of a fifth fewer seats"}


def quiet() -> bool:
    """Tell whether everything that was asked for is on the screen."""
    return main_window().workspace.busy == 0


def tiles() -> list[QAbstractButton]:
    """Return the numbers that can be pressed."""
    return [one for one in shown_widgets() if isinstance(one, Tile | FigureTile)]


def list_in_focus() -> RowTableView:
    """Go through the parts of the place until a list of accounts has the focus; that of cohorts lists none."""
    for _press in range(12):
        now = focus()
        if isinstance(now, RowTableView) and now.accessibleName() != _("Cohorts"):
            return now
        press("F6")
    raise AssertionError("no list within reach of F6")


def opens_the_account() -> None:
    """Open the first account of the list by Enter, see that it is one of the book, and come back."""
    list_in_focus()
    press("Home", "Return")
    page = page_of(AccountPage)
    assert page.account_id in {row.id for row in ask(account_rows, today=MONDAY)}
    press("Alt+Left")
    page_of(PortfolioPage)
    wait_until(quiet, "the place is back")


def section(digit: int) -> None:
    """Turn to a section of money by its digit."""
    press(str(digit))
    wait_until(quiet, "its figures")


def every_number_of_retention() -> None:
    """Press each number of retention, and see its list; from one of them open an account."""
    lists: list[tuple[str, ...]] = []
    names = [one.accessibleName() for one in tiles()]
    assert len(names) >= 9
    for name in names:
        tab_to(name)
        press("Space")
        wait_until(quiet, "the list behind it")
        lists.append(tuple(view.accessibleName() for view in shown_widgets() if isinstance(view, RowTableView)))
    assert len({names for names in lists if names}) > 4
    tab_to(names[0])
    press("Space")
    opens_the_account()


def called(reason: str) -> list[CallRow]:
    """Return the calls that were made for a reason."""
    return [call for call in ask(calls_until, MONDAY) if call.reason == reason]


def call_a_renewal(reason: str) -> None:
    """Make a forecast call for the first renewal of the board: refused without a reason, then kept."""
    wait_until(lambda: isinstance(focus(), RenewalBoardCard), "the board has the focus")
    account = focus().accessibleName()
    press("M")
    wait_until(lambda: isinstance(QApplication.activeWindow(), CallSheet), "the sheet is in front")
    sheet = QApplication.activeWindow()
    tab_to(_("Worst"))
    press("Ctrl+A")
    write("0")
    tab_to(_("Committed"))
    press("Ctrl+A")
    write("1000")
    tab_to(_("Best"))
    press("Ctrl+A")
    write("2000")
    tab_to(_("Write the call down"))
    press("Space")
    assert QApplication.activeWindow() is sheet
    assert not called(reason)
    tab_to(_("Why"))
    write(reason)
    tab_to(_("Write the call down"))
    press("Space")
    wait_until(lambda: called(reason), "the call is kept")
    [call] = called(reason)
    assert [str(one) for one in (call.worst, call.committed, call.best)] == ["0", "1000", "2000"]
    assert call.account in account
    wait_until(lambda: QApplication.activeWindow() is main_window(), "the sheet is gone")
    wait_until(quiet, "the board is shown again")
    press("Ctrl+Z")
    wait_until(lambda: not called(reason), "it is taken back")
    wait_until(quiet, "the board is shown again")


def every_number_here(least: int) -> None:
    """Press each number of a section by Space, see its list, and from one of them open an account and come back."""
    names = [one.accessibleName() for one in tiles()]
    assert len(names) >= least
    lists: list[tuple[str, ...]] = []
    for name in names:
        tab_to(name)
        press("Space")
        wait_until(quiet, "the list behind it")
        lists.append(tuple(view.accessibleName() for view in shown_widgets() if isinstance(view, RowTableView)))
    assert len(set(lists)) >= min(least, 3)
    tab_to(names[0])
    press("Space")
    opens_the_account()


def tab_to_part(kind: type[QWidget]) -> None:
    """Press Tab until a part of the section has the focus."""
    [name] = [one.accessibleName() for one in shown_widgets() if isinstance(one, kind)]
    tab_to(name)


def along_the_curve() -> None:
    """Go along the curve of the customers that started: at its end stand all who had their first value by then."""
    tab_to_part(CurvePicture)
    press("End")
    wait_until(quiet, "who had their first value")
    [title] = [view.accessibleName() for view in shown_widgets() if isinstance(view, RowTableView)
               and view.accessibleName() != _("Cohorts")]  # fmt: skip
    press("Home")
    wait_until(quiet, "who had it on the first day")
    assert title not in [view.accessibleName() for view in shown_widgets() if isinstance(view, RowTableView)]
    press("Escape")
    opens_the_account()


def from_a_cell() -> None:
    """Go to the cell of all my time; Enter leads to its accounts, and Enter there to the first of them."""
    tab_to_part(TimeMatrix)
    matrix = focus()
    assert isinstance(matrix, TimeMatrix)
    press("Up", "Left")
    press("Down", "Right")
    said = matrix.accessibleName()
    press("Return")
    assert isinstance(focus(), RowTableView), said
    opens_the_account()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_time_to_value_and_my_time_lead_to_their_accounts(lang: str, profile: Path, start: Start) -> None:
    def person() -> None:
        opened_accounts(12)
        press("G", "F")
        page = page_of(PortfolioPage)
        wait_until(quiet, "the figures")
        section(5)
        assert page.shown() == VALUE
        every_number_here(6)
        along_the_curve()
        section(6)
        assert page.shown() == TIME
        every_number_here(3)
        from_a_cell()

    start(lang, person, MONDAY)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_number_of_the_book_leads_to_its_accounts(lang: str, profile: Path, start: Start) -> None:
    def person() -> None:
        opened_accounts(12)
        press("G", "F")
        page = page_of(PortfolioPage)
        wait_until(quiet, "the figures")
        assert page.shown() == next(iter(SECTIONS))
        every_number_of_retention()
        section(2)
        call_a_renewal(REASON[lang])
        for digit in (3, 4, 5, 6):
            section(digit)
            opens_the_account()
        press("0")
        wait_until(quiet, "the other half")
        assert SECTIONS[page.shown()].half == HEALTH

    start(lang, person, MONDAY)
