"""The states of renewals: the cards and sheets on the page of an account, and their section of Portfolio."""

from __future__ import annotations

from functools import partial

from app.operations.money.renewals import LATER
from app.views.account.page import OVERVIEW, AccountPage
from app.views.portfolio.contents import RENEWALS
from app.views.portfolio.page import PortfolioPage
from app.views.portfolio.renewals.section import BOARD, FORECAST, OUTCOME, RenewalsSection
from app.views.stage import Shot, Stage
from app.views.states.bring import open_account


def _account(stage: Stage) -> AccountPage | None:
    if not open_account(stage, OVERVIEW):
        return None
    stage.settle()
    page = stage.page()
    return page if isinstance(page, AccountPage) else None


def _lines(stage: Stage) -> bool:
    page = _account(stage)
    if page is not None:
        page.overview.ensureWidgetVisible(page.overview.money, 0, 0)
        rows = page.overview.money.lines.rows
        if rows:
            rows[0].click()
    return page is not None


def _call(stage: Stage) -> bool:
    page = _account(stage)
    if page is not None:
        page.overview.renewal.ask_call()
    return page is not None


def _outcome(stage: Stage) -> bool:
    page = _account(stage)
    if page is not None:
        page.overview.renewal.ask_outcome()
    return page is not None


def _section(stage: Stage, view: str = BOARD) -> RenewalsSection:
    window, _places = stage.main()
    page = window.open("portfolio", RENEWALS)
    assert isinstance(page, PortfolioPage)
    stage.settle()
    section = page.section()
    assert isinstance(section, RenewalsSection)
    section.turn_to(view)
    section.panes()[0].setFocus()
    stage.settle()
    return section


def _listed(stage: Stage) -> None:
    _section(stage).board.show_list(LATER)


def _mark(stage: Stage) -> None:
    marks = _section(stage, FORECAST).forecast.months.marks
    if marks:
        marks[0].click()


SHOTS: tuple[Shot, ...] = (
    Shot("account-money", _lines),
    Shot("account-call", _call),
    Shot("account-outcome", _outcome),
    Shot("portfolio-renewals", _section),
    Shot("portfolio-renewals-list", _listed),
    Shot("portfolio-renewals-forecast", partial(_section, view=FORECAST)),
    Shot("portfolio-renewals-month", _mark),
    Shot("portfolio-renewals-outcome", partial(_section, view=OUTCOME)),
    Shot("portfolio-renewals-empty", _section, empty=True),
)
