"""Time handed in, never read inside: the real clock, or one that stands on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Tokyo"


@dataclass(frozen=True)
class Clock:
    """What time it is for the book. `fixed` makes it stand still at 12:00 of a day in `zone`."""

    zone: str = DEFAULT_ZONE
    fixed: date | None = None

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        if self.fixed is not None:
            return datetime.combine(self.fixed, time(12), _zone(self.zone)).astimezone(UTC)
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the day it is in the profile's zone."""
        return self.day_of(self.now())

    def day_of(self, instant: datetime) -> date:
        """Return the day on which `instant` falls in the profile's zone."""
        return instant.astimezone(_zone(self.zone)).date()


def _zone(name: str) -> ZoneInfo:
    # Loaded at the first question: a window is painted before it asks what day it is.
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def stamp(instant: datetime) -> str:
    """Return an instant as stored: UTC text with microseconds, which sorts as it happened."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_stamp(text: str) -> datetime:
    """Return the instant that `stamp` wrote."""
    return datetime.fromisoformat(text).astimezone(UTC)
