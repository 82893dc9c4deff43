"""Which values a series may hold: the limits of the measures that read it as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.health.model import Model, NullRule, Take


@dataclass(frozen=True)
class Range:
    """Lowest and highest value of a series; `zero_is_missing` where a zero stands for no answer."""

    low: Decimal | None = None
    high: Decimal | None = None
    zero_is_missing: bool = False

    def holds(self, value: Decimal) -> bool:
        """Tell whether a value may be read."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    @property
    def words(self) -> str:
        """Return the key of the words for a value outside: of both limits, or of the only one."""
        if self.low is not None and self.high is not None:
            return "range"
        return "too_low" if self.high is None else "too_high"


def ranges(model: Model) -> Mapping[str, Range]:
    """Return the limits by series; of several measures that read one the narrowest."""
    found: dict[str, Range] = {}
    for _dimension, measure in model.measures():
        # The limits of a share or of a change are none of the figures that it is worked out from.
        if measure.per is not None or measure.take is Take.CHANGE or (measure.lowest, measure.highest) == (None, None):
            continue
        before = found.get(measure.reading, Range(zero_is_missing=True))
        found[measure.reading] = Range(
            max((one for one in (before.low, measure.lowest) if one is not None), default=None),
            min((one for one in (before.high, measure.highest) if one is not None), default=None),
            before.zero_is_missing and measure.null_rule is NullRule.ZERO_IS_MISSING,
        )
    return found
