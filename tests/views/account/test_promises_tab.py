from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.promises import PromiseFull, promises_of
from app.operations.reviews.gather.all import gather
from app.operations.reviews.gather.asked import spans
from app.views.account.promises.words import moved, state_of
from app.views.account.promises_tab import PromisesTab
from tests.builders import TODAY, new_book
from tests.views.account.tabs import Bench, type_text
from tests.views.accounts.books import NAMES, fill

Key = Qt.Key


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Bench(book, qtbot, PromisesTab)


def stored(bench: Bench) -> dict[str, PromiseFull]:
    return {one.row.text: one for one in bench.book.read(promises_of, bench.account)}


def states(bench: Bench) -> list[tuple[str, str]]:
    return [(one.row.text, state_of(one, TODAY)) for one in bench.tab.model.rows]


def test_that_a_line_makes_a_promise_with_its_day(bench: Bench) -> None:
    line = bench.tab.line
    line.side.choose("customer")
    line.text.setFocus()
    type_text(line.text, "一覧を確認 11/30まで")
    assert line._read.text() == "11/30 月 まで"
    type_text(line.who, "佐藤 花子")
    QTest.keyClick(line.text, Key.Key_Return)
    one = stored(bench)["一覧を確認"]
    assert (one.row.side, one.row.who, one.row.due) == ("customer", "佐藤 花子", date(2026, 11, 30))
    assert line.text.text() == ""
    assert bench.tab.view.current().id == one.id
    assert bench.around.toasts == ["約束を追加しました"]


def test_that_a_day_in_its_own_field_goes_before_one_in_the_words(bench: Bench) -> None:
    line = bench.tab.line
    line.text.setText("金曜までの案を送る")
    line.day.setFocus()
    type_text(line.day, "12/1")
    QTest.keyClick(line.day, Key.Key_Return)
    assert stored(bench)["金曜までの案を送る"].row.due == date(2026, 12, 1)


def test_that_e_keeps_s_hides_d_moves_and_del_drops_each_with_a_way_back(bench: Bench) -> None:
    bench.press(Key.Key_E)
    assert states(bench)[-1] == ("手順書を送る", "kept")
    assert bench.around.back is not None
    bench.around.back()
    bench.tab.view.go_to(0)
    bench.press(Key.Key_S, Key.Key_Return)
    assert stored(bench)["手順書を送る"].row.hidden_until == date(2026, 11, 21)
    bench.around.back()
    bench.tab.view.go_to(0)
    bench.press(Key.Key_Delete)
    assert stored(bench)["手順書を送る"].dropped_on == TODAY
    bench.around.back()
    assert states(bench) == [("手順書を送る", "open"), ("利用者一覧をいただく", "open")]


def test_that_moving_asks_whether_the_customer_knows_and_the_story_is_told(bench: Bench) -> None:
    bench.press(Key.Key_D)
    asking = bench.tab.asking
    assert asking is not None
    assert QApplication.focusWidget() is asking.buttons[0]
    assert asking._knows is not None
    asking._knows.choose("yes")
    bench.press(Key.Key_1, Key.Key_2, Key.Key_Slash, Key.Key_9)
    assert asking.field.text() == "12/9"
    bench.press(Key.Key_Return)
    one = stored(bench)["手順書を送る"]
    assert (one.row.due, one.customer_knows) == (date(2026, 12, 9), True)
    assert moved(one, TODAY) == "当初 11/17・1回変更"
    assert "11/20 に 11/17 → 12/9" in bench.tab.editor._story.text()
    assert bench.tab.view.hasFocus()


def test_that_escape_and_a_click_beside_leave_everything(bench: Bench) -> None:
    bench.press(Key.Key_D, Key.Key_Escape)
    assert bench.tab.view.hasFocus()
    bench.press(Key.Key_D)
    QTest.mouseClick(bench.tab.line, Qt.MouseButton.LeftButton)
    bench.settle()
    assert stored(bench)["手順書を送る"].row.due == date(2026, 11, 17)
    assert bench.around.toasts == []


def test_that_words_side_and_person_are_written_beside(bench: Bench, qtbot: QtBot) -> None:
    bench.press(Key.Key_Return)
    assert QApplication.focusWidget() is bench.tab.editor.text
    bench.tab.editor.text.selectAll()
    bench.write("手順書と動画を送る")
    qtbot.waitUntil(lambda: "手順書と動画を送る" in stored(bench), timeout=2000)
    bench.tab.editor.side._segments["internal"].click()
    bench.press(Key.Key_Escape)
    one = stored(bench)["手順書と動画を送る"]
    assert (one.row.side, one.row.who) == ("internal", "")
    assert bench.tab.view.hasFocus()


def test_that_it_is_said_whether_the_customer_may_read_it_and_that_decides_over_a_review(bench: Bench) -> None:
    editor = bench.tab.editor
    [first] = [one for one in stored(bench).values() if one.id == editor.row_id]
    assert (editor.shown.isChecked(), editor.shown.isVisibleTo(editor)) == (True, True)

    def told() -> bool:
        span, compared = bench.book.read(spans, bench.account, "2026-10-01..2027-03-31", "previous")
        facts = bench.book.read(
            gather, bench.account, period=span, compared=compared, comparison="previous", attendees=(),
            now=bench.book.clock.now(), today=TODAY,
        )  # fmt: skip
        return any(source.id == first.id for one in facts.chapters for fact in one.facts for source in fact.sources)

    assert told()
    editor.shown.click()
    assert not stored(bench)[first.row.text].shown
    assert not told()
    editor.side.choose("internal")
    editor.side.chosen.emit("internal")
    assert not editor.shown.isVisibleTo(editor)


def test_that_what_ended_opens_again(bench: Bench) -> None:
    bench.press(Key.Key_E)
    bench.tab.view.go_to(1)
    assert bench.tab.editor.reopen.isVisible()
    assert not bench.tab.editor.keep.isVisible()
    bench.tab.editor.reopen.click()
    assert states(bench)[0] == ("手順書を送る", "open")


def test_that_an_account_without_promises_says_what_will_stand_here(tmp_path: Path, qtbot: QtBot) -> None:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        bench = Bench(book, qtbot, PromisesTab, NAMES[2])
        assert bench.tab.card.empty is not None
        assert not bench.tab.editor.isVisible()
