"""Which renewals stand behind each number of the back-test, and what its figures say in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from app.health.backtest import AtHorizon, BackTest, Case, Row
from app.language import _, name_of, number
from app.statistics import Rate
from app.views.portfolio.words import NOTHING
from app.vocabulary import Band

CELLS = ("caught", "missed", "false_alarms", "kept")
ALL, GREEN, LED = "all", "green", "led"
Behind = tuple[str, int]
"""A list: one of the keys above or of CELLS, and for these the threshold."""


def behind(found: BackTest, horizon: int, key: Behind) -> list[Case]:
    """Return the renewals that a number counts, the latest first."""
    what, threshold = key
    if what == GREEN:
        return list(found.green_churners)
    if what == LED:
        return [case for case in found.cases if case.lost and case.lead is not None]
    scored = [case for case in found.cases if case.points[horizon].score is not None]
    if what == ALL:
        return scored
    lost, low = what in ("caught", "missed"), what in ("caught", "false_alarms")
    return [case for case in scored if case.lost is lost and (_score(case, horizon) < threshold) is low]


def _score(case: Case, horizon: int) -> int:
    score = case.points[horizon].score
    assert score is not None
    return score


def at(found: BackTest, horizon: int) -> AtHorizon:
    """Return the figures of one day before the decisions."""
    return next((one for one in found.horizons if one.horizon == horizon), found.main)


def title(key: Behind) -> str:
    """Return what a list is called."""
    what, threshold = key
    return {
        ALL: _("Renewals with a score"),
        GREEN: _("Left while healthy"),
        LED: _("Losses that the score announced"),
        "caught": _("Below {n}, and lost", n=str(threshold)),
        "missed": _("{n} or more, and lost", n=str(threshold)),
        "false_alarms": _("Below {n}, and renewed", n=str(threshold)),
        "kept": _("{n} or more, and renewed", n=str(threshold)),
    }[what]


# Figures


def percent(share: float) -> str:
    """Return a share as whole percent."""
    return number(Decimal(share * 100).quantize(Decimal(1), ROUND_HALF_UP))


def rate(one: Rate) -> str:
    """Return a rate with its count and the interval it lies in: 5/7 · 71% (36–92%)."""
    if one.value is None or one.interval is None:
        return NOTHING
    low, high = (percent(edge) for edge in one.interval)
    return _("{n}/{of} · {share}% ({low}–{high}%)", n=number(one.n), of=number(one.of), share=percent(one.value),
             low=low, high=high)  # fmt: skip


def share(one: Rate) -> str:
    """Return a rate with the interval it lies in, where its counts stand beside it: 71% (36–92%)."""
    if one.value is None or one.interval is None:
        return NOTHING
    low, high = (percent(edge) for edge in one.interval)
    return _("{share}% ({low}–{high}%)", share=percent(one.value), low=low, high=high)


def area(value: Fraction | float | None) -> str:
    """Return an AUC with two decimals."""
    return NOTHING if value is None else f"{Decimal(float(value)).quantize(Decimal('0.01'), ROUND_HALF_UP)}"


def threshold_words(row: Row, good: int, watch: int) -> str:
    """Return a threshold with the band that begins there."""
    band = {good: Band.GOOD, watch: Band.WATCH}.get(row.threshold)
    return f"{row.threshold} · {name_of(band)}" if band is not None else str(row.threshold)
