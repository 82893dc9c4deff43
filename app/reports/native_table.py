"""Draws a table onto a slide as a native one: no grid, a line below each row."""

from __future__ import annotations

from typing import Any

from app.reports.layout import Box
from app.reports.office_text import Pen, describe
from app.reports.rows import PAD_X, PADS_Y, Span, Table

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own table style "no style, no grid"."""

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def draw_table(target: Any, table: Table, box: Box, pen: Pen, name: str) -> None:
    """Draw a table at the upper left of `box` onto a python-pptx slide."""
    from pptx.util import Inches

    heights = (table.head_height, *table.heights)
    frame = target.shapes.add_table(
        len(heights), len(table.widths), *(Inches(v) for v in (box.left, box.top, box.width, sum(heights)))
    )
    describe(frame, name, table.description)
    native = frame.table
    native.horz_banding = False
    frame.element.find(f".//{_A}tableStyleId").text = NO_STYLE
    for column, width in zip(native.columns, table.widths, strict=True):
        column.width = Inches(width)
    for row, height in zip(native.rows, heights, strict=True):
        row.height = Inches(height)
    for at, column in enumerate(table.columns):
        _cell(native.cell(0, at), (Span(column.heading, "text2", True),), "head", pen, 0.06)
    for down, cells in enumerate(table.rows, 1):
        for across, cell in enumerate(cells):
            _cell(native.cell(down, across), cell, table.type, pen, PADS_Y[table.type])
    for row in range(len(heights)):
        # The first column stands on the same edge as the headline.
        native.cell(row, 0).margin_left = 0
    for at, row in enumerate(frame.element.iter(f"{_A}tr")):
        _underline(row, "border" if at else "borderStrong", pen)


def _cell(native: Any, spans: tuple[Span, ...], type_: str, pen: Pen, pad: float) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    native.margin_left = native.margin_right = Inches(PAD_X)
    native.margin_top = native.margin_bottom = Inches(pad)
    native.vertical_anchor = MSO_ANCHOR.MIDDLE
    pen.write(native.text_frame, [(spans, pen.layout.types[type_])])


def _underline(row: Any, edge: str, pen: Pen) -> None:
    """Draw the lower edge of a row's cells, the only line a table has."""
    from lxml import etree

    for properties in row.iter(f"{_A}tcPr"):
        line = etree.Element(f"{_A}lnB", w="9525")
        fill = etree.SubElement(line, f"{_A}solidFill")
        etree.SubElement(fill, f"{_A}srgbClr").set("val", pen.layout.color(edge) if pen.own else "A0A0A0")
        properties.insert(0, line)
