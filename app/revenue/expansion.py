"""How much of what customers paid came on top: upsell and cross-sell rates, by customers and by amount."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from app.revenue.bridge import Bridge
from app.revenue.retention import Retention
from app.statistics import Rate


@dataclass(frozen=True)
class Expansion:
    """Customers of the cohort who bought more ÷ all of it, and what they bought ÷ what all paid at the start."""

    customers: Rate
    amount: Fraction | None
    who: tuple[str, ...]


def expansion(bridge: Bridge, cohort: Retention, term: str) -> Expansion:
    """Return the rate of "upsell" or "cross_sell" among the customers who paid at the start."""
    start = {member.customer: member.start for member in cohort.members if member.start > 0}
    parts = [part for part in bridge.parts if part.term == term and part.customer in start]
    who = tuple(dict.fromkeys(part.customer for part in parts))
    money = sum(start.values())
    amount = Fraction(sum(part.amount for part in parts), money) if money else None
    return Expansion(Rate(len(who), len(start)), amount, who)
