"""Models and what is known of an account, of every shape, for properties that hold for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from app.health.inputs import Event, Feeling, Inputs, Override, Reading
from app.health.model import (
    Combine,
    Curve,
    Dimension,
    Effect,
    Expired,
    Kind,
    Measure,
    Model,
    NullRule,
    OtherCurve,
    Rule,
    Take,
)
from app.vocabulary import Phase, Segment

DAY = date(2026, 11, 20)
SERIES = tuple("abcdefgh")


def known(
    series: str, value: object, days_ago: int = 0, *, no: int = 1, recorded: str = "", source: str = "import",
    by_id: str | None = None,
) -> Reading:  # fmt: skip
    """Return a reading observed at noon some days before DAY."""
    on = DAY - timedelta(days_ago)
    observed = f"{on}T03:00:00.000000Z"
    exact = None if value is None else Fraction(str(value))
    return Reading(no, series, exact, observed, recorded or observed, on, source, "", by_id)


def curve(*points: tuple[object, object]) -> Curve:
    """Return a curve through points."""
    return Curve(tuple((Decimal(str(x)), Decimal(str(y))) for x, y in points))


PLAIN = curve((0, 0), (100, 100))

_weights = st.integers(1, 50_000).map(lambda n: Decimal(n).scaleb(-3))
_by_segment = st.dictionaries(st.sampled_from(list(Segment)), _weights, max_size=2)
_combine = st.sampled_from([Combine.MEAN, Combine.MEAN, Combine.MIN, Combine.MAX])
values = st.one_of(
    st.integers(-20, 120).map(Fraction), st.decimals(-20, 120, places=3).map(Fraction), st.just(Fraction(0))
)
days_ago = st.integers(-5, 120)


@st.composite
def curves(draw: st.DrawFn, rising: bool | None = None) -> Curve:
    """Return a curve; with `rising` one that nowhere falls, or nowhere rises."""
    xs = sorted(draw(st.sets(st.integers(-20, 120), min_size=2, max_size=5)))
    ys = [draw(st.integers(0, 10_000)) for _x in xs]
    if rising is not None:
        ys.sort(reverse=not rising)
    return curve(*((x, Decimal(y).scaleb(-2)) for x, y in zip(xs, ys, strict=True)))


@st.composite
def measures(draw: st.DrawFn, key: str) -> Measure:
    """Return a measure of any kind."""
    others = [OtherCurve(draw(curves()), phase=draw(st.sampled_from(list(Phase))))] if draw(st.booleans()) else []
    if draw(st.booleans()):
        others.append(OtherCurve(draw(curves()), months_from=draw(st.integers(0, 12)), months_to=24))
    return Measure(
        key,
        {},
        draw(curves()),
        draw(_weights),
        draw(st.sampled_from(SERIES)),
        kind=draw(st.sampled_from([Kind.DATA, Kind.DATA, Kind.PULSE])),
        curves=tuple(others),
        weights=draw(_by_segment),
        validity_days=draw(st.sampled_from([None, 7, 30, 90])),
        validity_low_days=draw(st.sampled_from([None, 5])),
        expired=draw(st.sampled_from(list(Expired))),
        null_rule=draw(st.sampled_from(list(NullRule))),
        take=draw(st.sampled_from(list(Take))),
        window_days=draw(st.sampled_from([None, 14, 28])),
        per=draw(st.sampled_from([None, None, *SERIES[:2]])),
    )


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Return a rule of any kind."""
    score = Decimal(draw(st.integers(0, 100)))
    effect = draw(st.sampled_from(list(Effect)))
    within = draw(st.sampled_from([None, 30]))
    if draw(st.booleans()):
        return Rule("r", {}, effect, score, event="outage", within_days=within)
    limit = Decimal(draw(st.integers(-20, 120)))
    low = draw(st.booleans())
    return Rule(
        "r", {}, effect, score, reading=draw(st.sampled_from(SERIES)), within_days=within,
        at_most=limit if low else None, at_least=None if low else limit,
    )  # fmt: skip


@st.composite
def models(draw: st.DrawFn) -> Model:
    """Return a model of any shape."""
    dimensions = []
    for at in range(draw(st.integers(1, 4))):
        inside = tuple(draw(measures(f"m{at}{n}")) for n in range(draw(st.integers(1, 4))))
        weight, combine = draw(_weights), draw(_combine)
        dimensions.append(Dimension(f"d{at}", {}, "D", weight, inside, combine, draw(_by_segment)))
    watch = draw(st.integers(1, 99))
    return Model(
        tuple(dimensions),
        rules=tuple(draw(st.lists(rules(), max_size=3))),
        combine=draw(_combine),
        watch=watch,
        good=draw(st.integers(watch + 1, 100)),
        coverage_floor=Decimal(draw(st.sampled_from([0, 10, 50]))),
    )


def _span(start: int) -> tuple[date, date]:
    on = DAY - timedelta(start)
    return on, on + timedelta(28)


@st.composite
def inputs(draw: st.DrawFn, readings: Sequence[Reading] | None = None) -> Inputs:
    """Return what is known of an account."""
    found = (
        [
            known(draw(st.sampled_from(SERIES)), draw(st.one_of(st.none(), values)), draw(days_ago), no=no)
            for no in range(draw(st.integers(0, 40)))
        ]
        if readings is None
        else readings
    )
    effects, scores, days = st.sampled_from([-10, -5, 0, 5, 10]), st.integers(0, 100), st.integers(0, 40)
    feeling = draw(st.none() | st.builds(lambda effect, start: Feeling(effect, "w", "", *_span(start)), effects, days))
    override = draw(st.none() | st.builds(lambda score, start: Override(score, "w", "", *_span(start)), scores, days))
    return Inputs(
        DAY,
        draw(st.sampled_from([None, *Segment])),
        draw(st.sampled_from([None, *Phase])),
        draw(st.sampled_from([None, 0, 3, 30])),
        "me",
        draw(st.none() | st.integers(0, 60).map(lambda days: DAY - timedelta(days))),
        tuple(found),
        tuple(draw(st.lists(st.builds(lambda days: Event("outage", DAY - timedelta(days)), st.integers(0, 60))))),
        feeling,
        override,
    )
