"""Paints a chart: grid, columns or lines with their ends named, what happened on the way, words below."""

from __future__ import annotations

from decimal import Decimal

from app.language import number
from app.reports import fit
from app.reports.layout import Box, Layout
from app.reports.review.chart_room import (
    COLORS,
    COLUMN_COLORS,
    GAP_WIDTH,
    TEXT_COLORS,
    ChartRoom,
    chart_room,
    end_words,
    ends_early,
    last,
)
from app.reports.review.drawn import Item, Line, Point, Polyline, Rect, Text
from app.reports.review.signs import dot
from app.reports.review.told import Chart
from app.reports.rows import Cell, Span


def painted_chart(chart: Chart, box: Box, layout: Layout) -> list[Item]:
    """Return what is drawn of a chart, from back to front."""
    room = chart_room(chart, box, layout)
    type_ = layout.types["small"]
    items: list[Item] = [_words(caption(room), room.caption.left, room.caption.top, room.caption.width, layout)]
    plot = room.plot
    if not room.labelled:
        for tick in room.scale.ticks:
            y = room.y(tick)
            items.append(Line((plot.left, y), (plot.left + plot.width, y), "grid"))
            said = number(Decimal(str(tick)), room.scale.places)
            left = box.left - 0.06
            items.append(
                _words((Span(said, "text2"),), left, y - type_.line / 144, plot.left - 0.08 - left, layout, "right")
            )
    ground = room.y(max(room.scale.low, 0.0))
    items.append(Line((plot.left, ground), (plot.left + plot.width, ground), "borderStrong"))
    for at in range(0, len(chart.categories), room.drawn_every):
        names = room.names[at]
        wide = max(room.slot, max(map(fit.width, names)) * type_.size / 72 + 0.1)
        lines = tuple((Span(name, "text2"),) for name in names)
        left, top = room.x(at) - wide / 2, plot.bottom + 0.07
        items.append(Text(left, top, wide, lines, type_.size, type_.line, "center"))
    for mark in room.marks:
        items.append(Line((mark.x, mark.top + 0.02), (mark.x, plot.bottom), "borderStrong", 1, dashed=True))
        items.append(_words((Span(mark.words, "text2"),), mark.left, mark.top, mark.width, layout, mark.align))
    return items + (_columns(room, layout) if chart.drawn == "columns" else _lines(room, layout))


def caption(room: ChartRoom) -> Cell:
    """Return what is drawn, and where it is not said beside the lines which series is which."""
    spans = [Span(fit.plain(room.chart.caption), "text", True)]
    colors = COLUMN_COLORS if room.chart.drawn == "columns" else COLORS
    if room.legend:
        for at, name in enumerate(room.chart.names):
            spans += [Span("   ■ ", colors[at % len(colors)]), Span(fit.plain(name), "text2")]
    return tuple(spans)


def _words(spans: Cell, left: float, top: float, width: float, layout: Layout, align: str = "left") -> Text:
    type_ = layout.types["small"]
    return Text(left, top, width, (spans,), type_.size, type_.line, align)


def _columns(room: ChartRoom, layout: Layout) -> list[Item]:
    """Draw columns as office charts place them: the gap between groups is a share of a column's width."""
    chart, items = room.chart, list[Item]()
    wide = room.slot / (len(chart.names) + GAP_WIDTH / 100)
    ground = room.y(max(room.scale.low, 0.0))
    for which, values in enumerate(chart.values):
        for at, value in enumerate(values):
            if value is None:
                continue
            left = room.x(at) + (which - len(chart.names) / 2) * wide
            top = room.y(float(value))
            items.append(
                Rect(left, min(top, ground), wide, abs(ground - top), COLUMN_COLORS[which % len(COLUMN_COLORS)])
            )
            if room.labelled and Decimal(value):
                said = Span(number(Decimal(value), room.places), TEXT_COLORS[which % len(TEXT_COLORS)], which == 0)
                line = layout.types["small"].line / 72
                up = min(top, ground) - line - 0.02
                items.append(_words((said,), left - wide / 2, up, 2 * wide, layout, "center"))
    return items


def _lines(room: ChartRoom, layout: Layout) -> list[Item]:
    """Draw lines, broken where there is no value; what it is compared with stands dashed behind."""
    chart, items = room.chart, list[Item]()
    for which in reversed(range(len(chart.names))):
        color = COLORS[which % len(COLORS)]
        for run in _runs(room, chart.values[which]):
            if len(run) > 1:
                items.append(Polyline(run, color, 1.75 if which else 2.5, dashed=bool(which)))
            else:
                items.append(dot(*run[0], color))
        place = last(chart.values[which])
        if place is None:
            continue
        value = chart.values[which][place]
        end = (room.x(place), room.y(float(value or 0)))
        if which == 0:
            items.append(dot(*end, color))
        if which in room.ends:
            spans = (Span(end_words(chart, which, room.places), TEXT_COLORS[which % len(TEXT_COLORS)], which == 0),)
            line = layout.types["small"].line / 72
            if ends_early(chart, which):
                items.append(_words(spans, end[0] - 1, end[1] - line - 0.06, 2, layout, "center"))
            else:
                wide = room.frame.left + room.frame.width - end[0] - 0.1
                items.append(_words(spans, end[0] + 0.1, end[1] - line / 2, wide, layout))
    return items


def _runs(room: ChartRoom, values: tuple[str | None, ...]) -> list[tuple[Point, ...]]:
    """Return the places of a line, in pieces where values are missing between."""
    found: list[list[Point]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append((room.x(at), room.y(float(value))))
    return [tuple(run) for run in found if run]
