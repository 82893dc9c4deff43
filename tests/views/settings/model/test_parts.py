"""A model with one part changed: what else it holds stays, and what is written is read as a number or not at all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import language
from app.errors import BansoError
from app.health.check import check
from app.health.files import read_model, write_model
from app.operations.health.models import shipped
from app.views.settings.model import parts
from app.views.settings.model.words import in_words, place_words, rule_words

MODEL = shipped()


def test_that_parts_are_changed_put_in_and_taken_out() -> None:
    nps = MODEL.measure("nps")
    assert nps is not None
    heavier = parts.with_measure(MODEL, "engagement", "nps", replace(nps, weight=Decimal(60)))
    assert parts.count_changes(MODEL, heavier) == 1
    more = parts.with_measure(heavier, "return", None, replace(nps, key="nps_2"))
    assert [measure.key for measure in more.dimensions[3].measures][-1] == "nps_2"
    assert parts.without_measure(more, "nps_2") == heavier
    assert parts.free_key(more, "nps") == "nps_3" and parts.free_key(more, "depth") == "depth"
    assert parts.count_changes(MODEL, replace(more, good=75, roll_up=MODEL.roll_up)) == 3
    lighter = parts.with_dimension(MODEL, "pulse", replace(MODEL.dimensions[-1], weight=Decimal(1)))
    assert parts.count_changes(MODEL, lighter) == 1
    assert parts.without_dimension(lighter, "pulse").dimensions == MODEL.dimensions[:-1]
    rule = replace(MODEL.rules[0], key="another")
    with_rule = parts.with_rule(MODEL, None, rule)
    assert parts.without_rule(with_rule, "another") == MODEL
    assert parts.with_rule(MODEL, MODEL.rules[0].key, replace(MODEL.rules[0], score=Decimal(30))).rules[0].score == 30
    assert parts.count_changes(MODEL, MODEL) == 0


def test_that_a_dimension_goes_with_its_last_measure() -> None:
    model = MODEL
    for measure in MODEL.dimensions[0].measures:
        model = parts.without_measure(model, measure.key)
    assert [one.key for one in model.dimensions] == [one.key for one in MODEL.dimensions[1:]]
    check(model)


def test_that_shares_come_to_the_whole() -> None:
    shares = [parts.share_of(MODEL, dimension, measure) for dimension, measure in MODEL.measures()]
    assert abs(sum(shares, Decimal(0)) - 100) < Decimal("1e-9")
    assert abs(sum((parts.share_of(MODEL, one) for one in MODEL.dimensions), Decimal(0)) - 100) < Decimal("1e-9")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"), (" 1.5 ", "1.5"), ("１２．５", "12.5"), ("−3", "-3"), ("▲3", "-3"), ("1,200", "1200"), ("", None),
        ("x", None), ("NaN", None), ("Infinity", None), ("1e99", None), ("1_0", "10"),
    ],
)  # fmt: skip
def test_that_numbers_are_read_as_people_write_them(text: str, number: str | None) -> None:
    assert parts.decimal_of(text) == (None if number is None else Decimal(number))


@given(st.decimals(-1_000_000, 1_000_000, places=3))
def test_that_a_number_shown_is_the_number_read_back(value: Decimal) -> None:
    assert parts.decimal_of(parts.plain(value)) == value
    assert "E" not in parts.plain(value)


def test_that_a_place_of_a_fault_is_named_as_on_the_screen() -> None:
    language.use("ja")
    assert place_words("dimensions[2].measures[0].curve[1]", MODEL) == "活用 › 利用の変化 › 曲線の 2点目"
    assert place_words("dimensions[0].measures[1].weights.high", MODEL).endswith("セグメントごとの重み › ハイタッチ")
    assert place_words("rules[0].score", MODEL) == "スポンサー不在 › 点数"
    assert place_words("somewhere", MODEL) == "somewhere"
    body = write_model(MODEL)
    body["dimensions"][2]["measures"][0]["weight"] = "0"  # type: ignore[index]
    with pytest.raises(BansoError) as refused:
        read_model(body)
    told = language.error_words(in_words(refused.value, MODEL))[1]
    assert "活用 › 利用の変化 › 重み" in told and "dimensions" not in told


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_that_every_rule_of_the_shipped_model_is_told(lang: str) -> None:
    language.use(lang)
    try:
        for rule in MODEL.rules:
            assert "40" in rule_words(rule) or "45" in rule_words(rule)
    finally:
        language.use("ja")
