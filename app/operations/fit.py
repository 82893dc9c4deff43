"""Fit (適合): how well a customer and the product go together, judged by five criteria with a reason and a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.accounts import amend_accounts
from app.vocabulary import Criterion, Fit

ASKED_AFTER = timedelta(days=90)
_LONGEST = 2000
# As many criteria as must be met for a good fit, and for a partial one.
_GOOD, _PARTIAL = 5, 3


def judge_fit(
    session: Session, account_id: str, *, fit: Fit, reason: str, criteria: Mapping[Criterion, bool], today: date
) -> int:
    """Write down how well an account fits, and why; a criterion left out was not judged."""
    words = reason.strip()
    if not words:
        raise BansoError("fit.no_reason", field="reason")
    if len(words) > _LONGEST:
        raise BansoError("field.too_long", field="reason", most=_LONGEST)
    door.present(session, "account", [account_id])
    judged = {str(criterion): met for criterion, met in criteria.items()}
    values = {"fit": str(fit), "fit_reason": words, "fit_on": today.isoformat(), "fit_criteria": judged or None}
    return amend_accounts(session, [account_id], values, today=today)


def suggested_fit(criteria: Mapping[Criterion, bool]) -> Fit | None:
    """Return what the criteria alone would say; None until all five are judged. A design partner is chosen by hand."""
    if set(criteria) != set(Criterion):
        return None
    met = sum(criteria.values())
    if met >= _GOOD:
        return Fit.GOOD
    return Fit.PARTIAL if met >= _PARTIAL else Fit.POOR


def fit_asked(*, fit_on: date | None, handed_on: date | None, start: date | None, today: date) -> date | None:
    """Return since when fit waits to be judged: the day of the handover or day 90; None where it has been since.

    Day 90 counts from the first contract, or from the handover where that came later.
    """
    known = [day for day in (start, handed_on) if day is not None]
    asked = [handed_on] if handed_on is not None else []
    if known:
        asked.append(max(known) + ASKED_AFTER)
    waiting = [day for day in asked if day <= today and (fit_on is None or fit_on < day)]
    return max(waiting, default=None)
