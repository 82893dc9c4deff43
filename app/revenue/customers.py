"""From the lines of a book to the courses of its customers: an account each, or all accounts below one parent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from app.revenue.exchange import Exchange, worth
from app.revenue.movements import Course, course_of
from app.revenue.mrr import GRACE_DAYS
from app.revenue.periods import Period
from app.revenue.pieces import BookLine, Piece, spans_of


def courses_of(
    lines: Iterable[BookLine],
    exchange: Exchange,
    period: Period,
    unit: Mapping[str, str] | None = None,
    grace: int = GRACE_DAYS,
) -> list[Course]:
    """Return the course of every customer, at the rates of the eve and of the end of a period.

    `unit` names the customer that an account counts as; itself where it is not named. Raises BansoError where a rate
    is missing.
    """
    by_customer: dict[str, list[BookLine]] = defaultdict(list)
    for one in lines:
        by_customer[(unit or {}).get(one.account_id, one.account_id)].append(one)
    worths = _Worths(exchange, period)
    return [
        course_of(
            customer,
            [
                Piece(one, span.since, span.until, span.late, *worths.of(one))
                for one, span in spans_of(some, grace)
            ],
        )
        for customer, some in by_customer.items()
    ]  # fmt: skip


class _Worths:
    """What lines are worth at the rates of the eve and of the end, each currency looked up once."""

    def __init__(self, exchange: Exchange, period: Period) -> None:
        self._exchange, self._period = exchange, period
        self._factors: dict[str, tuple[Fraction, Fraction | None]] = {}

    def of(self, one: BookLine) -> tuple[int, int]:
        found = self._factors.get(one.line.currency)
        if found is None:
            found = self._factors[one.line.currency] = self._looked_up(one.line.currency)
        before = worth(one.line, found[0])
        return before, before if found[1] is None else worth(one.line, found[1])

    def _looked_up(self, currency: str) -> tuple[Fraction, Fraction | None]:
        """Return the rate of the eve, and that of the end where it is another."""
        start = self._exchange.factor(currency, self._period.eve)
        end = self._exchange.factor(currency, self._period.end)
        return start, None if start == end else end


def tops(parents: Mapping[str, str | None]) -> Mapping[str, str]:
    """Return the uppermost parent of every account; a ring of parents ends where it began."""
    found: dict[str, str] = {}
    for account in parents:
        at, seen = account, {account}
        while (above := parents.get(at)) is not None and above not in seen:
            seen.add(above)
            at = above
        found[account] = at
    return found


def accounts_of(unit: Mapping[str, str], customers: Sequence[str]) -> tuple[str, ...]:
    """Return the accounts behind customers: themselves, and where a parent stands for several all of these."""
    asked = set(customers)
    below = [account for account, top in unit.items() if top in asked]
    return tuple(dict.fromkeys([*customers, *below]))
