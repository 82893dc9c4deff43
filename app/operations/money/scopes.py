"""What figures of money are asked for: a period that ends today at the latest, a segment, and a method."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import BansoError
from app.language import _, current
from app.operations.settings import fiscal_year
from app.revenue.periods import Period, parse_period, period_words
from app.revenue.retention import Method
from app.revenue.terms import add_months
from app.vocabulary import Segment

__all__ = ["Method", "Period", "PeriodChoice", "Scope", "period_choices", "period_named"]

TWELVE = "twelve_months"


@dataclass(frozen=True)
class Scope:
    """The figures somebody asks for. `whole` is the period with the days that are still to come."""

    period: Period
    whole: Period
    segment: Segment | None = None
    method: Method = Method.CLOSED


@dataclass(frozen=True)
class PeriodChoice:
    """A period to choose: `words` name it, `dates` say it in months; `period` ends today at the latest."""

    key: str
    words: str
    dates: str
    period: Period
    whole: Period


def period_choices(today: date, fiscal_start: int) -> tuple[PeriodChoice, ...]:
    """Return the periods that are asked for most, the twelve months up to today first."""
    year, end = fiscal_year(today, fiscal_start)
    quarter = add_months(year, 3 * (((today.year - year.year) * 12 + today.month - year.month) // 3))
    spans = (
        (TWELVE, _("Last 12 months"), add_months(today + timedelta(1), -12), today),
        ("year", _("This fiscal year"), year, end),
        ("last_year", _("Last fiscal year"), add_months(year, -12), year - timedelta(1)),
        ("quarter", _("This quarter"), quarter, add_months(quarter, 3) - timedelta(1)),
        ("last_quarter", _("Last quarter"), add_months(quarter, -3), quarter - timedelta(1)),
        ("three_years", _("Last 36 months"), add_months(today + timedelta(1), -36), today),
    )
    return tuple(
        _choice(key, words, Period(start, last, key), today, fiscal_start) for key, words, start, last in spans
    )


def period_named(text: str, today: date, fiscal_start: int) -> PeriodChoice:
    """Return the period that a person wrote; "metrics.ahead" where it has not begun, else as `parse_period` refuses."""
    whole = parse_period(text, fiscal_start)
    if whole.start > today:
        raise BansoError("metrics.ahead", field="period", day=whole.start)
    return _choice(whole.label, whole.label, whole, today, fiscal_start)


def _choice(key: str, words: str, whole: Period, today: date, fiscal_start: int) -> PeriodChoice:
    until = Period(whole.start, min(whole.end, today), whole.label)
    return PeriodChoice(key, words, period_words(until, current(), fiscal_start), until, whole)
