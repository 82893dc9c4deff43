"""The thank-you mail in the window: from the chosen touchpoint to a draft on the disk, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.operations.account_page import account_page
from app.operations.accounts import find_account
from app.operations.meetings.after_call import after_call
from app.views.account.promises.calendar_out import save_promises
from app.views.account.promises_tab import PromisesTab
from app.views.account.touchpoints.thank_you import ThankYouDialog, ask_thank_you
from app.views.account.touchpoints_tab import TouchpointsTab
from tests.builders import TODAY, new_book
from tests.journeys.hands import press, tab_to
from tests.operations.meetings.test_after_call import CANARY, met
from tests.views.accounts.books import NAMES, fill
from tests.views.importing.test_dialog import Bench


@pytest.fixture
def bench(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Bench]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        made = Bench(book, settings, qtbot)
        yield made
        assert made.workspace.close()


def opened(bench: Bench) -> ThankYouDialog:
    touchpoint_id = bench.book.write(met, bench.book.read(find_account, NAMES[0]))[1]
    dialog = ask_thank_you(bench.window, bench.workspace, bench.window, touchpoint_id)
    assert dialog is not None
    dialog.activateWindow()
    return dialog


def test_that_the_preview_follows_what_is_said_and_ticked(bench: Bench, tmp_path: Path) -> None:
    dialog = opened(bench)
    assert dialog.focusWidget() is dialog.decisions
    dialog.decisions.insertPlainText("12月から全店で使う")
    assert "■ 決まったこと\n・12月から全店で使う" in dialog.preview.toPlainText()
    assert "課長 佐藤様" in dialog.preview.toPlainText()
    box = next(box for box in dialog.tasks.values() if "見積" in box.text())
    assert "見積を送る" in dialog.preview.toPlainText()
    box.click()
    assert "見積を送る" not in dialog.preview.toPlainText()
    assert CANARY not in dialog.preview.toPlainText()
    dialog.write(tmp_path / "a.eml")
    bench.settle()
    assert bench.said() == "a.eml を書き出しました"
    message = message_from_bytes((tmp_path / "a.eml").read_bytes(), policy=policy.default)
    assert str(message["Subject"]) == "11/20（金） お打ち合わせのお礼と確認"


def test_that_numbers_of_the_note_are_noted_once_and_taken_back(bench: Bench) -> None:
    dialog = opened(bench)
    [box] = dialog.proposals.values()
    assert not box.isChecked() and not dialog.note_button.isEnabled()
    box.click()
    dialog.note_button.click()
    assert not box.isEnabled() and not dialog.note_button.isEnabled()
    assert bench.said() == "プランに実績を 1件記録しました"
    bench.window.undo()
    assert len(bench.book.read(after_call, dialog._after.touchpoint_id, today=TODAY).proposals) == 1
    dialog.reject()


def test_that_only_talks_that_are_over_have_a_mail(bench: Bench) -> None:
    tab = TouchpointsTab(bench.workspace, bench.window)
    bench.qtbot.addWidget(tab)
    aoba = bench.book.read(find_account, NAMES[0])
    tab.show_account(bench.book.read(account_page, aoba, today=TODAY), TODAY)
    tab.show()
    shown = {}
    for row in tab.model.rows:
        tab.view.go_to_row(row.id)
        shown[row.body.split("。")[0].split(" ")[0]] = not tab.reader.mail.isHidden()
    assert shown == {"30日レビュー": False, "手順書": False, "新画面で現場が迷う": True}
    assert any(command.key == "thank_you" for command in tab.commands())


def test_that_promises_are_saved_as_a_calendar(bench: Bench, tmp_path: Path) -> None:
    tab = PromisesTab(bench.workspace, bench.window)
    bench.qtbot.addWidget(tab)
    dialog = save_promises(tab, bench.workspace, bench.window, bench.book.read(find_account, NAMES[0]))
    dialog.fileSelected.emit(str(tmp_path / "約束.ics"))
    bench.settle()
    assert bench.said() == "約束 2件を書き出しました"
    assert (tmp_path / "約束.ics").read_bytes().count(b"BEGIN:VEVENT") == 2
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QFileDialog):
            widget.close()


def test_that_the_draft_can_be_reached_by_keys(bench: Bench) -> None:
    dialog = opened(bench)
    tab_to("下書きを書き出す")
    assert dialog.write_button.hasFocus()
    press("Escape")
    assert not dialog.isVisible()
