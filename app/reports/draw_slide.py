"""Draws what a slide holds with native, editable shapes: table, chart, figures, the way to renewal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.reports import fit
from app.reports.layout import Box
from app.reports.office_text import Pen, describe, set_language
from app.reports.rows import PAD_X, PADS_Y, Span, Table
from app.reports.slides import Chart, Figure, Mark, Slide

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own table style "no style, no grid"."""

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def draw(target: Any, slide: Slide, pen: Pen, lang: str) -> None:
    """Draw the content below the headline onto a python-pptx slide."""
    body = pen.layout.boxes["body"]
    foot = Box(body.left, body.bottom - 0.3, body.width, 0.3)
    if slide.table is not None:
        _table(target, slide.table, body, pen, slide.kicker)
    if slide.chart is not None:
        aside = body.width * 0.27
        _chart(target, slide.chart, Box(body.left, body.top, body.width - aside - 0.45, body.height - 0.45), pen, lang)
        step = min((body.height - 0.45) / 3, 1.4)
        type_ = _figure_type(slide.figures, aside * 72, pen)
        for at, figure in enumerate(slide.figures):
            left = body.left + body.width - aside
            _figure(target, figure, Box(left, body.top + at * step, aside, step), pen, type_)
    elif slide.figures:
        gap = 0.35
        width = (body.width - gap * (len(slide.figures) - 1)) / len(slide.figures)
        type_ = _figure_type(slide.figures, width * 72, pen)
        for at, figure in enumerate(slide.figures):
            _figure(target, figure, Box(body.left + at * (width + gap), body.top, width, 1.4), pen, type_)
    if slide.marks:
        _way(target, slide.marks, Box(body.left, body.top + (body.height - 0.3) * 0.66, body.width, 0), pen)
    if slide.remark:
        _text(target, foot, [((Span(slide.remark, "text3"),), "small")], pen)


def _text(
    target: Any, box: Box, paragraphs: Sequence[tuple[tuple[Span, ...], str]], pen: Pen, align: str = "left"
) -> Any:
    from pptx.util import Inches

    shape = target.shapes.add_textbox(*(Inches(v) for v in (box.left, box.top, box.width, box.height)))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    pen.write(frame, [(spans, pen.layout.types[name]) for spans, name in paragraphs], align)
    return shape


def _figure_type(figures: Sequence[Figure], room: float, pen: Pen) -> str:
    """Return the largest type in which every value of a slide takes one line."""
    for name in ("figure", "lead"):
        if all(len(fit.lines(f.value, room, pen.layout.types[name].size, bold=True)) == 1 for f in figures):
            return name
    return "body"


def _figure(target: Any, figure: Figure, box: Box, pen: Pen, type_: str) -> None:
    """Draw a number that stands alone, under a thin line."""
    value = fit.elided(figure.value, box.width * 72, pen.layout.types[type_].size, 1, bold=True)
    _rule(target, box.left, box.left + box.width, box.top, pen, "border", 1)
    paragraphs = [((Span(figure.label, "text2"),), "small"), ((Span(value, "text", True),), type_)]
    if figure.remark:
        paragraphs.append(((Span(figure.remark, "text2"),), "small"))
    _text(target, Box(box.left, box.top + 0.12, box.width, box.height - 0.2), paragraphs, pen)


def _rule(target: Any, start: float, end: float, top: float, pen: Pen, role: str, points: float) -> Any:
    from pptx.enum.shapes import MSO_CONNECTOR
    from pptx.util import Inches, Pt

    line = target.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(start), Inches(top), Inches(end), Inches(top))
    _without_style(line)
    line.line.width = Pt(points)
    pen.colour(line.line.color, role)
    return line


def _without_style(shape: Any) -> None:
    """Take away the theme's effects (shadows) from a shape that is coloured by hand."""
    for style in shape.element.findall("./{*}style"):
        shape.element.remove(style)


def _table(target: Any, table: Table, box: Box, pen: Pen, name: str) -> None:
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


