"""Handing an account over by keys and an input method alone: found, written, answered, exported, handed to the next."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.language import _
from app.operations.handover_parts import section_names
from app.operations.handovers import HandoverSheet, handover_sheet
from app.operations.profile import open_book
from app.views.handover.page import HandoverPage
from tests.journeys.conftest import MONDAY, Start
from tests.journeys.eyes import ask, choose_in_palette, is_said, main_window, opened_accounts, page_of
from tests.journeys.hands import focus, press, tab_to, wait_until, window, write

ACCOUNT, NEXT = "みどり食品", "川口"


@dataclass(frozen=True)
class Words:
    """What the person types."""

    bought: str
    promised: str
    answer: str


WORDS = {
    "ja": Words("。夜勤の引き継ぎが紙だった", "。三月までに", "振替は来期に相談する"),
    "en": Words(" and the night shift on paper", ", by the end of March", "we talk about it next year"),
}


def find_sheet() -> HandoverPage:
    choose_in_palette(ACCOUNT, _("Hand over"), "Right")
    found = page_of(HandoverPage)
    wait_until(lambda: found.sheet is not None and found.sheet.account == ACCOUNT, "the sheet")
    return found


def sheet_of(page: HandoverPage) -> HandoverSheet:
    found: HandoverSheet = ask(handover_sheet, page.account_id, today=MONDAY)
    return found


def write_sections(page: HandoverPage, lang: str, words: Words) -> None:
    names = section_names(lang)
    tab_to(names["why_bought"], back=True)
    press("Ctrl+End")
    write(words.bought)
    press("Tab")
    assert focus() is page.fields["outcome_promised"]
    press("Ctrl+End")
    write(words.promised)
    press("Tab")
    wait_until(lambda: words.promised in sheet_of(page).texts["outcome_promised"], "the sections are kept")
    assert words.bought in sheet_of(page).texts["why_bought"]


def answer_question(page: HandoverPage, words: Words) -> None:
    question = sheet_of(page).questions[0]
    tab_to(_("Answer to: {question}", question=question))
    write(words.answer)
    press("Return")
    wait_until(lambda: is_said(_("The question is closed")), "the question is closed")
    assert question not in sheet_of(page).questions
    assert words.answer in [one.answer for one in sheet_of(page).answered]


def export(to: Path) -> str:
    press("Ctrl+E")
    wait_until(lambda: window().objectName() == "sheet-file", "the question where to")
    tab_to(_("Choose…"))
    press("Space")
    wait_until(lambda: isinstance(window(), QFileDialog), "the file dialog")
    # What stands there is the name proposed.
    press("Ctrl+A")
    write(str(to))
    press("Return")
    wait_until(lambda: window().objectName() == "sheet-file", "the question where to again")
    tab_to(_("Write the file"))
    press("Space")
    wait_until(lambda: is_said(_("{name} is written", name=to.name)), "the file is written")
    return to.read_text("utf-8")


def hand_on(page: HandoverPage) -> None:
    tab_to(_("Hand over to the next"), back=True)
    press("Space")
    wait_until(lambda: focus() is page.head.taken_by, "who takes it is asked")
    write(NEXT)
    press("Return")
    wait_until(lambda: sheet_of(page).taken_by == NEXT, "who takes it is kept")
    tab_to(_("Accept the account"), back=True)
    press("Space")
    said = _("{name} holds the account from today; pulses are judged anew", name=NEXT)
    wait_until(lambda: is_said(said), "the account is accepted")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_an_account_is_handed_over_by_keys(lang: str, start: Start, profile: Path, tmp_path: Path) -> None:
    words, to = WORDS[lang], tmp_path / "sheet.html"
    texts: list[str] = []
    ids: list[str] = []

    def person() -> None:
        opened_accounts(12)
        page = find_sheet()
        assert page.account_id is not None
        ids.append(page.account_id)
        write_sections(page, lang, words)
        answer_question(page, words)
        texts.append(export(to))
        wait_until(lambda: main_window().workspace.busy == 0, "nothing is under way")
        hand_on(page)

    start(lang, person, MONDAY)

    [text] = texts
    for said in (ACCOUNT, words.bought, words.promised, words.answer):
        assert said in text, said
    assert "<script" not in text
    assert "://" not in text
    with open_book(profile, today=MONDAY) as book:
        sheet = book.read(handover_sheet, ids[0], today=MONDAY)
        assert (sheet.owner, sheet.kind, sheet.accepted_on) == (NEXT, "csm", MONDAY)
