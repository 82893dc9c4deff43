"""What objectives are worth in money so far: the way that a number has come, in units that were given a price."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Priced:
    """The numbers of an objective, and what one unit of it is worth a month in minor units, as agreed by `agreed_by`.

    `currency` is that of `unit_minor`.
    """

    baseline: Decimal | None
    actual: Decimal | None
    target: Decimal | None
    unit_minor: int | None
    currency: str
    agreed_by: str


def gained(baseline: Decimal | None, actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Return how many units a number has come towards its target, below 0 where it went away from it.

    None where one of the three is unknown, or where no way was to be gone.
    """
    if baseline is None or actual is None or target is None or baseline == target:
        return None
    return actual - baseline if target > baseline else baseline - actual


def worth(goals: Iterable[Priced]) -> Mapping[str, Decimal]:
    """Return what objectives are worth a month by currency, in minor units; nothing that nobody agreed to counts.

    What went the wrong way is taken off what others brought.
    """
    found: dict[str, Decimal] = defaultdict(Decimal)
    for goal in goals:
        way = gained(goal.baseline, goal.actual, goal.target)
        if way is not None and goal.unit_minor is not None and goal.currency and goal.agreed_by:
            found[goal.currency] += way * goal.unit_minor
    return found
