from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.language import keyed
from app.models import tables
from app.operations.account_changes import _BELONG, _HIDDEN, _MINE, KINDS
from app.operations.accounts import amend_accounts, find_account
from app.operations.promises import keep_promise, move_promise, open_promises
from app.operations.touchpoints import amend_touchpoint, touchpoint_rows
from app.views.account import history_tab
from app.views.account.history import words
from app.views.account.history_tab import HistoryTab
from tests.builders import TODAY, new_book
from tests.views.account.tabs import Bench
from tests.views.accounts.books import NAMES, fill

Key = Qt.Key


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        promise = book.read(open_promises)[0]
        book.write(move_promise, promise.id, due=date(2026, 12, 1), customer_knows=True)
        yield Bench(book, qtbot, HistoryTab)


def told(bench: Bench) -> list[list[str]]:
    return [words.lines(change, bench.book.clock) for change in bench.tab.model.rows]


def test_that_fields_and_values_are_told_in_words(bench: Bench) -> None:
    assert told(bench)[0] == [
        "約束「手順書を送る」",
        "　期日 2026/11/17 → 2026/12/1",
        "　お客様の了解 — → はい",
    ]
    bench.workspace.write(amend_accounts, [bench.account], {"segment": "low"}, today=TODAY)
    bench.settle()
    assert told(bench)[0] == [f"顧客「{NAMES[0]}」：セグメント ハイタッチ → ロータッチ"]
    assert words.headline(bench.tab.model.rows[0]) == "変更"


def test_that_one_change_is_taken_back_from_here_and_marked(bench: Bench) -> None:
    bench.press(Key.Key_U)
    undo, undone = bench.tab.model.rows[:2]
    assert words.headline(undo) == "元に戻した変更：変更"
    assert undone.undone
    assert bench.book.read(open_promises)[0].due == date(2026, 11, 17)
    assert bench.around.toasts == ["元に戻しました"]
    assert bench.around.back is not None
    bench.around.back()
    assert date(2026, 12, 1) in [promise.due for promise in bench.book.read(open_promises)]


def test_that_an_undone_change_is_not_undone_twice(bench: Bench) -> None:
    bench.press(Key.Key_U)
    bench.tab.view.go_to(1)
    bench.press(Key.Key_U)
    assert bench.around.toasts[-1] == "この変更はすでに元に戻してあります"


def test_that_what_later_changes_went_over_is_refused_in_words(bench: Bench) -> None:
    moved = bench.tab.model.rows[0]
    promise = bench.book.read(open_promises)[-1]
    bench.workspace.write(move_promise, promise.id, due=date(2026, 12, 24), customer_knows=False)
    bench.settle()
    bench.tab.take_back(moved)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    assert "先にあとの変更を元に戻してください" in " ".join(
        label.text() for label in dialog.findChildren(history_tab.QWidget) if hasattr(label, "text")
    )
    dialog.close()
    assert not bench.tab.model.rows[1].undone


def test_that_what_stays_because_it_changed_since_is_counted(bench: Bench) -> None:
    row = bench.book.read(touchpoint_rows, bench.account)[0]
    bench.workspace.write(amend_touchpoint, row.id, {"body": "二", "minutes": 30}, today=TODAY)
    bench.workspace.write(amend_touchpoint, row.id, {"body": "三"}, today=TODAY)
    bench.settle()
    bench.tab.take_back(bench.tab.model.rows[1])
    assert bench.around.toasts == ["元に戻しました · あとで変わった 1項目はそのまま"]
    now = next(one for one in bench.book.read(touchpoint_rows, bench.account) if one.id == row.id)
    assert (now.body, now.minutes) == ("三", None)


def test_that_a_change_at_other_customers_too_says_so(bench: Bench) -> None:
    ids = [bench.book.read(find_account, name) for name in NAMES[:3]]
    bench.workspace.write(amend_accounts, ids, {"industry": "製造"}, today=TODAY)
    bench.settle()
    bench.press(Key.Key_K, Key.Key_K)
    bench.tab.take_back(bench.tab.model.rows[0])
    assert bench.around.toasts == ["元に戻しました · ほかの顧客 2社も含む"]


def test_that_kinds_are_sifted(bench: Bench) -> None:
    chips = bench.tab.chips
    bench.workspace.write(amend_accounts, [bench.account], {"industry": "製造"}, today=TODAY)
    bench.settle()
    assert len(bench.tab.model.rows) == 3
    chips.chips["account"].click()
    assert len(bench.tab.model.rows) == 2
    chips.chips["account"].click()
    chips.chips["promise"].click()
    assert [row.cause for row in bench.tab.model.rows] == ["move_promise", "_firms"]


def test_that_more_is_asked_for_as_one_goes_down(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_tab, "PAGE", 20)
    with new_book(tmp_path / "profile") as book:
        fill(book)
        row = book.read(touchpoint_rows, book.read(find_account, NAMES[0]))[0]
        for n in range(60):
            book.write(amend_touchpoint, row.id, {"body": f"{n}"}, today=TODAY)
        bench = Bench(book, qtbot, HistoryTab)
        assert bench.tab.model.rowCount() == 20
        assert bench.tab.card.count_text().startswith("直近の")
        bench.tab.view.verticalScrollBar().setValue(bench.tab.view.verticalScrollBar().maximum())
        bench.settle()
        assert bench.tab.model.rowCount() == 40
        for _n in range(3):
            bench.tab.view.verticalScrollBar().setValue(bench.tab.view.verticalScrollBar().maximum())
            bench.settle()
        assert bench.tab.card.count_text() == "変更 61件"
        assert len({change.id for change in bench.tab.model.rows}) == 61


def test_that_a_click_on_the_words_takes_back(bench: Bench) -> None:
    view = bench.tab.view
    box = view.visualRect(view.model().index(0, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.bottomRight() - history_tab_corner())
    bench.settle()
    assert bench.around.toasts == ["元に戻しました"]


def history_tab_corner() -> Any:
    from PySide6.QtCore import QPoint

    return QPoint(40, 18)


def test_that_redone_things_go_on_being_told(bench: Bench) -> None:
    promise = bench.book.read(open_promises)[0]
    bench.workspace.write(keep_promise, promise.id, on=TODAY)
    bench.workspace.undo()
    bench.workspace.redo()
    bench.settle()
    assert [change.undone for change in bench.tab.model.rows[:3]] == [False, True, False]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_thing_field_and_kind_has_words(lang: str) -> None:
    shared = {"no", "id", "rev", "deleted_at", "merged_into", "change_id", "sample", "custom"}
    for entity in _MINE:
        assert keyed("thing", entity, lang) != entity or entity == "csql", entity
        for column in tables.metadata.tables[entity].c:
            if column.name in shared | _HIDDEN:
                continue
            own = keyed("field", f"{entity}.{column.name}", lang)
            said = own if own != f"{entity}.{column.name}" else keyed("field", column.name, lang)
            if lang == "ja":
                assert said != column.name, f"{entity}.{column.name}"
    assert set(_BELONG) <= set(_MINE)
    assert all(keyed("history.kind", kind, "ja") != kind for kind in KINDS)
