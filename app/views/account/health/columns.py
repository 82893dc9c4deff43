"""Where the columns of the health table stand, and where a score stands in the drawing that runs through its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.views.theme import Theme

ROW, HEAD, TALL = 26, 30, 28
_EDGE, _MARK, _GAP = 12, 18, 10
_ROOM = 4.0
_LEAST_SPAN = 30.0


@dataclass(frozen=True)
class Columns:
    """(left, right) of each column at one width, in logical pixels."""

    mark: tuple[float, float]
    name: tuple[float, float]
    value: tuple[float, float]
    fresh: tuple[float, float]
    weight: tuple[float, float]
    score: tuple[float, float]
    fall: tuple[float, float]
    effect: tuple[float, float]


def columns_of(width: float, theme: Theme) -> Columns:
    """Return the columns: figures keep their room, the drawing gives way before the words do."""
    px = theme.px
    effect_left = width - _EDGE - px(52)
    fall = max(float(px(96)), min(px(200), width * 0.25))
    fall_left = effect_left - _GAP - fall
    score_left = fall_left - _GAP - px(38)
    weight_left = score_left - px(46)
    mark_right = _EDGE + px(_MARK)
    name_left = mark_right + _GAP
    words = weight_left - 6 - name_left
    name, value = words * 0.46, words * 0.26
    return Columns(
        (_EDGE, mark_right),
        (name_left, name_left + name - _GAP),
        (name_left + name, name_left + name + value - _GAP),
        (name_left + name + value, weight_left),
        (weight_left, score_left - 4),
        (score_left, fall_left - _GAP),
        (fall_left, fall_left + fall),
        (effect_left, width - _EDGE),
    )


@dataclass(frozen=True)
class Span:
    """The part of the scale that the drawing shows, and the edges of the bands in it."""

    low: float
    high: float
    watch: float
    good: float

    def x(self, score: float, left: float, right: float) -> float:
        """Return where a score stands between two places."""
        share = (min(max(score, self.low), self.high) - self.low) / (self.high - self.low)
        return left + share * (right - left)


def span_of(totals: Iterable[float], watch: int, good: int) -> Span:
    """Return the span with all totals and both band edges in it, not wider than the scale."""
    edges = (watch - 0.5, good - 0.5)
    known = [*totals, *edges]
    low, high = min(known) - _ROOM, max(known) + _ROOM
    if high - low < _LEAST_SPAN:
        more = (_LEAST_SPAN - (high - low)) / 2
        low, high = low - more, high + more
    return Span(max(low, -2.0), min(high, 102.0), *edges)
