"""The question of the figures of a period: retention, bridge, commitments, renewals, losses, starts, growth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.errors import BansoError
from app.models.database import Session
from app.operations.money.calls import as_calls, calls_until
from app.operations.money.figures import Lifetime, Metrics
from app.operations.money.loading import MoneyBook, money_book
from app.operations.money.starts import starts_of
from app.operations.money.targets import targets_of
from app.revenue import lifetime as life
from app.revenue.bridge import bridge_of
from app.revenue.committed import committed
from app.revenue.customers import courses_of
from app.revenue.exchange import Exchange, Used
from app.revenue.expansion import expansion
from app.revenue.forecast import Call, forecast
from app.revenue.leads import funnel
from app.revenue.losses import Before, losses
from app.revenue.movements import Course
from app.revenue.periods import Period
from app.revenue.renewals import renewals_due, term_starts
from app.revenue.retention import Method, Retention, all_methods
from app.revenue.scope import Scope
from app.revenue.starting import onboarding_rate, time_to_value
from app.revenue.terms import months_of_term
from app.vocabulary import Segment

__all__ = ["Lifetime", "Metrics", "metrics", "of_book"]


def metrics(
    session: Session,
    *,
    period: Period,
    today: date,
    method: Method = Method.CLOSED,
    segment: Segment | None = None,
    holder_id: str | None = None,
) -> Metrics:
    """Return the figures of a period.

    Raises BansoError "metrics.rate_missing" where a line is in a currency without any rate, "metrics.ahead" for a
    period that has not begun.
    """
    if period.start > today:
        raise BansoError("metrics.ahead", field="period", day=period.start)
    book = money_book(session)
    calls = as_calls(calls_until(session, today), book.exchange, period.eve)
    targets = targets_of(session, period.end, segment)
    return of_book(book, calls, period, today, method, segment, holder_id, targets)


def of_book(
    book: MoneyBook,
    calls: Sequence[Call],
    period: Period,
    today: date,
    method: Method = Method.CLOSED,
    segment: Segment | None = None,
    holder_id: str | None = None,
    targets: Mapping[str, Decimal] | None = None,
) -> Metrics:
    """Return the figures of a period of a book that is loaded already; `calls` in fine units at the eve's rates."""
    units = book.unit(period.end)
    courses = courses_of(book.lines, book.exchange, period, units, book.grace)
    scope = Scope(segment, holder_id, book.segments, book.holders)
    bridge = bridge_of(courses, period, scope)
    retentions = all_methods(courses, bridge, period, scope, book.grace)
    due = renewals_due(courses, period, today, scope, book.grace)
    as_of = min(today, period.end)
    starts = starts_of(book, courses, units, scope, as_of)
    closed = retentions[Method.CLOSED]
    return Metrics(
        period=period, method=method, segment=segment, holder_id=holder_id, currency=book.exchange.base,
        by_parent=book.by_parent, grace=book.grace, bridge=bridge, retentions=retentions,
        committed=committed(courses, as_of, scope, today=today, grace=book.grace),
        renewals=due, forecast=forecast(due.due, calls, term_starts(book.lines, due.due)),
        losses=losses(bridge, book.decided, _before(book, units), book.grace),
        onboarding=onboarding_rate(starts, period, as_of),
        ttv=time_to_value(starts, as_of), ttv_from_kick_off=time_to_value(starts, as_of, from_kick_off=True),
        upsell=expansion(bridge, closed, "upsell"), cross_sell=expansion(bridge, closed, "cross_sell"),
        lifetime=_lifetime(book, courses, closed, period, scope, as_of),
        leads=funnel([one for one in book.leads if scope.has(one.account, as_of)], period, today),
        rates=_rates(book, period), names=book.names, fits=book.fits, sellers=book.sellers, units=units,
        late=tuple(c.customer for c in courses if c.is_late(period.end) and scope.has(c.customer, period.end)),
        targets=targets or {},
    )  # fmt: skip


def _rates(book: MoneyBook, period: Period) -> tuple[tuple[Used, Used], ...]:
    exchange: Exchange = book.exchange
    return tuple((exchange.used(one, period.eve), exchange.used(one, period.end)) for one in book.currencies())


def _before(book: MoneyBook, units: Mapping[str, str]) -> Mapping[str, Before]:
    """Return what is known of the first term and the first value of every customer."""
    starts = {one.account: one for one in book.starts}
    found: dict[str, Before] = {}
    for account, end in book.first_ends.items():
        customer = units.get(account, account)
        start = starts.get(account)
        if customer not in found or account == customer:
            found[customer] = Before(end, start.first_value if start else None, start is not None)
    return found


def _lifetime(
    book: MoneyBook, courses: Sequence[Course], closed: Retention, period: Period, scope: Scope, day: date
) -> Lifetime:  # fmt: skip
    own = [course for course in courses if scope.has(course.customer, day)]
    margin = Fraction(1) if book.margin is None else book.margin
    kept = closed.logos.value
    monthly = None if kept is None else 1 - kept ** (1 / float(months_of_term(period.start, period.end)))
    arpa = life.average(own, day)
    known = arpa is not None and monthly is not None
    each = tuple((course.customer, amount) for course in own if (amount := life.realised(course, day, margin)))
    return Lifetime(
        sum((amount for _who, amount in each), Fraction(0)), len(each),
        life.expected(arpa, monthly, margin) if known and arpa is not None and monthly is not None else None,
        monthly, book.margin is None, each,
    )  # fmt: skip
