"""The sign beside a number: a filled circle, a half filled one, a diamond; never colour alone."""

from __future__ import annotations

import math

from app.reports.review.drawn import Point, Polygon

_CORNERS = 32


def tone_sign(tone: str, x: float, y: float, size: float) -> tuple[Polygon, ...]:
    """Return the sign of a tone around a point, nothing for a number that is neither good nor bad."""
    half = size / 2
    if tone == "good":
        return (Polygon(_arc(x, y, half, 0, 360), "good"),)
    if tone == "watch":
        inner = half - 0.008
        return (
            Polygon(_arc(x, y, inner, 0, 360), "", "watch", 1.25),
            Polygon(_arc(x, y, inner, 90, 270), "watch"),
        )
    if tone == "risk":
        return (Polygon(((x, y - half), (x + half, y), (x, y + half), (x - half, y)), "risk"),)
    return ()


def dot(x: float, y: float, color: str) -> Polygon:
    """Return the round end of a line."""
    return Polygon(_arc(x, y, 0.055, 0, 360), color)


def _arc(x: float, y: float, radius: float, start: float, end: float) -> tuple[Point, ...]:
    steps = round(_CORNERS * (end - start) / 360)
    turns = [math.radians(start + (end - start) * at / steps) for at in range(steps + (end - start < 360))]
    return tuple((x + radius * math.cos(turn), y - radius * math.sin(turn)) for turn in turns)
