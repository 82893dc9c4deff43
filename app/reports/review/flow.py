"""The body of a section cut to pages: its chart with cards, further cards, its table, a person's own lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.reports import fit
from app.reports.content import Source
from app.reports.layout import Box, Layout
from app.reports.review.parts import CardPart, ChartPart, Part, PointsPart, TablePart
from app.reports.review.told import Chart, Figure, Section
from app.reports.rows import table_pages

ASIDE = 0.29
"""The part of the width that cards beside a chart take."""

GAP = 0.16
"""Inches between cards."""

BETWEEN = 0.3
"""Inches between a chart, cards, a table and lines of one's own."""

PAD = 0.16
"""Inches between the edge of a card and its texts."""

SIGN = 0.17
"""Inches across of the sign of a tone in a card."""

CARD = 1.46
"""Inches of a card that has the width of the slide to share."""

BULLET = 0.28
"""Inches from the sign before a person's own line to its text."""

POINT_GAP = 0.12
"""Inches between a person's own lines."""

_BESIDE = 3
_ABOVE = 4
_ACROSS = 3


@dataclass(frozen=True)
class Page:
    """What stands on one slide of a section, and the records it comes from."""

    parts: tuple[Part, ...]
    sources: tuple[Source, ...] = ()
    cut: bool = False


@dataclass
class _Open:
    """The pages so far, and how much of the last one is taken."""

    room: Box
    made: list[Page] = field(default_factory=list)
    used: float = 0.0

    @property
    def left(self) -> float:
        return self.room.height - self.used if self.made else 0.0

    def put(self, parts: Sequence[Part], height: float, sources: Sequence[Source] = (), cut: bool = False) -> None:
        """Put parts on the last page where they fit, else on a new one; their boxes begin at the top of the body."""
        between = BETWEEN if self.used else 0.0
        if self.made and height + between <= self.left + 1e-6:
            down, last = self.used + between, self.made[-1]
            moved = tuple(replace(part, box=replace(part.box, top=part.box.top + down)) for part in parts)
            self.made[-1] = Page((*last.parts, *moved), (*last.sources, *sources), last.cut or cut)
            self.used = down + height
        else:
            self.made.append(Page(tuple(parts), tuple(sources), cut))
            self.used = height


def pages(section: Section, room: Box, layout: Layout, lang: str) -> list[Page]:
    """Return what stands on the slides of a section; every figure, row and point is on one of them."""
    told, open_ = section.told, _Open(room)
    figures = list(told.figures)
    if told.chart is not None:
        parts, shown = _with_chart(told.chart, figures, room, layout)
        sources = (*told.chart.sources, *(source for one in figures[:shown] for source in one.sources))
        open_.put(parts, room.height, sources, _any_cut(parts))
        figures = figures[shown:]
    for row in _rows(figures):
        cards = _across(row, room, layout)
        open_.put(cards, CARD, [source for one in row for source in one.sources], _any_cut(cards))
    if told.statements:
        rows = [(one.cells, one.sources) for one in told.statements]
        alone = layout.with_boxes(body=room)
        for table, origins in table_pages(told.columns, rows, alone, section.headline, lang):
            height = table.head_height + sum(table.heights)
            open_.put([TablePart(replace(room, height=height), table)], height, origins, table.shortened)
    for part in _points(section.points, room, layout):
        open_.put([part], part.box.height)
    return open_.made


def _with_chart(chart: Chart, figures: Sequence[Figure], room: Box, layout: Layout) -> tuple[list[Part], int]:
    """Return a chart with up to three cards at its side, or with four above it, and how many cards that are."""
    if len(figures) == _ABOVE:
        under = CARD + BETWEEN * 0.8
        box = replace(room, top=room.top + under, height=room.height - under)
        return [ChartPart(box, chart), *_across(figures, room, layout, _ABOVE)], _ABOVE
    beside = figures[:_BESIDE]
    aside = room.width * ASIDE + BETWEEN if beside else 0.0
    stack = Box(room.left + room.width - aside + BETWEEN, room.top, aside - BETWEEN, room.height)
    return [ChartPart(replace(room, width=room.width - aside), chart), *_stack(beside, stack, layout)], len(beside)


