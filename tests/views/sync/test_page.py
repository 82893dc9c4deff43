"""The place of syncing, from the first connection to what is taken back."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.errors import BansoError
from app.operations.accounts import account_rows, amend_accounts, create_account
from app.operations.syncing import connections as operations
from app.operations.syncing.rows import Guarded
from app.views.sync.amending import NameDialog
from app.views.sync.connecting import ConnectDialog
from app.views.sync.guard import GuardDialog
from tests.views.desks import words
from tests.views.sync.windows import Desk, wait_until


def names(desk: Desk) -> set[str]:
    return {row.name for row in desk.book.read(account_rows, today=desk.book.clock.today())}


def account_id(desk: Desk, name: str) -> str:
    rows = desk.book.read(account_rows, today=desk.book.clock.today())
    return next(row.id for row in rows if row.name == name)


def industry(desk: Desk, name: str) -> str:
    rows = desk.book.read(account_rows, today=desk.book.clock.today())
    return next(row.industry for row in rows if row.name == name)


def write(desk: Desk, name: str, value: str) -> None:
    today = desk.book.clock.today()
    desk.window.workspace.write(amend_accounts, [account_id(desk, name)], {"industry": value}, today=today)


def set_up(desk: Desk, folder: str) -> ConnectDialog:
    desk.page.beginning.folder.click()
    dialog: ConnectDialog = desk.dialog("connect")
    assert dialog.up is not None
    row = dialog.up.form.rows["folder"]
    assert row.line is not None
    row.line.setFocus()
    QTest.keyClicks(row.line, folder)
    dialog.test.click()
    wait_until(lambda: dialog.test.text() != "止める")
    return dialog


def test_that_an_empty_place_says_what_it_is_for_and_begins_with_a_folder(desk: Desk) -> None:
    assert desk.page.beginning.isVisible()
    assert not desk.page.cards
    assert "接続はまだありません" in words(desk.page)
    assert desk.window._sidebar.pill.accessibleName().startswith("接続はまだありません")


def test_that_a_folder_is_connected_read_only_after_a_test(desk: Desk) -> None:
    dialog = set_up(desk, str(desk.share))
    assert dialog.go.isEnabled()
    dialog.go.click()
    wait_until(lambda: len(desk.page.cards) == 1)
    desk.settle()
    [card] = desk.page.cards.values()
    assert not desk.page.beginning.isVisible()
    assert not card.shown.writes
    assert card.way.words.text() == "読み取り専用"
    assert str(desk.share) in words(card)
    assert not (desk.share / "accounts.csv").exists()


def test_that_a_wrong_folder_is_said_at_its_field_and_nothing_is_kept(desk: Desk) -> None:
    dialog = set_up(desk, "elsewhere")
    assert dialog.up is not None
    assert dialog.up.form.rows["folder"].wrong()
    assert not dialog.go.isEnabled()
    assert desk.book.read(operations.connections) == []


def test_that_a_folder_out_of_reach_is_said_above_the_foot(desk: Desk) -> None:
    dialog = set_up(desk, "/nowhere/at/all")
    assert dialog.up is not None
    assert dialog.up.notice.isVisible()
    assert not dialog.go.isEnabled()


def test_that_a_change_after_the_test_asks_for_another_test(desk: Desk) -> None:
    dialog = set_up(desk, str(desk.share))
    assert dialog.up is not None
    line = dialog.up.form.rows["folder"].line
    assert line is not None
    QTest.keyClicks(line, "x")
    assert not dialog.go.isEnabled()
    assert not dialog.up.found.isVisible()


def test_that_a_name_is_taken_only_once(desk: Desk) -> None:
    desk.connected("表のフォルダー")
    desk.page.acts.connect_system()
    dialog: ConnectDialog = desk.dialog("connect")
    dialog.list.cards[0].button.click()
    assert dialog.up is not None
    assert dialog.up.name.text() == "表のフォルダー 2"


def test_that_what_was_written_here_is_in_the_folder_once_write_back_is_on(desk: Desk) -> None:
    made = desk.connected(writes=False)
    assert not (desk.share / "accounts.csv").exists()
    desk.page.cards[made].writing.click()
    dialog = next(one for one in desk.window.children() if getattr(one, "go", None) is not None)
    assert "書き戻し" in dialog.windowTitle()  # type: ignore[attr-defined]
    dialog.go.click()  # type: ignore[attr-defined]
    desk.settle()
    assert {row["name"] for row in desk.rows()} == names(desk)
    assert desk.page.cards[made].way.words.text() == "双方向"


def test_that_both_sides_changing_one_field_is_asked_and_counted(desk: Desk) -> None:
    made = desk.connected()
    write(desk, "みどり食品", "食品")
    desk.edit("みどり食品", "industry", "小売")
    desk.sync(made)
    card = desk.page.cards[made]
    assert card.shown.differences == 1
    assert card.differ.isVisible()
    assert desk.page.differences.button.isVisible()
    pill = desk.window._sidebar.pill
    assert "要確認 1件" in pill.accessibleName()
    assert industry(desk, "みどり食品") == "食品"


def test_that_a_run_is_taken_back_from_the_log_and_brought_again_by_redo(desk: Desk) -> None:
    made = desk.connected()
    desk.edit("みどり食品", "industry", "小売")
    desk.sync(made)
    assert industry(desk, "みどり食品") == "小売"
    log = desk.page.log
    log.view.go_to(0)
    assert log.undo.isEnabled()
    log.undo.click()
    desk.settle()
    assert industry(desk, "みどり食品") == ""
    assert log.view.current_row().undone
    assert not log.undo.isEnabled()
    desk.window.redo()
    desk.settle()
    assert industry(desk, "みどり食品") == "小売"


def test_that_enter_in_the_log_shows_what_the_run_did(desk: Desk) -> None:
    desk.connected()
    log = desk.page.log
    log.view.setFocus()
    QTest.keyClick(log.view, Qt.Key.Key_Return)
    assert "営業部" in desk.dialog("run-notes").windowTitle()


def test_that_pausing_is_said_and_resuming_runs_at_once(desk: Desk) -> None:
    made = desk.connected()
    desk.page.acts.do("pause", made)
    desk.settle()
    card = desk.page.cards[made]
    assert card.trouble.isVisible()
    assert "一時停止" in desk.window._sidebar.pill.accessibleName()
    write(desk, "みどり食品", "食品")
    desk.edit("Acme Robotics", "industry", "機械")
    desk.page.sync_all.click()
    desk.settle()
    assert industry(desk, "Acme Robotics") == ""
    card.trouble.button.click()
    desk.settle()
    assert not card.trouble.isVisible()
    assert industry(desk, "Acme Robotics") == "機械"
    assert next(row for row in desk.rows() if row["name"] == "みどり食品")["industry"] == "食品"


def test_that_a_folder_that_is_gone_is_said_with_what_to_do(desk: Desk) -> None:
    made = desk.connected()
    desk.share.rename(desk.share.with_name("elsewhere"))
    desk.sync(made)
    card = desk.page.cards[made]
    assert card.trouble.title.text() == "続けられませんでした"
    assert "such" not in card.trouble.words.text()
    desk.share.with_name("elsewhere").rename(desk.share)
    card.trouble.button.click()
    desk.settle()
    assert not card.trouble.isVisible()


def test_that_a_drive_out_of_reach_is_called_offline_and_nothing_is_lost(desk: Desk) -> None:
    made = desk.connected()
    drive = desk.share.parent
    drive.rename(drive.with_name("elsewhere"))
    write(desk, "みどり食品", "食品")
    desk.sync(made)
    assert "届きませんでした" in words(desk.page)
    assert "この PC に残っています" in words(desk.page)
    assert desk.window._sidebar.pill.accessibleName().startswith("オフライン. 未送信 1")
    drive.with_name("elsewhere").rename(drive)
    desk.sync(made)
    assert next(row for row in desk.rows() if row["name"] == "みどり食品")["industry"] == "食品"
    assert desk.window._sidebar.pill.accessibleName().startswith("同期済み")


def test_that_the_schedule_and_the_name_are_kept(desk: Desk) -> None:
    made = desk.connected()
    card = desk.page.cards[made]
    card.schedule.setCurrentIndex(card.schedule.findData(60))
    card.schedule.activated.emit(card.schedule.currentIndex())
    desk.page.acts.do("rename", made)
    [dialog] = desk.window.findChildren(NameDialog)
    dialog.line.setText("共有")
    dialog.go.click()
    desk.settle()
    kept = desk.book.read(operations.connection, made)
    assert (kept.name, kept.every_minutes) == ("共有", 60)
    assert desk.page.cards[made].name.text() == "共有"


def test_that_removing_is_asked_and_leaves_every_row(desk: Desk) -> None:
    made = desk.connected()
    before = names(desk)
    desk.page.acts.do("remove", made)
    dialog = next(one for one in desk.window.children() if getattr(one, "go", None) is not None)
    dialog.go.click()  # type: ignore[attr-defined]
    desk.settle()
    assert not desk.page.cards
    assert names(desk) == before
    assert {row["name"] for row in desk.rows()} == before
    with pytest.raises(BansoError, match=r"connection\.unknown"):
        desk.book.read(operations.connection, made)


def test_that_nothing_is_asked_of_the_book_on_the_thread_of_the_window(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.connected()
    read, here = desk.window.workspace.read, threading.get_ident()

    def apart(question: Callable[..., object], *args: object, **kw: object) -> object:
        assert threading.get_ident() != here, question
        return read(question, *args, **kw)

    monkeypatch.setattr(desk.window.workspace, "read", apart)
    desk.page.refresh()
    desk.settle()
    assert len(desk.page.log.view.table.all_rows()) == 1


def many(desk: Desk) -> int:
    """Fill the book, share it, and let somebody empty most of the table."""
    for number in range(40):
        today = desk.book.clock.today()
        desk.window.workspace.write(create_account, name=f"顧客 {number}", today=today, by_id=None)
    made = desk.connected()
    desk.keep(lambda row: not row["name"].startswith("顧客"))
    desk.sync(made)
    return made


def test_that_a_stopped_run_changes_nothing_and_is_looked_at(desk: Desk) -> None:
    made = many(desk)
    card = desk.page.cards[made]
    assert card.shown.state == "guard"
    assert len(names(desk)) == 44
    card.trouble.button.click()
    dialog = desk.dialog("guard")
    assert "40件" in words(dialog)
    dialog.leave.click()
    desk.settle()
    assert desk.page.cards[made].shown.state == "paused"
    assert len(names(desk)) == 44


def test_that_a_stopped_run_can_be_meant_so_once_and_taken_back(desk: Desk) -> None:
    made = many(desk)
    desk.page.cards[made].trouble.button.click()
    desk.dialog("guard").apply.click()
    desk.settle()
    assert len(names(desk)) == 4
    assert desk.page.cards[made].shown.state == "on"
    desk.page.log.view.go_to(0)
    desk.page.log.undo.click()
    desk.settle()
    assert len(names(desk)) == 44


def guard_words(desk: Desk, *stopped: Guarded) -> str:
    dialog = GuardDialog(desk.window, "CRM", stopped)
    dialog.open()
    said = words(dialog)
    dialog.reject()
    return said


def test_that_deletes_there_are_not_promised_to_come_back(desk: Desk) -> None:
    here = Guarded("account", "deletes", "", 31, 42, ())
    there = Guarded("account", "pushes", "", 31, 42, ())
    promised = "元に戻せます"
    assert promised in guard_words(desk, here)
    for stopped in ((there,), (here, there)):
        said = guard_words(desk, *stopped)
        assert promised not in said
        assert "ここで元に戻しても戻りません" in said
        assert "まだ何も" in said
