"""The phase an account is in: as somebody wrote it, or by the months since its first paid contract began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from app.revenue.terms import add_months
from app.vocabulary import Phase, Segment

MOST_MONTHS = 60


@dataclass(frozen=True)
class Months:
    """Onboarding through so many months since the start; renewal from so many months before the end, 0 for never."""

    onboarding: int = 3
    renewal: int = 3


@dataclass(frozen=True)
class Phases:
    """The segments whose phase goes by months, on a day; for the others what was written holds."""

    today: date
    by_months: Mapping[Segment, Months] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, segment: Segment | None, written: Phase | None, start: date | None, end: date | None) -> Phase | None:
        """Return the phase of an account whose first contract began on `start` and whose present term ends on `end`."""
        months = self.by_months.get(segment) if segment is not None else None
        return written if months is None else phase_by_months(written, months, start, end, self.today)


def phase_by_months(
    written: Phase | None, months: Months, start: date | None, end: date | None, today: date
) -> Phase | None:
    """Return the phase by the months since `start`; what was written holds where nothing has begun.

    Who has left was said by somebody, and no count of months brings them back. The first months win over the last:
    a first term of three months is onboarding, not renewal.
    """
    if written is Phase.CHURNED or start is None:
        return written
    if today < add_months(start, months.onboarding):
        return Phase.ONBOARDING
    if months.renewal and end is not None and today >= add_months(end, -months.renewal):
        return Phase.RENEWAL
    return Phase.ADOPTION
