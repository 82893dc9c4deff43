"""Draws a chart as a native one with its workbook, its plot exactly where the drawn one has it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app.reports import fit
from app.reports.layout import Box
from app.reports.native_shapes import add_text, without_style
from app.reports.office_text import Pen, describe
from app.reports.review.chart_room import ChartRoom, chart_room, number_format
from app.reports.review.chart_xml import ChartXml
from app.reports.review.paint_chart import caption
from app.reports.review.told import Chart
from app.reports.rows import Span


def draw_chart(target: Any, chart: Chart, box: Box, pen: Pen, lang: str) -> None:
    """Draw the caption, the chart and what happened on the way onto a python-pptx slide."""
    room = chart_room(chart, box, pen.layout)
    add_text(target, room.caption, [(caption(room), "small")], pen)
    describe(_frame(target, room, pen, lang), fit.plain(chart.caption) or "Chart", chart.description)
    _marks(target, room, pen)


def _frame(target: Any, room: ChartRoom, pen: Pen, lang: str) -> Any:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    class Data(CategoryChartData):
        """The workbook is python-pptx's, the chart over it our own."""

        def xml_bytes(self, _type: object) -> bytes:
            return ChartXml(room, self, pen, lang).whole().encode()

    chart, frame = room.chart, room.frame
    data = Data(number_format=number_format(room.places))  # type: ignore[no-untyped-call]
    data.categories = [fit.plain(name) for name in chart.categories]
    for name, values in zip(chart.names, chart.values, strict=True):
        exact = [None if value is None else _exact(value) for value in values]
        data.add_series(fit.plain(name), exact)  # type: ignore[no-untyped-call]
    type_ = XL_CHART_TYPE.COLUMN_CLUSTERED if chart.drawn == "columns" else XL_CHART_TYPE.LINE
    return target.shapes.add_chart(
        type_, *(Inches(v) for v in (frame.left, frame.top, frame.width, frame.height)), data
    )


def _exact(value: str) -> int | float:
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _marks(target: Any, room: ChartRoom, pen: Pen) -> None:
    """Draw what happened on the way: a dotted line over the plot and its words."""
    from pptx.enum.dml import MSO_LINE
    from pptx.enum.shapes import MSO_CONNECTOR
    from pptx.util import Inches, Pt

    for mark in room.marks:
        ends = (mark.x, mark.top + 0.02, mark.x, room.plot.bottom)
        line = target.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Inches(v) for v in ends))
        without_style(line)
        line.line.width, line.line.dash_style = Pt(1), MSO_LINE.SQUARE_DOT
        pen.colour(line.line.color, "borderStrong")
        describe(line, "Mark", mark.words)
        box = Box(mark.left, mark.top, mark.width, pen.layout.types["small"].line / 72)
        add_text(target, box, [((Span(mark.words, "text2"),), "small")], pen, mark.align)
