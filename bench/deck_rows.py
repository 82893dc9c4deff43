"""Rows of documents: a review of twelve slides against python-pptx alone, and against LibreOffice making its PDF."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from app.reports.content import Source, SourceKind
from app.reports.review.deck import write_review, write_review_pdf
from app.reports.review.facts import Attendee, Chapter, Span
from app.reports.review.told import Chart, Document, Figure, Section, Statement, Told
from app.reports.rows import Column
from app.reports.rows import Span as Piece
from bench.measure import Row, milliseconds, side_by_side

SLIDES, CHARTS, LINES, WEEKS = 12, 6, 6, 13
DECK, OFFICE = 1.5, 0.1


def document() -> Document:
    """Return a review of a cover, six slides with a chart and three figures, one with a table, four of text."""
    origin = (Source(SourceKind.READING, "id", date(2026, 9, 30), "use"),)
    weeks = tuple(f"7/{at + 1}" for at in range(WEEKS))
    values = tuple(tuple(str(60 + at * step) for at in range(WEEKS)) for step in (2, 1))
    chart = Chart("m", "週に一度以上使う人（名）", "line", weeks, ("今四半期", "前四半期"), values, (), "利用", origin)
    figures = tuple(Figure(str(at), "棚卸し時間", "27時間", "27", "開始時 40", "", origin) for at in range(3))
    columns = (Column("状態", 2.0), Column("内容", 6.0), Column("担当", 2.0))
    cells = ((Piece("完了"),), (Piece("操作研修を2回に分けて行う"),), (Piece("弊社"),))
    table = Told("お約束", columns, tuple(Statement(str(at), cells, origin) for at in range(LINES)))
    told = [Told("使う人が増えました", figures=figures, chart=chart, source_line="出典: 利用データ")] * CHARTS
    sections = [Section(Chapter.USE, "ご利用状況", one.headline, one) for one in (*told, table)]
    sections += [Section(Chapter.OWN, "ご相談", "次に", Told(""), ("一つ", "二つ"))] * (SLIDES - 2 - CHARTS)
    return Document(
        "ja", "Acme", Span(date(2026, 7, 1), date(2026, 9, 30)), "2026年7–9月", None, date(2026, 11, 21), "JPY", "山田",
        (Attendee("佐藤 健一", "課長"),), tuple(sections),
    )  # fmt: skip


def bare(to: Path, shown: Document) -> None:
    """Write the same slides, charts and table with python-pptx alone, as it comes."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    deck: Any = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = shown.account
    room = (Inches(0.5), Inches(1.5), Inches(6), Inches(4))
    for section in shown.sections:
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = section.headline
        told = section.told
        if told.chart is not None:
            data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
            data.categories = told.chart.categories
            for name, values in zip(told.chart.names, told.chart.values, strict=True):
                data.add_series(name, [int(value) for value in values if value is not None])
            slide.shapes.add_chart(XL_CHART_TYPE.LINE, *room, data)
        if told.statements:
            table = slide.shapes.add_table(LINES + 1, len(told.columns), *room).table
            for down, statement in enumerate(told.statements, 1):
                for across, cell in enumerate(statement.cells):
                    table.cell(down, across).text = cell[0].text
        said = [*section.points, *(f"{one.label} {one.value} {one.remark}" for one in told.figures)]
        for at, words in enumerate(said):
            box = slide.shapes.add_textbox(Inches(7), Inches(1.5 + at), Inches(2.5), Inches(1))
            box.text_frame.text = words
    deck.save(str(to))


def all_rows() -> list[Row]:
    """Return every row; the row of LibreOffice where it is on this machine."""
    shown = document()
    with tempfile.TemporaryDirectory() as scratch:
        to, floor = Path(scratch) / "review.pptx", Path(scratch) / "bare.pptx"
        written = write_review(shown, to)
        assert written.slides == SLIDES and not written.warnings
        rows = [
            side_by_side(
                f"QBR deck, {SLIDES} slides, {CHARTS} charts, a table", lambda: bare(floor, shown),
                lambda: write_review(shown, to), DECK, times=9, note="floor: python-pptx alone",
            )
        ]  # fmt: skip
        office = shutil.which("soffice")
        if office is not None:
            rows.append(_beside_office(office, to, replace(shown, presented_by="")))
        return rows


def _beside_office(office: str, deck: Path, shown: Document) -> Row:
    profile = f"-env:UserInstallation={(deck.parent / 'office').as_uri()}"

    def convert() -> None:
        subprocess.run(
            [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(deck.parent), str(deck)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def product() -> None:
        write_review(shown, deck)

    convert()
    at_office, at_home = milliseconds(convert), min(milliseconds(product) for _ in range(5))
    pdf = min(milliseconds(lambda: write_review_pdf(shown, deck.with_name("own.pdf"))) for _ in range(3))
    return Row("QBR deck beside LibreOffice making its PDF", at_office, at_home, OFFICE, note=f"our PDF: {pdf:.0f} ms")
