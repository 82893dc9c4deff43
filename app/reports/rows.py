"""Tables cut to slides: texts within stated limits, row heights by estimate, the rest on a slide of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.language import tr
from app.reports import fit
from app.reports.content import Source
from app.reports.layout import Layout

CELL_LINES = 6
"""A cell longer than this many lines ends in an ellipsis."""

PAD_X = 0.08
"""Room left and right of a cell's text, in inches."""

PADS_Y = {"row": 0.16, "body": 0.11}
"""Room above and below a cell's text, in inches, by type."""


@dataclass(frozen=True)
class Span:
    """A piece of text in one tone, a colour role of the layout."""

    text: str
    tone: str = "text"
    bold: bool = False


Cell = tuple[Span, ...]


@dataclass(frozen=True)
class Column:
    """A column: its heading and its share of the width."""

    heading: str
    share: float


@dataclass(frozen=True)
class Table:
    """The rows of one slide; widths and heights in inches, `heights` without the heading row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    head_height: float
    heights: tuple[float, ...]
    description: str
    type: str = "body"
    shortened: bool = False


Row = tuple[tuple[Cell, ...], tuple[Source, ...]]


def table_pages(
    columns: tuple[Column, ...], rows: Sequence[Row], layout: Layout, title: str, lang: str
) -> list[tuple[Table, list[Source]]]:
    """Return tables that each fit the body of a slide, with the sources of their rows; every row is in one of them.

    A table that fits one slide in the larger type is set in it; longer ones take the smaller type and more slides.
    """
    body = layout.boxes["body"]
    whole = sum(column.share for column in columns)
    widths = tuple(body.width * column.share / whole for column in columns)
    head = layout.types["head"].line / 72 + 0.16
    type_ = "row"
    pages = _split(rows, widths, layout, body.height - head, type_)
    if len(pages) > 1 or any(_too_large(cells, widths, layout) for cells, _ in rows):
        type_ = "body"
        pages = _split(rows, widths, layout, body.height - head, type_)
    found = []
    for page in pages:
        table = Table(
            columns=columns,
            rows=tuple(cells for cells, _, _, _ in page),
            widths=widths,
            head_height=head,
            heights=tuple(height for _, height, _, _ in page),
            description=tr(lang, "Table with {n} rows: {title}", n=len(page), title=title),
            type=type_,
            shortened=any(cut for _, _, cut, _ in page),
        )
        found.append((table, [source for _, _, _, sources in page for source in sources]))
    return found


def _too_large(cells: tuple[Cell, ...], widths: tuple[float, ...], layout: Layout) -> bool:
    """Tell whether a date or a name would be broken within a word in the larger type."""
    size = layout.types["row"].size
    return any(
        fit.breaks_a_word(fit.plain("".join(span.text for span in cell)), (width - 2 * PAD_X) * 72, size, cell[-1].bold)
        for cell, width in zip(cells, widths, strict=True)
    )


def _split(
    rows: Sequence[Row], widths: tuple[float, ...], layout: Layout, room: float, type_: str
) -> list[list[tuple[tuple[Cell, ...], float, bool, tuple[Source, ...]]]]:
    pages: list[list[tuple[tuple[Cell, ...], float, bool, tuple[Source, ...]]]] = [[]]
    used = 0.0
    for cells, sources in rows:
        fitted, height, cut = _fitted(cells, widths, layout, type_)
        if used + height > room and pages[-1]:
            pages.append([])
            used = 0.0
        pages[-1].append((fitted, height, cut, sources))
        used += height
    return pages


def _fitted(
    cells: tuple[Cell, ...], widths: tuple[float, ...], layout: Layout, name: str
) -> tuple[tuple[Cell, ...], float, bool]:
    """Return the cells with texts that fit, the height of the row in inches, and whether a text was cut."""
    type_ = layout.types[name]
    fitted: list[Cell] = []
    most, cut = 1, False
    for cell, width in zip(cells, widths, strict=True):
        room = (width - 2 * PAD_X) * 72
        # Only the last span of a cell is free text; what stands before it is a short sign.
        before = "".join(span.text for span in cell[:-1])
        last = cell[-1]
        text = fit.plain(last.text)
        kept = fit.elided(before + text, room, type_.size, CELL_LINES, last.bold)
        cut = cut or kept != before + text
        most = max(most, len(fit.lines(kept, room, type_.size, last.bold)))
        fitted.append((*cell[:-1], Span(kept[len(before) :], last.tone, last.bold)))
    return tuple(fitted), most * type_.line / 72 + 2 * PADS_Y[name], cut
