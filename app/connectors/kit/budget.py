"""How many requests a system lets us make: a bucket that refills, what its headers tell, what is left of the day."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 86_400.0
UNTOLD = 10.0
"""Seconds to wait after a refusal that names no time."""

_NUMBER = re.compile(r"\d{1,15}(\.\d{1,6})?", re.ASCII)
_USAGE = re.compile(r"api-usage=(\d{1,12})/(\d{1,12})", re.ASCII)
_EPOCH = 1_000_000_000
_LIMITS = ("ratelimit", "x-ratelimit", "x-rate-limit", "x-hubspot-ratelimit")


@dataclass(frozen=True)
class Rate:
    """So many requests in so many seconds."""

    requests: int
    seconds: float


class Budget:
    """One connection's requests, over all its runs."""

    def __init__(self, monotonic: Callable[[], float], rate: Rate | None = None) -> None:
        self._monotonic = monotonic
        self._rate = rate
        self._level = float(rate.requests) if rate else 0.0
        self._at = monotonic()
        self._shut_until = self._at
        self.quota_left: float | None = None

    def wait(self) -> float:
        """Return the seconds until a request may go, 0 for now."""
        now = self._monotonic()
        shut = max(0.0, self._shut_until - now)
        if self._rate is None:
            return shut
        pace = self._rate.requests / self._rate.seconds
        self._level = min(float(self._rate.requests), self._level + (now - self._at) * pace)
        self._at = now
        # A hair's breadth is left to rounding, else a wait of just that time would come out short.
        return max(shut, 0.0 if self._level > 1 - 1e-6 else (1.0 - self._level) / pace)

    def spend(self) -> None:
        """Note that a request goes."""
        self._level -= 1.0

    def shut(self, seconds: float) -> None:
        """Let nothing go for so long: the system said so."""
        self._shut_until = max(self._shut_until, self._monotonic() + seconds)

    def hear(self, headers: Mapping[str, str], now: datetime) -> None:
        """Take from a reply's headers what is left, of the moment and of the day."""
        for prefix in _LIMITS:
            left = _number(headers.get(f"{prefix}-remaining", ""))
            if left is not None and left < 1:
                self.shut(_reset(headers, prefix, now))
        self.quota_left = quota_left(headers, self.quota_left)


def quota_left(headers: Mapping[str, str], known: float | None = None) -> float | None:
    """Return the share of the day's requests that is left, or what was known before."""
    usage = _USAGE.search(headers.get("sforce-limit-info", ""))
    if usage:
        used, limit = int(usage[1]), int(usage[2])
    else:
        daily, left = (_number(headers.get(f"x-hubspot-ratelimit-daily{end}", "")) for end in ("", "-remaining"))
        if daily is None or left is None:
            return known
        used, limit = int(daily - left), int(daily)
    return max(0.0, 1.0 - used / limit) if limit else known


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds that `Retry-After` names, as a number or as a date by the server's own clock."""
    text = headers.get("retry-after", "").strip()
    seconds = _number(text)
    if seconds is None and text:
        moment = _date(text)
        seconds = None if moment is None else (moment - (date_of(headers) or now)).total_seconds()
    return None if seconds is None else min(max(seconds, 0.0), LONGEST)


def date_of(headers: Mapping[str, str]) -> datetime | None:
    """Return the instant at which the server says it answered."""
    return _date(headers.get("date", ""))


def _reset(headers: Mapping[str, str], prefix: str, now: datetime) -> float:
    told = _number(headers.get(f"{prefix}-reset", ""))
    interval = _number(headers.get(f"{prefix}-interval-milliseconds", ""))
    if told is not None and told >= _EPOCH:
        told -= (date_of(headers) or now).timestamp()
    if told is None:
        told = retry_after(headers, now)
    if told is None:
        told = interval / 1000 if interval is not None else 1.0
    return min(max(told, 0.0), LONGEST)


def _number(text: str) -> float | None:
    if not _NUMBER.fullmatch(text.strip()):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
