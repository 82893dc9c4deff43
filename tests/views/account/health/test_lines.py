"""The lines of the table: they add up as they are printed, and say what does not count."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings

from app.health.inputs import Feeling, Inputs, Override
from app.health.model import Dimension, Effect, Measure, Model, Rule
from app.health.printed import printed
from app.health.score import score
from app.health.values import Why
from app.views.account.health.lines import MEAN, PART, SCORE, START, Line, lines_of
from app.views.account.health.words import biggest_drag, coverage_words, sentence, signed, value_words
from tests.health.worlds import DAY, PLAIN, inputs, known, models


def figure(line: Line) -> Decimal:
    return Decimal(line.effect.replace("−", "-").replace("+", "").replace(",", ""))


@given(models(), inputs())
@settings(max_examples=40, deadline=None)
def test_that_the_printed_column_adds_up(model: Model, what: Inputs) -> None:
    made = score(model, what)
    lines = lines_of(made, DAY)
    total = figure(lines[0])
    for line in lines[1:]:
        if line.kind in (MEAN, SCORE):
            if line.effect != "—":
                assert total == figure(line)
        else:
            total += figure(line)
    assert lines[0].kind == START
    assert lines[-1].kind == SCORE
    assert (lines[-1].effect == "—") is (made.score is None)
    assert len({line.id for line in lines}) == len(lines)


@given(models(), inputs())
@settings(max_examples=30, deadline=None)
def test_that_one_line_begins_where_the_last_one_ended(model: Model, what: Inputs) -> None:
    lines = lines_of(score(model, what), DAY)
    for before, after in itertools.pairwise(lines):
        if after.kind != SCORE or not after.out:
            assert abs(before.after - after.before) < 1e-9
    weights = [int(line.weight.rstrip("%")) for line in lines if line.kind == PART and not line.out]
    assert not weights or sum(weights) in (0, 100)


def _model(*rules: Rule) -> Model:
    first = Measure("use", {"ja": "利用", "en": "Use"}, PLAIN, Decimal(3), "use", validity_days=14, unit="%")
    second = Measure("csat", {"ja": "満足度", "en": "Satisfaction"}, PLAIN, Decimal(1), "csat", validity_days=90)
    third = Measure("nps", {"ja": "推奨度", "en": "NPS"}, PLAIN, Decimal(1), "nps")
    return Model((Dimension("d", {"ja": "全部", "en": "All"}, "A", Decimal(1), (first, second, third)),), rules=rules)


def test_that_a_stale_value_is_grey_hatched_and_adds_nothing() -> None:
    made = score(_model(), Inputs(DAY, readings=(known("use", 30), known("csat", 90, 94, source="csv"))))
    lines = {line.id: line for line in lines_of(made, DAY)}
    stale, missing = lines["csat"], lines["nps"]
    assert made.parts[1].value.why is Why.EXPIRED
    assert (stale.out, stale.stale, stale.effect, stale.weight, stale.score) == (
        True,
        "古い 94日",
        "0.0",
        "(20%)",
        "90",
    )
    assert stale.ghost == 8.0
    assert (missing.out, missing.stale, missing.ghost, missing.value) == (True, "", 0.0, "—")
    assert lines["use"].weight == "100%"
    assert "古い 94日" in stale.spoken()
    assert coverage_words(made) == "60% · 古い入力 1件"


def test_that_the_sentence_names_the_drag_the_feeling_and_the_override() -> None:
    feeling = Feeling(-5, "静か", "高橋", DAY, DAY + timedelta(25))
    what = Inputs(DAY, readings=(known("use", 30), known("csat", 90), known("nps", 60)), feeling=feeling)
    made = score(_model(), what)
    said = sentence(made, printed(made), DAY)
    assert (
        said == "データだけでは 48.0。利用（30%）が −12.0 で最大の押し下げ要因です。高橋さんの肌感で −5（12/15 まで）。"
    )
    drag = biggest_drag(made)
    assert drag is not None
    assert value_words(drag.value) == "30%"
    over = replace(what, override=Override(70, "合意", "高橋", DAY, DAY + timedelta(3)))
    made = score(_model(), over)
    assert "11/23 まで手で 70 に設定" in sentence(made, printed(made), DAY)


def test_that_a_rule_that_takes_more_is_named_before_a_small_drag() -> None:
    rule = Rule("gone", {"ja": "スポンサー不在"}, Effect.CAP, Decimal(40), reading="use", at_most=Decimal(100))
    made = score(_model(rule), Inputs(DAY, readings=(known("use", 90), known("csat", 45), known("nps", 90))))
    said = sentence(made, printed(made), DAY)
    assert "決まり「スポンサー不在」で 40 以下に抑えています。" in said
    assert "押し下げ要因" not in said
    lines = {line.kind: line for line in lines_of(made, DAY)}
    assert lines["rule"].value == "40 以下"


def test_that_nothing_known_and_too_little_known_are_said() -> None:
    nothing = score(_model(), Inputs(DAY))
    assert "使える入力がまだありません" in sentence(nothing, printed(nothing), DAY)
    little = score(_model(), Inputs(DAY, readings=(known("nps", 60),)))
    assert sentence(little, printed(little), DAY) == "使える入力は 20% です。50% を下回る間は判定を保留します。"
    last = lines_of(little, DAY)[-1]
    assert (last.effect, last.out, last.band) == ("—", True, "withheld")


def test_that_differences_carry_their_sign() -> None:
    assert [signed(n) for n in (5, 0, -5)] == ["+5", "±0", "−5"]
