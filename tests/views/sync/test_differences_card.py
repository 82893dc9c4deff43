"""The card of differences on the page of syncing."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.views.sync.differences_card import DifferencesCard
from tests.views.desks import words
from tests.views.sync.questions import many, usual


def shown(qtbot: QtBot) -> DifferencesCard:
    card = DifferencesCard()
    qtbot.addWidget(card)
    card.resize(700, 300)
    card.show()
    return card


def test_that_it_names_the_first_records_and_counts_the_rest(qtbot: QtBot) -> None:
    card = shown(qtbot)
    card.show_rows(many(5))
    qtbot.wait(1)
    said = words(card)
    assert "顧客 0" in said
    assert "顧客 3" not in said
    assert "ほか 2件" in said


def test_that_nothing_is_asked_where_nothing_differs(qtbot: QtBot) -> None:
    card = shown(qtbot)
    card.show_rows(usual())
    card.show_rows([])
    qtbot.wait(1)
    assert not card.button.isVisible()
    assert "食い違いはありません" in words(card)
    assert "青葉信用金庫" not in words(card)


def test_that_the_button_asks_to_settle_them(qtbot: QtBot) -> None:
    card = shown(qtbot)
    card.show_rows(usual())
    with qtbot.waitSignal(card.wanted):
        card.button.click()
