"""Which customers a figure is about, on which days: a segment or a holder changes, and money goes over with it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Dated:
    """The values of one field of a customer, each from its day on; before the first day the first one holds."""

    days: tuple[date, ...]
    values: tuple[str | None, ...]

    def on(self, day: date) -> str | None:
        """Return the value on a day; None where nothing was ever said."""
        if not self.values:
            return None
        return self.values[max(0, bisect_right(self.days, day) - 1)]


NEVER = Dated((), ())


@dataclass(frozen=True)
class Scope:
    """The customers of a segment, of a holder, of both, or all; by what held on each day."""

    segment: str | None = None
    holder: str | None = None
    segments: Mapping[str, Dated] | None = None
    holders: Mapping[str, Dated] | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether nobody is left out, so that nothing can be transferred."""
        return self.segment is None and self.holder is None

    def has(self, customer: str, day: date) -> bool:
        """Tell whether a customer belongs to it on a day."""
        if self.segment is not None and (self.segments or {}).get(customer, NEVER).on(day) != self.segment:
            return False
        return self.holder is None or (self.holders or {}).get(customer, NEVER).on(day) == self.holder

    def turns(self, customer: str, first: date, last: date) -> Sequence[tuple[date, bool]]:
        """Return the days from `first` to `last` on which a customer comes in (True) or goes out (False)."""
        if self.is_whole:
            return ()
        days = set((self.segments or {}).get(customer, NEVER).days) | set(
            (self.holders or {}).get(customer, NEVER).days
        )
        found = []
        for day in sorted(one for one in days if first <= one <= last):
            was, now = self.has(customer, date.fromordinal(day.toordinal() - 1)), self.has(customer, day)
            if was != now:
                found.append((day, now))
        return found


WHOLE = Scope()
