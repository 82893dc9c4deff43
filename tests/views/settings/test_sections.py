"""The sections of what can be chosen: kept at once, taken back by undo, refused in words at the field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import language
from app.operations.book import Book
from app.operations.own_days import own_days
from app.operations.rates import rates
from app.operations.settings import chosen_value, settings
from app.views import motion, theme
from app.views.keys_sheet.sheet import KeysSheet
from app.views.main_window import MainWindow
from app.views.settings.appearance import Appearance
from app.views.settings.days import Days
from app.views.settings.money import Money
from app.views.settings.page import SettingsPage
from app.views.settings.rate_rows import RateLine
from app.views.settings.segments import Segments
from app.views.settings.shortcuts import Shortcuts
from app.vocabulary import Segment
from tests.builders import TODAY
from tests.views.settings.conftest import Open, words


def write(field: object, text: str) -> None:
    """Type over what stands in a field."""
    field.setFocus(Qt.FocusReason.TabFocusReason)  # type: ignore[attr-defined]
    field.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(field, text)  # type: ignore[call-overload]


def lines(section: Money) -> list[RateLine]:
    """Return the rates that are shown."""
    QApplication.processEvents()
    return [part for part in section.findChildren(RateLine) if part.isVisible()]


def test_that_the_page_opens_by_its_key_and_lists_its_sections(qtbot: QtBot, window: MainWindow) -> None:
    place = next(one for one in window.places() if one.key == "settings")
    assert place.shortcut == "Ctrl+," and place.bottom
    page = window.open("settings")
    assert isinstance(page, SettingsPage) and isinstance(page.section(), Appearance)
    QTest.keyClick(page.sections.focus_current(), Qt.Key.Key_Down)
    assert window.here() == ("settings", "segments") and page.sections.focus_current().hasFocus()
    window.open("settings", "money")
    window.back()
    assert isinstance(page.section(), Segments)
    assert next(command.key for command in page.commands()) == "settings:appearance"


def test_that_language_is_switched_and_the_section_stays(qtbot: QtBot, window: MainWindow, go: Open) -> None:
    section = go("appearance")
    assert isinstance(section, Appearance)
    section.language.chosen.emit("en")
    qtbot.waitUntil(lambda: language.current() == "en")
    page = window.page()
    assert isinstance(page, SettingsPage) and isinstance(page.section(), Appearance)
    assert "Text size" in words(page)


def test_that_look_size_and_motion_take_effect_at_once(qapp: QApplication, window: MainWindow, go: Open) -> None:
    section = go("appearance")
    assert isinstance(section, Appearance)
    section.look.chosen.emit("dark")
    assert theme.current().dark and section.is_saved()
    section.scale.chosen.emit("125")
    assert theme.current().scale == 125 and str(window.settings.value("scale")) == "125"
    section.motion.chosen.emit("on")
    assert motion.reduced() and motion.duration(200) == 0 and window.settings.value("motion") == "on"
    assert not qapp.isEffectEnabled(Qt.UIEffect.UI_AnimateCombo)
    section.motion.chosen.emit("off")
    assert motion.duration(200) == 200
    motion.use(qapp, "system")


def test_that_a_cadence_is_kept_after_a_moment_and_says_its_effect(
    qtbot: QtBot, book: Book, window: MainWindow, go: Open
) -> None:
    section = go("segments")
    assert isinstance(section, Segments)
    qtbot.waitUntil(lambda: "社" in section.quiet.text())
    field = section.fields["cadence.low"]
    write(field, "365")
    assert book.read(settings).cadence_low == 30
    qtbot.waitUntil(lambda: book.read(settings).cadence_low == 365)
    assert section.is_saved()
    qtbot.waitUntil(lambda: "→" in section.quiet.text())
    window.undo()
    assert book.read(settings).cadence_low == 30
    field.clearFocus()
    qtbot.waitUntil(lambda: field.text() == "30")


def test_that_a_bad_number_is_refused_at_its_field(book: Book, go: Open) -> None:
    section = go("segments")
    assert isinstance(section, Segments)
    for text in ("0", "366", "", "十四", "7.5"):
        field = section.fields["cadence.high"]
        field.setText(text)
        field.flush()
        assert "1〜365" in section.rows["cadence.high"].wrong()
        assert book.read(settings).cadence_high == 14
    field.setText("２１")
    field.flush()
    assert section.rows["cadence.high"].wrong() == "" and book.read(settings).cadence_high == 21


def test_that_a_phase_goes_by_months_where_chosen(qtbot: QtBot, book: Book, go: Open) -> None:
    section = go("segments")
    assert isinstance(section, Segments)
    rule = section.phases[Segment.HIGH]
    assert not rule.months.isVisible()
    rule.rule.chosen.emit("months")
    assert rule.months.isVisible() and book.read(chosen_value, "phase.rule.high") == "months"
    rule.renewal.setText("6")
    rule.renewal.flush()
    assert book.read(chosen_value, "phase.months.high") == {"onboarding": 3, "renewal": 6}
    qtbot.waitUntil(lambda: "更新・拡大 1" in rule.row.about.text())
    rule.onboarding.setText("99")
    rule.onboarding.flush()
    assert "0〜60" in rule.first.wrong()


def test_that_the_fiscal_year_and_the_currency_are_kept(qtbot: QtBot, book: Book, go: Open) -> None:
    section = go("money")
    assert isinstance(section, Money)
    assert "2026年4月–2027年3月" in section.year_row.about.text()
    section.begins.setCurrentIndex(section.begins.findData(1))
    section.begins.activated.emit(0)
    assert book.read(settings).fiscal_year_start == 1
    assert "2026年1–12月" in section.year_row.about.text()
    qtbot.waitUntil(lambda: "3,720万円" in section.worth.text())
    section.currency.setCurrentIndex(section.currency.findData("USD"))
    section.currency.activated.emit(0)
    qtbot.waitUntil(lambda: "JPY から USD へのレートがない" in section.worth.text())


def test_that_rates_are_added_changed_and_removed(qtbot: QtBot, book: Book, window: MainWindow, go: Open) -> None:
    section = go("money")
    assert isinstance(section, Money)
    form = section.form
    form.figure.setText("百")
    form.go.click()
    assert "0 より大きい数" in form.wrong() and book.read(rates) == []
    form.figure.setText("151.20")
    form.on.setText("11/16")
    form.on.setModified(True)
    form.go.click()
    [one] = book.read(rates)
    assert (one.rate, one.on, form.wrong()) == (Decimal("151.2"), date(2026, 11, 16), "")
    [line] = lines(section)
    line.edit.click()
    form.figure.setText("150")
    form.go.click()
    assert [each.rate for each in book.read(rates)] == [150]
    [line] = lines(section)
    line.drop.click()
    assert book.read(rates) == []
    window.undo()
    assert len(book.read(rates)) == 1


def test_that_days_off_are_added_and_removed(book: Book, window: MainWindow, go: Open) -> None:
    section = go("days")
    assert isinstance(section, Days)
    assert "勤労感謝の日" in words(section)
    form = section.form
    form.go.click()
    assert "初日" in form.wrong()
    for field, text in ((form.first, "12/25"), (form.last, "12/24")):
        field.setText(text)
        field.setModified(True)
    form.go.click()
    assert "最終日" in form.wrong() and book.read(own_days) == []
    form.last.setText("12/28")
    form.last.setModified(True)
    form.name.setText("大掃除")
    form.go.click()
    [one] = book.read(own_days)
    assert (one.first, one.last, one.name) == (date(2026, 12, 25), date(2026, 12, 28), "大掃除")
    assert "大掃除" in words(section) and form.first.text() == ""
    section.remove(one)
    assert book.read(own_days) == []
    window.undo()
    assert len(book.read(own_days)) == 1
    section.calendar.setCurrentIndex(section.calendar.findData("US"))
    section.calendar.activated.emit(0)
    assert "Thanksgiving" in words(section)
    assert isinstance(section.calendar.model(), QStandardItemModel) and section.workspace.clock.today() == TODAY


def test_that_the_sheet_of_keys_opens(qtbot: QtBot, window: MainWindow, go: Open) -> None:
    section = go("keys")
    assert isinstance(section, Shortcuts)
    section.show_keys.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(KeysSheet)))
