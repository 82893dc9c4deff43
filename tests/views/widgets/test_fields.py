from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.errors import BansoError
from app.views.widgets.autosave import WAIT_MS, Autosave
from app.views.widgets.chips import Chips
from app.views.widgets.day_choice import DayChoice, near_days
from app.views.widgets.fields import DayField, ListField, read_time
from tests.builders import TODAY

Key = Qt.Key


class Book:
    """Remembers what was kept, and refuses what is empty."""

    def __init__(self) -> None:
        self.kept: list[dict[str, Any]] = []

    def save(self, values: dict[str, Any]) -> None:
        if values.get("body") == "":
            raise BansoError("touchpoint.empty", field="body")
        self.kept.append(values)


def test_that_autosave_waits_for_the_last_key_and_keeps_all_fields_at_once(qtbot: QtBot) -> None:
    book, owner = Book(), QObject()
    autosave = Autosave(book.save, owner)
    for text in ("a", "ab", "abc"):
        autosave.put("body", text)
    autosave.put("who", "x")
    assert book.kept == []
    assert autosave.waits_for("body")
    with qtbot.waitSignal(autosave.kept, timeout=WAIT_MS * 4):
        pass
    assert book.kept == [{"body": "abc", "who": "x"}]


def test_that_what_was_refused_waits_and_is_tried_again(qtbot: QtBot) -> None:
    book, owner = Book(), QObject()
    autosave = Autosave(book.save, owner)
    refused: list[BansoError] = []
    autosave.refused.connect(refused.append)
    autosave.put("body", "")
    assert not autosave.flush()
    assert [error.key for error in refused] == ["touchpoint.empty"]
    assert autosave.put_now("body", "again")
    assert book.kept == [{"body": "again"}]


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("14:30", time(14, 30)), ("9", time(9)), ("9時", time(9)), ("14時半", time(14, 30)), ("14時5分", time(14, 5)),
        ("25:00", None), ("9:75", None), ("朝", None), ("", None),
    ],
)  # fmt: skip
def test_that_a_time_is_read(said: str, at: time | None) -> None:
    assert read_time(said) == at


def test_that_a_day_field_tells_only_of_another_day(qtbot: QtBot) -> None:
    field = DayField("日付", TODAY)
    qtbot.addWidget(field)
    told: list[date | None] = []
    field.chosen.connect(told.append)
    field.show_day(date(2026, 11, 24))
    for said in ("11/24", "none", "12/1", ""):
        field.setText(said)
        field.setModified(True)
        field.editingFinished.emit()
    assert told == [date(2026, 12, 1), None]


def test_that_a_list_field_sets_names_apart(qtbot: QtBot) -> None:
    field = ListField("参加者")
    qtbot.addWidget(field)
    field.setText("佐藤 花子、Ken Sato, 渡辺；，")
    assert field.words() == ("佐藤 花子", "Ken Sato", "渡辺")
    field.know(["佐藤 花子", "渡辺 一郎"])
    field.setText("佐藤 花子、渡")
    completer = field.completer()
    assert completer.splitPath(field.text()) == ["渡"]
    completer.setCompletionPrefix("渡")
    assert completer.pathFromIndex(completer.completionModel().index(0, 0)) == "佐藤 花子、渡辺 一郎"


def test_that_chips_keep_their_state_while_counts_change(qtbot: QtBot) -> None:
    chips = Chips("種類")
    qtbot.addWidget(chips)
    chips.offer([("call", "電話", 3), ("mail", "メール", 1)])
    chips.show()
    with qtbot.waitSignal(chips.changed):
        chips.chips["call"].click()
    chips.offer([("call", "電話", 4), ("visit", "訪問", 1)])
    assert chips.on() == {"call"}
    assert chips.chips["call"].accessibleName() == "電話 4"
    chips.clear()
    assert chips.on() == frozenset()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(700, 500)
    column = QVBoxLayout(made)
    button = QPushButton("起点")
    column.addWidget(button)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    button.setFocus()
    return made


def press(*keys: Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def test_that_near_days_are_those_to_come_in_order() -> None:
    days = [when for _words, when in near_days(TODAY)]
    assert days == sorted(days)
    assert all(when > TODAY for when in days)
    assert ("次の月曜", date(2026, 11, 23)) in near_days(TODAY) or ("来週月曜", date(2026, 11, 23)) in near_days(TODAY)
    assert [when for _words, when in near_days(date(2026, 11, 30))][-1] == date(2026, 12, 14)


def test_that_a_day_is_chosen_by_arrows_and_enter_and_the_focus_returns(window: QWidget, qtbot: QtBot) -> None:
    back = QApplication.focusWidget()
    choice = DayChoice("あとで", near_days(TODAY), TODAY, window)
    chosen: list[date] = []
    choice.chosen.connect(chosen.append)
    choice.appear_under(window.findChild(QPushButton))
    press(Key.Key_Down, Key.Key_Return)
    assert chosen == [near_days(TODAY)[1][1]]
    assert QApplication.focusWidget() is back


def test_that_a_day_is_written_in_words_and_what_is_none_waits(window: QWidget, qtbot: QtBot) -> None:
    choice = DayChoice("期日を変更", near_days(TODAY), TODAY, window, asks_customer=True)
    chosen: list[date] = []
    choice.chosen.connect(chosen.append)
    choice.appear_under(window.findChild(QPushButton))
    choice.field.setFocus()
    choice.field.setText("いつか")
    press(Key.Key_Return)
    assert chosen == []
    assert choice._said.text() == "日付として読めません"
    choice.field.setText("金曜")
    assert choice._said.text() == "2026/11/27 金"
    assert choice.customer_knows is None
    press(Key.Key_Return)
    assert chosen == [date(2026, 11, 27)]


def test_that_it_stays_inside_the_window_and_tab_goes_round_inside(window: QWidget, qtbot: QtBot) -> None:
    choice = DayChoice("あとで", near_days(TODAY), TODAY, window, asks_customer=True)
    choice.appear(window.mapToGlobal(window.rect().bottomRight()))
    assert window.rect().contains(choice.geometry())
    for _n in range(12):
        press(Key.Key_Tab)
        assert choice.isAncestorOf(QApplication.focusWidget())
    left: list[bool] = []
    choice.left.connect(lambda: left.append(True))
    press(Key.Key_Escape)
    assert left == [True]
