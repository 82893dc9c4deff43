"""The sheet of the differences: choosing by keys and mouse, what is saved, what stays when it is left."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.errors import BansoError
from app.language import ngettext
from app.operations.book import Book
from app.operations.changes import Changes
from app.views.main_window import MainWindow
from app.views.sync.differences.sheet import DifferencesSheet
from app.views.sync.differences.side_card import SideCard
from app.views.workspace import Workspace
from tests.builders import new_book
from tests.views.desks import words
from tests.views.sync.questions import BOTH, Door, asked, many, usual

Open = Callable[[Door], DifferencesSheet]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        yield made


@pytest.fixture
def window(book: Book, settings: QSettings, qtbot: QtBot) -> MainWindow:
    made = MainWindow(Workspace(book, book.clock), settings)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.fixture
def opened(window: MainWindow) -> Open:
    def made(door: Door) -> DifferencesSheet:
        sheet = DifferencesSheet(window, window.workspace, door.ask, door.settle)
        assert sheet.open_at()
        QApplication.processEvents()
        return sheet

    return made


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)
    QApplication.processEvents()


def save() -> None:
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_that_a_record_is_settled_by_keys_alone(opened: Open) -> None:
    door = Door(usual())
    sheet = opened(door)
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_3)
    save()
    assert door.told == [{1: "theirs", 2: "mine", 3: "both"}]
    assert sheet.isVisible()
    assert sheet.form is not None
    assert sheet.form.record.first.title == "11/10 の電話"
    press(Qt.Key.Key_1)
    save()
    assert door.told[1:] == [{4: "mine"}]
    assert not sheet.isVisible()


def test_that_nothing_is_saved_before_everything_is_chosen(opened: Open) -> None:
    door = Door(usual())
    sheet = opened(door)
    assert not sheet.foot.save.isEnabled()
    press(Qt.Key.Key_1)
    save()
    assert door.told == []
    assert sheet.fault.isVisible()
    assert isinstance(focused(), SideCard)
    assert sheet.form is not None
    assert sheet.form.here().id == 2


def test_that_one_side_for_all_fills_the_form_and_saves_nothing(opened: Open) -> None:
    door = Door(usual())
    sheet = opened(door)
    sheet.foot.all_theirs.click()
    assert door.told == []
    assert sheet.foot.save.isEnabled()
    assert sheet.preview is not None
    assert sheet.preview.values() == ["小売", "関西", "棚卸し時間を半分にする。欠品率 2.5% 以下。"]
    sheet.foot.all_mine.click()
    sheet.foot.save.click()
    assert door.told == [{1: "mine", 2: "mine", 3: "mine"}]


def test_that_both_can_be_written_differently(opened: Open) -> None:
    door = Door([usual()[2]])
    sheet = opened(door)
    press(Qt.Key.Key_3)
    editor = focused()
    assert editor.accessibleName() == "適合の理由、両方を合わせた案"
    QTest.keyClicks(editor, "12")
    assert sheet.preview is not None
    assert sheet.preview.values() == [f"12{BOTH}"]
    press(Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert isinstance(focused(), SideCard)
    save()
    assert door.told == [{3: ("text", f"12{BOTH}")}]


def test_that_a_list_is_written_a_line_each(opened: Open) -> None:
    door = Door([usual()[1]])
    opened(door)
    press(Qt.Key.Key_3)
    QTest.keyClicks(focused(), "A ")
    press(Qt.Key.Key_Return)
    save()
    assert door.told == [{2: ("text", "A\n物流\n関西")}]


def test_that_three_does_nothing_where_there_is_no_both(opened: Open) -> None:
    door = Door([usual()[0]])
    sheet = opened(door)
    press(Qt.Key.Key_3)
    assert not sheet.foot.save.isEnabled()


def test_that_an_amount_goes_with_its_currency(opened: Open) -> None:
    together = {"entity": "request", "local_id": "r", "group": "money"}
    door = Door(
        [
            asked(1, **together, field="amount", type="money", base="1,000", mine="2,000", theirs="15"),
            asked(2, **together, field="currency", base="JPY", mine="JPY", theirs="USD"),
        ]
    )
    sheet = opened(door)
    assert sheet.form is not None
    assert len(sheet.form.record.questions) == 1
    press(Qt.Key.Key_2)
    assert sheet.preview is not None
    assert sheet.preview.values() == ["15 USD"]
    save()
    assert door.told == [{1: "theirs", 2: "theirs"}]


@pytest.mark.parametrize(
    ("kind", "title", "choices"),
    [
        ("deleted_there", "Salesforce で削除、この PC で変更", ("残す", "この PC からも削除する")),
        ("deleted_here", "この PC で削除、Salesforce で変更", ("Salesforce からも削除する", "この PC に戻す")),
    ],
)
def test_that_a_deleted_record_is_asked_about_in_plain_words(
    opened: Open, kind: str, title: str, choices: tuple[str, str]
) -> None:
    door = Door([asked(1, field="*", kind=kind, type="")])
    sheet = opened(door)
    assert title in words(sheet)
    assert sheet.form is not None
    cards = sheet.form.cards[1]
    assert (cards["mine"].words.text(), cards["theirs"].words.text()) == choices
    press(Qt.Key.Key_1)
    save()
    assert door.told == [{1: "mine"}]


def test_that_a_merged_record_and_a_value_going_back_and_forth_say_so(opened: Open) -> None:
    sheet = opened(Door([asked(1, kind="merged"), asked(2, kind="oscillation", field="domain")]))
    said = words(sheet)
    assert "Salesforce でレコードが統合されました" in said
    assert "同期のたびに値が行き来しています" in said


def test_that_what_was_chosen_is_still_there_after_later(opened: Open) -> None:
    door = Door(usual())
    opened(door)
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_Escape)
    assert door.told == []
    again = opened(door)
    assert again.form is not None
    assert again.form.cards[1]["theirs"].isChecked()
    # The first without an answer has the focus.
    assert again.form.here().id == 2


def test_that_a_choice_falls_away_when_a_sync_brings_something_else(opened: Open, window: MainWindow) -> None:
    door = Door(usual())
    sheet = opened(door)
    sheet.foot.all_mine.click()
    door.rows[0] = asked(1, theirs="製造")
    window.workspace.changed.emit(Changes(None, {}))
    assert not sheet.foot.save.isEnabled()
    assert sheet.form is not None
    assert sheet.form.cards[1]["theirs"].words.text() == "製造"


def test_that_nothing_is_saved_over_what_came_unseen(opened: Open) -> None:
    door = Door(usual())
    sheet = opened(door)
    sheet.foot.all_mine.click()
    door.rows[0] = asked(1, theirs="製造")
    sheet.save()
    assert door.told == []
    assert "この間に別の変更が届きました" in sheet.fault.text()


def test_that_a_refusal_stays_on_the_sheet(opened: Open) -> None:
    door = Door([usual()[0]])
    door.refusal = BansoError("undo.gone")
    sheet = opened(door)
    press(Qt.Key.Key_1)
    save()
    assert sheet.isVisible()
    assert sheet.fault.isVisible()


def test_that_settled_records_are_ticked_off_and_counted(opened: Open) -> None:
    sheet = opened(Door(usual()))
    sheet.foot.all_mine.click()
    sheet.save()
    assert [entry.settled for entry in sheet.list.entries()] == [True, False]
    first = sheet.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "解決済み" in first
    QApplication.processEvents()
    assert ngettext("{n} to settle", "{n} to settle", 1) in [
        part.accessibleName() for part in sheet.findChildren(QWidget) if part.isVisible()
    ]


def test_that_a_side_is_read_out_with_what_changed(opened: Open) -> None:
    sheet = opened(Door(usual()))
    assert sheet.form is not None
    card = sheet.form.cards[3]["mine"]
    assert card.accessibleName() == "適合の理由、この PC、棚卸し時間を月20時間以下にする。"
    assert card.accessibleDescription() == "高橋 · 11/16 月 21:40 · 追加：月20時間以下 · 削除：半分"


def test_that_two_hundred_records_are_quick_and_only_one_is_built(opened: Open) -> None:
    door = Door(many(200))
    began = time.perf_counter()
    sheet = opened(door)
    assert time.perf_counter() - began < 1
    assert len(sheet.findChildren(SideCard)) == 2
    began = time.perf_counter()
    press(Qt.Key.Key_1)
    save()
    assert time.perf_counter() - began < 0.5
    assert len(sheet.open_records()) == 199


def test_that_tab_stays_inside_and_the_focus_comes_back(opened: Open, window: MainWindow) -> None:
    before = window._sidebar.pill
    before.setFocus()
    assert focused() is before
    sheet = opened(Door(usual()))
    for _n in range(30):
        press(Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(focused())
    press(Qt.Key.Key_Escape)
    assert focused() is before


def test_that_what_was_chosen_is_in_sight_without_scrolling(opened: Open, window: MainWindow) -> None:
    window.resize(1440, 900)
    sheet = opened(Door(usual()))
    preview = sheet.preview
    assert preview is not None
    box = preview.rect().translated(preview.mapTo(window, QPoint(0, 0)))
    foot = sheet.foot.mapTo(window, QPoint(0, 0)).y()
    assert window.rect().contains(box) and box.bottom() < foot
    assert not sheet.area.isAncestorOf(preview)


def test_that_much_to_show_leaves_the_room_to_the_questions(opened: Open) -> None:
    sheet = opened(Door([asked(number, field=f"custom.f{number}") for number in range(40)]))
    assert sheet.preview is not None
    assert sheet.area.isAncestorOf(sheet.preview)
