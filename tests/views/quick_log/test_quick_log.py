from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.promises import open_promises
from app.views.quick_log.row_view import RowView
from tests.journeys.hands import commit, compose, press, write
from tests.views.quick_log.desk import Desk


def test_that_a_call_is_logged_by_keys_and_an_input_method_alone(desk: Desk) -> None:
    press("Ctrl+L")
    write("@みどり 佐藤さんと電話。在庫画面で現場が混乱 #活用 次: 手順書を送る 来週月曜まで !risk")
    assert desk.rows() == {
        "顧客": ("みどり食品", "最終接点 7日前"),
        "種類・相手": ("電話・佐藤 花子", "今 12:00"),
        "タグ": ("活用", ""),
        "次の約束": ("手順書を送る", "期日 11/23 月・自分・今日の一覧に追加"),
        "リスク": ("リスクの兆しとして記録", "在庫画面で現場が混乱"),
        "声・要望": ("在庫画面で現場が混乱", "お客様の声として残しますか？ Alt+V"),
    }
    press("Return")
    assert desk.log.card is None
    assert desk.said() == "みどり食品 の接点を記録しました"
    newest = desk.touchpoints("みどり食品")[0]
    assert (newest.kind, newest.people, newest.tags, newest.by) == ("call", ("佐藤",), ("活用",), "佐藤")
    midori = desk.accounts()["みどり食品"]
    assert [p.due for p in desk.book.read(open_promises, account_id=midori)] == [date(2026, 11, 23)]
    press("Ctrl+Z")
    assert len(desk.touchpoints("みどり食品")) == 1
    assert desk.book.read(open_promises, account_id=midori) == []


def test_that_the_undo_of_the_toast_takes_back_that_line_and_no_later_one(desk: Desk) -> None:
    press("Ctrl+L")
    write("@Acme first")
    press("Return")
    toast = desk.window._overlays._toast
    assert toast is not None
    desk.workspace.write(_later)
    QTest.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    assert [t.body for t in desk.touchpoints("Acme Robotics")] == ["later"]


def _later(session: Session) -> None:
    account = tables.account
    acme = session.scalar(select(account.c.id).where(account.c.name == "Acme Robotics"))
    row = {
        "account_id": acme,
        "state": "done",
        "kind": "note",
        "on_date": "2026-11-20",
        "body": "later",
        "two_way": False,
    }
    door.create(session, "touchpoint", [row])


def test_that_enter_belongs_to_the_input_method_while_it_composes(desk: Desk) -> None:
    press("Ctrl+L")
    write("@Acme ")
    compose("でんわ")
    press("Return", "Escape", "Tab")
    assert desk.card.field.text() == "@Acme "
    commit("電話。順調")
    assert desk.card.field.text() == "@Acme 電話。順調"
    press("Return")
    assert desk.touchpoints("Acme Robotics")[0].body == "電話。順調"


def test_that_the_account_on_screen_is_meant_where_none_is_written(desk: Desk) -> None:
    desk.on_screen = desk.accounts()["みどり食品"]
    press("Ctrl+L")
    write("note only")
    assert desk.rows()["顧客"] == ("みどり食品", "表示中の顧客・最終接点 7日前")
    press("Return")
    assert desk.touchpoints("みどり食品")[0].body == "note only"


def test_that_escape_keeps_a_draft_for_the_account_it_was_begun_for(desk: Desk) -> None:
    desk.on_screen = desk.accounts()["みどり食品"]
    press("Ctrl+L")
    write("half a thought")
    press("Escape")
    assert desk.log.card is None
    desk.on_screen = desk.accounts()["Acme Robotics"]
    press("Ctrl+L")
    assert desk.card.field.text() == "half a thought"
    assert desk.rows()["顧客"][0] == "みどり食品"
    write(" and more")
    press("Return")
    assert desk.touchpoints("みどり食品")[0].body == "half a thought and more"
    press("Ctrl+L")
    assert desk.card.field.text() == ""


def test_that_tab_completes_and_shift_enter_begins_a_line(desk: Desk) -> None:
    press("Ctrl+L")
    write("@みど")
    press("Tab")
    assert desk.card.field.text() == "@みどり食品 "
    assert desk.card.field.hasFocus()
    write("a")
    press("Shift+Return")
    write("b")
    press("Return")
    assert desk.touchpoints("みどり食品")[0].body == "a\nb"


def test_that_tab_never_replaces_what_was_written_after_the_name(desk: Desk) -> None:
    for line in ("@みどり 佐藤さんと電話", "@Acme call with nobody in particular", "@みどりさんと話した"):
        press("Ctrl+L")
        write(line)
        press("Tab")
        assert desk.card.field.text().endswith(line[-4:])
        press("Escape", "Ctrl+L", "Ctrl+A", "Delete", "Escape")


