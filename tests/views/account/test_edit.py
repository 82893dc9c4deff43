from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.operations.account_fields import write_field
from app.operations.account_page import AccountPage as Account
from app.operations.account_page import account_page
from app.operations.accounts import find_account
from app.views.account.edit.editors import ChoiceEditor, LineEditor, NameEditor
from app.views.account.edit.field import Field
from app.views.account.edit.fit_dialog import FitDialog
from app.views.account.edit.history_card import HistoryCard
from app.views.account.page import AccountPage
from app.views.widgets.autosave import WAIT_MS
from app.views.widgets.labels import PlainLabel
from app.vocabulary import Criterion, Fit, Segment
from tests.builders import TODAY
from tests.journeys.hands import commit, compose, press, tab_to, wait_until, write
from tests.views.account.desk import Desk, words
from tests.views.accounts.books import NAMES


def account(desk: Desk, name: str = NAMES[0]) -> Account:
    return desk.book.read(account_page, desk.book.read(find_account, name), today=TODAY)


def field(page: AccountPage, key: str) -> Field:
    return {**page.overview.facts.fields, **page.overview.renewal.fields}[key]


def begin(page: AccountPage, key: str, keys: str = "Return") -> Field:
    found = field(page, key)
    found.setFocus()
    press(keys)
    assert found.is_open
    return found


@pytest.mark.parametrize("keys", ["Return", "F2", "Space"])
def test_that_a_field_is_edited_in_place_and_kept_when_the_keys_rest(desk: Desk, keys: str) -> None:
    page = desk.open(NAMES[0])
    industry = begin(page, "industry", keys)
    assert isinstance(industry.editor, LineEditor)
    write("bank")
    assert account(desk).industry == ""
    assert not industry.says_saved
    wait_until(lambda: account(desk).industry == "bank", "it is kept")
    assert industry.says_saved
    assert industry.is_open and industry.editor.hasFocus()
    press("Return")
    assert not industry.is_open
    assert industry.hasFocus()
    assert (industry.text(), industry.accessibleName()) == ("bank", "業種: bank")


def test_that_a_click_edits_and_leaving_keeps_at_once(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[0])
    industry = field(page, "industry")
    qtbot.mouseClick(industry, Qt.MouseButton.LeftButton, pos=industry._value_box().center())
    assert industry.is_open
    write("bank")
    press("Tab")
    assert account(desk).industry == "bank"
    assert not industry.is_open
    # Tab goes on to the field after it.
    assert field(page, "fiscal_year_end").hasFocus()
    tab_to("業種: bank", back=True)


