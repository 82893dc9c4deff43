"""Periods as people write them: 2026Q3, FY2026Q2, FY2026, 2026-07, 2026-07..2026-09, with days or without."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import BansoError
from app.language import period as months_shown
from app.language import tr
from app.revenue.terms import add_months

JAPAN_FISCAL_START = 4
YEARS = range(1900, 2200)
"""Years that a period may lie in: those before and after it still fit into the calendar."""


@dataclass(frozen=True)
class Period:
    """Days `start` to `end`, both inclusive, and as it was written."""

    start: date
    end: date
    label: str

    @property
    def eve(self) -> date:
        """Return the day before the first."""
        return self.start - timedelta(1)


_QUARTER = re.compile(r"(?P<fiscal>FY)?(?P<year>\d{4})(?:Q(?P<quarter>[1-4]))?", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def parse_period(text: str, fiscal_start: int = JAPAN_FISCAL_START) -> Period:
    """Return the period that `text` names; FY2026 begins in month `fiscal_start` of 2026, 2026 in January.

    Raises BansoError "period.unreadable" where it names none, "period.backwards" where it ends before it starts.
    """
    label = text.strip()
    try:
        quarter = _QUARTER.fullmatch(label)
        if quarter:
            start, end = _quarter(quarter, fiscal_start)
        else:
            first, dots, last = label.partition("..")
            start, end = _part(first)[0], _part(last if dots else first)[1]
        if start.year not in YEARS or end.year not in YEARS:
            raise ValueError(text)
    except (ValueError, OverflowError) as fault:
        raise BansoError("period.unreadable", field="period", text=text) from fault
    if end < start:
        raise BansoError("period.backwards", field="period", text=text)
    return Period(start, end, label.upper())


def _quarter(found: re.Match[str], fiscal_start: int) -> tuple[date, date]:
    start = date(int(found["year"]), fiscal_start if found["fiscal"] else 1, 1)
    if found["quarter"] is None:
        return start, add_months(start, 12) - timedelta(1)
    start = add_months(start, 3 * (int(found["quarter"]) - 1))
    return start, add_months(start, 3) - timedelta(1)


def _part(text: str) -> tuple[date, date]:
    """Return the first and last day of a month or a day; raise ValueError for anything else."""
    text = text.strip()
    if found := _DAY.fullmatch(text):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day
    if found := _MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    raise ValueError(text)


def _whole_months(one: Period) -> int | None:
    """Return how many whole calendar months a period has, or None."""
    after = one.end + timedelta(1)
    if one.start.day != 1 or after.day != 1:
        return None
    return (after.year - one.start.year) * 12 + after.month - one.start.month


def _moved(one: Period, months: int) -> Period:
    start = add_months(one.start, months)
    end = (
        add_months(one.end + timedelta(1), months) - timedelta(1) if _whole_months(one) else add_months(one.end, months)
    )
    return Period(start, end, _label(start, end))


def _label(start: date, end: date) -> str:
    if _whole_months(Period(start, end, "")):
        first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
        return first if first == last else f"{first}..{last}"
    return f"{start.isoformat()}..{end.isoformat()}"


def previous(one: Period) -> Period:
    """Return the period of the same length just before: months where it is whole months, else days."""
    months = _whole_months(one)
    if months:
        return _moved(one, -months)
    start = one.start - (one.end - one.start) - timedelta(1)
    return Period(start, one.eve, _label(start, one.eve))


def same_last_year(one: Period) -> Period:
    """Return the same period a year earlier; whole months stay whole, whatever February has."""
    return _moved(one, -12)


def fiscal_quarter(one: Period, fiscal_start: int = JAPAN_FISCAL_START) -> int | None:
    """Return 1–4 where the period is exactly one quarter of the fiscal year, else None."""
    offset = (one.start.month - fiscal_start) % 12
    return offset // 3 + 1 if _whole_months(one) == 3 and offset % 3 == 0 else None


def period_words(one: Period, lang: str, fiscal_start: int = JAPAN_FISCAL_START) -> str:
    """Return a period in words: 2026年7–9月（第2四半期）, Jul–Sep 2026 (Q2), 2026年4月–2027年3月（2026年度）."""
    shown = months_shown(one.start, one.end, lang)
    quarter = fiscal_quarter(one, fiscal_start)
    if quarter is not None:
        return tr(lang, "{months} (Q{quarter})", months=shown, quarter=quarter)
    if _whole_months(one) == 12 and one.start.month == fiscal_start:
        return tr(lang, "{months} (FY{year})", months=shown, year=one.start.year)
    return shown