def test_that_an_account_that_may_be_several_is_chosen_and_no_text_is_lost(desk: Desk) -> None:
    press("Ctrl+L")
    write("@北斗 電話 #活用 ok")
    assert desk.rows()["顧客"][0] == "「北斗」は複数の顧客に当たります"
    press("Return")
    assert desk.card.error.isVisible()
    assert "北斗電機" in desk.card.error.text()
    assert desk.card.field.text() == "@北斗 電話 #活用 ok"
    labels = [one.label for one in desk.card.offers.suggestions]
    assert sorted(labels) == ["北斗ロジスティクス", "北斗電機"]
    press("Down")
    press("Tab")
    assert desk.card.field.text() == f"@{labels[1]} 電話 #活用 ok"
    assert not desk.card.error.isVisible()
    press("Return")
    assert desk.touchpoints(labels[1])[0].tags == ("活用",)


def test_that_an_unknown_account_offers_who_may_be_meant(desk: Desk) -> None:
    press("Ctrl+L")
    write("@Acne call, 🏭 ok")
    assert desk.rows()["顧客"][0] == "「Acne」という顧客はありません"
    assert [one.label for one in desk.card.offers.suggestions] == ["Acme Robotics", "「Acne」を新しい顧客として作る"]
    press("Tab")
    assert desk.card.field.text() == "@Acme Robotics call, 🏭 ok"
    press("Return")
    assert desk.touchpoints("Acme Robotics")[0].body == "call, 🏭 ok"


def test_that_a_line_without_an_account_is_refused_in_the_dialog(desk: Desk) -> None:
    press("Ctrl+L")
    write("hello")
    press("Return")
    assert desk.card.error.text() == "「@会社名」で顧客を書いてください。書いた内容は記録していません。"
    assert desk.card.field.text() == "hello"
    assert desk.card.field.hasFocus()


@pytest.mark.parametrize("moves", [False, True])
def test_that_an_open_promise_can_be_moved_instead_of_made_twice(desk: Desk, moves: bool) -> None:
    acme = desk.accounts()["Acme Robotics"]
    press("Ctrl+L")
    write("@Acme call next: send the deck to Priya by 11/27")
    assert desk.rows()["未完了の約束"] == (
        "send the deck to Priya（11/18 水）",
        "新しく作らず、こちらの期日を変える: Alt+M",
    )
    if moves:
        press("Alt+M")
        assert "次の約束" not in desk.rows()
        assert desk.rows()["未完了の約束"][1] == "期日を 11/27 金 に変え、二つ目は作りません"
        press("Alt+M", "Alt+M")
    press("Return")
    due = [p.due for p in desk.book.read(open_promises, account_id=acme)]
    assert due == ([date(2026, 11, 27)] if moves else [date(2026, 11, 18), date(2026, 11, 27)])


def test_that_a_new_account_can_be_named_at_once(desk: Desk) -> None:
    press("Ctrl+L")
    write("@Zeta x")
    assert desk.rows()["顧客"][0] == "「Zeta」という顧客はありません"
    desk.workspace.write(lambda s: door.create(s, "account", [{"name": "Zeta", "name_key": "zeta"}]))
    assert desk.rows()["顧客"][0] == "Zeta"


def test_that_tab_stays_in_the_dialog_and_the_window_gets_no_keys(desk: Desk, qtbot: QtBot) -> None:
    press("Ctrl+L")
    write("@Acme x")
    press("Tab")
    assert isinstance(QApplication.focusWidget(), RowView)
    press("Tab")
    assert QApplication.focusWidget() is desk.card.button
    press("F6", "Ctrl+L")
    assert QApplication.focusWidget() is desk.card.button
    press("Tab")
    assert desk.card.field.hasFocus()
    press("Shift+Tab", "Space")
    assert desk.touchpoints("Acme Robotics")[0].body == "x"


def test_that_the_focus_goes_back_to_where_it_was(desk: Desk) -> None:
    page = desk.window.page()
    assert page is not None
    field = QLineEdit(page)
    field.show()
    field.setFocus()
    press("Ctrl+L")
    assert desk.card.field.hasFocus()
    press("Escape")
    assert field.hasFocus()


def test_that_a_switch_of_language_is_spoken_at_the_next_opening(desk: Desk) -> None:
    desk.window.set_language("en")
    press("Ctrl+L")
    write("@Acme call next: send it by friday !win")
    assert desk.rows() == {
        "Account": ("Acme Robotics", ""),
        "Type and people": ("Call", "now, 12:00"),
        "Next promise": ("send it", "due Fri 27 Nov (the next such day) · me · goes to Today"),
        "Win": ("Kept as a win", "call next: send it by friday !win"),
    }
    assert desk.card.button.text() == "Log it"


def test_that_it_opens_at_once_and_reads_faster_than_anyone_types(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.log._names is not None)
    before = time.perf_counter()
    press("Ctrl+L")
    assert desk.card.isVisible()
    assert time.perf_counter() - before < 0.5
    times = []
    for character in "@Acme call next: send it by friday !win":
        before = time.perf_counter()
        desk.card.field.insertPlainText(character)
        times.append(time.perf_counter() - before)
    assert sorted(times)[len(times) // 2] < 0.02
