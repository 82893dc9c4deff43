"""What the list of accounts shows of one account's health; imports nothing that a starting window must wait for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from app.health.model import RollUp
from app.health.trend import Trend
from app.vocabulary import Band

WEEKS = 26
"""So many points has the small line, a week apart; the last one is the day itself."""
DEAR_DAYS = 90
"""So far back lies what the dimensions are held against."""


@dataclass(frozen=True)
class Dear:
    """One dimension, rounded; `delta` against ninety days before, None where either day has none."""

    score: int | None
    delta: int | None = None


@dataclass(frozen=True)
class RowHealth:
    """One account as known at the end of the day by the model in force; what was before, as known then.

    `before` and `band_before` are those of thirty days ago. `spark` is the score week by week, the oldest first, None
    in a week without one; None as a whole where no week has any. `dear` goes by the letter of the dimension.
    `behavioural` and `psychological` are the two sides of loyalty. `group` and `group_band` are those of an account
    with subsidiaries where the model rolls up, in the way that `roll_up` says; None everywhere else.
    """

    score: int | None = None
    exact: Decimal | None = None
    band: Band = Band.UNKNOWN
    coverage: Decimal = Decimal(0)
    before: int | None = None
    band_before: Band = Band.UNKNOWN
    delta: int | None = None
    trend: Trend | None = None
    spark: tuple[int | None, ...] | None = None
    dear: Mapping[str, Dear] = field(default_factory=dict)
    data: Decimal | None = None
    pulse: Decimal | None = None
    behavioural: Decimal | None = None
    psychological: Decimal | None = None
    roll_up: RollUp = RollUp.OWN
    group: int | None = None
    group_band: Band | None = None

    @property
    def disagreement(self) -> Decimal | None:
        """Return data − pulse where both are known."""
        return None if self.data is None or self.pulse is None else self.data - self.pulse
