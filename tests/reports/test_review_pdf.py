"""A review as a PDF: the same words as the deck, its font inside, whole or not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import Cancelled
from app.reports.layout import own_layout
from app.reports.review.deck import write_review_pdf
from app.reports.review.drawn import Text
from app.reports.review.paint import painted
from app.reports.review.pdf import width, writable
from app.reports.review.slides import plan_review
from tests.reports.pdf_text import Pdf
from tests.reports.review_examples import document
from tests.reports.scanner import found_in


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_the_pages_say_what_the_deck_says_in_a_font_of_their_own(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "review.pdf"
    written = write_review_pdf(document(lang), path)
    data = path.read_bytes()
    words = [figure.value for section in document(lang).sections for figure in section.told.figures]
    words += [section.headline for section in document(lang).sections]
    assert found_in(data, words) == set(words)
    assert b"/FontFile2" in data and b"IPAexGothic" in data
    assert len(Pdf(data).sizes()) == written.slides == 6
    assert Pdf(data).sizes()[0] == pytest.approx((959.976, 540.0), abs=0.1)


def test_that_a_pdf_has_neither_notes_nor_ids(tmp_path: Path) -> None:
    path = tmp_path / "review.pdf"
    write_review_pdf(document(), path)
    assert not found_in(path.read_bytes(), ["佐藤さんの実測から入る", "0191-reading-90"])


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_no_line_is_wider_than_its_room_in_the_real_font(lang: str) -> None:
    layout = own_layout()
    for slide in plan_review(document(lang), layout).slides:
        for item in painted(slide, layout):
            if isinstance(item, Text):
                for line in item.lines:
                    taken = sum(width(span.text, item.size, span.bold) for span in line)
                    assert taken <= item.width * 72 + 1, line


@pytest.mark.parametrize("after", [0, 3, 6])
def test_that_cancelling_leaves_nothing_and_spares_what_was_there(after: int, tmp_path: Path) -> None:
    path = tmp_path / "review.pdf"
    path.write_bytes(b"before")
    asked = iter([False] * after + [True] * 20)
    with pytest.raises(Cancelled):
        write_review_pdf(document(), path, cancelled=lambda: next(asked))
    assert path.read_bytes() == b"before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["review.pdf"]


def test_that_bytes_are_the_same_each_time_and_every_page_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    write_review_pdf(document(), tmp_path / "a.pdf", progress=lambda done, _of: told.append(done))
    write_review_pdf(document(), tmp_path / "b.pdf")
    assert told == [1, 2, 3, 4, 5, 6]
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_that_letters_the_font_has_not_are_written_plainly(tmp_path: Path) -> None:
    assert writable("Ḕva ﬁﬀ") == "Eva fiff"
    assert writable("😀") == "〓"
    account = "Zoë 😀 <b>&amp;\x07\ud800 髙﨑"
    write_review_pdf(document(account=account), tmp_path / "x.pdf")
    write_review_pdf(replace(document(), sections=()), tmp_path / "y.pdf")
    assert len(Pdf((tmp_path / "y.pdf").read_bytes()).sizes()) == 1
