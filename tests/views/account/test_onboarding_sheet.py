from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.journal import door
from app.operations.book import Book
from app.operations.plans.onboarding import Onboarding, onboarding_of, start_onboarding
from app.views.account.onboarding_sheet import OnboardingSheet
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def account(book: Book) -> str:
    return book.write(lambda session: door.create(session, "account", [{"name": "青葉", "name_key": "青葉"}])[0])[1]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1200, 900)
    qtbot.addWidget(made)
    return made


def sheet(window: QWidget, book: Book, account: str, one: Onboarding | None) -> OnboardingSheet:
    made = OnboardingSheet(window, Workspace(book, book.clock, parent=window), account, one)
    made.show_sheet()
    return made


def test_that_an_onboarding_begins_and_ends_on_its_form(window: QWidget, book: Book, account: str) -> None:
    form = sheet(window, book, account, None)
    form.days["due"].setText("2027/1/20")
    form.days["due"].setModified(True)
    form.success.setPlainText("3店で紙なし")
    form.go_on()
    one = book.read(onboarding_of, account, today=TODAY)
    assert one is not None and (one.start_on, one.success) == (TODAY, "3店で紙なし")
    assert one.agreed_due is not None and one.agreed_due == one.due

    form = sheet(window, book, account, one)
    form.verdict.setCurrentIndex(form.verdict.findData("succeeded"))
    form.go_on()
    assert form.wrong()  # the day of the first value is missing
    assert not form.reason.isEnabled()
    form.days["first_value_on"].setText("2026/11/20")
    form.days["first_value_on"].setModified(True)
    form.go_on()
    one = book.read(onboarding_of, account, today=TODAY)
    assert one is not None and (one.verdict, one.days, one.late) == ("succeeded", 0, False)


def test_that_failing_asks_why(window: QWidget, book: Book, account: str) -> None:
    values = {"start_on": TODAY - timedelta(90), "due": TODAY - timedelta(30)}
    book.write(start_onboarding, account, today=TODAY, values=values)
    form = sheet(window, book, account, book.read(onboarding_of, account, today=TODAY))
    form.verdict.setCurrentIndex(form.verdict.findData("failed"))
    form.go_on()
    assert form.wrong()
    form.reason.setText("審査が終わらない")
    form.days["start_on"].setText("いつか")
    form.days["start_on"].setModified(True)
    form.go_on()
    assert "いつか" in form.wrong()
    form.days["start_on"].setModified(False)
    form.go_on()
    one = book.read(onboarding_of, account, today=TODAY)
    assert one is not None and (one.verdict, one.reason, one.verdict_on) == ("failed", "審査が終わらない", TODAY)
