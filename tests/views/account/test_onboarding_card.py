"""The onboarding on the overview: shown while it is open and for a year after its first value, and leading to Plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.operations.plans.onboarding import (
    Onboarding,
    amend_onboarding,
    judge_onboarding,
    onboarding_of,
    start_onboarding,
)
from app.views.account.overview import Overview
from tests.builders import TODAY, new_book
from tests.views.account.tabs import Bench
from tests.views.accounts.books import fill


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Bench(book, qtbot, Overview)


def begin(bench: Bench) -> str:
    start = TODAY - timedelta(days=400)
    values = {
        "start_on": start.isoformat(),
        "due": (start + timedelta(days=60)).isoformat(),
        "first_value": "2店で開始",
    }
    bench.workspace.write(start_onboarding, bench.account, today=TODAY, values=values)
    one: Onboarding = bench.workspace.read(onboarding_of, bench.account, today=TODAY)
    return one.id


def test_that_an_open_onboarding_says_how_long_it_waits_and_leads_to_the_plan(bench: Bench) -> None:
    card = bench.tab.onboarding
    assert not card.isVisible()
    begin(bench)
    assert card.isVisible()
    said = card.line.accessibleName()
    for words in ("400日目", "目標 60日", "合意した期日", "最初に合意した日より後", "2店で開始"):
        assert words in said
    went: list[str] = []
    bench.tab.tab_wanted.connect(went.append)
    QTest.keyClick(card.line, Qt.Key.Key_Return)
    QTest.mouseClick(card.line, Qt.MouseButton.LeftButton)
    assert went == ["plan", "plan"]


@pytest.mark.parametrize(("ago", "shown"), [(365, True), (366, False)])
def test_that_one_that_has_ended_is_shown_for_a_year_after_its_first_value(bench: Bench, ago: int, shown: bool) -> None:
    one = begin(bench)
    day = TODAY - timedelta(days=ago)
    bench.workspace.write(amend_onboarding, one, {"first_value_on": day.isoformat()})
    assert bench.tab.onboarding.isVisible()
    bench.workspace.write(judge_onboarding, one, "succeeded", on=TODAY)
    assert bench.tab.onboarding.isVisible() is shown
    if shown:
        assert "初回価値まで 35日" in bench.tab.onboarding.line.accessibleName()
        assert "成功" in bench.tab.onboarding.line.accessibleName()


def test_that_one_that_failed_without_first_value_is_not_shown(bench: Bench) -> None:
    bench.workspace.write(judge_onboarding, begin(bench), "failed", on=TODAY, reason="設定が止まった")
    assert not bench.tab.onboarding.isVisible()