def _chart(target: Any, chart: Chart, box: Box, pen: Pen, lang: str) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.util import Inches, Pt

    data = CategoryChartData(number_format="0")  # type: ignore[no-untyped-call]
    data.categories = list(chart.categories)
    for name, values in zip(chart.names, chart.values, strict=True):
        data.add_series(name, values)  # type: ignore[no-untyped-call]
    frame = target.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_STACKED, *(Inches(v) for v in (box.left, box.top, box.width, box.height)), data
    )
    describe(frame, "Chart", chart.description)
    native = frame.chart
    native.has_title = False
    native.font.size = Pt(12)
    pen.colour(native.font.color, "text2")
    native.has_legend = True
    native.legend.position = XL_LEGEND_POSITION.TOP
    native.legend.include_in_layout = False
    plot = native.plots[0]
    plot.gap_width, plot.overlap = 90, 100
    native.value_axis.major_tick_mark = native.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    # Each piece of a column carries its number, so the scale would only say it twice.
    native.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    native.value_axis.has_major_gridlines = False
    native.value_axis.minimum_scale = 0
    native.value_axis.format.line.fill.background()
    pen.colour(native.category_axis.format.line.color, "borderStrong")
    for at, series in enumerate(plot.series):
        _series(series, at, pen)
    set_language(native.element, lang, pen.layout.east_asian)


def _series(series: Any, at: int, pen: Pen) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    role, shade, label = pen.layout.series[at % len(pen.layout.series)]
    series.format.fill.solid()
    colour = series.format.fill.fore_color
    colour.theme_color = {
        "text2": MSO_THEME_COLOR.TEXT_2,
        "accent1": MSO_THEME_COLOR.ACCENT_1,
        "accent2": MSO_THEME_COLOR.ACCENT_2,
        "accent4": MSO_THEME_COLOR.ACCENT_4,
    }[role]
    colour.brightness = shade
    labels = series.data_labels
    labels.show_value = True
    # The second and third part keep zeros unwritten.
    labels.number_format, labels.number_format_is_linked = "0;;", False
    labels.font.size = Pt(12)
    labels.font.bold = True
    labels.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1 if label == "light" else MSO_THEME_COLOR.TEXT_1


def _way(target: Any, marks: tuple[Mark, ...], line: Box, pen: Pen) -> None:
    """Draw the way from the data date to the end of the contract, with the notice date above it."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Inches

    pieces = [_rule(target, line.left, line.left + line.width, line.top, pen, "border", 4)]
    strong = next((mark for mark in marks if mark.strong), None)
    if strong is not None:
        pieces.append(_rule(target, line.left, line.left + line.width * strong.at, line.top, pen, "accent", 4))
    for mark in marks:
        size = 0.24 if mark.strong else 0.16
        middle = line.left + line.width * mark.at
        shape = target.shapes.add_shape(
            MSO_SHAPE.DIAMOND if mark.strong else MSO_SHAPE.OVAL,
            *(Inches(v) for v in (middle - size / 2, line.top - size / 2, size, size)),
        )
        _without_style(shape)
        pen.fill(shape, "accent" if mark.strong or mark.at == 0 else "borderStrong")
        pieces.append(shape)
        pieces.append(_mark_text(target, mark, middle, line, pen))
    group = target.shapes.add_group_shape(pieces)
    said = ", ".join(f"{mark.label} {mark.day}" for mark in marks)
    describe(group, "Timeline", said)


def _mark_text(target: Any, mark: Mark, middle: float, line: Box, pen: Pen) -> Any:
    width, height = 2.8, 0.52
    left = min(max(middle - width / 2, line.left), line.left + line.width - width)
    align = "left" if mark.at == 0 else "right" if mark.at == 1 and not mark.strong else "center"
    if mark.strong and left != middle - width / 2:
        align = "left" if left == line.left else "right"
    top = line.top - height - 0.2 if mark.strong else line.top + 0.2
    spans = (Span(f"{mark.label} ", "text2"), Span(mark.day, "accentText" if mark.strong else "text", True))
    return _text(target, Box(left, top, width, height), [((spans[0],), "small"), ((spans[1],), "body")], pen, align)
