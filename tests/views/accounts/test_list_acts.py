"""Peeking, marking, changing several at once, new accounts and the export, by keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.operations.accounts import AccountRow, account_rows
from app.operations.pins import pinned_accounts
from app.views.accounts.choice_list import ChoiceList
from app.views.accounts.new_account import NewAccount
from app.vocabulary import Phase, Segment
from tests.builders import TODAY
from tests.journeys.hands import press, wait_until, write
from tests.views.accounts.books import NAMES
from tests.views.accounts.desk import Desk, workbook
from tests.views.desks import words


def listed(desk: Desk) -> dict[str, AccountRow]:
    return {row.name: row for row in desk.book.read(account_rows, today=TODAY)}


def open_list(desk: Desk) -> ChoiceList:
    [found] = [part for part in desk.window.findChildren(ChoiceList) if part.isVisible()]
    return found


def test_that_the_peek_follows_the_focus_and_leaves_the_list_as_it_was(desk: Desk) -> None:
    page = desk.page
    desk.stand_on(NAMES[0])
    at = page.view.verticalScrollBar().value()
    press("Space")
    assert page.acts.peeking
    peek = page.acts.peek
    assert peek is not None
    assert peek.account_id == listed(desk)[NAMES[0]].id
    said = words(peek)
    assert "手順書を送る" in said
    assert "渡辺 一郎" in said
    assert "30日レビュー" not in said
    assert page.view.hasFocus()
    press("Down")
    wait_until(lambda: peek.account_id == page.view.current_row().id, "the peek shows the next row")
    press("Escape")
    assert (page.acts.peeking, page.view.hasFocus(), page.view.verticalScrollBar().value()) == (False, True, at)
    press("Space", "Space")
    assert not page.acts.peeking


def test_that_x_marks_rows_one_by_one_and_escape_lets_them_go(desk: Desk) -> None:
    page = desk.page
    desk.stand_on(desk.names()[0])
    press("X", "Down", "Down", "X")
    assert [row.name for row in page.view.selected_rows()] == [desk.names()[0], desk.names()[2]]
    assert page.acts.bulk is not None
    assert page.acts.bulk.isVisible()
    assert page.acts.bulk.count.text() == "2件選択"
    press("X")
    assert [row.name for row in page.view.selected_rows()] == [desk.names()[0]]
    press("X", "Escape")
    assert [row.name for row in page.view.selected_rows()] == [desk.names()[2]]
    assert not page.acts.bulk.isVisible()
    press("Up")
    assert [row.name for row in page.view.selected_rows()] == [desk.names()[1]]
    press("Shift+Down")
    assert len(page.view.selected_rows()) == 2
    press("Ctrl+A")
    assert len(page.view.selected_rows()) == 4


def test_that_a_tag_is_put_on_all_selected_and_one_undo_takes_it_back(desk: Desk) -> None:
    page = desk.page
    desk.stand_on(desk.names()[0])
    press("Ctrl+A")
    page.acts.bar().open_tags()
    write("重点")
    press("Return")
    assert all("重点" in row.tags for row in listed(desk).values())
    assert desk.said[-1] == "4社に #重点 を付けました"
    assert open_list(desk).list.item(0).text() == "#重点"
    # What only some have is put on the others; what all have is taken off.
    write("食品")
    press("Return")
    assert all("食品" in row.tags for row in listed(desk).values())
    press("Return")
    assert not any("食品" in row.tags for row in listed(desk).values())
    press("Escape")
    for _step in range(3):
        desk.window.undo()
    assert listed(desk)[NAMES[1]].tags == ("食品", "関西")
    assert len(page.view.selected_rows()) == 4


def test_that_segment_owner_and_pin_change_all_selected(desk: Desk) -> None:
    page = desk.page
    desk.stand_on(desk.names()[0])
    press("Ctrl+A")
    page.acts.bar().open_segments()
    write("テック")
    press("Return")
    assert {row.segment for row in listed(desk).values()} == {Segment.TECH}
    page.acts.bar().open_owners()
    press("Return")
    assert {row.owner for row in listed(desk).values()} == {"佐藤"}
    page.view.setFocus()
    press("P")
    assert len(desk.book.read(pinned_accounts)) == 4
    press("P")
    assert desk.book.read(pinned_accounts) == []
    for _step in range(4):
        desk.window.undo()
    assert {row.segment for row in listed(desk).values()} == {Segment.HIGH, Segment.LOW, Segment.TECH}


def test_that_many_rows_are_changed_off_the_window(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.views.accounts import bulk_bar

    monkeypatch.setattr(bulk_bar, "AT_ONCE", 2)
    desk.stand_on(desk.names()[0])
    press("Ctrl+A", "P")
    wait_until(lambda: desk.said, "it is said")
    assert desk.said == ["4社をピン留めしました"]
    assert len(desk.book.read(pinned_accounts)) == 4
    desk.window.undo()
    assert desk.book.read(pinned_accounts) == []


def test_that_one_row_can_be_changed_by_its_menu(desk: Desk) -> None:
    page = desk.page
    desk.stand_on(NAMES[3])
    named = {command.key: command for command in page.commands()}
    act = named["segment"].act
    assert act is not None
    act()
    press("Return")
    assert listed(desk)[NAMES[3]].segment is Segment.HIGH
    assert page.acts.bulk is not None
    assert page.acts.bulk.isVisible()
    page.acts.let_go()
    assert page.bar.isVisible()


def test_that_ctrl_n_adds_an_account_and_stands_on_it(desk: Desk) -> None:
    page = desk.page
    press("Ctrl+N")
    [sheet] = desk.window.findChildren(NewAccount)
    write("みどり食品")
    press("Return")
    assert sheet.fault.isVisible()
    assert "みどり食品" in sheet.fault.text()
    sheet.name.setText("白樺ホテルズ")
    sheet.segment.setCurrentIndex(1)
    press("Return")
    row = listed(desk)["白樺ホテルズ"]
    assert (row.owner, row.segment, row.phase) == ("佐藤", Segment.HIGH, Phase.ONBOARDING)
    assert page.view.current_row().id == row.id
    assert desk.said == ["顧客を追加しました"]
    desk.window.undo()
    assert "白樺ホテルズ" not in desk.names()


def test_that_ctrl_e_writes_what_is_shown(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk.page
    to = tmp_path / "view"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(to), ""))
    layout = page.arrangement.columns.layout
    for key in ("health", "delta", "trend", "dear", "reading"):
        layout = layout.toggled(key)
    page.arrangement.columns.take(layout.moved("arr", -1))
    page.filter.setText("ロータッチ")
    page.view.setFocus()
    press("Ctrl+E")
    wait_until(lambda: desk.said, "it is said")
    path = to.with_suffix(".xlsx")
    assert desk.said == [f"2行を書き出しました: {path}"]
    sheet = workbook(path)
    assert sheet[0] == [
        "顧客", "ARR", "セグメント", "フェーズ", "通知期限", "契約の満了", "最終接点", "接点の目安（日）", "次の一手",
        "次の一手の期日", "よみ",
    ]  # fmt: skip
    assert [row[0] for row in sheet[1:]] == desk.names()
    midori = next(row for row in sheet if row[0] == NAMES[1])
    assert midori[1:5] == [24_000_000.0, "ロータッチ", "活用", date(2027, 8, 30)]


def test_that_what_can_be_done_here_is_told_with_its_keys(desk: Desk) -> None:
    desk.stand_on(NAMES[0])
    keys = {command.key: command.keys for command in desk.page.commands()}
    assert {name: keys[name] for name in ("new", "export", "filter", "clear-filter", "peek", "log", "pin", "mark")} == {
        "new": "Ctrl+N", "export": "Ctrl+E", "filter": "F", "clear-filter": "Shift+F", "peek": "Space", "log": "L",
        "pin": "P", "mark": "X",
    }  # fmt: skip


def test_that_the_selection_stays_in_sight_of_a_screen_reader(desk: Desk) -> None:
    view = desk.page.view
    for at in range(view.table.columnCount()):
        for row in range(view.table.rowCount()):
            said = view.table.data(view.table.index(row, at), int(Qt.ItemDataRole.AccessibleTextRole))
            assert str(said).strip()
