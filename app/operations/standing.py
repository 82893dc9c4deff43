"""What an account pays and when it can leave, worked out from the lines of its contracts; imports no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.alerts.notices import Notice, notice_deadline
from app.language import minor_digits
from app.revenue.mrr import GRACE_DAYS, ContractLine, in_force, last_day, late_lines, mrr_on, rounded
from app.revenue.terms import current_term, months_of_term
from app.vocabulary import Billing, ContractKind, Outcome


@dataclass(frozen=True)
class Term:
    """The term that a paid contract in force is in: its end, the day that counts, and what is known of its renewal.

    `intent_on` only where somebody confirmed this very renewal; `settled` where notice was given, the outcome is
    written down or what comes after is signed.
    """

    contract_id: str
    end: date
    notice_date: date
    estimated: bool
    auto_renew: bool
    intent_on: date | None
    settled: bool
    products: tuple[str, ...] = ()


@dataclass(frozen=True)
class Late:
    """A contract whose renewal is late: its last day, and the last one on which its money still counts."""

    end: date
    until: date


@dataclass(frozen=True)
class LateTerm(Late):
    """The same, with which contract it is and what it was about."""

    contract_id: str
    products: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """What an account is worth a month and its next renewal; `currency` is that of most of its money.

    `mrr` is in major units, tax excluded. The notice date is the day that counts; `estimated` where the contract's
    own term for it is not known. `intent_on` is when somebody confirmed that it will be renewed. `terms` are all the
    contracts in force, the first to end at the front: the one that the other fields tell of. `late_terms` are the
    contracts whose money counts only by the grace, in the same order, and `late` the first of them.
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
    terms: tuple[Term, ...] = ()
    late_terms: tuple[LateTerm, ...] = ()

    @property
    def late(self) -> Late | None:
        """Return what is told of a renewal that is late: since when, and until when its money counts."""
        return Late(self.late_terms[0].end, self.late_terms[0].until) if self.late_terms else None

    @property
    def ends(self) -> date | None:
        """Return the last day of the term it is in, or of the one whose renewal is late."""
        return self.renewal_date or (self.late.end if self.late is not None else None)

    @property
    def arr(self) -> Decimal:
        """Return twelve months of it."""
        return self.mrr * 12


NOTHING = Standing(Decimal(0), "JPY")
# A contract that begins within so many days after the end of another continues it.
_FOLLOWS = 31


def line_of(row: Mapping[str, Any]) -> ContractLine:
    """Return a joined row of contract and line as the arithmetic of money takes it."""
    start, end = date.fromisoformat(row["start_on"]), date.fromisoformat(row["end_on"])
    line_end = date.fromisoformat(row["line_end"])
    renewal = row["renewal_term_months"]
    if row["auto_renew"] and renewal is None:
        # What was added within a term renews with the contract, not by its own shorter term.
        renewal = max(1, int(months_of_term(start, end)))
    return ContractLine(
        start=date.fromisoformat(row["line_start"]),
        end=line_end,
        amount=int(row["amount_minor"]),
        product=row["product"],
        currency=row["currency"],
        billing=Billing(row["billing"]),
        kind=ContractKind(row["kind"]),
        free_months=int(row["free_months"] or 0),
        auto_renew=bool(row["auto_renew"]),
        renewal_term_months=renewal,
        notice_on=date.fromisoformat(row["notified_on"]) if row["notified_on"] else None,
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        outcome_on=date.fromisoformat(row["outcome_on"]) if row["outcome_on"] else None,
        planned=line_end < end,
    )