def test_that_each_pause_is_a_change_and_ctrl_z_takes_them_back_one_by_one(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    begin(page, "industry")
    write("ba")
    wait_until(lambda: account(desk).industry == "ba", "the first pause")
    write("nk")
    wait_until(lambda: account(desk).industry == "bank", "the second pause")
    press("Return", "Ctrl+Z")
    assert account(desk).industry == "ba"
    press("Ctrl+Z")
    assert account(desk).industry == ""
    assert field(page, "industry").text() == ""


def test_that_escape_takes_back_all_since_the_editor_opened(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    reading = begin(page, "reading")
    write("a")
    wait_until(lambda: account(desk).reading == "a", "it is kept")
    write("b")
    press("Escape")
    assert account(desk).reading == reading.text() == "あおばしんようきんこ"
    assert reading.hasFocus()
    QTest.qWait(WAIT_MS + 50)
    assert account(desk).reading == "あおばしんようきんこ"


def test_that_nothing_is_kept_while_an_input_method_composes(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    begin(page, "reading")
    press("Ctrl+A", "Delete")
    compose("あお")
    QTest.qWait(WAIT_MS + 100)
    assert account(desk).reading == "あおばしんようきんこ"
    commit("青葉")
    wait_until(lambda: account(desk).reading == "青葉", "it is kept")


def test_that_what_cannot_be_meant_stays_open_with_the_reason_and_the_book_as_it_was(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    domain = begin(page, "domain")
    before = domain.height()
    write("aoba")
    wait_until(lambda: domain.error, "the reason is told")
    assert "midori.example" in domain.error
    assert domain.height() > before or domain.minimumHeight() > before
    assert account(desk).domain == "aoba.example"
    page.overview.setFocus()
    assert domain.is_open
    domain.editor.setFocus()
    write(".test")
    wait_until(lambda: account(desk).domain == "aoba.test", "it is kept")
    assert domain.error == ""
    begin_name = begin(page, "name")
    press("Ctrl+A", "Delete", "Return")
    assert begin_name.is_open and begin_name.error
    press("Escape")
    assert not begin_name.is_open and not begin_name.error
    assert account(desk).name == NAMES[0]


def test_that_a_change_from_elsewhere_shows_in_fields_that_are_not_edited(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    industry = begin(page, "industry")
    write("mine")
    assert page.account_id is not None
    desk.workspace.write(write_field, page.account_id, "reading", "べつ", today=TODAY)
    assert field(page, "reading").text() == "べつ"
    assert industry.editor.text() == "mine"
    wait_until(lambda: account(desk).industry == "mine", "it is kept")


def test_that_going_to_another_account_keeps_what_was_typed_where_it_was_typed(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    begin(page, "industry")
    write("bank")
    desk.open(NAMES[1])
    assert (account(desk).industry, account(desk, NAMES[1]).industry) == ("bank", "")
    assert field(page, "industry").text() == ""
    assert not field(page, "industry").is_open
    begin(page, "domain")
    write("no domain")
    desk.open(NAMES[0])
    assert (account(desk).domain, account(desk, NAMES[1]).domain) == ("aoba.example", "")
    assert not field(page, "domain").is_open


def test_that_closing_the_window_keeps_what_was_typed_last(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    begin(page, "industry")
    write("bank")
    desk.window.hide()
    assert account(desk).industry == "bank"


def test_that_a_choice_is_kept_as_it_is_made(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    segment = begin(page, "segment")
    assert isinstance(segment.editor, ChoiceEditor)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(segment.editor.view(), key)
    assert account(desk).segment is Segment.LOW
    wait_until(lambda: segment.hasFocus(), "the focus is back")
    assert (segment.text(), segment.is_open) == ("ロータッチ", False)
    again = begin(page, "segment")
    QTest.keyClick(again.editor.view(), Qt.Key.Key_F4)
    wait_until(lambda: not again.is_open, "it is closed")
    assert account(desk).segment is Segment.LOW


def test_that_half_a_name_makes_no_owner_and_a_new_one_is_added(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    owner = begin(page, "owner_id")
    assert isinstance(owner.editor, NameEditor)
    commit("高橋")
    QTest.qWait(WAIT_MS + 50)
    assert account(desk).owner == ""
    press("Return")
    assert account(desk).owner == owner.text() == "高橋"
    parent = begin(page, "parent_id")
    commit("どこにもない")
    press("Return")
    assert parent.is_open and parent.error
    press("Ctrl+A")
    commit(NAMES[1])
    press("Return")
    assert account(desk).parent == NAMES[1]


def test_that_a_phase_that_follows_months_is_not_written(desk: Desk) -> None:
    from app.operations.settings import choose

    page = desk.open(NAMES[0])
    desk.workspace.write(choose, "phase.rule.high", "months")
    phase = field(page, "phase")
    phase.setFocus()
    press("Return")
    assert not phase.is_open
    assert phase.locked in phase.toolTip()


def test_that_the_terms_of_the_contract_are_edited_too(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    assert field(page, "notice").text() == "満了の 1か月前まで"
    begin(page, "notice")
    assert field(page, "notice").editor.text() == "1か月前"
    press("Ctrl+A")
    commit("2か月前")
    press("Return")
    assert "通知期限 12/28（あと38日）・満了 2/28" in words(page.header)
    begin(page, "approval_due")
    write("1/15")
    press("Return")
    assert field(page, "approval_due").text() == "2027/1/15"
    desk.open(NAMES[3])
    assert not page.overview.renewal.isVisible()


def history(desk: Desk) -> HistoryCard:
    found = desk.window.findChildren(HistoryCard)
    assert found
    return found[-1]


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(PlainLabel)]


def test_that_the_history_of_a_field_tells_each_value_and_brings_one_back(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[0])
    assert page.account_id is not None
    desk.workspace.write(write_field, page.account_id, "segment", "low", today=TODAY)
    field(page, "segment").setFocus()
    press("Alt+H")
    card = history(desk)
    said = labels(card)
    assert said[:3] == ["セグメントの履歴", "ハイタッチ → ロータッチ", "今日 · 佐藤 · 編集"]
    assert said[3].startswith("ハイタッチ（最初の値）")
    [back] = card.buttons
    assert back.hasFocus()
    press("Return")
    assert account(desk).segment is Segment.HIGH
    assert field(page, "segment").hasFocus()
    toast = desk.window._overlays._toast
    assert toast is not None
    assert "セグメントを「ハイタッチ」に戻しました" in labels(toast)
    qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    assert account(desk).segment is Segment.LOW


def test_that_the_clock_shows_the_history_and_a_click_elsewhere_puts_it_away(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[0])
    industry = field(page, "industry")
    qtbot.mouseClick(industry, Qt.MouseButton.LeftButton, pos=industry._clock_box().center())
    card = history(desk)
    assert "まだ何も書かれていません。" in labels(card)
    qtbot.mouseClick(page.header, Qt.MouseButton.LeftButton)
    assert not card.isVisible()
    press("Alt+H")
    assert history(desk) is not card
    press("Escape")
    assert industry.hasFocus()


def test_that_fit_is_judged_by_its_criteria_with_a_reason(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[0])
    assert any("90日目" in word for word in words(page.overview.fit))
    qtbot.mouseClick(page.overview.fit.judge_button, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget() or desk.window.findChild(FitDialog)
    assert isinstance(dialog, FitDialog)
    for control in dialog.criteria.values():
        qtbot.mouseClick(control._segments["yes"], Qt.MouseButton.LeftButton)
    assert dialog.fit.key() == Fit.GOOD
    qtbot.mouseClick(dialog.criteria[Criterion.SIZE]._segments["no"], Qt.MouseButton.LeftButton)
    assert dialog.fit.key() == Fit.PARTIAL
    qtbot.mouseClick(dialog.fit._segments[Fit.DESIGN_PARTNER], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.criteria[Criterion.SIZE]._segments["yes"], Qt.MouseButton.LeftButton)
    assert dialog.fit.key() == Fit.DESIGN_PARTNER
    assert not dialog.keep_button.isEnabled()
    dialog.activateWindow()
    dialog.reason.setFocus()
    wait_until(dialog.reason.hasFocus, "the reason has the focus")
    write("works")
    press("Ctrl+Return")
    judged = account(desk)
    assert (judged.fit, judged.fit_reason, judged.fit_on) == (Fit.DESIGN_PARTNER, "works", TODAY)
    assert judged.fit_criteria == {str(criterion): True for criterion in Criterion}
    said = words(page.overview.fit)
    assert "works" in said and "推進体制: 当てはまる" in said
    assert not any("90日目" in word for word in said)
    press("Ctrl+Z")
    assert account(desk).fit is None


def test_that_the_rhythms_are_drawn_and_told(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    view = page.overview.rhythms.view
    told = view.accessibleDescription().split("\n")
    assert told[0] == "定例・1か月ごと・直近 9か月のうち 0か月・まだなし・11月に予定"
    assert [line.split("・")[0] for line in told] == [
        "定例",
        "ヘルスチェック",
        "幹部レビュー",
        "現場視察",
        "更新前連絡",
    ]
    desk.open(NAMES[2])
    assert not page.overview.rhythms.isVisible()
