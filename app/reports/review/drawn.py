"""A slide as a list of things to draw, in inches from its upper left corner: painted by the PDF and by the preview.

`painted(slide, layout)` of paint.py returns them from back to front. Colours are roles: `layout.colors[role]` is
#RRGGBB. Lines of text are already broken and never wrapped again; every size is in points, 72 to the inch.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.reports.rows import Span

Point = tuple[float, float]


@dataclass(frozen=True)
class Text:
    """Lines of spans; the first line box begins at `top`, each is `leading` points high, the text in its middle.

    `align` is left, center or right, within `width` from `left`.
    """

    left: float
    top: float
    width: float
    lines: tuple[tuple[Span, ...], ...]
    size: float
    leading: float
    align: str = "left"


@dataclass(frozen=True)
class Line:
    """A straight line, `thick` points wide, dashed or not."""

    start: Point
    end: Point
    color: str
    thick: float = 0.75
    dashed: bool = False


@dataclass(frozen=True)
class Rect:
    """A rectangle; `fill` and `edge` may be "" for none, `radius` in inches."""

    left: float
    top: float
    width: float
    height: float
    fill: str
    edge: str = ""
    radius: float = 0.0


@dataclass(frozen=True)
class Polygon:
    """A closed shape; `fill` may be "" and `edge` may be ""."""

    points: tuple[Point, ...]
    fill: str
    edge: str = ""
    thick: float = 1.0


@dataclass(frozen=True)
class Polyline:
    """An open line through points, `thick` points wide, dashed or not."""

    points: tuple[Point, ...]
    color: str
    thick: float = 2.25
    dashed: bool = False


Item = Text | Line | Rect | Polygon | Polyline
