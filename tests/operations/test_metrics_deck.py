"""The metrics deck: its charts are native and its figures those of the questions for the same days."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from app.errors import BansoError, Cancelled
from app.operations.book import Book
from app.operations.health.movement import ORDER, band_movement
from app.operations.metrics_deck import metrics_document, write_metrics_deck
from app.operations.money.metrics import metrics
from app.revenue.bridge import TERMS
from app.revenue.periods import parse_period
from tests.builders import TODAY, made_up_profile, new_book, opened

PERIOD = "2026-01-01..2026-11-20"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with opened(made_up_profile(tmp_path / "profile")) as made:
        yield made


def charts(path: Path) -> list[dict[str, list[float | None]]]:
    found: list[dict[str, list[float | None]]] = []
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                chart: Any = shape.chart
                assert chart.part.chart_workbook.xlsx_part is not None
                found.append({one.name: list(one.values) for one in chart.plots[0].series})
    return found


def test_that_the_figures_are_those_of_the_questions(book: Book) -> None:
    out = book.read(metrics_document, period=PERIOD, today=TODAY, lang="ja")
    known = book.read(metrics, period=parse_period(PERIOD), today=TODAY)
    told = {figure.key: figure.exact for section in out.sections for figure in section.told.figures}
    assert (Fraction(told["nrr"]), Fraction(told["grr"])) == (known.retention.nrr, known.retention.grr)
    assert (told["start"], told["end"]) == (str(known.start), str(known.end))
    bands = book.read(band_movement, today=TODAY).now
    assert [told[str(band)] for band in ORDER[:3]] == [str(bands[band]) for band in ORDER[:3]]


def test_that_every_chart_is_native_and_holds_the_numbers_of_the_book(book: Book, tmp_path: Path) -> None:
    done = write_metrics_deck(book, tmp_path / "m.pptx", period=PERIOD, lang="en")
    assert done.slides == len(Presentation(str(tmp_path / "m.pptx")).slides)
    found = charts(tmp_path / "m.pptx")
    known = book.read(metrics, period=parse_period(PERIOD), today=TODAY)
    moves = [float(known.terms[term]) for term in TERMS if known.terms[term]]
    assert moves in [values for chart in found for values in chart.values()]
    assert len(found) == sum(section.told.chart is not None for section in out_of(book).sections)


def out_of(book: Book) -> Any:
    return book.read(metrics_document, period=PERIOD, today=TODAY, lang="en")


def test_that_a_refusal_and_a_cancellation_leave_no_file(book: Book, tmp_path: Path) -> None:
    for name, how in (("m.docx", {}), ("m.pptx", {"period": "2030Q1"})):
        with pytest.raises(BansoError):
            write_metrics_deck(book, tmp_path / name, **how)
    with pytest.raises(Cancelled):
        write_metrics_deck(book, tmp_path / "m.pptx", cancelled=lambda: True)
    assert [one.name for one in tmp_path.iterdir()] == ["profile"]


def test_that_an_empty_book_has_a_deck_without_figures(tmp_path: Path) -> None:
    with new_book(tmp_path / "profile") as empty:
        done = write_metrics_deck(empty, tmp_path / "m.pdf", lang="ja")
    assert done.slides >= 3
    assert (tmp_path / "m.pdf").read_bytes().startswith(b"%PDF")
