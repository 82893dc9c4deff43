"""Where the parts of a chart stand: its scale, its plot, its labels; the same for a native chart and a drawn one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from app.language import number
from app.reports import fit
from app.reports.layout import Box, Layout
from app.reports.review.told import Chart

COLORS = ("accent", "borderStrong", "chart2", "chart3", "chart4")
"""The colours of lines, in order: the period, what it is compared with."""

COLUMN_COLORS = ("accent", "chartMuted", "chart2", "chart3", "chart4")
"""The colours of columns."""

TEXT_COLORS = ("accentText", "text2", "text2", "text2", "text2")
"""The colours of the words of series."""

GAP_WIDTH = 70
"""Per cent of a column's width between two groups of columns, as office charts say it."""

_CAPTION = 0.34
_AXIS = 0.34
_MARK = 0.25
_TICKS = 4
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """The value axis: both ends and the step between two lines."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """Return the values that have a line."""
        return tuple(self.low + at * self.step for at in range(round((self.high - self.low) / self.step) + 1))

    @property
    def places(self) -> int:
        """Return how many decimals a tick has."""
        return max(0, -_exponent(self.step))


@dataclass(frozen=True)
class MarkRoom:
    """A thing that happened: where its line stands, and where its words begin or end."""

    x: float
    top: float
    words: str
    align: str
    left: float
    width: float


@dataclass(frozen=True)
class ChartRoom:
    """The measures of one chart in inches.

    Every `every`th category has its words below. Those of columns, in `names`, are drawn in two lines or on two levels
    where one has no room for all; then `drawn_every` is 1, also where an office program has to leave some out. `ends`
    are the series that are named at their end. `labelled`: every column carries its number. `legend`: the caption names
    the series.
    """

    chart: Chart
    caption: Box
    frame: Box
    plot: Box
    scale: Scale
    every: int
    names: tuple[tuple[str, ...], ...]
    ends: tuple[int, ...]
    labelled: bool
    legend: bool
    marks: tuple[MarkRoom, ...]
    places: int

    def x(self, at: float) -> float:
        """Return where a category has its middle: lines run from edge to edge, columns stand within the plot."""
        return _across(self.chart, self.plot, at)

    @property
    def drawn_every(self) -> int:
        """Return every how many categories one has its words drawn."""
        return 1 if any(len(name) > 1 for name in self.names) else self.every

    @property
    def slot(self) -> float:
        """Return the inches from one category to the next."""
        return _slot(self.chart, self.plot)

    def y(self, value: float) -> float:
        """Return how far down a value stands."""
        share = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return self.plot.bottom - share * self.plot.height

    def said(self, value: float) -> str:
        """Return a value as the labels of the chart say it."""
        return number(Decimal(str(value)), self.places)


def chart_room(chart: Chart, box: Box, layout: Layout) -> ChartRoom:
    """Return where everything of a chart stands in a box."""
    size = layout.types["small"].size
    scale, places = _scale(chart), _places(chart)
    columns = chart.drawn == "columns"
    frame = Box(box.left, box.top + _CAPTION, box.width, box.height - _CAPTION)
    widest = max(fit.width(number(Decimal(str(tick)), scale.places)) for tick in scale.ticks) * size / 72
    ends = () if columns else tuple(at for at, values in enumerate(chart.values) if last(values) is not None)
    rows = _MARK * min(3, len(chart.marks))
    top = frame.top + 0.12 + rows
    height = frame.bottom - _AXIS - top
    if len(ends) > 1 and _collide(chart, scale, height, layout.types["small"].line / 72):
        ends = ends[:1]
    said = [end_words(chart, at, places) for at in ends if not ends_early(chart, at)]
    right = max((fit.width(text, bold=True) * size / 72 for text in said), default=0.0) + (0.18 if said else 0.08)
    half = max((fit.width(fit.plain(name)) * size / 72 for name in chart.categories), default=0.0) / 2 + 0.04
    left, right = max(widest + 0.14, half), max(right, 0.0 if columns else half)
    plot = Box(frame.left + left, top, max(frame.width - left - right, 1.0), height)
    slot = _slot(chart, plot)
    labelled = (
        columns and _widest_value(chart, places) * size / 72 <= slot / (1 + GAP_WIDTH / 100) / len(chart.names) * 1.15
    )
    if labelled:
        # Each column says its number, so the scale would only say it twice.
        plot = Box(frame.left, top + 0.1, frame.width - 0.08, height - 0.1)
        slot = _slot(chart, plot)
    words = max((fit.width(name) * size / 72 for name in chart.categories), default=0.0) + 0.08
    every = max(1, math.ceil(words / slot))
    names: tuple[tuple[str, ...], ...] = tuple((fit.plain(name),) for name in chart.categories)
    broken = _broken(chart, slot, size) if columns and every > 1 else None
    if broken is not None:
        every, names = 1, broken
    elif columns and every == 2:
        names = tuple((*([""] * (at % 2)), *name) for at, name in enumerate(names))
    if max(map(len, names), default=1) > 1:
        plot = Box(plot.left, plot.top, plot.width, plot.height - layout.types["small"].line / 72)
    legend = len(chart.names) > 1 and len(ends) < len(chart.names)
    marks = _marks(chart, frame, plot, size)
    caption = Box(box.left, box.top, box.width, _CAPTION)
    return ChartRoom(chart, caption, frame, plot, scale, every, names, ends, labelled, legend, marks, places)


def _broken(chart: Chart, slot: float, size: float) -> tuple[tuple[str, ...], ...] | None:
    """Return the categories in two lines each at most, or None where that breaks a word or is not enough."""
    room = (slot - 0.06) * 72
    names = tuple(tuple(fit.lines(name, room, size)) for name in chart.categories)
    if any(fit.breaks_a_word(name, room, size) for name in chart.categories) or max(map(len, names)) > 2:
        return None
    return names


def last(values: tuple[str | None, ...]) -> int | None:
    """Return the last place that has a value."""
    return next((at for at in range(len(values) - 1, -1, -1) if values[at] is not None), None)


def end_words(chart: Chart, at: int, places: int) -> str:
    """Return what stands at the end of a series' line: 今四半期 81."""
    place = last(chart.values[at])
    value = None if place is None else chart.values[at][place]
    return f"{fit.plain(chart.names[at])} {number(Decimal(value), places)}" if value is not None else ""


