"""How long an account may go without a word from both sides before it is called quiet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from app.alerts.calendar import JAPAN, Calendar, waits_until
from app.vocabulary import Phase, Segment


@dataclass(frozen=True)
class Cadence:
    """Days between two-way touches per segment; tech touch is looked after by programmes and has none."""

    usual: Mapping[Segment, int] = field(default_factory=lambda: MappingProxyType({Segment.HIGH: 14, Segment.LOW: 30}))
    onboarding: Mapping[Segment, int] = field(
        default_factory=lambda: MappingProxyType({Segment.HIGH: 7, Segment.LOW: 14})
    )


DEFAULT = Cadence()


def cadence_days(segment: Segment, phase: Phase | None, cadence: Cadence = DEFAULT) -> int | None:
    """Return after how many days an account is due for contact; None for tech touch and for who has left."""
    if phase is Phase.CHURNED:
        return None
    table = cadence.onboarding if phase is Phase.ONBOARDING else cadence.usual
    return table.get(segment)


def is_quiet(
    segment: Segment,
    phase: Phase | None,
    last_two_way: date | None,
    today: date,
    *,
    since: date | None = None,
    next_meeting: date | None = None,
    cadence: Cadence = DEFAULT,
    calendar: Calendar = JAPAN,
) -> bool:
    """Tell whether an account belongs among those gone quiet today.

    It does once *more* days than its cadence have passed since both sides spoke, or since `since` (when it became a
    customer or changed hands) where that is later or they never spoke. A meeting booked for today or later, and a
    long break up to the 2nd business day after it, keep it off the list.
    """
    allowed = cadence_days(segment, phase, cadence)
    if allowed is None or (next_meeting is not None and next_meeting >= today):
        return False
    if waits_until(today, calendar) is not None:
        return False
    known = [day for day in (last_two_way, since) if day is not None]
    return not known or (today - max(known)).days > allowed


def quiet_from(
    segment: Segment,
    phase: Phase | None,
    last_two_way: date | None,
    *,
    since: date | None = None,
    cadence: Cadence = DEFAULT,
    calendar: Calendar = JAPAN,
) -> date | None:
    """Return the first day on which an account would be quiet if nobody spoke and no meeting were booked.

    None where it has no cadence, and where nothing tells since when to count: such an account is quiet already.
    """
    allowed = cadence_days(segment, phase, cadence)
    known = [day for day in (last_two_way, since) if day is not None]
    if allowed is None or not known:
        return None
    first = max(known) + timedelta(allowed + 1)
    return waits_until(first, calendar) or first
