"""A plan is made from a template, edited, sent as a file, and what comes back is taken in and undone: by keys alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.language import _, ngettext
from app.operations.plans.page import plan_page
from app.operations.plans.rows import PlanPage as Shown
from app.operations.plans.rows import TreeRow
from app.views.plans.export_dialog import ExportDialog
from app.views.plans.list_page import PlansPage
from app.views.plans.new_sheet import NewPlanSheet
from app.views.plans.page import PlanPage
from app.views.plans.return_sheet import ReturnSheet
from app.views.plans.say_sheets import ReadingSheet
from tests.builders import TODAY, new_book
from tests.journeys.conftest import Start
from tests.journeys.eyes import ask, choose_in_palette, has_focus, is_said, opened_accounts, page_of
from tests.journeys.hands import press, tab_to, wait_until, window, write
from tests.views.accounts.books import NAMES, fill
from tests.views.plans.answers import answered


@dataclass(frozen=True)
class Words:
    """What is written."""

    objective: str
    step: str
    by: str


WORDS = {
    "ja": Words("棚卸しを半分にする", "拠点長に話す", "佐藤 花子"),
    "en": Words("Halve the stock-taking", "Talk to the site leads", "Hana Sato"),
}


def shown() -> Shown:
    """Return what the book says of the plan on the screen."""
    page = page_of(PlanPage)
    found: Shown = ask(plan_page, page.plan_id, today=TODAY)
    return found


def row(title: str) -> TreeRow:
    return next(row for row in shown().tree if row.title == title)


def titles() -> list[str]:
    return [one.title for one in shown().tree]


def current() -> str:
    found = page_of(PlanPage).tree.current()
    return found.title if found is not None else ""


def make_from_template(account: str) -> None:
    press("G", "P")
    page_of(PlansPage)
    press("Ctrl+N")
    wait_until(lambda: isinstance(window(), NewPlanSheet), "the sheet for a new plan")
    write(account[:3])
    wait_until(lambda: QApplication.activePopupWidget() is not None, "the accounts that are meant")
    press("Down", "Return")
    tab_to(_("Make the plan"))
    press("Space")
    wait_until(lambda: page_of(PlanPage).tree.hasFocus(), "the plan is open")
    assert len(shown().tree) > 5


def add_objective_and_step(words: Words) -> None:
    press("End")
    press("Return")
    write(words.objective)
    press("Return")
    wait_until(lambda: current() == words.objective, "the objective stands there")
    press("Return")
    write(words.step)
    press("Return")
    wait_until(lambda: current() == words.step, "the step stands below it")
    press("Ctrl+Return")
    assert row(words.step).done_on == TODAY
    press("Ctrl+Return")
    assert row(words.step).done_on is None


def give_it_numbers(words: Words) -> None:
    press("Up")
    wait_until(lambda: current() == words.objective, "the objective has the focus")
    press("E")
    wait_until(lambda: has_focus(_("What it is about")), "its fields")
    for name, value in ((_("Unit"), "h"), (_("Baseline"), "40"), (_("Target value"), "20")):
        tab_to(name)
        write(value)
    press("Return")
    wait_until(lambda: str(row(words.objective).target) == "20", "they are kept")
    wait_until(lambda: page_of(PlanPage).tree.hasFocus(), "the tree has the focus again")
    press("R")
    wait_until(lambda: isinstance(window(), ReadingSheet), "the sheet of the reading")
    write("30")
    press("Return")
    wait_until(lambda: str(row(words.objective).actual) == "30", "the reading is kept")


def send(to: Path) -> None:
    wait_until(lambda: page_of(PlanPage).tree.hasFocus(), "the tree has the focus")
    press("Ctrl+E")
    wait_until(lambda: isinstance(window(), ExportDialog), "the question where to")
    dialog = window()
    assert isinstance(dialog, ExportDialog)
    dialog.set_place(str(to))
    press("Return")
    wait_until(to.is_file, "the file is there")
    wait_until(lambda: shown().plan.version == 1, "its version is known")


def take_in(path: Path, count: int) -> None:
    choose_in_palette(">" + _("Take in an answer…"), _("Take in an answer…"))
    wait_until(lambda: isinstance(window(), ReturnSheet), "the sheet of the answer")
    sheet = window()
    assert isinstance(sheet, ReturnSheet)
    # Which file it is the file dialog of the system asks.
    sheet.read_file(path)
    wait_until(lambda: len(sheet.list.boxes) == count, "the answers beside what was sent")
    press("Ctrl+Return")
    wait_until(lambda: is_said(ngettext("{n} answer taken in", "{n} answers taken in", count)), "they are taken in")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_plan_is_made_sent_answered_and_the_answer_undone(lang: str, home: Path, start: Start) -> None:
    words = WORDS[lang]
    with new_book(home / "profile", name="高橋") as book:
        fill(book)
    sent = home / "plan.html"

    def person() -> None:
        opened_accounts(len(NAMES))
        make_from_template(NAMES[1])
        add_objective_and_step(words)
        give_it_numbers(words)
        send(sent)
        goal, step = row(words.objective), row(words.step)
        said = {goal.id: {"value": "24", "comment": "OK"}}
        take_in(answered(sent, said, by=words.by, on=TODAY.isoformat()), 3)
        wait_until(lambda: str(row(words.objective).actual) == "24", "the reading of the customer")
        agreed = shown().plan.agreed
        assert agreed is not None
        assert agreed.by == (words.by,)
        assert [one.words for one in shown().comments] == ["OK"]
        wait_until(lambda: page_of(PlanPage).tree.hasFocus(), "the tree has the focus")
        press("Ctrl+Z")
        wait_until(lambda: str(row(words.objective).actual) == "30", "all of it is taken back")
        assert shown().plan.agreed is None
        assert step.title in titles()

    start(lang, person, TODAY)
