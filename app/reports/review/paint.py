"""Paints a slide as things to draw; the deck's native shapes stand in the same places."""

from __future__ import annotations

from app.language import number
from app.reports import fit
from app.reports.layout import Box, Layout
from app.reports.review.drawn import Item, Line, Rect, Text
from app.reports.review.flow import BULLET, PAD, POINT_GAP, SIGN
from app.reports.review.paint_chart import painted_chart
from app.reports.review.parts import CardPart, ChartPart, Part, PointsPart, Slide, SourcePart, TablePart
from app.reports.review.signs import tone_sign
from app.reports.rows import PAD_X, Cell, Span

UNDER_TITLE = 0.18
"""Inches between the name on the cover and the line below it."""


def painted(slide: Slide, layout: Layout) -> tuple[Item, ...]:
    """Return what is drawn of a slide, from back to front."""
    ground = Rect(0, 0, layout.width, layout.height, "surface")
    if slide.is_cover:
        return (ground, *_cover(slide, layout))
    bar = _rect(layout.boxes["bar"], "accent")
    items: list[Item] = [ground, bar, *_line(slide.kicker, "kicker", "kicker", "accentText", layout, bold=True)]
    items.append(_title(slide.title, layout.boxes["title"], "title", layout))
    for part in slide.parts:
        items += _part(part, layout)
    items += _line(slide.foot, "footer", "small", "text3", layout)
    count = f"{number(slide.at)} / {number(slide.of)}"
    items += _line(count, "number", "small", "text3", layout, align="right")
    return tuple(items)


def under_title(slide: Slide, layout: Layout) -> Box:
    """Return the box of the cover's second line, which follows a name of one or two lines."""
    title, second = layout.boxes["cover_title"], layout.boxes["cover_subtitle"]
    down = len(slide.title) * layout.types["cover"].line / 72 + UNDER_TITLE
    return Box(second.left, title.top + down, second.width, second.height)


def _cover(slide: Slide, layout: Layout) -> list[Item]:
    boxes = layout.boxes
    items: list[Item] = [_rect(boxes["cover_bar"], "accent")]
    items += _line(slide.kicker, "cover_kicker", "lead", "accentText", layout, bold=True)
    items.append(_title(slide.title, boxes["cover_title"], "cover", layout))
    items += _text(slide.subtitle, under_title(slide, layout), "subtitle", "text2", layout)
    lines = tuple((Span(line, "text"),) for line in slide.lines)
    items += _lines(lines, boxes["cover_lines"], "body", layout)
    by = layout.boxes["cover_by"]
    line = layout.types["body"].line / 72
    items += _text(slide.by, Box(by.left, by.bottom - line, by.width, line), "body", "text2", layout)
    items += _line(slide.foot, "cover_footer", "small", "text3", layout)
    return items


def _part(part: Part, layout: Layout) -> list[Item]:
    if isinstance(part, TablePart):
        return _table(part, layout)
    if isinstance(part, ChartPart):
        return painted_chart(part.chart, part.box, layout)
    if isinstance(part, CardPart):
        return _card(part, layout)
    if isinstance(part, PointsPart):
        return _points(part, layout)
    assert isinstance(part, SourcePart)
    return _text(part.text, part.box, "small", "text3", layout)


def _table(part: TablePart, layout: Layout) -> list[Item]:
    table, box = part.table, part.box
    items: list[Item] = []
    down = box.top
    rows: list[tuple[tuple[Cell, ...], str, float]] = [
        (tuple((Span(column.heading, "text2", True),) for column in table.columns), "head", table.head_height)
    ]
    rows += [(cells, table.type, height) for cells, height in zip(table.rows, table.heights, strict=True)]
    for at, (cells, name, height) in enumerate(rows):
        left = box.left
        for across, (cell, width) in enumerate(zip(cells, table.widths, strict=True)):
            inset = PAD_X if across else 0.0
            room = width - 2 * PAD_X
            lines = _broken(cell, room, layout.types[name].size)
            tall = len(lines) * layout.types[name].line / 72
            middle = down + (height - tall) / 2
            items += _lines(lines, Box(left + inset, middle, room, tall), name, layout)
            left += width
        down += height
        edge = "border" if at else "borderStrong"
        items.append(Line((box.left, down), (box.left + sum(table.widths), down), edge))
    return items


