"""Churn of the customers of the start by what they have in common, such as fit or who sold to them.

Both rates are those of the retention they come from: lost ÷ all customers, and money not kept (1 − GRR).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.revenue.retention import Member
from app.statistics import Rate


@dataclass(frozen=True)
class Share:
    """The customers with one value ("" where there is none): how many went, and how much of their money; fine units."""

    value: str
    customers: Rate
    lost: int
    start: int
    who: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def amount(self) -> Fraction | None:
        """Return the money lost ÷ that of the start."""
        return Fraction(self.lost, self.start) if self.start else None


def churn_shares(members: Sequence[Member], values: Mapping[str, str | None]) -> tuple[Share, ...]:
    """Return the churn by value, the most money lost first; `gone` are those who left or pay less.

    In a flow, who came and went within the period lost money without being of the start: it counts as money alone.
    """
    groups: dict[str, list[Member]] = {}
    for member in members:
        if member.start > 0 or member.gross < member.start:
            groups.setdefault(values.get(member.customer) or "", []).append(member)
    shares = [
        Share(
            value,
            Rate(sum(not one.kept and one.start > 0 for one in some), sum(one.start > 0 for one in some)),
            sum(one.start - one.gross for one in some),
            sum(one.start for one in some),
            tuple(one.customer for one in some),
            tuple(one.customer for one in some if not one.kept or one.gross < one.start),
        )
        for value, some in groups.items()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.lost, share.value)))
