"""The hand-over sheet keeps what is written by itself, counts what is open, and changes the holder once accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.journal import door
from app.language import use
from app.operations.handovers import HandoverSheet, handover_sheet
from app.views.handover.page import HandoverPage
from app.views.widgets.empty_state import EmptyState
from tests.builders import TODAY, new_book
from tests.journeys.hands import commit, compose, press, wait_until, write
from tests.views.accounts.books import NAMES, fill
from tests.views.meeting_desk import Desk, focus, names


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Desk]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Desk(book, settings, qtbot)


def sheet(desk: Desk, name: str) -> HandoverSheet:
    return desk.book.read(handover_sheet, desk.account(name), today=TODAY)


def test_that_what_is_written_is_kept_by_itself_and_counted(desk: Desk) -> None:
    page = desk.handover(NAMES[1])
    assert focus() is page.fields["why_bought"]
    write("夜勤の引き継ぎ")
    assert sheet(desk, NAMES[1]).texts["why_bought"] == ""
    wait_until(lambda: sheet(desk, NAMES[1]).texts["why_bought"] == "夜勤の引き継ぎ", "it is kept")
    assert sheet(desk, NAMES[1]).open_count == 5
    press("Tab")
    assert focus() is page.fields["outcome_promised"]
    write("x")
    # Going away keeps at once.
    desk.window.open("accounts")
    assert sheet(desk, NAMES[1]).texts["outcome_promised"] == "x"


def test_that_words_under_composition_are_not_kept_half(desk: Desk) -> None:
    desk.handover(NAMES[1])
    compose("やき")
    QApplication.processEvents()
    assert sheet(desk, NAMES[1]).handover_id is None
    commit("夜勤")
    wait_until(lambda: sheet(desk, NAMES[1]).texts["why_bought"] == "夜勤", "what was committed is kept")


def test_that_it_begins_at_the_first_open_section_and_shows_what_the_book_knows(desk: Desk) -> None:
    page = desk.handover(NAMES[0])
    assert focus() is page.fields["success_as_sold"]
    assert [card.accessibleName() for card in page._known][:3] == ["契約と金額", "通知期限と更新", "関係者と役割"]
    assert [crumb.place for crumb in page.crumbs()] == ["accounts", "account", None]


def test_that_questions_are_asked_answered_and_brought_back(desk: Desk) -> None:
    page = desk.handover(NAMES[0])
    page.questions.field.setFocus()
    write("価格は")
    press("Return")
    assert sheet(desk, NAMES[0]).questions == ("監査の権限は", "価格は")
    QApplication.processEvents()
    page.questions.answers[0].setFocus()
    write("閲覧だけ")
    press("Return")
    QApplication.processEvents()
    assert sheet(desk, NAMES[0]).questions == ("価格は",)
    assert focus() is page.questions.answers[0]
    desk.window.undo()
    QApplication.processEvents()
    assert len(page.questions.answers) == 2


def test_that_accepting_names_the_holder_and_can_be_taken_back(desk: Desk) -> None:
    page = desk.handover(NAMES[0])
    page.head.accept_button.click()
    [dialog] = [d for d in desk.window.findChildren(QDialog) if d.isVisible()]
    wait_until(lambda: QApplication.activeWindow() is dialog, "it is in front")
    dialog.close()
    wait_until(lambda: QApplication.activeWindow() is desk.window, "the window is in front")
    wait_until(lambda: focus() is page.head.taken_by, "the field is ready")
    write("伊藤")
    press("Tab")
    assert sheet(desk, NAMES[0]).taken_by == "伊藤"
    page.head.accept_button.click()
    assert sheet(desk, NAMES[0]).owner == "伊藤"
    assert page.head.again_button.isVisible()
    page.head.again_button.click()
    assert sheet(desk, NAMES[0]).kind == "csm"
    assert sheet(desk, NAMES[0]).given_by == "伊藤"
    desk.window.undo()
    desk.window.undo()
    assert sheet(desk, NAMES[0]).owner == ""


def test_that_the_file_is_written_off_the_screen_with_a_word(desk: Desk, tmp_path: Path) -> None:
    page = desk.handover(NAMES[0])
    out = tmp_path / "out"
    out.mkdir()
    dialog = page.ask_for_file()
    assert dialog is not None
    dialog.set_place(str(out / "sheet.html"))
    dialog.lang.choose("en")
    dialog.write_button.click()
    wait_until(lambda: not desk.workspace.busy, "it is written")
    assert names(out) == ["sheet.html"]
    assert '<html lang="en">' in (out / "sheet.html").read_text("utf-8")


def test_that_an_account_that_is_gone_leads_back(desk: Desk) -> None:
    there = desk.account(NAMES[1])
    page = desk.handover(NAMES[1])
    desk.workspace.write(lambda session: door.remove(session, "account", [there]))
    wait_until(lambda: page.sheet is None, "it is told")
    assert page.findChildren(EmptyState)
    assert page.crumbs()[0].place == "accounts"


def test_that_every_word_follows_the_language(desk: Desk) -> None:
    use("en")
    page = HandoverPage(desk.workspace, desk.window)
    page.go(desk.account(NAMES[0]))
    assert page.fields["why_bought"].accessibleName() == "Why they bought"
    assert [command.words for command in page.commands()] == ["Write as a file…", "Accept the account"]
    page.deleteLater()
