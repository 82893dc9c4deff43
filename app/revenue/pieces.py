"""Contract lines of one customer as they count: from which day until which, and from which only by the grace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.revenue.mrr import GRACE_DAYS, ContractLine, is_decided, last_day, takes_over
from app.vocabulary import Billing, ContractKind

FAR = date.max
_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class BookLine:
    """A line with what it belongs to; how much of the product it is for, and the days of its contract.

    `recorded` is the day on which it was written down; None where that is not known.
    """

    account_id: str
    contract_id: str
    line: ContractLine
    quantity: Decimal
    contract_start: date
    contract_end: date
    recorded: date | None = None

    @property
    def is_astray(self) -> bool:
        """Tell whether the line reaches beyond its contract, so that nobody can say what is in force."""
        return self.line.start < self.contract_start or self.line.end > self.contract_end


@dataclass(frozen=True, slots=True)
class Piece:
    """A paid line from `since` until before `until`; from `late` on only because its renewal may still come.

    `worth` is its MRR in fine units at the rates of the start, `later` at those of the end.
    """

    of: BookLine
    since: date
    until: date
    late: date
    worth: int
    later: int

    @property
    def product(self) -> str:
        """Return what is paid for."""
        return self.of.line.product

    @property
    def recurs(self) -> bool:
        """Tell whether it is paid for again and again."""
        return self.of.line.billing is not Billing.ONE_OFF

    def counts(self, day: date) -> bool:
        """Tell whether it counts on a day."""
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one line: as in `Piece`."""

    since: date
    until: date
    late: date


def span_of(one: BookLine, others: Sequence[BookLine], grace: int = GRACE_DAYS) -> Span:
    """Return the days on which a line counts: to its last, then through the grace, or until something continues it."""
    line = one.line
    last = last_day(line)
    end = FAR if last is None else last + _DAY
    until = end if last is None or is_decided(line) else last + timedelta(grace + 1)
    if until > end or last is None:
        for other in others:
            if other is not one and other.line.start < until and takes_over(other.line, line, last, grace):
                until = max(other.line.start, end) if last is not None else other.line.start
    return Span(line.start, until, min(end, until))


def spans_of(lines: Sequence[BookLine], grace: int = GRACE_DAYS) -> list[tuple[BookLine, Span]]:
    """Return the paid lines of one customer with the days on which they count."""
    paid = [one for one in lines if one.line.kind is ContractKind.PAID]
    return [(one, span_of(one, paid, grace)) for one in paid]
