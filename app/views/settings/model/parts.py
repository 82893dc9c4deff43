"""A model with one part changed, put in or taken out; a model is never changed itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from app.health.model import Dimension, Measure, Model, Rule


def with_dimension(model: Model, key: str | None, dimension: Dimension) -> Model:
    """Return the model with a dimension in the place of the one with this key, or at the end."""
    if key is None:
        return replace(model, dimensions=(*model.dimensions, dimension))
    return replace(model, dimensions=tuple(dimension if one.key == key else one for one in model.dimensions))


def without_dimension(model: Model, key: str) -> Model:
    """Return the model without a dimension."""
    return replace(model, dimensions=tuple(one for one in model.dimensions if one.key != key))


def with_measure(model: Model, dimension_key: str, key: str | None, measure: Measure) -> Model:
    """Return the model with a measure in the place of the one with this key, or at the end of its dimension."""

    def change(dimension: Dimension) -> Dimension:
        if dimension.key != dimension_key:
            return dimension
        if key is None:
            return replace(dimension, measures=(*dimension.measures, measure))
        return replace(dimension, measures=tuple(measure if one.key == key else one for one in dimension.measures))

    return replace(model, dimensions=tuple(change(dimension) for dimension in model.dimensions))


def without_measure(model: Model, key: str) -> Model:
    """Return the model without a measure; a dimension left empty goes with it."""
    left = (
        replace(one, measures=tuple(measure for measure in one.measures if measure.key != key))
        for one in model.dimensions
    )
    return replace(model, dimensions=tuple(one for one in left if one.measures))


def with_rule(model: Model, key: str | None, rule: Rule) -> Model:
    """Return the model with a rule in the place of the one with this key, or at the end."""
    if key is None:
        return replace(model, rules=(*model.rules, rule))
    return replace(model, rules=tuple(rule if one.key == key else one for one in model.rules))


def without_rule(model: Model, key: str) -> Model:
    """Return the model without a rule."""
    return replace(model, rules=tuple(one for one in model.rules if one.key != key))


def share_of(model: Model, dimension: Dimension, measure: Measure | None = None) -> Decimal:
    """Return the part that a dimension, or a measure of it, has of the whole, in percent, where nothing is missing."""
    whole = sum((one.weight for one in model.dimensions), Decimal(0))
    share = dimension.weight / whole
    if measure is not None:
        share *= measure.weight / sum((one.weight for one in dimension.measures), Decimal(0))
    return share * 100


def free_key(model: Model, stem: str) -> str:
    """Return a key that nothing in the model has: the stem, or the stem with a number."""
    taken = {one.key for one in model.dimensions} | {measure.key for _d, measure in model.measures()}
    taken |= {rule.key for rule in model.rules}
    if stem not in taken:
        return stem
    count = 2
    while f"{stem}_{count}" in taken:
        count += 1
    return f"{stem}_{count}"


def lettered(dimension: Dimension) -> Dimension:
    """Return a dimension with the first sign of its name as its letter, or a dot."""
    name = next((name for name in dimension.name.values() if name.strip()), "·")
    return replace(dimension, letter=name.strip()[0].upper())


def count_changes(before: Model, after: Model) -> int:
    """Return in how many places two models differ: dimensions, measures, rules and the rest one by one."""
    count: int = _differing({d.key: _bare(d) for d in before.dimensions}, {d.key: _bare(d) for d in after.dimensions})
    count += _differing({m.key: _unsigned(m) for _d, m in before.measures()},
                        {m.key: _unsigned(m) for _d, m in after.measures()})  # fmt: skip
    count += _differing({rule.key: rule for rule in before.rules}, {rule.key: rule for rule in after.rules})
    parts = ("name", "combine", "good", "watch", "coverage_floor", "dead_band", "roll_up")
    return count + sum(bool(getattr(before, part) != getattr(after, part)) for part in parts)


def _differing(was: Mapping[str, object], now: Mapping[str, object]) -> int:
    return sum(was.get(key) != now.get(key) for key in was.keys() | now.keys())


def _unsigned(measure: Measure) -> Measure:
    return replace(measure, author="", on=None)


def _bare(dimension: Dimension) -> Dimension:
    return replace(dimension, measures=())


def decimal_of(text: str) -> Decimal | None:
    """Return the number that a person wrote, full-width or with a real minus sign; None for anything else."""
    plain = normalize("NFKC", text).strip().replace("−", "-").replace("▲", "-").replace("△", "-").replace(",", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 12:
        return None
    return number


def plain(value: Decimal | None) -> str:
    """Return a number as it is edited: without needless zeros, never as a power of ten."""
    if value is None:
        return ""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
