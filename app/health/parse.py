"""From a JSON document to a model. What is wrong is named by its place in the document; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from app.health.check import check
from app.health.faults import error
from app.health.model import (
    Combine,
    Curve,
    Dimension,
    Direction,
    Effect,
    Expired,
    Kind,
    Loyalty,
    Measure,
    Model,
    NullRule,
    OtherCurve,
    RollUp,
    Rule,
    Take,
)
from app.vocabulary import Phase, Segment

FORMAT = "banso-health-model"
E = TypeVar("E", bound=StrEnum)
_SMALLEST, _BIGGEST = -9, 12


def read_model(document: object, version: int | None = None) -> Model:
    """Return the model of a JSON document; raises BansoError whose `field` is the place of the fault."""
    top = _mapping(document, "")
    if top.get("format") != FORMAT:
        raise error("health.model.not_one", "format")
    bands = _mapping(top.get("bands", {}), "bands")
    dimensions = tuple(
        _dimension(row, f"dimensions[{at}]") for at, row in enumerate(_rows(top.get("dimensions"), "dimensions"))
    )
    model = Model(
        dimensions,
        version or _whole(top.get("version", 1), "version"),
        _words(top.get("name", {}), "name"),
        tuple(_rule(row, f"rules[{at}]") for at, row in enumerate(_rows(top.get("rules", []), "rules"))),
        _one_of(Combine, top.get("combine", "mean"), "combine"),
        _whole(bands.get("good", 70), "bands.good"),
        _whole(bands.get("watch", 45), "bands.watch"),
        _number(top.get("coverage_floor", "50"), "coverage_floor"),
        _whole(top.get("trend_dead_band", 3), "trend_dead_band"),
        _one_of(RollUp, top.get("roll_up", "own"), "roll_up"),
    )
    check(model)
    return model


def _dimension(row: object, place: str) -> Dimension:
    given = _mapping(row, place)
    measures = _rows(given.get("measures"), f"{place}.measures")
    return Dimension(
        str(given.get("key", "")),
        _words(given.get("name", {}), f"{place}.name"),
        str(given.get("letter", ""))[:1],
        _number(given.get("weight"), f"{place}.weight"),
        tuple(_measure(one, f"{place}.measures[{at}]") for at, one in enumerate(measures)),
        _one_of(Combine, given.get("combine", "mean"), f"{place}.combine"),
        _by_segment(given.get("weights", {}), f"{place}.weights"),
    )


def _measure(row: object, place: str) -> Measure:
    given = _mapping(row, place)

    def number(name: str) -> Decimal | None:
        return None if given.get(name) is None else _number(given[name], f"{place}.{name}")

    def whole(name: str) -> int | None:
        return None if given.get(name) is None else _whole(given[name], f"{place}.{name}")

    def choice(kind: type[E], name: str, default: E) -> E:
        return _one_of(kind, given.get(name, default), f"{place}.{name}")

    key = str(given.get("key", ""))
    return Measure(
        key,
        _words(given.get("name", {}), f"{place}.name"),
        _curve(given.get("curve"), f"{place}.curve"),
        _number(given.get("weight"), f"{place}.weight"),
        str(given.get("reading") or key),
        choice(Kind, "kind", Kind.DATA),
        choice(Loyalty, "loyalty", Loyalty.BEHAVIOURAL),
        choice(Direction, "direction", Direction.UP),
        tuple(
            _other(one, f"{place}.curves[{at}]")
            for at, one in enumerate(_rows(given.get("curves", []), f"{place}.curves"))
        ),
        _by_segment(given.get("weights", {}), f"{place}.weights"),
        whole("validity_days"),
        whole("validity_low_days"),
        choice(Expired, "expired", Expired.EXCLUDE),
        choice(NullRule, "null_rule", NullRule.ZERO_IS_VALUE),
        choice(Take, "take", Take.LATEST),
        whole("window_days"),
        str(given["per"]) if given.get("per") else None,
        str(given.get("unit", "")),
        number("lowest"),
        number("highest"),
        _words(given.get("rationale", {}), f"{place}.rationale"),
        str(given.get("author", "")),
        _day(given.get("on"), f"{place}.on"),
    )


def _other(row: object, place: str) -> OtherCurve:
    given = _mapping(row, place)
    bare = OtherCurve(_curve(given.get("curve"), f"{place}.curve"))
    if given.get("phase"):
        return replace(bare, phase=_one_of(Phase, given["phase"], f"{place}.phase"))
    start = _whole(given.get("months_from"), f"{place}.months_from")
    end = None if given.get("months_to") is None else _whole(given["months_to"], f"{place}.months_to")
    return replace(bare, months_from=start, months_to=end)


def _rule(row: object, place: str) -> Rule:
    given = _mapping(row, place)

    def number(name: str) -> Decimal | None:
        return None if given.get(name) is None else _number(given[name], f"{place}.{name}")

    return Rule(
        str(given.get("key", "")),
        _words(given.get("name", {}), f"{place}.name"),
        _one_of(Effect, given.get("effect"), f"{place}.effect"),
        _number(given.get("score"), f"{place}.score"),
        str(given["event"]) if given.get("event") else None,
        str(given["reading"]) if given.get("reading") else None,
        number("at_most"),
        number("at_least"),
        None if given.get("within_days") is None else _whole(given["within_days"], f"{place}.within_days"),
        _words(given.get("reason", {}), f"{place}.reason"),
    )


def _curve(value: object, place: str) -> Curve:
    points = []
    for at, row in enumerate(_rows(value, place)):
        if not isinstance(row, Sequence) or isinstance(row, str) or len(row) != 2:
            raise error("health.model.shape", f"{place}[{at}]")
        points.append((_number(row[0], f"{place}[{at}]"), _number(row[1], f"{place}[{at}]")))
    return Curve(tuple(points))


def _by_segment(value: object, place: str) -> dict[Segment, Decimal]:
    given = _mapping(value, place)
    return {_one_of(Segment, key, place): _number(w, f"{place}.{key}") for key, w in given.items()}


def _mapping(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise error("health.model.shape", place)
    return value


def _rows(value: object, place: str) -> Sequence[object]:
    if not isinstance(value, list):
        raise error("health.model.shape", place)
    return value


def _words(value: object, place: str) -> dict[str, str]:
    return {str(lang): str(words) for lang, words in _mapping(value, place).items()}


def _one_of(kind: type[E], value: object, place: str) -> E:
    try:
        return kind(str(value))
    except ValueError:
        raise error("health.model.choice", place, value=value) from None


def _number(value: object, place: str) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise error("health.model.number", place, value=value) from None
    # Exact arithmetic on 1e999999999 would never end.
    sane = number.is_finite() and _SMALLEST <= int(number.as_tuple().exponent) <= _BIGGEST >= number.adjusted()
    if not sane or isinstance(value, bool):
        raise error("health.model.number", place, value=value)
    return number


def _whole(value: object, place: str) -> int:
    number = _number(value, place)
    if number != int(number) or number < 0:
        raise error("health.model.number", place, value=value)
    return int(number)


def _day(value: object, place: str) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        raise error("health.model.number", place, value=value) from None
