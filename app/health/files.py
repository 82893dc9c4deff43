"""A model as a JSON document, for files and for the book."""

from __future__ import annotations

from decimal import Decimal

from app.health.model import Curve, Dimension, Measure, Model, Rule
from app.health.parse import FORMAT, read_model

__all__ = ["read_model", "write_model"]


def write_model(model: Model) -> dict[str, object]:
    """Return a model as a JSON document that `read_model` turns into the same model."""
    return {
        "format": FORMAT,
        "version": model.version,
        "name": dict(model.name),
        "combine": str(model.combine),
        "bands": {"good": model.good, "watch": model.watch},
        "coverage_floor": str(model.coverage_floor),
        "trend_dead_band": model.dead_band,
        "roll_up": str(model.roll_up),
        "dimensions": [_dimension_out(dimension) for dimension in model.dimensions],
        "rules": [_rule_out(rule) for rule in model.rules],
    }


def _dimension_out(dimension: Dimension) -> dict[str, object]:
    return {
        "key": dimension.key,
        "letter": dimension.letter,
        "name": dict(dimension.name),
        "weight": str(dimension.weight),
        "weights": {str(segment): str(w) for segment, w in dimension.weights.items()},
        "combine": str(dimension.combine),
        "measures": [_measure_out(measure) for measure in dimension.measures],
    }


def _measure_out(measure: Measure) -> dict[str, object]:
    return {
        "key": measure.key, "name": dict(measure.name), "kind": str(measure.kind), "loyalty": str(measure.loyalty),
        "reading": measure.reading, "per": measure.per, "take": str(measure.take), "window_days": measure.window_days,
        "unit": measure.unit, "lowest": _text(measure.lowest), "highest": _text(measure.highest),
        "direction": str(measure.direction), "curve": _points(measure.curve),
        "curves": [
            {"phase": str(o.phase), "curve": _points(o.curve)} if o.phase is not None
            else {"months_from": o.months_from, "months_to": o.months_to, "curve": _points(o.curve)}
            for o in measure.curves
        ],
        "weight": str(measure.weight), "weights": {str(s): str(w) for s, w in measure.weights.items()},
        "validity_days": measure.validity_days, "validity_low_days": measure.validity_low_days,
        "expired": str(measure.expired), "null_rule": str(measure.null_rule), "rationale": dict(measure.rationale),
        "author": measure.author, "on": measure.on.isoformat() if measure.on else None,
    }  # fmt: skip


def _rule_out(rule: Rule) -> dict[str, object]:
    return {
        "key": rule.key, "name": dict(rule.name), "effect": str(rule.effect), "score": str(rule.score),
        "event": rule.event, "reading": rule.reading, "at_most": _text(rule.at_most), "at_least": _text(rule.at_least),
        "within_days": rule.within_days, "reason": dict(rule.reason),
    }  # fmt: skip


def _points(curve: Curve) -> list[list[str]]:
    return [[str(x), str(y)] for x, y in curve.points]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
