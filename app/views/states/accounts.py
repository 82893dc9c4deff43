"""The states of the list of accounts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.operations.account_filter import Filters
from app.views.accounts.page import AccountsPage
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words
from app.vocabulary import Band, Phase, Segment


def _page(stage: Stage) -> AccountsPage:
    window, _places = stage.main()
    page = window.open("accounts")
    assert isinstance(page, AccountsPage)
    stage.settle()
    return page


def _chips(stage: Stage) -> None:
    page = _page(stage)
    page.narrow(replace(Filters(), chosen={"segment": (Segment.HIGH, Segment.LOW)}))
    stage.settle()
    page.bar.open("phase")


def _columns(stage: Stage) -> None:
    _page(stage).open_columns()


def _peek(stage: Stage) -> bool:
    page = _page(stage)
    at = page.table.place_of(stage.account() or "")
    if at < 0:
        return False
    page.view.go_to(at)
    page.acts.toggle_peek()
    # Columns give way a moment after the list has become narrower.
    stage.wait(0.1)
    return True


def _bands(stage: Stage) -> None:
    page = _page(stage)
    page.narrow(replace(Filters(), chosen={"health": (Band.RISK, Band.WATCH)}))
    stage.settle()
    page.bar.open("health")


def _feeling(stage: Stage) -> bool:
    account_id = stage.account()
    if account_id is None:
        return False
    _window, places = stage.main()
    stage.settle()
    places.feel(account_id)
    return True


def _bulk(stage: Stage) -> None:
    page = _page(stage)
    page.view.go_to(0)
    for key in (Qt.Key.Key_X, Qt.Key.Key_Down, Qt.Key.Key_X, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_X):
        QTest.keyClick(page.view, key)


def _bulk_tags(stage: Stage) -> None:
    _bulk(stage)
    page = stage.page()
    assert isinstance(page, AccountsPage)
    page.acts.bar().open_tags()


def _new(stage: Stage) -> None:
    sheet = _page(stage).acts.new()
    if sheet is not None:
        sheet.name.setText(in_words("東雲フーズ", "Lumen Foods"))


def _named_view(stage: Stage) -> None:
    page = _page(stage)
    page.narrow(Filters(quick="notice"))
    stage.settle()
    page.views.ask_to_save()


def _no_condition(stage: Stage) -> None:
    _page(stage).narrow(Filters(quick="today", chosen={"phase": (Phase.CHURNED,)}))


SHOTS: tuple[Shot, ...] = (
    Shot("accounts", _page),
    Shot("accounts-filtered", lambda stage: _page(stage).filter.setText(in_words("しんよう", "health"))),
    Shot("accounts-chips", _chips),
    Shot("accounts-bands", _bands),
    Shot("accounts-feeling", _feeling),
    Shot("accounts-columns", _columns),
    Shot("accounts-peek", _peek),
    Shot("accounts-bulk", _bulk),
    Shot("accounts-tags", _bulk_tags),
    Shot("accounts-new", _new),
    Shot("accounts-view", _named_view),
    Shot("accounts-no-hit", _no_condition),
    Shot("accounts-empty", _page, empty=True),
)
