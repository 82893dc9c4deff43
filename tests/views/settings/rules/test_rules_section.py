"""The rules of calls to action in the settings, by keys: switched, changed, tried out, reset; own playbooks."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.alerts.plays import Play
from app.alerts.rules import Rule
from app.operations.book import Book
from app.operations.signals.rules import RuleRow, rules_page
from app.operations.signals.shipped import plays_of, rules_of
from app.views.main_window import MainWindow
from app.views.settings.model.fields import DecimalField
from app.views.settings.rules.play_sheet import PlaySheet
from app.views.settings.rules.reason import ReasonSheet
from app.views.settings.rules.rule_sheet import RuleSheet
from app.views.settings.rules.section import SignalRules
from tests.journeys.hands import press, wait_until, write
from tests.views.settings.conftest import Open
from tests.views.signals.conftest import shown

Sheet = TypeVar("Sheet", bound=QWidget)


@pytest.fixture
def section(go: Open, window: MainWindow) -> SignalRules:
    window.activateWindow()
    made = go("rules")
    assert isinstance(made, SignalRules)
    return made


def the(kind: type[Sheet]) -> Sheet:
    wait_until(lambda: shown(kind) and shown(kind)[0].isActiveWindow(), f"a {kind.__name__}")
    [found] = shown(kind)
    assert isinstance(found, kind)
    return found


def rule(book: Book, key: str = "usage_drop") -> Rule:
    return book.read(rules_of)[key]


def row(book: Book, key: str = "usage_drop") -> RuleRow:
    return next(one for one in book.read(rules_page).rules if one.rule.key == key)


def opened(section: SignalRules, key: str = "usage_drop") -> RuleSheet:
    button = section.rules[key].button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    return the(RuleSheet)


def fill_in(field: object, text: str) -> None:
    assert isinstance(field, QWidget)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    press("Ctrl+A")
    write(text)


def test_that_every_shipped_rule_is_listed(section: SignalRules, book: Book) -> None:
    assert list(section.rules) == list(book.read(rules_of))
    assert all(line.box.isChecked() for line in section.rules.values())
    assert set(section.plays) == set(book.read(plays_of))


def test_that_switching_off_asks_why_and_undo_switches_on(section: SignalRules, book: Book, window: MainWindow) -> None:
    box = section.rules["tickets"].box
    box.setFocus(Qt.FocusReason.TabFocusReason)
    press("Space")
    sheet = the(ReasonSheet)
    assert box.isChecked(), "what is kept is shown until it differs"
    press("Return")
    assert shown(ReasonSheet), "no reason, no change"
    write("窓口が別")
    press("Return")
    wait_until(lambda: not shown(ReasonSheet), "the sheet is gone")
    assert not rule(book, "tickets").on
    assert not box.isChecked()
    assert row(book, "tickets").reason == "窓口が別"
    wait_until(box.hasFocus, "the focus comes back")
    press("Ctrl+Z")
    wait_until(lambda: rule(book, "tickets").on, "it is on again")
    assert box.isChecked()
    del sheet


def test_that_a_switch_is_left_as_it_was_by_escape(section: SignalRules, book: Book) -> None:
    section.rules["tickets"].box.setFocus(Qt.FocusReason.TabFocusReason)
    press("Space")
    the(ReasonSheet)
    press("Escape")
    wait_until(lambda: not shown(ReasonSheet), "the sheet is gone")
    assert rule(book, "tickets").on
    assert section.rules["tickets"].box.isChecked()


def test_that_a_rule_is_changed_with_a_reason_tried_out_and_reset(section: SignalRules, book: Book) -> None:
    sheet = opened(section)
    wait_until(lambda: sheet.preview.found is not None, "the first preview")
    fill_in(sheet.fields["percent"], "40")
    sheet.preview.found = None
    wait_until(lambda: sheet.preview.found is not None, "it is tried out anew")
    press("Return")
    assert shown(RuleSheet), "no reason, no change"
    assert sheet.reason.hasFocus()
    write("季節の波がある")
    press("Return")
    wait_until(lambda: not shown(RuleSheet), "the sheet is gone")
    assert rule(book).number("percent") == 40
    assert row(book).is_changed
    sheet = opened(section)
    assert sheet.drop.isVisible()
    sheet.drop.click()
    assert shown(RuleSheet)
    write("やはり元に")
    sheet.drop.click()
    wait_until(lambda: not shown(RuleSheet), "the sheet is gone")
    assert not row(book).is_changed


def test_that_a_number_out_of_its_limits_is_refused_at_its_field(section: SignalRules, book: Book) -> None:
    sheet = opened(section)
    field = sheet.fields["percent"]
    assert isinstance(field, DecimalField)
    fill_in(field, "200")
    sheet.reason.setFocus()
    write("試す")
    press("Return")
    assert sheet.wrong() == "「下がり幅（以上）」は 5 から 95 までにしてください。"
    assert field.hasFocus()
    assert rule(book).number("percent") == 30


def test_that_windows_are_written_as_days(section: SignalRules, book: Book) -> None:
    sheet = opened(section, "notice_unconfirmed")
    fill_in(sheet.fields["high"], "200、90")
    fill_in(sheet.reason, "稟議が長い")
    press("Return")
    wait_until(lambda: not shown(RuleSheet), "the sheet is gone")
    assert rule(book, "notice_unconfirmed").numbers("high") == (200, 90)


def test_that_the_accounts_it_would_fire_for_are_shown_on_enter(section: SignalRules) -> None:
    sheet = opened(section, "data_gap")
    wait_until(lambda: sheet.preview.found is not None, "the preview")
    found = sheet.preview.found
    assert found is not None
    assert found.accounts
    button = sheet.preview.show_button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    press("Return")
    assert shown(RuleSheet)
    assert all(name in sheet.preview.accounts.text() for _id, name in found.accounts)
    assert sheet.preview.accounts.isVisible()


def play(book: Book, key: str) -> Play:
    return book.read(plays_of)[key]


def test_that_a_shipped_playbook_is_changed_by_keys_and_reset(section: SignalRules, book: Book) -> None:
    shipped = play(book, "sponsor_departure")
    button = section.plays["sponsor_departure"].button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    press("Space")
    sheet = the(PlaySheet)
    sheet.lines[0].text.setFocus()
    press("Alt+Down")
    fill_in(sheet.lines[0].after, "2")
    sheet.lines[2].away.click()
    sheet.add.setFocus()
    press("Space")
    write("本人に手紙を書く")
    press("Return")
    wait_until(lambda: not shown(PlaySheet), "the sheet is gone")
    now = play(book, "sponsor_departure")
    assert [step.key for step in now.steps[:3]] == ["thank", "confirm", "kit"]
    assert now.steps[0].after == 2
    assert now.steps[-1].said("en") == "本人に手紙を書く"
    assert now.steps[1].text == shipped.steps[0].text
    assert len(now.steps) == len(shipped.steps)
    section.plays["sponsor_departure"].button.click()
    the(PlaySheet).drop.click()
    wait_until(lambda: not shown(PlaySheet), "the sheet is gone")
    assert play(book, "sponsor_departure") == shipped


def test_that_a_playbook_of_ones_own_is_written_and_removed(section: SignalRules, book: Book) -> None:
    before = set(book.read(plays_of))
    section.add.setFocus()
    press("Space")
    sheet = the(PlaySheet)
    press("Return")
    assert sheet.wrong() == "プレイブックの名前を書いてください。"
    write("障害のあと")
    sheet.lines[0].text.setFocus()
    write("経緯を1枚にする")
    sheet.lines[0].after.setFocus()
    press("Ctrl+A")
    write("x")
    press("Return")
    assert "営業日" in sheet.wrong()
    fill_in(sheet.lines[0].after, "3")
    press("Return")
    wait_until(lambda: not shown(PlaySheet), "the sheet is gone")
    [key] = set(book.read(plays_of)) - before
    assert play(book, key).steps[0].after == 3
    section.plays[key].button.click()
    the(PlaySheet).drop.click()
    wait_until(lambda: not shown(PlaySheet), "the sheet is gone")
    assert set(book.read(plays_of)) == before
    assert key not in section.plays
