"""Calls to action in Today by keys: closed with an outcome, dismissed, put off, opened and raised, each with undo."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QMenu, QWidget

from app.operations.book import Book
from app.operations.people import amend_position
from app.operations.quick_log import log_line
from app.operations.signals.ctas import cta_page, open_ctas
from app.operations.signals.rows import CtaRow
from app.operations.signals.sweep import fire
from app.operations.voice.requests import add_request, ship_request
from app.views.account.page import AccountPage
from app.views.accounts.page import AccountsPage
from app.views.main_window import MainWindow
from app.views.signals.closing import CloseSheet, DismissSheet
from app.views.signals.cta_sheet import CtaSheet
from app.views.signals.raise_sheet import RaiseSheet
from app.views.today import words
from app.views.today.page import TodayPage
from app.views.widgets.day_choice import DayChoice
from app.views.widgets.labels import PlainLabel
from app.vocabulary import Segment, TodayKind
from tests.builders import TODAY
from tests.journeys.hands import press, wait_until, write
from tests.views.desks import words as said_in
from tests.views.signals.conftest import shown, sponsor_position

Sheet = TypeVar("Sheet", bound=QWidget)


def sheet_of(kind: type[Sheet]) -> Sheet:
    wait_until(lambda: shown(kind) and shown(kind)[0].isActiveWindow(), f"a {kind.__name__}")
    [found] = shown(kind)
    assert isinstance(found, kind)
    return found


def departures(book: Book) -> list[CtaRow]:
    return [row for row in book.read(open_ctas, today=TODAY) if row.rule == "person_left"]


def toasted(window: MainWindow, said: str) -> bool:
    return any(part.accessibleName() == said and part.isVisible() for part in window.findChildren(QWidget))


def test_that_the_departure_stands_first_with_its_play_and_its_next_step(today: TodayPage, book: Book) -> None:
    row = today.rows()[0]
    [call] = departures(book)
    assert (row.kind, row.cta, row.due) == (TodayKind.SIGNAL, call.id, TODAY)
    assert "0/7" in words.detail(row, TODAY)
    assert words.order_words(row).startswith("1番目: 緊急度 12")
    assert words.done_word(row) == "完了"


def test_that_e_asks_for_the_outcome_in_one_tap_and_undo_brings_it_back(
    today: TodayPage, window: MainWindow, book: Book
) -> None:
    cta = today.rows()[0].cta
    press("E")
    sheet = sheet_of(CloseSheet)
    assert [button.text() for button in sheet.buttons] == ["目的を果たした", "一部を果たした", "果たせなかった"]
    press("2")
    wait_until(lambda: not shown(CloseSheet), "the sheet is gone")
    assert departures(book) == []
    closed = book.read(cta_page, cta, today=TODAY).row
    assert (closed.state, closed.outcome) == ("done", "partly")
    assert today.rows()[0].cta != closed.id
    assert toasted(window, "結果を記録して閉じました")
    press("Ctrl+Z")
    wait_until(lambda: departures(book), "it is open again")
    assert len(departures(book)[0].steps) == 7
    wait_until(lambda: today.rows()[0].cta == closed.id, "it is first again")


def test_that_a_note_goes_with_the_outcome_and_digits_are_written_in_it(today: TodayPage, book: Book) -> None:
    cta = today.rows()[0].cta
    press("E")
    sheet = sheet_of(CloseSheet)
    sheet.note.setFocus()
    write("12月に会う")
    assert departures(book)
    sheet.buttons[0].setFocus()
    press("Space")
    assert book.read(cta_page, cta, today=TODAY).row.reason == "12月に会う"


def test_that_del_dismisses_with_a_reason_and_not_without(today: TodayPage, window: MainWindow, book: Book) -> None:
    cta = today.rows()[0].cta
    press("Del")
    sheet = sheet_of(DismissSheet)
    press("Return")
    assert shown(DismissSheet)
    assert departures(book)
    sheet.common[0].click()
    press("Return")
    wait_until(lambda: not shown(DismissSheet), "the sheet is gone")
    closed = book.read(cta_page, cta, today=TODAY).row
    assert (closed.state, closed.reason) == ("dismissed", "すでに把握している")
    press("Ctrl+Z")
    wait_until(lambda: departures(book), "it is open again")


def test_that_s_hides_it_and_undo_shows_it_again(today: TodayPage, window: MainWindow, book: Book) -> None:
    cta = today.rows()[0].cta
    press("S")
    choices = [one for one in window.findChildren(DayChoice) if one.isVisible()]
    assert len(choices) == 1
    press("Return")
    wait_until(lambda: all(row.cta != cta for row in today.rows()), "it is hidden")
    assert departures(book)[0].hidden_until is not None
    press("Ctrl+Z")
    wait_until(lambda: today.rows()[0].cta == cta, "it is back")


def test_that_the_day_is_changed_in_the_sheet_and_taken_back(today: TodayPage, window: MainWindow, book: Book) -> None:
    press("C")
    sheet = sheet_of(CtaSheet)
    sheet.due_button.click()
    wait_until(lambda: not shown(CtaSheet), "the sheet is gone")
    [choice] = [one for one in window.findChildren(DayChoice) if one.isVisible()]
    press("Escape")
    assert not choice.isVisible()
    press("C")
    sheet_of(CtaSheet).due_button.click()
    wait_until(lambda: not shown(CtaSheet), "the sheet is gone")
    [choice] = [one for one in window.findChildren(DayChoice) if one.isVisible()]
    choice.buttons[0].click()
    wait_until(lambda: departures(book)[0].due == TODAY + timedelta(1), "the day is kept")
    press("Ctrl+Z")
    wait_until(lambda: departures(book)[0].due is None, "the day is taken back")


def test_that_a_logged_risk_stands_in_the_sheet(today: TodayPage, window: MainWindow, book: Book) -> None:
    account = today.rows()[0].account_id
    window.workspace.write(
        log_line, "電話 後任も反対らしい !risk", today=TODAY, now=book.clock.now(), by_id=None, account_id=account
    )
    press("C")
    sheet = sheet_of(CtaSheet)
    said = [label.text() for label in sheet.findChildren(PlainLabel) if label.isVisible()]
    assert any("リスクの記録" in one and "後任も反対らしい" in one for one in said)


def test_that_c_opens_the_sheet_whose_steps_are_ticked_by_keys(today: TodayPage, book: Book) -> None:
    press("C")
    sheet = sheet_of(CtaSheet)
    assert [box.accessibleName()[0] for box in sheet.steps.boxes] == list("1234567")
    press("Space", "J", "Space")
    assert [box.isChecked() for box in sheet.steps.boxes] == [True, True] + [False] * 5
    assert departures(book)[0].done == 2
    assert "2/7" in words.detail(today.rows()[0], TODAY)
    press("Space")
    assert departures(book)[0].done == 1
    press("Escape")
    wait_until(lambda: not shown(CtaSheet), "the sheet is gone")


def test_that_the_sheet_leads_to_the_evidence(today: TodayPage, window: MainWindow) -> None:
    press("C")
    sheet = sheet_of(CtaSheet)
    assert sheet.evidence.text() == "根拠を見る: 関係者"
    sheet.evidence.click()
    wait_until(lambda: isinstance(window.page(), AccountPage), "the account")
    page = window.page()
    assert isinstance(page, AccountPage)
    assert page.tabs.tabText(page.tabs.currentIndex()).startswith("関係者")


def test_that_a_shipped_request_leads_to_the_voice_of_its_account(
    today: TodayPage, window: MainWindow, book: Book
) -> None:
    account = today.rows()[0].account_id
    made = book.write(add_request, account, words="承認の履歴を出したい", today=TODAY)[1]
    book.write(ship_request, made, on=TODAY)
    book.write(fire, today=TODAY)
    [row] = [row for row in book.read(open_ctas, today=TODAY) if row.rule == "shipped_untold"]
    today.acts.ctas.open(row.id)
    sheet = sheet_of(CtaSheet)
    assert sheet.evidence.text() == "根拠を見る: 声・要望"
    sheet.evidence.click()
    wait_until(lambda: isinstance(window.page(), AccountPage), "the account")
    page = window.page()
    assert isinstance(page, AccountPage)
    assert page.tabs.tabText(page.tabs.currentIndex()).startswith("声・要望")


def test_that_a_play_is_stopped_and_started_anew_in_the_sheet(today: TodayPage, book: Book) -> None:
    press("C")
    sheet = sheet_of(CtaSheet)
    sheet.stop_button.click()
    assert departures(book)[0].steps == ()
    assert sheet.start_button.isVisible()
    assert sheet.plays.currentData() == "sponsor_departure"
    sheet.start_button.click()
    assert len(departures(book)[0].steps) == 7
    press("E")
    press("1")
    wait_until(lambda: not shown(CtaSheet), "it closes with the call to action")
    assert departures(book) == []


def test_that_c_raises_one_where_there_is_none(today: TodayPage, book: Book) -> None:
    while (row := today.list.current()) is not None and row.kind is not TodayKind.PROMISE:
        press("J")
    assert row is not None
    assert not row.cta
    press("C")
    sheet = sheet_of(RaiseSheet)
    press("Return")
    assert shown(RaiseSheet)
    sheet.text.setFocus()
    write("見積もりを出し直す")
    sheet.due.setFocus()
    write("11/27")
    press("Return")
    wait_until(lambda: not shown(RaiseSheet), "the sheet is gone")
    found = [one for one in book.read(open_ctas, today=TODAY) if one.rule == "by_hand"]
    assert [(one.facts["text"], one.due.isoformat()) for one in found if one.due] == [
        ("見積もりを出し直す", "2026-11-27")
    ]
    wait_until(lambda: any(one.cta == found[0].id for one in today.rows()), "it stands in Today")


def test_that_a_cause_that_went_away_says_so_and_offers_to_close(
    today: TodayPage, window: MainWindow, book: Book
) -> None:
    position = book.read(sponsor_position)
    window.workspace.write(amend_position, position, {"until": None})
    window.workspace.write(fire, today=TODAY)
    row = next(row for row in today.rows() if row.params.get("rule") == "person_left")
    assert words.done_word(row) == "閉じる"
    assert words.done_tip(row) == "原因がなくなりました。閉じます"
    while today.list.current() != row:
        press("J")
    press("E")
    assert "なくなっています" in said_in(sheet_of(CloseSheet))
    press("1")
    wait_until(lambda: not departures(book), "it is closed")


def test_that_the_menu_offers_what_the_keys_do(today: TodayPage) -> None:
    today.acts.offer(today.rows()[0])
    [menu] = [one for one in today.findChildren(QMenu) if one.isVisible()]
    said = [action.text() for action in menu.actions() if action.text()]
    assert said == [
        "記録\tL", "あとで…\tS", "結果を記録して閉じる\tE", "対応不要…\tDel", "要対応を開く\tC", "肌感を書きとめる\tH",
        "根拠を見る\tEnter", "顧客を開く",
    ]  # fmt: skip
    menu.close()


@pytest.mark.parametrize("key", ["Return", "Space"])
def test_that_enter_goes_to_the_evidence(today: TodayPage, window: MainWindow, key: str) -> None:
    press(key)
    wait_until(lambda: isinstance(window.page(), AccountPage), "the account")
    page = window.page()
    assert isinstance(page, AccountPage)
    assert page.tabs.tabText(page.tabs.currentIndex()).startswith("関係者")


def test_that_tech_touch_has_one_card_in_place_of_rows(today: TodayPage) -> None:
    assert today.digest.isVisible()
    assert today.digest.said() == "1社 過去 90日に接点あり 0社・なし 1社"
    assert all(row.kind is not TodayKind.QUIET or row.segment is not Segment.TECH for row in today.rows())


def test_that_c_in_the_list_of_accounts_opens_what_is_open(today: TodayPage, window: MainWindow, book: Book) -> None:
    page = window.open("accounts")
    assert isinstance(page, AccountsPage)
    wait_until(lambda: page.has_book and page.view.table.rowCount(), "the list")
    page.view.setFocus()
    press("Home")
    for _press in range(5):
        now = page.view.current_row()
        if now is not None and now.id == departures(book)[0].account_id:
            break
        press("J")
    press("C")
    assert "スポンサー" in sheet_of(CtaSheet).accessibleName()
