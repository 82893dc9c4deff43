"""A model from a file: what it says comes back, and what is wrong is named by its place."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import paths
from app.errors import BansoError
from app.health.files import read_model, write_model
from app.health.model import Combine, Direction, Effect, Kind, NullRule, RollUp, Take
from app.vocabulary import Phase, Segment
from tests.health.models import Document, dimension, document, measure

SHIPPED: Document = json.loads(paths.resource("health_models", "dear_and_pulse.json").read_text("utf-8"))


def at(place: list[str | int], value: object) -> Callable[[Document], None]:
    """Return what puts a value at a place of a document."""

    def put(body: Any) -> None:
        for step in place[:-1]:
            body = body[step]
        body[place[-1]] = value

    return put


FIRST: list[str | int] = ["dimensions", 0, "measures", 0]
RULE: list[str | int] = ["rules", 0]


@pytest.mark.parametrize(
    ("fault", "key", "field"),
    [
        (at(["format"], "another"), "not_one", "format"),
        (at(["dimensions"], {}), "shape", "dimensions"),
        (at(["dimensions"], []), "empty", "dimensions"),
        (at(["dimensions", 1], "Engagement"), "shape", "dimensions[1]"),
        (at(["dimensions", 1, "measures"], []), "empty", "dimensions[1].measures"),
        (at(["dimensions", 1, "key"], "deployment"), "twice", "dimensions[1].key"),
        (at(["dimensions", 1, "weight"], "0"), "weight", "dimensions[1].weight"),
        (at(["dimensions", 1, "combine"], "median"), "choice", "dimensions[1].combine"),
        (at([*FIRST, "weight"], "-3"), "weight", "dimensions[0].measures[0].weight"),
        (at([*FIRST, "weight"], "1.2345"), "weight", "dimensions[0].measures[0].weight"),
        (at([*FIRST, "weight"], "heavy"), "number", "dimensions[0].measures[0].weight"),
        (at([*FIRST, "weight"], "NaN"), "number", "dimensions[0].measures[0].weight"),
        (at([*FIRST, "weight"], "1e999999999"), "number", "dimensions[0].measures[0].weight"),
        (at([*FIRST, "validity_days"], "1e999999999"), "number", "dimensions[0].measures[0].validity_days"),
        (at([*FIRST, "curve"], [["1e-999999999", "0"]]), "number", "dimensions[0].measures[0].curve[0]"),
        (at([*FIRST, "weight"], True), "number", "dimensions[0].measures[0].weight"),
        (at([*FIRST, "weights"], {"high": "0"}), "weight", "dimensions[0].measures[0].weights.high"),
        (at([*FIRST, "weights"], {"enterprise": "2"}), "choice", "dimensions[0].measures[0].weights"),
        (at([*FIRST, "key"], ""), "twice", "dimensions[0].measures[0].key"),
        (at([*FIRST, "key"], "nps"), "twice", "dimensions[1].measures[2].key"),
        (at([*FIRST, "curve"], []), "empty", "dimensions[0].measures[0].curve"),
        (at([*FIRST, "curve"], [["0"]]), "shape", "dimensions[0].measures[0].curve[0]"),
        (at([*FIRST, "curve"], [["0", "0"], ["0", "9"]]), "overlap", "dimensions[0].measures[0].curve[1]"),
        (at([*FIRST, "curve"], [["9", "0"], ["5", "9"]]), "overlap", "dimensions[0].measures[0].curve[1]"),
        (at([*FIRST, "curve"], [["0", "0"], ["9", "101"]]), "range", "dimensions[0].measures[0].curve[1]"),
        (at([*FIRST, "curve"], [["0", "9"], ["9", "0"]]), "direction", "dimensions[0].measures[0].curve[1]"),
        (at([*FIRST, "direction"], "down"), "direction", "dimensions[0].measures[0].curve[1]"),
        (at([*FIRST, "direction"], "sideways"), "choice", "dimensions[0].measures[0].direction"),
        (at([*FIRST, "window_days"], None), "window", "dimensions[0].measures[0].window_days"),
        (at([*FIRST, "validity_days"], "1.5"), "number", "dimensions[0].measures[0].validity_days"),
        (at([*FIRST, "validity_days"], -1), "number", "dimensions[0].measures[0].validity_days"),
        (at([*FIRST, "lowest"], "5"), None, ""),
        (at([*FIRST, "on"], "yesterday"), "number", "dimensions[0].measures[0].on"),
        (at([*FIRST, "name"], "Licences"), "shape", "dimensions[0].measures[0].name"),
        (at(["bands"], {"good": 40, "watch": 45}), "bands", "bands"),
        (at(["bands"], {"good": 70, "watch": 0}), "bands", "bands"),
        (at(["coverage_floor"], "101"), "range", "coverage_floor"),
        (at(["roll_up"], "median"), "choice", "roll_up"),
        (at([*RULE, "score"], "140"), "range", "rules[0].score"),
        (at([*RULE, "effect"], "double"), "choice", "rules[0].effect"),
        (at([*RULE, "event"], "merger"), "condition", "rules[0]"),
        (at([*RULE, "at_most"], None), "condition", "rules[0]"),
        (at([*RULE, "key"], "nps"), "twice", "rules[0].key"),
    ],
)  # fmt: skip
def test_that_a_fault_is_named_by_its_place(fault: Callable[[Document], None], key: str | None, field: str) -> None:
    body = copy.deepcopy(SHIPPED)
    fault(body)
    if key is None:
        read_model(body)
        return
    with pytest.raises(BansoError) as refused:
        read_model(body)
    assert (refused.value.key, refused.value.field) == (f"health.model.{key}", field)


@pytest.mark.parametrize("body", [None, [], "model", 7, {}, {"format": "banso-health-model"}])
def test_that_what_is_no_model_is_refused(body: object) -> None:
    with pytest.raises(BansoError, match=r"health\.model\."):
        read_model(body)


def test_that_curves_for_the_same_months_or_phase_are_refused() -> None:
    points = [["0", "0"], ["10", "100"]]

    def with_curves(*curves: Document) -> str | None:
        body = document(dimension("d", measure("m", curves=[{**one, "curve": points} for one in curves])))
        try:
            read_model(body)
        except BansoError as error:
            assert error.key == "health.model.overlap"
            return error.field
        return None

    here = "dimensions[0].measures[0].curves[1]"
    assert with_curves({"months_from": 0, "months_to": 3}, {"months_from": 2}) == here
    assert with_curves({"months_from": 0}, {"months_from": 12}) == here
    assert with_curves({"phase": "onboarding"}, {"phase": "onboarding"}) == here
    assert with_curves({"months_from": 5, "months_to": 5}) == "dimensions[0].measures[0].curves[0]"
    assert with_curves({"months_from": 0, "months_to": 3}, {"months_from": 3}) is None
    assert with_curves({"phase": "onboarding"}, {"phase": "renewal"}, {"months_from": 0}) is None


def test_that_the_shipped_model_says_what_it_ships_with() -> None:
    model = read_model(SHIPPED)
    assert [d.letter for d in model.dimensions] == ["D", "E", "A", "R", "+", "P"]
    assert (model.good, model.watch, model.coverage_floor) == (70, 45, Decimal(50))
    assert {m.kind for d, m in model.measures() if d.key == "pulse"} == {Kind.PULSE}
    for _dimension, one in model.measures():
        assert set(one.name) == set(one.rationale) == {"ja", "en"}, one.key
    for rule in model.rules:
        assert set(rule.name) == set(rule.reason) == {"ja", "en"}, rule.key
    onboarding = model.dimensions[0].measures[0].curve_in(Phase.ONBOARDING, None)
    assert onboarding != model.dimensions[0].measures[0].curve


def test_that_a_model_comes_back_as_it_was_written() -> None:
    model = read_model(SHIPPED)
    body = json.loads(json.dumps(write_model(model)))
    assert read_model(body) == model
    assert write_model(read_model(body)) == write_model(model)


_NUMBERS = st.decimals(0, 100, places=2).map(str)
_WEIGHTS = st.integers(1, 99_999).map(lambda n: str(Decimal(n).scaleb(-3)))


@st.composite
def _curves(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    xs = sorted(draw(st.sets(st.integers(-1000, 1000), min_size=1, max_size=6)))
    ys = sorted(draw(st.lists(st.decimals(0, 100, places=1), min_size=len(xs), max_size=len(xs))))
    direction = draw(st.sampled_from(Direction))
    if direction is Direction.DOWN:
        ys.reverse()
    elif direction is Direction.TARGET:
        ys = draw(st.permutations(ys))
    return direction, [[str(x), str(y)] for x, y in zip(xs, ys, strict=True)]


@st.composite
def _measures(draw: st.DrawFn, key: str) -> Document:
    direction, points = draw(_curves())
    take = draw(st.sampled_from(Take))
    return measure(
        key,
        draw(_WEIGHTS),
        name={"ja": draw(st.text(max_size=9)), "en": "x"},
        direction=direction,
        curve=points,
        curves=[{"phase": phase, "curve": points} for phase in draw(st.sets(st.sampled_from(Phase), max_size=3))],
        weights=draw(st.dictionaries(st.sampled_from(Segment), _WEIGHTS)),
        take=take,
        window_days=28 if take is not Take.LATEST else None,
        null_rule=draw(st.sampled_from(NullRule)),
        validity_days=draw(st.none() | st.integers(0, 400)),
        per=draw(st.none() | st.just("licences")),
    )


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    groups = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    dimensions = [
        dimension(
            f"d{at}", *(draw(_measures(f"m{at}{row}")) for row in range(count)),
            weight=draw(_WEIGHTS), combine=draw(st.sampled_from(Combine)),
        )
        for at, count in enumerate(groups)
    ]  # fmt: skip
    rules = [{"key": "r", "effect": draw(st.sampled_from(Effect)), "score": draw(_NUMBERS), "event": "merger"}]
    watch = draw(st.integers(1, 98))
    bands = {"watch": watch, "good": draw(st.integers(watch + 1, 100))}
    return document(*dimensions, rules=rules, bands=bands, roll_up=draw(st.sampled_from(RollUp)))


@given(_documents())
def test_that_any_model_survives_a_file(body: Document) -> None:
    model = read_model(body)
    assert read_model(json.loads(json.dumps(write_model(model), ensure_ascii=False))) == model
