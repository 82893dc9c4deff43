"""What was expected of decided renewals, so many days before their end, beside what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from app.revenue.forecast import Call
from app.revenue.renewals import Due

HORIZONS = (90, 60, 30)
"""Days before the end of a term at which it is asked what was expected."""


@dataclass(frozen=True)
class Checked:
    """A decided renewal with what was called of it by each horizon; None where nobody had spoken of it."""

    due: Due
    calls: Mapping[int, Call | None]

    def expected(self, horizon: int) -> int | None:
        """Return what counts as expected: the committed amount, never more than the target; fine units."""
        call = self.calls[horizon]
        return None if call is None else max(0, min(call.committed, self.due.target))

    def error(self, horizon: int) -> int | None:
        """Return what was expected less what came: positive where it was hoped for too much."""
        expected = self.expected(horizon)
        return None if expected is None else expected - self.due.kept


@dataclass(frozen=True)
class Accuracy:
    """Of `of` decided renewals `called` were called by a horizon; sums in fine units are of these alone."""

    horizon: int
    of: int
    called: int
    target: int
    expected: int
    came: int
    off: int

    @property
    def error(self) -> Fraction | None:
        """Return the errors, whichever way, ÷ what was to be kept."""
        return Fraction(self.off, self.target) if self.target else None

    @property
    def bias(self) -> Fraction | None:
        """Return the sum of errors ÷ what was to be kept: positive where too much was hoped for."""
        return Fraction(self.expected - self.came, self.target) if self.target else None


def check(due: Sequence[Due], calls: Sequence[Call], begun: Mapping[tuple[str, date], date]) -> tuple[Checked, ...]:
    """Return the decided ones of some renewals with their calls.

    `begun` gives the first day of the term that a contract ends with on a day: what was said before is of another term.
    """
    by_contract: dict[str, list[Call]] = defaultdict(list)
    for call in calls:
        by_contract[call.contract].append(call)
    found = []
    for one in due:
        if one.state.is_open:
            continue
        since = begun.get((one.contract, one.end), date.min)
        own = sorted((call for call in by_contract[one.contract] if call.on >= since), key=lambda call: call.on)
        by_horizon = {
            days: next((call for call in reversed(own) if call.on <= one.end - timedelta(days)), None)
            for days in HORIZONS
        }
        found.append(Checked(one, by_horizon))
    return tuple(found)


def accuracy(checked: Sequence[Checked], horizon: int) -> Accuracy:
    """Return how near the calls of a horizon were."""
    said = [(one, error) for one in checked if (error := one.error(horizon)) is not None]
    return Accuracy(
        horizon, len(checked), len(said), sum(one.due.target for one, _error in said),
        sum(one.due.kept + error for one, error in said), sum(one.due.kept for one, _error in said),
        sum(abs(error) for _one, error in said),
    )  # fmt: skip
