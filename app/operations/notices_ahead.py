"""The notice dates and renewals of the next days, with what is at stake at each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.operations.accounts import AccountRow
from app.operations.contracts import Standing, days_until
from app.vocabulary import Band

DAYS = 90


@dataclass(frozen=True)
class Coming:
    """A customer whose day comes: that for notice or, where it has passed, the last day of a contract (`is_end`).

    Contracts of one customer with the same day are one; `confirmed` where the renewal of all of them is.
    """

    account_id: str
    account: str
    day: date
    days: int
    is_end: bool
    notice_date: date
    end: date
    estimated: bool
    confirmed: bool
    arr: Decimal
    currency: str
    band: Band = Band.UNKNOWN


@dataclass(frozen=True)
class Ahead:
    """What comes within so many days, the nearest first."""

    within: int
    rows: tuple[Coming, ...]


def notices_ahead(
    accounts: Mapping[str, AccountRow], money: Mapping[str, Standing], today: date, within: int = DAYS
) -> Ahead:
    """Return the contracts of present customers whose notice date or end comes; those with settled renewals are out."""
    found: dict[tuple[str, date], Coming] = {}
    for account_id, standing in money.items():
        account = accounts.get(account_id)
        for term in standing.terms if account is not None else ():
            is_end = term.notice_date < today
            day = term.end if is_end else term.notice_date
            days = days_until(day, today)
            if account is None or not 0 <= days <= within or term.settled:
                continue
            before = found.get((account_id, day))
            sure = term.intent_on is not None and (before is None or before.confirmed)
            found[account_id, day] = Coming(
                account_id, account.name, day, days, is_end, term.notice_date, term.end, term.estimated, sure,
                standing.arr, standing.currency, account.band,
            )  # fmt: skip
    return Ahead(within, tuple(sorted(found.values(), key=lambda one: (one.days, one.account, one.account_id))))
