"""A review goes out whole or not at all, as it was prepared or as everything is known now."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from app.errors import BansoError, Cancelled
from app.operations.book import Book
from app.operations.reviews.editing import edit_section
from app.operations.reviews.exporting import export_review, write_review_deck
from app.operations.reviews.listing import review_rows
from app.reports.review.facts import Chapter
from tests.operations.plans.plan_books import TODAY, Made
from tests.operations.reviews.review_books import PERIOD, page, review, section
from tests.reports.scanner import found_in

OWN = "約束は半分が済みました"


def test_that_both_files_say_what_the_review_says(book: Book, made: Made, tmp_path: Path) -> None:
    first = review(book, made)
    book.write(edit_section, section(book, first, Chapter.PROMISES).id, headline=OWN, points=["来月に確かめます"])
    headlines = [one.headline for one in page(book, first).sections if not one.is_hidden]
    for name in ("d.pptx", "d.PDF"):
        done = export_review(book, first, tmp_path / name)
        assert done.data_as_of == TODAY
        assert done.slides > len(headlines)
        said = {OWN, "来月に確かめます", "データは 2026/11/20 時点"}
        assert found_in((tmp_path / name).read_bytes(), said) == said, name


def test_that_speaker_notes_go_only_with_the_deck_to_present_from(book: Book, made: Made, tmp_path: Path) -> None:
    first = review(book, made)
    book.write(edit_section, section(book, first, Chapter.PROMISES).id, speaker_notes="ここで佐藤様に聞く")
    for name, notes, there in (("a.pptx", False, False), ("b.pptx", True, True), ("c.pdf", True, False)):
        export_review(book, first, tmp_path / name, variant_notes=notes)
        assert bool(found_in((tmp_path / name).read_bytes(), ["ここで佐藤様に聞く"])) is there, name
    assert not any(slide.has_notes_slide for slide in Presentation(str(tmp_path / "a.pptx")).slides)


def test_that_the_verb_takes_the_review_that_was_prepared_and_keeps_none_of_its_own(
    book: Book, made: Made, tmp_path: Path
) -> None:
    write_review_deck(book, "Acme Robotics", period=PERIOD, to=tmp_path / "new.pptx", lang="ja")
    assert book.read(review_rows, today=TODAY) == []
    first = review(book, made)
    book.write(edit_section, section(book, first, Chapter.PROMISES).id, headline=OWN)
    for name, how, there in (("a.pptx", {}, True), ("b.pptx", {"lang": "ja"}, True), ("c.pptx", {"lang": "en"}, False)):
        write_review_deck(book, "Acme Robotics", period="2026-07..2026-09", to=tmp_path / name, **how)
        assert bool(found_in((tmp_path / name).read_bytes(), [OWN])) is there, name


@pytest.mark.parametrize("name", ["d.pptx", "d.pdf"])
def test_that_a_cancelled_deck_leaves_what_was_there(book: Book, made: Made, tmp_path: Path, name: str) -> None:
    first, to = review(book, made), tmp_path / name
    seen: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        export_review(book, first, to, progress=lambda n, of: seen.append((n, of)), cancelled=lambda: len(seen) > 1)
    assert [path.name for path in tmp_path.iterdir() if path.name != "profile"] == []
    to.write_bytes(b"before")
    with pytest.raises(Cancelled):
        export_review(book, first, to, cancelled=lambda: True)
    assert to.read_bytes() == b"before"


@pytest.mark.parametrize(
    ("period", "name", "key"), [(PERIOD, "d.docx", "deck.suffix"), ("soon", "d.pptx", "period.unreadable")]
)
def test_that_what_cannot_be_written_is_refused(
    book: Book, made: Made, tmp_path: Path, period: str, name: str, key: str
) -> None:
    with pytest.raises(BansoError) as refused:
        write_review_deck(book, "Acme Robotics", period=period, to=tmp_path / name, lang="ja")
    assert refused.value.key == key
