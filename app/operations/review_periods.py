"""The periods a review of an account is usually about: this and the previous quarter of the customer's fiscal year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.database import Session
from app.operations.review import fiscal_start
from app.revenue.periods import parse_period, period_words


@dataclass(frozen=True)
class PeriodChoice:
    """A period as `write_review_deck` takes it, its first and last day, and its words."""

    text: str
    start: date
    end: date
    words: str


def period_choices(session: Session, account_id: str, *, today: date, lang: str) -> tuple[PeriodChoice, ...]:
    """Return the quarter of the customer's fiscal year that holds `today`, and the one before."""
    begins = fiscal_start(session, account_id)
    quarters = today.year * 4 + (today.month - begins) // 3
    return tuple(_choice(f"FY{at // 4}Q{at % 4 + 1}", begins, lang) for at in (quarters, quarters - 1))


def read_period(session: Session, account_id: str, text: str, *, lang: str) -> PeriodChoice:
    """Return the period that a person wrote; raises BansoError where it names none."""
    return _choice(text, fiscal_start(session, account_id), lang)


def _choice(text: str, begins: int, lang: str) -> PeriodChoice:
    span = parse_period(text, begins)
    return PeriodChoice(text.strip(), span.start, span.end, period_words(span, lang, begins))
