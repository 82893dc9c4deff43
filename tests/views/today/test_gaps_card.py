"""What this quarter lacks of its rhythms, beside Today: counts by kind, and the way to the accounts by keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.operations.rhythm_gaps import Lacking, RhythmGap
from app.views import looks
from app.views.today.gaps_card import GapsCard
from app.vocabulary import Rhythm
from tests.builders import TODAY

AOBA = Lacking("a", "青葉 & 信用金庫", date(2025, 12, 1))
MIDORI = Lacking("m", "みどり食品", date(2026, 12, 1))
GAPS = (RhythmGap(Rhythm.HEALTH_CHECK, (AOBA, MIDORI)), RhythmGap(Rhythm.EXECUTIVE, (MIDORI,)))


@pytest.fixture
def card(qtbot: QtBot) -> GapsCard:
    made = GapsCard()
    qtbot.addWidget(made)
    made.resize(340, 160)
    made.show_gaps(GAPS, TODAY)
    qtbot.waitExposed(made)
    made.activateWindow()
    QTest.qWait(10)
    return made


def said(card: GapsCard) -> list[str]:
    return [line.accessibleName() for line in card.lines if not line.isHidden()]


def menu_of(card: GapsCard) -> QMenu:
    [menu] = [one for one in card.findChildren(QMenu) if one.isVisible()]
    return menu


def test_that_each_kind_is_told_with_how_many_lack_it(card: GapsCard, qapp: QApplication) -> None:
    assert said(card) == ["ヘルスチェック、2社", "幹部レビュー、1社"]
    looks.speak(qapp, "en")
    card.show_gaps(GAPS, TODAY)
    assert said(card) == ["Health check, 2 accounts", "Executive review, 1 account"]


def test_that_keys_lead_to_the_accounts_behind_a_line(card: GapsCard) -> None:
    went: list[tuple[str, object]] = []
    card.went.connect(lambda place, argument: went.append((place, argument)))
    card.lines[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(card.lines[0], Qt.Key.Key_Return)
    menu = menu_of(card)
    assert [action.text() for action in menu.actions()] == [
        "青葉 && 信用金庫\t2025年12月から未実施", "みどり食品\t次は 12月",
    ]  # fmt: skip
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    QTest.keyClick(card.lines[0], Qt.Key.Key_Down)
    assert card.lines[1].hasFocus()
    QTest.mouseClick(card.lines[1], Qt.MouseButton.LeftButton)
    QTest.keyClick(menu_of(card), Qt.Key.Key_Return)
    assert went == [("account", "m"), ("account", "m")]


def test_that_it_is_hidden_where_nothing_is_lacking(card: GapsCard) -> None:
    card.show_gaps(GAPS[:1], TODAY)
    assert said(card) == ["ヘルスチェック、2社"]
    card.show_gaps((), TODAY)
    assert card.isHidden()
