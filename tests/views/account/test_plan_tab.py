from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.accounts import find_account
from app.operations.plans.onboarding import start_onboarding
from app.views.account.plan_tab import PlanTab
from app.views.plans.new_sheet import NewPlanSheet
from tests.builders import TODAY, new_book
from tests.views.account.tabs import Bench
from tests.views.accounts.books import NAMES, fill
from tests.views.plans.desk import plan_for


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        plan_for(book)
        yield Bench(book, qtbot, PlanTab)


def test_that_enter_leads_to_the_plan(bench: Bench) -> None:
    went: list[tuple[str, object]] = []
    bench.tab.wants.connect(lambda place, where: went.append((place, where)))
    bench.press(Qt.Key.Key_Return)
    assert went == [("plan", bench.tab.model.rows[0].id)]


def test_that_a_plan_says_what_is_next_and_how_far_it_has_come(bench: Bench) -> None:
    said = bench.tab.model.data(bench.tab.model.index(0, 0))
    for words in ("在庫改革", "2倉庫で始める", "未合意", "目標 2件中 0件達成"):
        assert words in said


def test_that_the_onboarding_is_told_once_there_is_one_and_can_be_begun_before(bench: Bench) -> None:
    assert bench.tab.onboarding.said.text() == "記録はまだありません"
    assert bench.tab.onboarding.edit.text() == "導入を始める"
    bench.workspace.write(start_onboarding, bench.account, today=TODAY, values={"due": "2027-01-31"})
    assert bench.tab.onboarding.edit.text() == "編集"
    assert "初回価値はまだです" in bench.tab.onboarding.said.text()


def test_that_an_account_without_plans_offers_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        bench = Bench(book, qtbot, PlanTab, NAMES[1])
        bench.press(Qt.Key.Key_Space)
        sheet = bench.window.findChild(NewPlanSheet, "new-plan")
        assert isinstance(sheet, NewPlanSheet)
        assert sheet.account.text() == NAMES[1]
        sheet.go.click()
        bench.settle()
        [row] = bench.tab.model.rows
        assert row.account_id == book.read(find_account, NAMES[1])