def _rows(figures: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield figures in rows of up to three; four stand two by two."""
    across = 2 if len(figures) == 4 else _ACROSS
    for at in range(0, len(figures), across):
        yield figures[at : at + across]


def _stack(figures: Sequence[Figure], room: Box, layout: Layout) -> list[Part]:
    """Return cards one below the other, of equal height."""
    if not figures:
        return []
    height = min((room.height - GAP * (_BESIDE - 1)) / _BESIDE, CARD)
    boxes = [Box(room.left, room.top + at * (height + GAP), room.width, height) for at in range(len(figures))]
    return _cards(figures, boxes, layout)


def _across(figures: Sequence[Figure], room: Box, layout: Layout, across: int = _ACROSS) -> list[Part]:
    """Return cards side by side; two share the whole width, so do four above a chart."""
    across = 2 if len(figures) == 2 else across
    width = (room.width - GAP * (across - 1)) / across
    boxes = [Box(room.left + at * (width + GAP), room.top, width, CARD) for at in range(len(figures))]
    return _cards(figures, boxes, layout)


def _cards(figures: Sequence[Figure], boxes: Sequence[Box], layout: Layout) -> list[Part]:
    small = layout.types["small"]
    room = (boxes[0].width - 2 * PAD) * 72
    beside = room - (SIGN + PAD) * 72
    type_ = next(
        (
            name
            for name in ("value", "lead")
            if all(len(fit.lines(fit.plain(f.value), beside, layout.types[name].size, bold=True)) == 1 for f in figures)
        ),
        "body",
    )
    large = layout.types[type_]
    spare = boxes[0].height - 2 * PAD * 0.75 - (small.line + large.line) / 72
    most = max(1, int(spare * 72 / small.line))
    found: list[Part] = []
    for figure, box in zip(figures, boxes, strict=True):
        remark = fit.elided(fit.plain(figure.remark), room, small.size, most)
        found.append(
            CardPart(
                box,
                figure,
                fit.elided(fit.plain(figure.label), room, small.size, 1),
                fit.elided(fit.plain(figure.value), beside, large.size, 1, bold=True),
                tuple(fit.lines(remark, room, small.size)) if remark else (),
                type_,
            )
        )
    return found


def _any_cut(parts: Sequence[Part]) -> bool:
    return any(
        isinstance(part, CardPart)
        and (
            part.label != fit.plain(part.figure.label)
            or part.value != fit.plain(part.figure.value)
            or any(line.endswith("…") for line in part.remark[-1:])
        )
        for part in parts
    )


def _points(points: Sequence[str], room: Box, layout: Layout) -> Iterator[PointsPart]:
    """Yield a person's own lines as large as they fit one slide, else smaller, over as many slides as they take."""
    texts = [fit.plain(point) for point in points if fit.plain(point)]
    if not texts:
        return
    for name in ("lead", "row", "body"):
        type_ = layout.types[name]
        broken = [tuple(fit.lines(text, (room.width - BULLET) * 72, type_.size)) for text in texts]
        heights = [len(lines) * type_.line / 72 + POINT_GAP for lines in broken]
        if sum(heights) <= room.height:
            break
    most = max(1, int((room.height - POINT_GAP) * 72 / type_.line))
    page: list[tuple[str, ...]] = []
    used = 0.0
    for lines in _pieces(broken, most):
        height = len(lines) * type_.line / 72 + POINT_GAP
        if page and used + height > room.height:
            yield PointsPart(replace(room, height=used), tuple(page), name)
            page, used = [], 0.0
        page.append(lines)
        used += height
    yield PointsPart(replace(room, height=used), tuple(page), name)


def _pieces(broken: Sequence[tuple[str, ...]], most: int) -> Iterator[tuple[str, ...]]:
    """Yield points; one that is longer than a slide goes on on the next."""
    for lines in broken:
        for at in range(0, len(lines), most):
            yield lines[at : at + most]
