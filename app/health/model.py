"""What a score is made of: dimensions of measures with curves and weights, rules, bands. Plain, frozen, exact.

Specification: the health model of a customer success team, shipped as deployment, engagement, adoption, return and
the manager's own pulse. `app/health/files.py` reads and writes it as JSON and names what is wrong in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.vocabulary import Band, Phase, Segment

ARITHMETIC = 1
"""Part of every model version: another way of computing is another version."""

LEAST, MIDDLE, MOST = Decimal(0), Decimal(50), Decimal(100)


class Kind(StrEnum):
    """Whether a measure comes from data or from the manager's own judgement."""

    DATA = "data"
    PULSE = "pulse"


class Loyalty(StrEnum):
    """What a measure tells: what the customer does, or what the customer thinks."""

    BEHAVIOURAL = "behavioural"
    PSYCHOLOGICAL = "psychological"


class Combine(StrEnum):
    """How the members of a group make one score."""

    MEAN = "mean"
    MIN = "min"
    MAX = "max"


class NullRule(StrEnum):
    """What a zero says: counters count it, surveys and gauges were not answered. Absent is always missing."""

    ZERO_IS_VALUE = "zero_is_value"
    ZERO_IS_MISSING = "zero_is_missing"


class Expired(StrEnum):
    """What happens to a reading past its validity."""

    EXCLUDE = "exclude"
    FLAG = "flag"
    DECAY = "decay"


class Take(StrEnum):
    """How the readings of a measure become one value: the last one, or those of a window of days.

    `change` is the mean of the window against the mean of the window before, in percent.
    """

    LATEST = "latest"
    MEAN = "mean"
    SUM = "sum"
    CHANGE = "change"


class Direction(StrEnum):
    """Which way is better; a target is best in between."""

    UP = "up"
    DOWN = "down"
    TARGET = "target"


class Effect(StrEnum):
    """What a rule does to a score."""

    CAP = "cap"
    FLOOR = "floor"
    FORCE = "force"


class RollUp(StrEnum):
    """How an account with subsidiaries is shown."""

    OWN = "own"
    MEAN = "mean"
    WEIGHTED = "weighted"
    WORST = "worst"


@dataclass(frozen=True)
class Curve:
    """Points value → score 0–100 in rising order of value; linear between, flat outside."""

    points: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True)
class OtherCurve:
    """A curve for one phase, or for the months since the start: from `months_from` until before `months_to`."""

    curve: Curve
    phase: Phase | None = None
    months_from: int | None = None
    months_to: int | None = None

    def holds(self, phase: Phase | None, months: int | None) -> bool:
        """Tell whether it replaces the ordinary curve."""
        if self.phase is not None:
            return phase is self.phase
        if months is None or self.months_from is None:
            return False
        return self.months_from <= months and (self.months_to is None or months < self.months_to)


@dataclass(frozen=True)
class Measure:
    """One input. `reading` is the series it is read from, `per` one it is a percentage of."""

    key: str
    name: Mapping[str, str]
    curve: Curve
    weight: Decimal
    reading: str
    kind: Kind = Kind.DATA
    loyalty: Loyalty = Loyalty.BEHAVIOURAL
    direction: Direction = Direction.UP
    curves: tuple[OtherCurve, ...] = ()
    weights: Mapping[Segment, Decimal] = field(default_factory=dict)
    validity_days: int | None = None
    validity_low_days: int | None = None  # of a pulse of 1 or 2
    expired: Expired = Expired.EXCLUDE
    null_rule: NullRule = NullRule.ZERO_IS_VALUE
    take: Take = Take.LATEST
    window_days: int | None = None
    per: str | None = None
    unit: str = ""
    lowest: Decimal | None = None
    highest: Decimal | None = None
    rationale: Mapping[str, str] = field(default_factory=dict)
    author: str = ""
    on: date | None = None

    def weight_in(self, segment: Segment | None) -> Decimal:
        """Return its weight among the members of its dimension."""
        return self.weights.get(segment, self.weight) if segment is not None else self.weight

    def curve_in(self, phase: Phase | None, months: int | None) -> Curve:
        """Return the curve that holds for an account."""
        return next((other.curve for other in self.curves if other.holds(phase, months)), self.curve)


@dataclass(frozen=True)
class Dimension:
    """A group of measures with a weight of its own. `letter` is its mark in tables."""

    key: str
    name: Mapping[str, str]
    letter: str
    weight: Decimal
    measures: tuple[Measure, ...]
    combine: Combine = Combine.MEAN
    weights: Mapping[Segment, Decimal] = field(default_factory=dict)

    def weight_in(self, segment: Segment | None) -> Decimal:
        """Return its weight among the dimensions."""
        return self.weights.get(segment, self.weight) if segment is not None else self.weight


@dataclass(frozen=True)
class Rule:
    """A named rule: while its condition holds, the score is capped, floored or set.

    Either `event`: an indicator of that kind in the last `within_days`; or `reading`: the last known value of a
    series is at most `at_most` or at least `at_least`, and no older than `within_days`.
    """

    key: str
    name: Mapping[str, str]
    effect: Effect
    score: Decimal
    event: str | None = None
    reading: str | None = None
    at_most: Decimal | None = None
    at_least: Decimal | None = None
    within_days: int | None = None
    reason: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Model:
    """One version of how scores are decided."""

    dimensions: tuple[Dimension, ...]
    version: int = 1
    name: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    combine: Combine = Combine.MEAN
    good: int = 70
    watch: int = 45
    coverage_floor: Decimal = Decimal(50)  # percent
    dead_band: int = 3
    roll_up: RollUp = RollUp.OWN

    @property
    def stamp(self) -> str:
        """Return the version with that of the arithmetic."""
        return f"{self.version}.{ARITHMETIC}"

    def measures(self) -> Iterator[tuple[Dimension, Measure]]:
        """Yield every measure with its dimension, in model order."""
        for dimension in self.dimensions:
            for measure in dimension.measures:
                yield dimension, measure

    def measure(self, key: str) -> Measure | None:
        """Return a measure by its key."""
        return next((measure for _dimension, measure in self.measures() if measure.key == key), None)

    def band(self, score: int | None) -> Band:
        """Return what a rounded score means; lower bounds are inclusive."""
        if score is None:
            return Band.UNKNOWN
        return Band.GOOD if score >= self.good else Band.WATCH if score >= self.watch else Band.RISK
