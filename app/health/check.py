"""What a model must be: bands in order, weights above zero, curves that rise one way and do not overlap."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.health.faults import error
from app.health.model import Curve, Direction, Measure, Model, Take
from app.vocabulary import Phase, Segment


def check(model: Model) -> None:
    """Refuse a model whose parts contradict each other; raises BansoError with the place at fault."""
    if not 0 < model.watch < model.good <= 100:
        raise error("health.model.bands", "bands", good=model.good, watch=model.watch)
    if not 0 <= model.coverage_floor <= 100:
        raise error("health.model.range", "coverage_floor", value=model.coverage_floor)
    if not any(dimension.measures for dimension in model.dimensions):
        raise error("health.model.empty", "dimensions")
    seen: set[str] = set()
    for at, dimension in enumerate(model.dimensions):
        place = f"dimensions[{at}]"
        _unique(dimension.key, seen, place)
        _weights(dimension.weight, dimension.weights, place)
        if not dimension.measures:
            raise error("health.model.empty", f"{place}.measures")
        for row, measure in enumerate(dimension.measures):
            _check_measure(measure, f"{place}.measures[{row}]", seen)
    for at, rule in enumerate(model.rules):
        _unique(rule.key, seen, f"rules[{at}]")
        if not 0 <= rule.score <= 100:
            raise error("health.model.range", f"rules[{at}].score", value=rule.score)
        if (rule.event is None) == (rule.reading is None):
            raise error("health.model.condition", f"rules[{at}]")
        if rule.reading is not None and rule.at_most is None and rule.at_least is None:
            raise error("health.model.condition", f"rules[{at}]")


def _check_measure(measure: Measure, place: str, seen: set[str]) -> None:
    _unique(measure.key, seen, place)
    _weights(measure.weight, measure.weights, place)
    _check_curve(measure.curve, measure.direction, f"{place}.curve")
    spans: list[tuple[int, int]] = []
    phases: set[Phase] = set()
    for at, other in enumerate(measure.curves):
        here = f"{place}.curves[{at}]"
        _check_curve(other.curve, measure.direction, f"{here}.curve")
        if other.phase is not None:
            if other.phase in phases:
                raise error("health.model.overlap", here)
            phases.add(other.phase)
            continue
        if other.months_from is None:
            raise error("health.model.condition", here)
        end = 10**6 if other.months_to is None else other.months_to
        if end <= other.months_from or any(other.months_from < e and s < end for s, e in spans):
            raise error("health.model.overlap", here)
        spans.append((other.months_from, end))
    if measure.take is not Take.LATEST and not measure.window_days:
        raise error("health.model.window", f"{place}.window_days")
    if measure.lowest is not None and measure.highest is not None and measure.lowest >= measure.highest:
        raise error("health.model.range", f"{place}.lowest", value=measure.lowest)


def _check_curve(curve: Curve, direction: Direction, place: str) -> None:
    if not curve.points:
        raise error("health.model.empty", place)
    for at, (_x, y) in enumerate(curve.points):
        if not 0 <= y <= 100:
            raise error("health.model.range", f"{place}[{at}]", value=y)
    pairs = list(zip(curve.points, curve.points[1:], strict=False))
    for at, (before, after) in enumerate(pairs, 1):
        if after[0] <= before[0]:
            raise error("health.model.overlap", f"{place}[{at}]")
        falls, rises = after[1] < before[1], after[1] > before[1]
        if (direction is Direction.UP and falls) or (direction is Direction.DOWN and rises):
            raise error("health.model.direction", f"{place}[{at}]")


def _weights(weight: Decimal, others: Mapping[Segment, Decimal], place: str) -> None:
    for where, value in (("weight", weight), *((f"weights.{segment}", w) for segment, w in others.items())):
        exponent = value.as_tuple().exponent
        if value <= 0 or not isinstance(exponent, int) or exponent < -3:
            raise error("health.model.weight", f"{place}.{where}", value=value)


def _unique(key: str, seen: set[str], place: str) -> None:
    if not key or key in seen:
        raise error("health.model.twice", f"{place}.key", value=key)
    seen.add(key)
