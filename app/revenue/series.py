"""Bridges of many periods that follow each other, in one pass over the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.revenue.bridge import TERMS, bridge_of
from app.revenue.customers import courses_of
from app.revenue.exchange import Exchange
from app.revenue.frames import balances, by_period, changes, standing
from app.revenue.movements import Course
from app.revenue.mrr import GRACE_DAYS
from app.revenue.periods import Period
from app.revenue.pieces import BookLine
from app.revenue.scope import WHOLE, Scope
from app.revenue.terms import add_months


@dataclass(frozen=True)
class Totals:
    """A bridge without what is behind it, in fine units at the rates of its own start."""

    period: Period
    start: int
    terms: Mapping[str, int]
    end: int

    @property
    def reconciles(self) -> bool:
        """Tell whether start and terms come to the end."""
        return self.start + sum(self.terms.values()) == self.end


def months_in(period: Period) -> list[Period]:
    """Return the months of a period that begins with one; the last may be cut short."""
    found: list[Period] = []
    start = period.start
    while start <= period.end:
        following = add_months(period.start, len(found) + 1)
        end = min(period.end, following - timedelta(1))
        found.append(Period(start, end, f"{start:%Y-%m}"))
        start = following
    return found


def series(
    lines: Sequence[BookLine],
    exchange: Exchange,
    periods: Sequence[Period],
    scope: Scope = WHOLE,
    unit: Mapping[str, str] | None = None,
    grace: int = GRACE_DAYS,
) -> list[Totals]:
    """Return the bridge of each of some periods, of which every one begins the day after the one before.

    Customers who pay in the reported currency alone are gone through once; of the others each period has rates of its
    own, as has everybody where customers come into a scope and leave it.
    """
    named = unit or {}
    foreign = {named.get(one.account_id, one.account_id) for one in lines if one.line.currency != exchange.base}
    if not scope.is_whole:
        foreign = {named.get(one.account_id, one.account_id) for one in lines}
    apart = [one for one in lines if named.get(one.account_id, one.account_id) in foreign]
    plain = [one for one in lines if named.get(one.account_id, one.account_id) not in foreign]
    found = _through(courses_of(plain, exchange, periods[0], unit, grace), periods)
    if not apart:
        return found
    one_currency = all(one.line.currency == exchange.base for one in apart)
    courses = courses_of(apart, exchange, periods[0], unit, grace)
    both = []
    for total in found:
        if not one_currency:
            courses = courses_of(apart, exchange, total.period, unit, grace)
        bridge = bridge_of(courses, total.period, scope)
        terms = {term: total.terms[term] + bridge.terms[term] for term in TERMS}
        both.append(Totals(total.period, total.start + bridge.start, terms, total.end + bridge.end))
    return both


def _through(courses: Sequence[Course], periods: Sequence[Period]) -> list[Totals]:
    """Return the bridges of customers whom no rate and no transfer concerns."""
    stood = balances(standing(courses), [periods[0].eve, *(period.end for period in periods)])
    sums = by_period(changes(courses), periods).to_dict("index")
    return [
        Totals(period, stood[at], {term: int(sums[at].get(term, 0)) for term in TERMS}, stood[at + 1])
        for at, period in enumerate(periods)
    ]
