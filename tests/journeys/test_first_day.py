"""The first day with Banso: from an empty home to a review deck, by keys and an input method alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.language import _
from app.operations.accounts import account_rows
from app.operations.profile import open_book
from app.operations.promises import open_promises
from app.operations.touchpoints import touchpoint_rows
from app.views.account.page import TOUCHPOINTS, AccountPage
from app.views.accounts.page import AccountsPage
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.reviews.export_dialog import ExportDialog
from app.views.reviews.new_sheet import NewReviewSheet
from app.views.reviews.page import ReviewPage
from app.views.search.page import SearchPage
from tests.builders import PASSPHRASE, TODAY
from tests.journeys.conftest import Start
from tests.journeys.hands import commit, focus, press, tab_to, wait_until, window, write
from tests.operations.importing.files import written


@dataclass(frozen=True)
class Words:
    """What the person types."""

    line: str
    promise: str
    logged: str
    imported: str


WORDS = {
    "ja": Words(
        "電話。年末の体制を確認 #体制 次: 手順書を送る 来週月曜まで !win",
        "手順書を送る",
        "株式会社みどり食品 の接点を記録しました",
        "取り込めない行が 2行あります。ほかの 13行は取り込みました。",
    ),
    "en": Words(
        "call, who is there at the end of the year #staff next: send the guide by next monday !win",
        "send the guide",
        "Logged for 株式会社みどり食品",
        "2 rows could not be imported. The other 13 are in.",
    ),
}


def main_window() -> MainWindow | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()), None)


def page() -> Page | None:
    found = main_window()
    return found.page() if found is not None else None


def is_said(words: str) -> bool:
    """Tell whether a toast says these words now."""
    found = main_window()
    return found is not None and any(
        part.isVisible() and part.accessibleName() == words for part in found.findChildren(QWidget)
    )


def has_focus(name: str) -> bool:
    now = QApplication.focusWidget()
    return now is not None and now.accessibleName() == name


def make_profile() -> None:
    tab_to(_("Go on to the import"))
    press("Space")
    wait_until(lambda: has_focus(_("Your name")), "the page of protection")
    tab_to(_("By this computer's keyring"))
    press("Down")
    tab_to(_("Passphrase"))
    write(PASSPHRASE)
    tab_to(_("Once more"))
    write(PASSPHRASE)
    press("Return")
    wait_until(lambda: has_focus(_("Copy")), "the recovery code")
    tab_to(_("I have written it down"))
    press("Space")
    tab_to(_("Continue"))
    press("Space")


def choose_files(folder: Path, names: list[str]) -> None:
    wait_until(lambda: isinstance(window(), QFileDialog), "the question for files")
    write(str(folder))
    press("Return")
    commit(" ".join(f'"{name}"' for name in names))
    press("Return")


def bring_in(words: Words, paths: list[Path]) -> None:
    choose_files(paths[0].parent, [path.name for path in paths])
    wait_until(lambda: has_focus(_("Bring in")), "the files are looked over")
    press("Space")
    wait_until(lambda: is_said(words.imported), "the files are in")


def find_account() -> None:
    wait_until(lambda: isinstance(page(), AccountsPage), "the accounts")
    accounts = page()
    assert isinstance(accounts, AccountsPage)
    wait_until(lambda: accounts.table.total == 3, "three accounts")
    press("/")
    assert focus() is accounts.filter
    write("みどり食")
    names = ["株式会社みどり食品"]
    wait_until(lambda: [row.name for row in accounts.table.shown_rows()] == names, "one account is left")
    press("Down")
    press("Return")
    wait_until(lambda: isinstance(page(), AccountPage), "the account")


def log(words: Words) -> None:
    press("Ctrl+L")
    wait_until(lambda: has_focus(_("What happened")), "the quick log")
    write(words.line)
    press("Return")
    wait_until(lambda: is_said(words.logged), "the line is logged")


def search() -> None:
    press("Ctrl+Shift+F")
    found = page()
    assert isinstance(found, SearchPage)
    write("解約")
    wait_until(lambda: found.table.rowCount() == 1, "one hit")
    press("Return")
    wait_until(lambda: focus() is found.view, "the hits have the focus")
    press("Return")
    wait_until(lambda: isinstance(page(), AccountPage), "the account of the hit")
    account = page()
    assert isinstance(account, AccountPage)
    assert account.tabs.currentIndex() == TOUCHPOINTS
    current = account.parts.current().view.current()
    assert current is not None and "解約" in current.body


def write_deck(home: Path) -> Path:
    press("Q")
    wait_until(lambda: isinstance(window(), NewReviewSheet), "the question for the review")
    # This quarter instead of the last one, in which nothing was written yet.
    tab_to(_("Period"))
    press("End")
    tab_to(_("Another period"))
    write("2026Q4")
    tab_to(_("Make the QBR"))
    press("Space")
    wait_until(lambda: isinstance(page(), ReviewPage) and page().shown is not None, "the review is filled")  # type: ignore[union-attr]
    press("Ctrl+E")
    wait_until(lambda: isinstance(window(), ExportDialog), "the question how it goes out")
    press("Return")
    wait_until(lambda: list(home.rglob("*.pptx")), "the deck")
    wait_until(lambda: main_window() is not None and main_window().workspace.busy == 0, "the deck is whole")  # type: ignore[union-attr]
    [deck] = home.rglob("*.pptx")
    return deck


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_the_first_day_goes_from_files_to_a_deck(
    lang: str, cheap_secrets: None, start: Start, home: Path, tmp_path: Path
) -> None:
    words, paths = WORDS[lang], written(tmp_path)
    decks: list[Path] = []

    def person() -> None:
        make_profile()
        bring_in(words, paths)
        find_account()
        log(words)
        search()
        decks.append(write_deck(home))

    start(lang, person)

    from pptx import Presentation

    slides = Presentation(str(decks[0])).slides
    shapes = [shape for slide in slides for shape in slide.shapes]
    assert any("みどり食品" in shape.text_frame.text for shape in shapes if shape.has_text_frame)
    # What was promised in the line that was logged stands among what comes next.
    cells = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    assert any(words.promise in cell for cell in cells)
    with open_book(home / "profile", today=TODAY, passphrase=PASSPHRASE) as book:
        [midori] = [r.id for r in book.read(account_rows, today=TODAY) if r.name == "株式会社みどり食品"]
        newest = next(row for row in book.read(touchpoint_rows, midori) if row.date == TODAY)
        assert (newest.kind, newest.body) == ("call", words.line)
        promises = [(p.text, p.due) for p in book.read(open_promises, account_id=midori)]
        assert promises == [(words.promise, date(2026, 11, 23))]
