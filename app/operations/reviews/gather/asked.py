"""What is asked of every section: the account, the days it is about, and the day on which it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.settings import settings
from app.reports.review.facts import Span
from app.revenue.periods import Period, parse_period, previous, same_last_year


@dataclass(frozen=True)
class Asked:
    """The account, the period, the one it is compared with, and the day on which everything is known."""

    account_id: str
    period: Span
    compared: Span | None
    today: date

    @property
    def until(self) -> date:
        """Return the last day of the period that is over or running: nothing after it is said of the period."""
        return min(self.period.end, self.today)

    @property
    def ahead(self) -> Span:
        """Return what comes next: from today to the end of a period as long as this one after it."""
        length = self.period.end - self.period.start
        end = max(self.period.end, self.today) + length + timedelta(1)
        return Span(self.today, end)


def spans(session: Session, account_id: str, text: str, comparison: str) -> tuple[Span, Span | None]:
    """Return the period that a person wrote, by the customer's fiscal year, and the one it is compared with.

    `comparison` is previous, last_year or none. Raises BansoError where the text names no period.
    """
    period = parse_period(text, fiscal_start(session, account_id))
    beside = {"previous": previous, "last_year": same_last_year}.get(comparison)
    return _span(period, text.strip()), _span(beside(period)) if beside else None


def fiscal_start(session: Session, account_id: str) -> int:
    """Return the month in which the customer's fiscal year begins, ours where theirs is not known."""
    end = session.scalar(select(tables.account.c.fiscal_year_end).where(tables.account.c.id == account_id))
    return int(end) % 12 + 1 if end else settings(session).fiscal_year_start


def _span(period: Period, text: str = "") -> Span:
    return Span(period.start, period.end, text or period.label)
