"""What an account pays and when it can leave, worked out from the lines of its contracts; imports no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.alerts.notices import Notice, notice_deadline
from app.language import minor_digits
from app.revenue.mrr import ContractLine, in_force, mrr_on, rounded
from app.revenue.terms import current_term
from app.vocabulary import Billing, ContractKind, Outcome


@dataclass(frozen=True)
class Standing:
    """What an account is worth a month and its next renewal; `currency` is that of most of its money.

    `mrr` is in major units, tax excluded. The notice date is the day that counts; `estimated` where the contract's
    own term for it is not known. `intent_on` is when somebody confirmed that it will be renewed.
    """

    mrr: Decimal
    currency: str
    contract_id: str | None = None
    renewal_date: date | None = None
    notice_date: date | None = None
    estimated: bool = False
    auto_renew: bool | None = None
    intent_on: date | None = None
    first_start: date | None = None

    @property
    def arr(self) -> Decimal:
        """Return twelve months of it."""
        return self.mrr * 12


NOTHING = Standing(Decimal(0), "JPY")


def line_of(row: Mapping[str, Any]) -> ContractLine:
    """Return a joined row of contract and line as the arithmetic of money takes it."""
    return ContractLine(
        start=date.fromisoformat(row["line_start"]),
        end=date.fromisoformat(row["line_end"]),
        amount=int(row["amount_minor"]),
        product=row["product"],
        currency=row["currency"],
        billing=Billing(row["billing"]),
        kind=ContractKind(row["kind"]),
        free_months=int(row["free_months"] or 0),
        auto_renew=bool(row["auto_renew"]),
        renewal_term_months=row["renewal_term_months"],
        notice_on=date.fromisoformat(row["notified_on"]) if row["notified_on"] else None,
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
    )


def standing_of(rows: Sequence[Mapping[str, Any]], today: date) -> Standing:
    """Return the standing of one account from its joined rows of contract and line."""
    lines = [(row, line_of(row)) for row in rows]
    currency, mrr = _largest([line for _row, line in lines], today)
    paid = [(row, line) for row, line in lines if line.kind is ContractKind.PAID]
    running = [(row, line) for row, line in paid if in_force(line, today, grace=0).counts]
    first = min((line.start for _row, line in paid), default=None)
    if not running:
        return Standing(mrr, currency, first_start=first)
    ends = [(_term_end(row, today), row) for row, _line in running]
    end, row = min(ends, key=lambda pair: (pair[0], str(pair[1]["id"])))
    deadline = notice_deadline(end, _notice(row))
    return Standing(
        mrr,
        currency,
        contract_id=row["id"],
        renewal_date=end,
        notice_date=deadline.day,
        estimated=deadline.estimated,
        auto_renew=bool(row["auto_renew"]),
        intent_on=date.fromisoformat(row["intent_on"]) if row["intent_on"] else None,
        first_start=first,
    )


def _largest(lines: Sequence[ContractLine], today: date) -> tuple[str, Decimal]:
    by_currency: dict[str, list[ContractLine]] = defaultdict(list)
    for line in lines:
        by_currency[line.currency].append(line)
    amounts = {currency: mrr_on(some, today).exact for currency, some in by_currency.items()}
    currency = max(sorted(amounts), key=lambda c: amounts[c])
    return currency, major(amounts[currency], currency)


def major(exact: Fraction, currency: str) -> Decimal:
    """Return exact minor units as an amount in major units, rounded once to whole minor units."""
    return Decimal(rounded(exact)).scaleb(-minor_digits(currency))


def _term_end(row: Mapping[str, Any], today: date) -> date:
    start, end = date.fromisoformat(row["start_on"]), date.fromisoformat(row["end_on"])
    return current_term(start, end, bool(row["auto_renew"]), row["renewal_term_months"], today)[1]


def _notice(row: Mapping[str, Any]) -> Notice | None:
    if row["notice_value"] is None:
        return None
    inclusive = row["notice_inclusive"]
    return Notice(row["notice_value"], row["notice_unit"] or "m", True if inclusive is None else bool(inclusive))
