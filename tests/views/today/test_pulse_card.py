"""The health of all accounts beside Today: counts, what differs from a week ago, and the way to the accounts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.health.bands import Bands
from app.views import looks
from app.views.today.pulse_card import PulseCard, moves_words
from app.vocabulary import Band

NOW = {Band.GOOD: 27, Band.WATCH: 9, Band.RISK: 4, Band.UNKNOWN: 2}
BANDS = Bands(NOW, {Band.GOOD: 30, Band.WATCH: 7, Band.RISK: 3, Band.UNKNOWN: 2})


@pytest.fixture
def card(qtbot: QtBot) -> PulseCard:
    made = PulseCard()
    qtbot.addWidget(made)
    made.resize(340, 140)
    made.show_bands(BANDS)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_that_moves_are_told_in_words(qapp: QApplication) -> None:
    assert moves_words(BANDS) == "先週比 良好 −3・注意 +2・危険 +1"
    assert moves_words(Bands(NOW, NOW)) == "先週と同じです"
    looks.speak(qapp, "en")
    assert moves_words(BANDS) == "On the week: Healthy −3 · Watch +2 · At risk +1"


def test_that_keys_and_clicks_lead_to_the_accounts_of_a_band(card: PulseCard) -> None:
    went: list[tuple[str, object]] = []
    card.went.connect(lambda place, argument: went.append((place, argument)))
    card.bar.setFocus(Qt.FocusReason.TabFocusReason)
    assert "良好 27" in card.bar.accessibleDescription()
    QTest.keyClick(card.bar, Qt.Key.Key_Right)
    assert card.bar.accessibleDescription() == "注意 9"
    QTest.keyClick(card.bar, Qt.Key.Key_Return)
    QTest.keyClick(card.bar, Qt.Key.Key_Left)
    QTest.keyClick(card.bar, Qt.Key.Key_Left)
    QTest.keyClick(card.bar, Qt.Key.Key_Space)
    spot = card.bar.cell(2).center().toPoint()
    QTest.mouseClick(card.bar, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseClick(card.bar, Qt.MouseButton.LeftButton, pos=QPoint(spot.x(), 2))
    assert went == [("accounts", "band:watch"), ("accounts", "band:unknown"), ("accounts", "band:risk")]


def test_that_the_words_have_room_or_stand_below(card: PulseCard) -> None:
    for width in (340, 230, 600):
        card.resize(width, 160)
        QApplication.processEvents()
        beside, under = not card._moves.isHidden(), not card._under.isHidden()
        assert beside is not under
        if beside:
            assert card._moves.sizeHint().width() <= card._moves.width() + 1


def test_that_nothing_is_shown_before_anything_is_known(card: PulseCard) -> None:
    card.show_bands(None)
    assert card.isHidden()
    card.show_bands(Bands({}, {}))
    QApplication.processEvents()
