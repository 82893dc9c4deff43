"""The periods that a review is usually about: the month, the quarter and the half-year that ended last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.models.database import Session
from app.operations.reviews.gather.asked import fiscal_start
from app.revenue.periods import parse_period, period_words
from app.revenue.terms import add_months


@dataclass(frozen=True)
class PeriodChoice:
    """A period as a review takes it and in words; `key` is month, quarter, half or custom."""

    key: str
    text: str
    start: date
    end: date
    words: str


def review_periods(session: Session, account_id: str, *, today: date, lang: str) -> tuple[PeriodChoice, ...]:
    """Return the month, the quarter and the half-year of the customer's fiscal year that ended last."""
    begins = fiscal_start(session, account_id)
    month = today.replace(day=1) - timedelta(1)
    quarter = today.year * 4 + (today.month - begins) // 3 - 1
    # A half-year begins with the fiscal year or six months into it.
    half = add_months(today.replace(day=1), -((today.month - begins) % 6) - 6)
    halves = f"{half:%Y-%m}..{add_months(half, 5):%Y-%m}"
    return (
        choice("month", f"{month:%Y-%m}", begins, lang),
        choice("quarter", f"FY{quarter // 4}Q{quarter % 4 + 1}", begins, lang),
        choice("half", halves, begins, lang),
    )


def period_read(session: Session, account_id: str, text: str, *, lang: str) -> PeriodChoice:
    """Return the period that a person wrote; raises BansoError where it names none."""
    return choice("custom", text, fiscal_start(session, account_id), lang)


def choice(key: str, text: str, begins: int, lang: str) -> PeriodChoice:
    """Return a period as it is chosen; raises BansoError where the text names none."""
    span = parse_period(text, begins)
    return PeriodChoice(key, text.strip(), span.start, span.end, period_words(span, lang, begins))