def standing_of(rows: Sequence[Mapping[str, Any]], today: date, grace: int = GRACE_DAYS) -> Standing:
    """Return the standing of one account from its joined rows of contract and line."""
    lines = [(row, line_of(row)) for row in rows]
    currency, mrr, by_grace = _largest([line for _row, line in lines], today, grace)
    late = _late(lines, today, grace) if by_grace else ()
    paid = [(row, line) for row, line in lines if line.kind is ContractKind.PAID]
    running = [(row, line) for row, line in paid if in_force(line, today, grace=0).counts]
    first = min((line.start for _row, line in paid), default=None)
    if not running:
        return Standing(mrr, currency, first_start=first, late_terms=late)
    contracts = {str(row["id"]): row for row, _line in running}
    starts = {(str(row["id"]), line.start) for row, line in paid}
    products: dict[str, list[str]] = defaultdict(list)
    for row, line in running:
        if line.product not in products[str(row["id"])]:
            products[str(row["id"])].append(line.product)
    found = (_term(row, starts, tuple(products[contract]), today) for contract, row in contracts.items())
    terms = tuple(sorted(found, key=lambda term: (term.end, term.contract_id)))
    nearest = terms[0]
    return Standing(
        mrr,
        currency,
        contract_id=nearest.contract_id,
        renewal_date=nearest.end,
        notice_date=nearest.notice_date,
        estimated=nearest.estimated,
        auto_renew=nearest.auto_renew,
        intent_on=nearest.intent_on,
        first_start=first,
        terms=terms,
        late_terms=late,
    )


def _late(
    lines: Sequence[tuple[Mapping[str, Any], ContractLine]], today: date, grace: int
) -> tuple[LateTerm, ...]:  # fmt: skip
    late = {id(line) for line in late_lines([line for _row, line in lines], today, grace)}
    by_contract: dict[str, list[ContractLine]] = defaultdict(list)
    for row, line in lines:
        if id(line) in late:
            by_contract[str(row["id"])].append(line)
    found = []
    for contract_id, some in by_contract.items():
        end = min(last for line in some if (last := last_day(line)) is not None)
        products = tuple(dict.fromkeys(line.product for line in some))
        found.append(LateTerm(end, end + timedelta(grace), contract_id, products))
    return tuple(sorted(found, key=lambda one: (one.end, one.contract_id)))


def _term(row: Mapping[str, Any], starts: Collection[tuple[str, date]], products: tuple[str, ...], today: date) -> Term:
    start, end = date.fromisoformat(row["start_on"]), date.fromisoformat(row["end_on"])
    begun, last = current_term(start, end, bool(row["auto_renew"]), row["renewal_term_months"], today)
    deadline = notice_deadline(last, notice_of(row))

    def of_this_term(day: str | None) -> bool:
        # A contract that went on by itself asks anew: what was said before this term was said of an earlier one.
        return begun == start or (day is not None and day >= begun.isoformat())

    intent_on = date.fromisoformat(row["intent_on"]) if row["intent_on"] and of_this_term(row["intent_on"]) else None
    follows = any(contract != row["id"] and last < first <= last + timedelta(_FOLLOWS) for contract, first in starts)
    decided = row["outcome"] and of_this_term(row["outcome_on"])
    settled = bool(row["notified_on"] or decided or follows)
    return Term(
        row["id"], last, deadline.day, deadline.estimated, bool(row["auto_renew"]), intent_on, settled, products
    )  # fmt: skip


def _largest(lines: Sequence[ContractLine], today: date, grace: int) -> tuple[str, Decimal, bool]:
    """Return the currency of most of the money with its amount, and whether any of the money counts by the grace."""
    by_currency: dict[str, list[ContractLine]] = defaultdict(list)
    for line in lines:
        by_currency[line.currency].append(line)
    amounts = {currency: mrr_on(some, today, grace) for currency, some in by_currency.items()}
    currency = max(sorted(amounts), key=lambda c: amounts[c].exact)
    by_grace = any(amount.grace for amount in amounts.values())
    return currency, major(amounts[currency].exact, currency), by_grace


def major(exact: Fraction, currency: str) -> Decimal:
    """Return exact minor units as an amount in major units, rounded once to whole minor units."""
    return Decimal(rounded(exact)).scaleb(-minor_digits(currency))


def notice_of(row: Mapping[str, Any]) -> Notice | None:
    """Return the term of notice of a row of contract; None where the contract says nothing."""
    if row["notice_value"] is None:
        return None
    inclusive = row["notice_inclusive"]
    return Notice(row["notice_value"], row["notice_unit"] or "m", True if inclusive is None else bool(inclusive))
