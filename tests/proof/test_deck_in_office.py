"""The deck in a real LibreOffice: every page is there and every text stays within its room."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation

from app.operations.book import Book
from app.operations.demo import fill_demo
from app.operations.reviews.exporting import write_review_deck
from app.reports.layout import own_layout
from app.reports.review.deck import write_review, write_review_pdf
from app.reports.review.parts import CardPart, TablePart
from app.reports.review.slides import plan_review
from tests.builders import new_book
from tests.proof.office import PROGRAM, WORDS, Place, printed, words
from tests.reports.review_examples import document
from tests.reports.test_review_template import narrow, wide

TODAY = date(2026, 11, 21)
WIDE, HIGH, SLACK = 13.334, 7.5, 0.02
pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(
        PROGRAM is None or WORDS is None, reason="NO LIBREOFFICE on this machine: no deck was opened in an office"
    ),
]


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_an_office_shows_every_slide_whole(lang: str, tmp_path: Path) -> None:
    content, deck = document(lang), tmp_path / "deck.pptx"
    written = write_review(content, deck, with_notes=True)
    pages = words(printed(deck, tmp_path))
    assert len(pages) == written.slides
    plan = plan_review(content, own_layout())
    for slide, page in zip(plan.slides, pages, strict=True):
        said = bare("".join(word for word, _place in page))
        assert "\ufffd" not in said and "□" not in said
        assert bare(slide.headline) in said
        for _word, (left, top, right, bottom) in page:
            assert left >= -SLACK and top >= -SLACK and right <= WIDE + SLACK and bottom <= HIGH + SLACK
        for part in slide.parts:
            if isinstance(part, CardPart):
                assert bare(part.value) in said and bare(part.label) in said
                inside(page, (part.box.left, part.box.top, part.box.left + part.box.width, part.box.bottom))
            if isinstance(part, TablePart):
                foot = own_layout().boxes["footer"].top
                assert not [word for word, place in page if part.box.bottom + 0.1 < place[1] < foot], "the table grew"


def inside(page: list[tuple[str, Place]], box: Place) -> None:
    """Every word that begins in a card ends in it."""
    left, top, right, bottom = box
    for word, place in page:
        middle = (place[1] + place[3]) / 2
        if left <= place[0] < right and top <= middle <= bottom:
            assert place[2] <= right + SLACK and place[3] <= bottom + SLACK, word


@pytest.mark.parametrize("make", [narrow, wide])
def test_that_a_deck_on_a_foreign_template_opens_whole(make: Callable[[Path], Path], tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    written = write_review(document(), deck, template=make(tmp_path))
    pages = words(printed(deck, tmp_path))
    assert len(pages) == written.slides
    across = 10.0 if make is narrow else WIDE
    for page in pages:
        assert page and all(place[2] <= across + SLACK and place[3] <= HIGH + SLACK for _word, place in page)


def test_that_our_own_pdf_says_the_same_as_the_office(tmp_path: Path) -> None:
    deck, pdf = tmp_path / "deck.pptx", tmp_path / "own.pdf"
    write_review(document(), deck)
    write_review_pdf(document(), pdf)
    ours, theirs = words(pdf), words(printed(deck, tmp_path))
    for here, there in zip(ours, theirs, strict=True):
        # Order and breaks differ from program to program, the letters do not.
        assert sorted(bare("".join(word for word, _place in here))) == sorted(bare("".join(w for w, _p in there)))


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The made-up book, filled once."""
    with new_book(tmp_path_factory.mktemp("book") / "profile", today=TODAY) as book:
        fill_demo(book, today=TODAY)
        yield book


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("account", ["みどり食品", "Acme Robotics", "北斗ロジスティクス"])
def test_that_a_review_of_the_made_up_book_stays_on_its_pages(
    made_up: Book, account: str, lang: str, tmp_path: Path
) -> None:
    deck = tmp_path / "deck.pptx"
    written = write_review_deck(made_up, account, period="FY2026Q2", to=deck, lang=lang)
    pages = words(printed(deck, tmp_path))
    assert len(pages) == written.slides > 5
    for slide, page in zip(Presentation(str(deck)).slides, pages, strict=True):
        said = bare("".join(word for word, _place in page))
        assert bare(slide.shapes.title.text) in said and "\ufffd" not in said
        for word, (left, top, right, bottom) in page:
            assert left >= -SLACK and top >= -SLACK and right <= WIDE + SLACK and bottom <= HIGH + SLACK, word
        foot = own_layout().boxes["footer"].top
        low = max((place[3] for _word, place in page if place[1] < foot), default=0.0)
        assert low <= foot + SLACK, "the body reaches into the foot"
