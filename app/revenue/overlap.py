"""Terms of one product of one account under several contracts: which is an addition, and which cannot be.

A term under another contract number may share days with one that stands only as an addition to it: it starts later and
ends no later. Everything else would be counted twice, or leaves open which of the two is meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.revenue.mrr import ContractLine, last_day
from app.revenue.terms import current_term
from app.vocabulary import Billing, ContractKind, Outcome

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProductTerm:
    """The days of one line, first and last, under one contract.

    `until` is the last day of the present term where the contract renews by itself, else `end`. Terms of one `source`
    (a file, a system) are told together: which of them comes first says nothing. `number` tells the contract from
    others; "" where nothing does, as of a row without contract number: then nobody said that it comes on top.
    """

    line: str
    contract: str
    start: date
    end: date
    until: date
    source: str = ""
    number: str = ""


def counts(kind: object, billing: object) -> bool:
    """Tell whether a line is paid for again and again, so that a second one of its days would be paid twice."""
    return str(kind) == ContractKind.PAID and str(billing) != Billing.ONE_OFF


def present_end(contract: Row, start: date, end: date, today: date) -> date:
    """Return the last day that a line from `start` to `end` has at present.

    Of a contract that renews by itself that is the last one of the term of `today`, unless it has ended by then.
    """
    if not contract.get("auto_renew") or end < date.fromisoformat(str(contract["end_on"])):
        return end
    notified, said = contract.get("notified_on"), contract.get("outcome_on")
    line = ContractLine(
        start=date.fromisoformat(str(contract["start_on"])),
        end=end,
        amount=0,
        auto_renew=True,
        renewal_term_months=contract.get("renewal_term_months"),
        notice_on=date.fromisoformat(notified) if notified else None,
        outcome=Outcome(contract["outcome"]) if contract.get("outcome") else None,
        outcome_on=date.fromisoformat(said) if said else None,
    )
    last = last_day(line)
    now = current_term(line.start, end, True, line.renewal_term_months, today)[1]
    return max(end, now if last is None else min(now, last))


def is_addition(one: ProductTerm, to: ProductTerm) -> bool:
    """Tell whether a term lies within another: it starts later and ends no later."""
    return to.start < one.start and one.end <= to.until


def clash(one: ProductTerm, other: ProductTerm) -> bool:
    """Tell whether a term cannot stand beside another one of its account and product."""
    if one.contract == other.contract or one.line == other.line:
        return False
    if one.start > other.end or other.start > one.end:
        return False
    if not one.number and not other.number:
        return True
    together = bool(one.source) and one.source == other.source
    return not is_addition(one, other) and not (together and is_addition(other, one))


def clashes(standing: Sequence[ProductTerm], told: Sequence[ProductTerm]) -> dict[int, ProductTerm]:
    """Return which of the terms that are told cannot be, by their place, each with the one that it clashes with.

    All are of one account and product. What is told of a line takes the place of what stands of it; of two that
    cannot both be the later one is refused, and what stood of it stands on.
    """
    before = {one.line: one for one in standing}
    refused: dict[int, ProductTerm] = {}
    while True:
        taken = {one.line for place, one in enumerate(told) if place not in refused}
        beside = {line: one for line, one in before.items() if line not in taken}
        stands_on = False
        for place, one in enumerate(told):
            if place in refused:
                continue
            other = next((each for each in beside.values() if clash(one, each)), None)
            if other is None:
                beside[one.line] = one
            else:
                refused[place] = other
                stands_on = stands_on or one.line in before
        if not stands_on:
            return refused
