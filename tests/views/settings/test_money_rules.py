"""What figures of money go by: kept at once, refused at the field, and a line says what it makes of the last year."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.journal import door
from app.models.database import Session
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.settings import chosen_value
from app.views.main_window import MainWindow
from app.views.settings.money import Money
from app.views.widgets.buttons import Button
from tests.views.settings.conftest import Open


def _in_dollars(session: Session) -> None:
    account = find_account(session, "みどり食品")
    row = {
        "account_id": account, "kind": "paid", "start_on": "2026-01-01", "end_on": "2026-12-31", "currency": "USD",
        "auto_renew": False,
    }  # fmt: skip
    [contract] = door.create(session, "contract", [row])
    line = {
        "contract_id": contract, "product": "Desk", "quantity": "1", "unit_price": "100", "amount_minor": 10_000,
        "billing": "monthly", "start_on": "2026-01-01", "end_on": "2026-12-31",
    }  # fmt: skip
    door.create(session, "contract_line", [line])


def test_that_the_unit_the_margin_and_the_grace_are_kept_and_taken_back(
    qtbot: QtBot, book: Book, window: MainWindow, go: Open
) -> None:
    section = go("money")
    assert isinstance(section, Money)
    rules = section.rules
    qtbot.waitUntil(lambda: "直近12か月" in rules.effect.text(), timeout=60_000)
    assert "売上ベース" in rules.effect.text()
    rules.unit.chosen.emit("parent")
    assert book.read(chosen_value, "money_unit") == "parent"
    assert rules.unit.key() == "parent"
    rules.margin.setText("80")
    rules.margin.flush()
    assert book.read(chosen_value, "gross_margin") == 80
    qtbot.waitUntil(lambda: "粗利ベース" in rules.effect.text() and "→" in rules.effect.text(), timeout=60_000)
    rules.margin.setText("")
    rules.margin.flush()
    assert book.read(chosen_value, "gross_margin") is None
    rules.grace.setText("0")
    rules.grace.flush()
    assert book.read(chosen_value, "grace") == 0
    assert section.is_saved()
    window.undo()
    assert book.read(chosen_value, "grace") == 30
    qtbot.waitUntil(lambda: rules.grace.text() == "30", timeout=60_000)


@pytest.mark.parametrize("wrong", ["101", "0", "多め", "12.5"])
def test_that_a_margin_that_is_none_is_refused_at_its_field(book: Book, go: Open, wrong: str) -> None:
    section = go("money")
    assert isinstance(section, Money)
    section.rules.margin.setText(wrong)
    section.rules.margin.flush()
    assert section.rules.margin_row.wrong()
    assert book.read(chosen_value, "gross_margin") is None
    section.rules.margin.setText("60")
    section.rules.margin.flush()
    assert not section.rules.margin_row.wrong()
    assert book.read(chosen_value, "gross_margin") == 60


def test_that_a_grace_beyond_a_year_is_refused_at_its_field(book: Book, go: Open) -> None:
    section = go("money")
    assert isinstance(section, Money)
    for wrong in ("366", "", "-1"):
        section.rules.grace.setText(wrong)
        section.rules.grace.flush()
        assert section.rules.grace_row.wrong()
        assert book.read(chosen_value, "grace") == 30


def test_that_a_currency_without_a_rate_is_named_and_its_rate_asked_for(
    qtbot: QtBot, book: Book, window: MainWindow, go: Open
) -> None:
    section = go("money")
    assert isinstance(section, Money)
    qtbot.waitUntil(lambda: "直近12か月" in section.rules.effect.text(), timeout=60_000)
    assert section.missing.isHidden()
    section.workspace.write(_in_dollars)
    qtbot.waitUntil(lambda: "USD から JPY" in section.missing.text(), timeout=60_000)
    assert section.missing.isVisible() and section.rules.effect.isHidden()
    [way] = section.missing_ways.findChildren(Button)
    way.click()
    assert (section.form.currency.currentText(), section.form.base.currentText()) == ("USD", "JPY")
    section.form.figure.setText("150")
    section.form.go.click()
    qtbot.waitUntil(lambda: section.missing.isHidden(), timeout=60_000)
    qtbot.waitUntil(lambda: section.rules.effect.isVisible(), timeout=60_000)
