"""A review is prepared for the meeting: made, looked through, put into own words, written, rehearsed: by keys alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.language import _
from app.operations.reviews.listing import review_rows
from app.operations.reviews.page import review_page
from app.operations.reviews.rows import CheckKind, SectionRow
from app.operations.reviews.rows import ReviewPage as Shown
from app.reports.review.facts import Chapter
from app.views.reviews.export_dialog import ExportDialog
from app.views.reviews.list_page import ReviewsPage
from app.views.reviews.new_sheet import NewReviewSheet
from app.views.reviews.page import ReviewPage
from app.views.reviews.rehearse import Rehearse
from tests.builders import TODAY, new_book
from tests.journeys.conftest import Start
from tests.journeys.eyes import ask, has_focus, main_window, opened_accounts, page_of
from tests.journeys.hands import press, tab_to, wait_until, window, write
from tests.views.accounts.books import NAMES, fill
from tests.views.plans.desk import plan_for


@dataclass(frozen=True)
class Words:
    """What is written."""

    about_us: str
    headline: str
    notes: str
    inside: str


WORDS = {
    "ja": Words(
        "弊社は手順書を送りました", "棚卸しは月 27時間。目標まであと 7時間", "実測から入る", "値引きの話はしない"
    ),
    "en": Words(
        "We sent the steps on time", "Stock-taking: 27 h a month, 7 h to go", "Begin with hours", "No discount talk"
    ),
}  # fmt: skip


def shown() -> Shown:
    """Return what the book says of the review on the screen."""
    found: Shown = ask(review_page, page_of(ReviewPage).review_id, today=TODAY)
    return found


def section(chapter: Chapter) -> SectionRow:
    return next(row for row in shown().sections if row.chapter is chapter)


def at() -> Chapter | None:
    row = page_of(ReviewPage).outline.view.current()
    return row.chapter if row is not None else None


def quiet() -> bool:
    """Tell whether everything that was asked for is on the screen."""
    return main_window().workspace.busy == 0


def make(account: str) -> None:
    press("G", "Q")
    page_of(ReviewsPage)
    press("Ctrl+N")
    wait_until(lambda: isinstance(window(), NewReviewSheet), "the sheet for a new review")
    write(account[:3])
    wait_until(lambda: QApplication.activePopupWidget() is not None, "the accounts that are meant")
    press("Down", "Return")
    tab_to(_("Period"))
    press("End")
    tab_to(_("Another period"))
    write("2026-09..2026-11")
    tab_to(_("Day of the meeting"))
    write("11/26")
    tab_to(_("Make the QBR"))
    press("Space")
    wait_until(lambda: page_of(ReviewPage).shown is not None, "the review is filled")
    wait_until(lambda: page_of(ReviewPage).outline.view.hasFocus(), "the outline has the focus")


def go_to(chapter: Chapter) -> None:
    press("Home")
    for _press in range(len(Chapter)):
        if at() is chapter:
            return
        press("J")
    raise AssertionError(chapter)


def accept_and_write(words: Words) -> None:
    go_to(Chapter.PROMISES)
    press("E")
    wait_until(lambda: section(Chapter.PROMISES).state == "accepted", "the first section is accepted")
    go_to(Chapter.OUTCOMES)
    press("Return")
    wait_until(lambda: has_focus(_("What this section says (becomes the headline)")), "the headline")
    press("Ctrl+A")
    write(words.about_us)
    wait_until(lambda: section(Chapter.OUTCOMES).headline == words.about_us, "the headline is kept")
    wait_until(lambda: _open(CheckKind.ABOUT_US), "the check says that it speaks of us")
    press("Ctrl+A")
    write(words.headline)
    wait_until(lambda: section(Chapter.OUTCOMES).headline == words.headline, "the headline is kept")
    wait_until(lambda: not _open(CheckKind.ABOUT_US), "the check is content")
    tab_to(_("Speaker notes"))
    write(words.notes)
    tab_to(_("Internal note"))
    write(words.inside)
    wait_until(lambda: section(Chapter.OUTCOMES).note == words.inside, "both notes are kept")
    assert section(Chapter.OUTCOMES).speaker_notes == words.notes


def _open(kind: CheckKind) -> bool:
    here = page_of(ReviewPage).shown
    return here is not None and any(one.kind is kind and not one.ok for one in here.checks)


def send(to: Path) -> None:
    wait_until(quiet, "all is read")
    press("Ctrl+E")
    wait_until(lambda: isinstance(window(), ExportDialog), "the question how it goes out")
    dialog = window()
    assert isinstance(dialog, ExportDialog)
    dialog.set_place(str(to))
    press("Return")
    wait_until(to.is_file, "the deck is there")
    wait_until(quiet, "it is told")
    if window().objectName() == "deck-warnings":
        press("Escape")


def rehearse() -> None:
    wait_until(lambda: window() is main_window(), "the builder is in front")
    press("F5")
    wait_until(lambda: isinstance(window(), Rehearse), "the slides are on the screen")
    stage = window()
    assert isinstance(stage, Rehearse)
    press("Home")
    for expected in range(1, 4):
        press("Space")
        assert stage.at == expected
    press("Escape")
    wait_until(lambda: page_of(ReviewPage).outline.view.hasFocus(), "the outline has the focus again")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_review_is_prepared_written_and_rehearsed(lang: str, home: Path, start: Start) -> None:
    words = WORDS[lang]
    with new_book(home / "profile", name="高橋") as book:
        fill(book)
        plan_for(book)
    deck = home / "review.pptx"

    def person() -> None:
        opened_accounts(len(NAMES))
        make(NAMES[0])
        accept_and_write(words)
        send(deck)
        rehearse()
        assert len(ask(review_rows, today=TODAY)) == 1

    start(lang, person, TODAY)
    from pptx import Presentation

    said = [shape.text_frame.text for slide in Presentation(str(deck)).slides for shape in slide.shapes
            if shape.has_text_frame]  # fmt: skip
    assert any(words.headline in text for text in said)
    assert not any(words.inside in text or words.notes in text for text in said)