def _broken(cell: Cell, room: float, size: float) -> tuple[Cell, ...]:
    """Return the spans of a cell broken into lines, as the deck's estimate breaks them."""
    whole = "".join(span.text for span in cell)
    bold = bool(cell) and cell[-1].bold
    lines = fit.lines(whole, room * 72, size, bold)
    found: list[Cell] = []
    at = 0
    for line in lines:
        start = whole.find(line, at) if line else at
        end = start + len(line)
        found.append(_between(cell, start, end))
        at = end
    return tuple(found)


def _between(cell: Cell, start: int, end: int) -> Cell:
    pieces: list[Span] = []
    passed = 0
    for span in cell:
        text = span.text[max(start - passed, 0) : max(end - passed, 0)]
        if text:
            pieces.append(Span(text, span.tone, span.bold))
        passed += len(span.text)
    return tuple(pieces)


def _card(part: CardPart, layout: Layout) -> list[Item]:
    box, small, large = part.box, layout.types["small"], layout.types[part.type]
    tall = (small.line * (1 + len(part.remark)) + large.line) / 72
    top = box.top + (box.height - tall) / 2
    room = box.width - 2 * PAD
    items: list[Item] = [Rect(box.left, box.top, box.width, box.height, "surfaceAlt", "border", 0.07)]
    left = box.left + PAD
    items += _text(part.label, Box(left, top, room, small.line / 72), "small", "text2", layout)
    value = Box(left, top + small.line / 72, room, large.line / 72)
    items += _text(part.value, value, part.type, "text", layout, bold=True)
    remark = tuple((Span(line, "text2"),) for line in part.remark)
    items += _lines(remark, Box(left, value.bottom, room, 0), "small", layout)
    items += tone_sign(part.figure.tone, *card_sign(part, layout), SIGN)
    return items


def card_sign(part: CardPart, layout: Layout) -> tuple[float, float]:
    """Return the middle of a card's sign: at its right, level with the number."""
    box, small, large = part.box, layout.types["small"], layout.types[part.type]
    tall = (small.line * (1 + len(part.remark)) + large.line) / 72
    return box.left + box.width - PAD - SIGN / 2, box.top + (box.height - tall) / 2 + (small.line + large.line / 2) / 72


def _points(part: PointsPart, layout: Layout) -> list[Item]:
    box, type_ = part.box, layout.types[part.type]
    items: list[Item] = []
    down = box.top
    for lines in part.points:
        items += _text("•", Box(box.left, down, BULLET, 0), part.type, "accentText", layout, bold=True)
        spans = tuple((Span(line),) for line in lines)
        items += _lines(spans, Box(box.left + BULLET, down, box.width - BULLET, 0), part.type, layout)
        down += len(lines) * type_.line / 72 + POINT_GAP
    return items


def _title(lines: tuple[str, ...], box: Box, name: str, layout: Layout) -> Text:
    type_ = layout.types[name]
    return Text(
        box.left, box.top, box.width, tuple((Span(line, "text", True),) for line in lines), type_.size, type_.line
    )


def _line(
    text: str, box: str, name: str, tone: str, layout: Layout, *, bold: bool = False, align: str = "left"
) -> list[Item]:
    return _text(text, layout.boxes[box], name, tone, layout, bold=bold, align=align)


def _text(
    text: str, box: Box, name: str, tone: str, layout: Layout, *, bold: bool = False, align: str = "left"
) -> list[Item]:
    return _lines(((Span(text, tone, bold),),), box, name, layout, align) if text else []


def _lines(lines: tuple[Cell, ...], box: Box, name: str, layout: Layout, align: str = "left") -> list[Item]:
    type_ = layout.types[name]
    return [Text(box.left, box.top, box.width, lines, type_.size, type_.line, align)] if lines else []


def _rect(box: Box, fill: str) -> Rect:
    return Rect(box.left, box.top, box.width, box.height, fill)
