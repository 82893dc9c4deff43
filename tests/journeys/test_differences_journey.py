"""Two people edited the same records; the one at the window settles it by keys alone, and nothing of either is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.language import _
from app.operations.account_page import account_page
from app.operations.profile import open_book
from app.operations.promises import open_promises
from app.operations.syncing.differences import differences
from app.views.sync.differences.form import Form
from app.views.sync.differences.sheet import DifferencesSheet
from tests.builders import TODAY, new_book
from tests.journeys.conftest import Start
from tests.journeys.eyes import ask, has_focus, main_window, names_with, opened_accounts
from tests.journeys.hands import focus, press, tab_to, wait_until, write
from tests.views.accounts.books import NAMES
from tests.views.sync.disagreement import (
    TEXTS,
    industry_there,
    is_within,
    prepare,
    promises_there,
    reason_there,
    was_added,
)

ACCOUNTS = len(NAMES)


def sheet() -> DifferencesSheet:
    """Return the sheet, once it is shown."""
    wait_until(lambda: _sheets(), "the sheet of the differences")
    return _sheets()[0]


def _sheets() -> list[DifferencesSheet]:
    return [one for one in main_window().findChildren(DifferencesSheet) if one.isVisible()]


def form() -> Form:
    """Return the questions that are shown."""
    found = sheet().form
    assert found is not None
    return found


def open_sheet() -> None:
    """Go to the place of sync by its keys and ask for the differences."""
    press("G", "S")
    # What differs comes after the page itself.
    wait_until(lambda: names_with(_("Settle…")), "the page says that something differs")
    tab_to(_("Settle…"))
    press("Space")
    wait_until(lambda: form().isAncestorOf(focus()), "the focus is on a question")


def go_to(field: str) -> None:
    """Go up and down until the question about a field has the focus."""
    for _n in range(4):
        press("Up")
    for _n in range(4):
        if form().here().rows[0].field == field:
            return
        press("Down")
    raise AssertionError(field)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_differences_are_settled_by_keys_alone(lang: str, home: Path, start: Start, qapp: QApplication) -> None:
    texts, profile = TEXTS[lang], home / "profile"
    with new_book(profile, name="高橋") as book:
        scene = prepare(book, home / "shared", texts)

    def settle_the_account() -> None:
        assert form().record.key[1:] == ("account", scene.account)
        go_to("industry")
        press("2")
        go_to("fit_reason")
        press("3")
        wait_until(lambda: has_focus(_("{field}, both combined", field=_reason())), "both can be written")
        press("Ctrl+End")
        write(texts.added)
        press("Ctrl+Return")
        wait_until(lambda: form().record.key[1] == "task", "the next record is shown")

    def settle_the_promise(choice: str) -> None:
        press(choice, "Ctrl+Return")
        wait_until(lambda: not _sheets(), "the sheet is closed")

    def person() -> None:
        opened_accounts(ACCOUNTS)
        open_sheet()
        if form().record.key[1] == "task":
            # The records come in the order in which sync met them; the list at the left leads to any of them.
            tab_to(_("Records that differ"))
            press("Down", "Return")
        settle_the_account()
        settle_the_promise("2")
        assert scene.promise not in [one.id for one in ask(open_promises)]
        assert ask(differences) == []
        press("Ctrl+Z")
        wait_until(lambda: len(ask(differences)) == 1, "the question is open again")
        assert scene.promise in [one.id for one in ask(open_promises)]
        open_sheet()
        settle_the_promise("1")
        press("Ctrl+Alt+S")
        wait_until(lambda: was_added(reason_there(scene), texts), "the folder has what was written")
        wait_until(lambda: "(2)" in promises_there(scene), "the promise is there again")
        assert industry_there(scene) == "食品"

    def _reason() -> str:
        from app.views.sync.differences.words import question_name

        return question_name(next(one for one in form().record.questions if one.rows[0].field == "fit_reason"))

    start(lang, person, TODAY)
    with open_book(profile, today=TODAY) as book:
        page = book.read(account_page, scene.account, today=TODAY)
        assert page.industry == "食品"
        assert is_within(page.fit_reason, texts)
        assert all(part in page.fit_reason for part in ("20", "2.5%"))
