"""Back-test: scores as known before renewals were decided, held against what happened. Plain arithmetic on cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.statistics import Rate, auc, median
from app.vocabulary import Band

HORIZONS = (90, 60, 30)
"""How many days before its decision a renewal is looked at."""
LEAST_OUTCOMES, LEAST_LOSSES = 10, 3
STEPS = (30, 40, 50, 60, 80)
"""Thresholds that are tried beside those of the bands."""


@dataclass(frozen=True)
class Point:
    """What was known of an account so many days before: its score, the pulse alone, its use alone, each dimension."""

    as_of: date
    score: int | None
    exact: Decimal | None
    band: Band
    pulse: Decimal | None = None
    usage: Decimal | None = None
    dimensions: Mapping[str, Decimal | None] = field(default_factory=dict)
    weights: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """What was written down about an account before its renewal was decided."""

    on: date
    kind: str
    text: str


@dataclass(frozen=True)
class Case:
    """One decided renewal. `lead` is for how many days before the decision the score had not been good any more.

    `notes` are those of the last months before it, the latest first; only for who was lost while the score was good.
    """

    contract_id: str
    account_id: str
    name: str
    decided_on: date
    lost: bool
    tags: tuple[str, ...] = ()
    points: Mapping[int, Point] = field(default_factory=dict)
    lead: int | None = None
    notes: tuple[Note, ...] = ()

    @property
    def green(self) -> bool:
        """Tell whether it was good on every day looked at on which it had a score, and had one."""
        known = [point.band for point in self.points.values() if point.score is not None]
        return bool(known) and all(band is Band.GOOD for band in known)


@dataclass(frozen=True)
class Row:
    """Who is below a threshold is taken for lost. Each count is of cases."""

    threshold: int
    caught: int
    missed: int
    false_alarms: int
    kept: int

    @property
    def recall(self) -> Rate:
        """Return how many of the losses were caught."""
        return Rate(self.caught, self.caught + self.missed)

    @property
    def precision(self) -> Rate:
        """Return how many of the alarms were losses."""
        return Rate(self.caught, self.caught + self.false_alarms)

    @property
    def accuracy(self) -> Rate:
        """Return how many cases were taken for what they were."""
        right = self.caught + self.kept
        return Rate(right, right + self.missed + self.false_alarms)


@dataclass(frozen=True)
class Alone:
    """What something simpler than the score would have told, on the cases where it says anything."""

    auc: Fraction | None
    outcomes: int
    losses: int


@dataclass(frozen=True)
class AtHorizon:
    """One day before all decisions. `unscored` had no score then and are in no other figure."""

    horizon: int
    outcomes: int
    losses: int
    unscored: int
    auc: Fraction | None
    table: tuple[Row, ...]
    always_renews: Rate
    pulse: Alone
    usage: Alone


@dataclass(frozen=True)
class NotEnough:
    """Too few decided renewals to say anything: how many there are, and how many it takes."""

    outcomes: int
    losses: int
    least_outcomes: int = LEAST_OUTCOMES
    least_losses: int = LEAST_LOSSES


@dataclass(frozen=True)
class Suggestion:
    """Other weights that would have ordered the cases better, by cross-validation: never without the sample's size.

    `auc_now` and `auc_then` are those of held-out cases, with the present weights and with the others.
    """

    weights: Mapping[str, tuple[Decimal, Decimal]]
    auc_now: float
    auc_then: float
    folds: int
    outcomes: int
    losses: int

    @property
    def gain(self) -> float:
        """Return by how much held-out cases were ordered better."""
        return self.auc_then - self.auc_now


@dataclass(frozen=True)
class BackTest:
    """Every decided renewal, the latest first, and what the score was worth. `assumed` readings were imported later."""

    cases: tuple[Case, ...]
    horizons: tuple[AtHorizon, ...]
    green_churners: tuple[Case, ...]
    lead: Fraction | None
    good: int
    suggestion: Suggestion | None = None
    assumed: int = 0
    strict: bool = False

    @property
    def main(self) -> AtHorizon:
        """Return the earliest of the days looked at: what helps most is what is known soonest."""
        return self.horizons[0]


def judge(
    cases: Iterable[Case],
    horizons: Sequence[int],
    *,
    good: int,
    watch: int,
    assumed: int = 0,
    strict: bool = False,
    suggest: Callable[[Sequence[Case], int], Suggestion | None] = lambda _cases, _horizon: None,
) -> BackTest | NotEnough:
    """Return what scores were worth on decided renewals; NotEnough where too few had a score on the earliest day."""
    known = tuple(sorted(cases, key=lambda case: (case.decided_on, case.name, case.contract_id), reverse=True))
    thresholds = sorted({*STEPS, watch, good})
    at = tuple(at_horizon(known, horizon, thresholds) for horizon in horizons)
    if at[0].outcomes < LEAST_OUTCOMES or at[0].losses < LEAST_LOSSES:
        return NotEnough(at[0].outcomes, at[0].losses)
    lost = [case for case in known if case.lost]
    return BackTest(
        known,
        at,
        tuple(case for case in lost if case.green),
        median(case.lead for case in lost if case.lead is not None),
        good,
        suggest(known, horizons[0]),
        assumed,
        strict,
    )


def at_horizon(cases: Sequence[Case], horizon: int, thresholds: Sequence[int]) -> AtHorizon:
    """Return what scores so many days before were worth."""
    scored = [case for case in cases if case.points[horizon].score is not None]
    lost = sum(case.lost for case in scored)
    return AtHorizon(
        horizon,
        len(scored),
        lost,
        len(cases) - len(scored),
        ordered(scored, lambda case: case.points[horizon].exact).auc,
        tuple(_row(scored, horizon, threshold) for threshold in thresholds),
        Rate(len(scored) - lost, len(scored)),
        ordered(scored, lambda case: case.points[horizon].pulse),
        ordered(scored, lambda case: case.points[horizon].usage),
    )


def ordered(cases: Iterable[Case], value: Callable[[Case], Decimal | None]) -> Alone:
    """Return how well a value orders the cases that have it."""
    known = [(case.lost, found) for case in cases if (found := value(case)) is not None]
    lost = [found for gone, found in known if gone]
    return Alone(auc(lost, [found for gone, found in known if not gone]), len(known), len(lost))


def _row(cases: Sequence[Case], horizon: int, threshold: int) -> Row:
    counts = {(lost, low): 0 for lost in (True, False) for low in (True, False)}
    for case in cases:
        score = case.points[horizon].score
        assert score is not None
        counts[case.lost, score < threshold] += 1
    return Row(threshold, counts[True, True], counts[True, False], counts[False, True], counts[False, False])


def lead_of(scores: Sequence[tuple[int, int | None]], good: int) -> int | None:
    """Return for how many days up to the decision a score had not been good, from (days before, score) pairs.

    The last unbroken run counts; days without a score neither break nor begin it. None where it was good to the end.
    """
    lead: int | None = None
    for before, score in sorted(scores):
        if score is None:
            continue
        if score >= good:
            break
        lead = before
    return lead