def number_format(places: int, zeros: bool = True) -> str:
    """Return the number format of an office file for so many decimals, one that may leave zeros unwritten."""
    form = "#,##0" + ("." + "0" * places if places else "")
    return form if zeros else f"{form};-{form};"


def ends_early(chart: Chart, at: int) -> bool:
    """Tell whether a line ends before the last category: its words then stand above its end, not after it."""
    place = last(chart.values[at])
    return place is not None and place < len(chart.categories) - 1


def edge_to_edge(chart: Chart) -> bool:
    """Tell whether the first and last category stand on the edges of the plot."""
    return chart.drawn != "columns" and len(chart.categories) > 1


def _slot(chart: Chart, plot: Box) -> float:
    return plot.width / max(len(chart.categories) - edge_to_edge(chart), 1)


def _across(chart: Chart, plot: Box, at: float) -> float:
    return plot.left + (at + (0.0 if edge_to_edge(chart) else 0.5)) * _slot(chart, plot)


def _numbers(chart: Chart) -> list[float]:
    return [float(value) for values in chart.values for value in values if value is not None]


def _exponent(value: float) -> int:
    exponent = Decimal(repr(round(value, 9))).normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _places(chart: Chart) -> int:
    """Return how many decimals the values need, two at most."""
    return min(2, max((max(0, -_exponent(value)) for value in _numbers(chart)), default=0))


def _scale(chart: Chart) -> Scale:
    values = _numbers(chart) or [0.0]
    low, high = min(values), max(values)
    # Lines may begin above nothing where nothing is far below them; the height of a column is its value.
    if chart.drawn == "columns" or low <= 0 or low < high * 0.4:
        low, high = min(low, 0.0), max(high, 0.0)
    if high == low:
        high, low = (high + abs(high or 1.0) * 0.5, low - abs(low or 0.0) * 0.5) if low else (1.0, 0.0)
    rough = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in _NICE if power * nice >= rough - 1e-12)
    whole = all(float(value).is_integer() for value in values)
    if whole and step < 1:
        step = 1.0
    bottom, top = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return Scale(round(bottom, 9), round(max(top, bottom + step), 9), round(step, 9))


def _collide(chart: Chart, scale: Scale, height: float, line: float) -> bool:
    """Tell whether the words at the ends of the first two lines would stand over each other."""
    found = []
    for values in chart.values[:2]:
        place = last(values)
        if place is not None:
            found.append(float(values[place] or 0))
    return len(found) == 2 and abs(found[0] - found[1]) / (scale.high - scale.low) * height < line


def _widest_value(chart: Chart, places: int) -> float:
    return max((fit.width(number(Decimal(str(v)), places), bold=True) for v in _numbers(chart)), default=0.0)


def _marks(chart: Chart, frame: Box, plot: Box, size: float) -> tuple[MarkRoom, ...]:
    """Return marks, each on a row of its own where there are several, words towards the side that has room."""
    found = []
    for row, mark in enumerate(sorted(chart.marks, key=lambda one: one.at)[:3]):
        x = _across(chart, plot, mark.at)
        after, before = frame.left + frame.width - x - 0.06, x - frame.left - 0.06
        needed = fit.width(fit.plain(mark.words)) * size / 72 / fit.SAFETY
        onward = after >= needed or after >= before
        width = after if onward else before
        words = fit.elided(fit.plain(mark.words), width * 72, size, 1)
        left = x + 0.06 if onward else frame.left
        found.append(MarkRoom(x, frame.top + 0.04 + row * _MARK, words, "left" if onward else "right", left, width))
    return tuple(found)
