"""What was lost in a period as a screen shows it: by kind, reason, fit and seller, and churn by month and year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.operations.money.figures import Metrics
from app.revenue.churn_shares import Share, churn_shares
from app.revenue.lifetime import yearly_churn
from app.revenue.losses import Loss, by_reason
from app.revenue.terms import months_of_term
from app.statistics import Rate

__all__ = ["KINDS", "Loss", "Lost", "Rate", "Share", "lost", "total"]

KINDS: Mapping[str, Callable[[Loss], bool]] = {
    "full": lambda loss: loss.full,
    "partial": lambda loss: not loss.full,
    "early": lambda loss: loss.early,
    "mature": lambda loss: not loss.early,
    "voluntary": lambda loss: loss.voluntary is True,
    "involuntary": lambda loss: loss.voluntary is False,
    "avoidable": lambda loss: loss.avoidable is True,
    "unavoidable": lambda loss: loss.avoidable is False,
    "untold": lambda loss: loss.voluntary is None or loss.avoidable is None,
}
"""Kinds of losses; "untold" are those of which nobody said whether the customer wanted it, or whether it had to be."""


@dataclass(frozen=True)
class Lost:
    """The losses of a period; those of a customer who left and of one who pays less are told apart by `KINDS`.

    `customers` are those of the start who do not count as kept by the method asked for. `monthly` is the churn of
    customers a month that comes to the one of the period, `yearly` what it comes to in a year: 1 − (1 − c)^12.
    """

    losses: tuple[Loss, ...]
    customers: Rate
    gone: tuple[str, ...]
    reasons: Mapping[str, tuple[Loss, ...]]
    fits: tuple[Share, ...]
    sellers: tuple[Share, ...]
    monthly: float | None
    yearly: float | None

    def of_kind(self, kind: str) -> tuple[Loss, ...]:
        """Return the losses of a kind."""
        return tuple(loss for loss in self.losses if KINDS[kind](loss))

    def of(self, customers: Sequence[str]) -> tuple[Loss, ...]:
        """Return the losses of some customers."""
        asked = set(customers)
        return tuple(loss for loss in self.losses if loss.customer in asked)


def lost(m: Metrics) -> Lost:
    """Return what was lost, out of the figures of a period."""
    members, logos = m.retention.members, m.retention.logos
    kept = logos.value
    monthly = None if kept is None else 1 - kept ** (1 / float(months_of_term(m.period.start, m.period.end)))
    return Lost(
        m.losses, Rate(logos.of - logos.n, logos.of), m.retention.lost, by_reason(m.losses),
        churn_shares(members, m.fits), churn_shares(members, m.sellers),
        monthly, None if monthly is None else yearly_churn(monthly),
    )  # fmt: skip


def total(some: Sequence[Loss]) -> int:
    """Return the money of losses as a positive sum, in fine units."""
    return -sum(loss.amount for loss in some)
