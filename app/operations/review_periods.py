"""The quarters that a deck of an account is asked for: this and the previous one of the customer's fiscal year."""

from __future__ import annotations

from datetime import date

from app.models.database import Session
from app.operations.reviews.gather.asked import fiscal_start
from app.operations.reviews.periods import PeriodChoice, choice


def period_choices(session: Session, account_id: str, *, today: date, lang: str) -> tuple[PeriodChoice, ...]:
    """Return the quarter of the customer's fiscal year that holds `today`, and the one before."""
    begins = fiscal_start(session, account_id)
    quarters = today.year * 4 + (today.month - begins) // 3
    return tuple(choice("quarter", f"FY{at // 4}Q{at % 4 + 1}", begins, lang) for at in (quarters, quarters - 1))
