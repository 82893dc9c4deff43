"""Where the marks of the next notice dates stand: along the days, as large as their money, none over another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

_LEAST, _MOST = 5.0, 14.0
_BETWEEN = 2.0
# From so many marks on they stand in columns, between so small and so large.
_CROWD = 60
_SMALL = (3.0, 5.0)


@dataclass(frozen=True)
class Mark:
    """A mark's centre from the left and upward from the axis, and its radius."""

    at: int
    x: float
    up: float
    radius: float


def swarm(days: Sequence[int], amounts: Sequence[float], within: int, width: float, height: float) -> list[Mark]:
    """Return a mark for each day and amount; they rest on the axis or on one another and stay within the height.

    The largest is set last of all, so that nothing lies between it and its name above. Where they stack too high
    all become smaller, down to half. A crowd stands in columns, of which the tallest are cut at the height.
    """
    if len(days) > _CROWD:
        return _columns(days, amounts, within, width, height)
    for shrink in (1.0, 0.85, 0.7, 0.6, 0.5):
        marks = _placed(days, amounts, within, width, shrink)
        if all(mark.up + mark.radius <= height for mark in marks):
            return marks
    return [Mark(m.at, m.x, min(m.up, max(height - m.radius, m.radius)), m.radius) for m in marks]


def _columns(days: Sequence[int], amounts: Sequence[float], within: int, width: float, height: float) -> list[Mark]:
    least, most = _SMALL
    largest = max(amounts)
    filled: dict[int, float] = {}
    made = []
    for at in sorted(range(len(days)), key=lambda n: (days[n], -amounts[n], n)):
        share = sqrt(max(amounts[at], 0.0) / largest) if largest > 0 else 0.0
        radius = least + (most - least) * share
        column = int(width * days[at] / within / (2 * most))
        x = min(max((column + 0.5) * 2 * most, radius), width - radius)
        base = filled.get(column, 0.0)
        filled[column] = base + 2 * radius + 1
        made.append(Mark(at, x, min(base + radius, height - radius), radius))
    return sorted(made, key=lambda mark: mark.at)


def _placed(days: Sequence[int], amounts: Sequence[float], within: int, width: float, shrink: float) -> list[Mark]:
    largest = max(amounts, default=0.0)
    placed: list[Mark] = []
    for at in sorted(range(len(days)), key=lambda n: (amounts[n] == largest, -amounts[n], days[n], n)):
        share = sqrt(max(amounts[at], 0.0) / largest) if largest > 0 else 0.0
        radius = max(_LEAST, _MOST * share * shrink)
        x = min(max(width * days[at] / within, radius), width - radius)
        placed.append(Mark(at, x, _rest(x, radius, placed), radius))
    return sorted(placed, key=lambda mark: mark.at)


def _rest(x: float, radius: float, placed: Sequence[Mark]) -> float:
    """Return how far up a mark comes to rest over those there are."""
    near = [(o.x - x, o.up, radius + o.radius + _BETWEEN) for o in placed]
    near = [one for one in near if abs(one[0]) < one[2]]
    heights = [radius, *(max(up + sqrt(reach * reach - aside * aside), radius) for aside, up, reach in near)]
    return next(
        height
        for height in sorted(heights)
        if all(aside * aside + (height - up) ** 2 >= reach * reach - 1e-6 for aside, up, reach in near)
    )
