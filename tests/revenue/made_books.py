"""Books made at random, and a walk through their days that knows nothing of the arithmetic it is held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from app.revenue.exchange import FINE, worth
from app.revenue.mrr import ContractLine
from app.revenue.periods import Period
from app.revenue.pieces import BookLine
from app.revenue.terms import add_months
from app.vocabulary import Billing, ContractKind, Outcome

FIRST = date(2024, 1, 1)
PERIOD = Period(date(2025, 4, 1), date(2026, 3, 31), "FY2025")
PRODUCTS = ("Desk Basic", "Desk Pro", "Board", "Chart", "Post 1", "Post 2")
_TIERS = ({"Desk Basic", "Desk Pro"}, {"Post 1", "Post 2"})
_GRACE = 30
_DAY = timedelta(1)


@st.composite
def lines(draw: st.DrawFn, currencies: Sequence[str] = ("JPY",), monthly: bool = False) -> BookLine:
    """Return a line of one of three customers, of any kind that a file may hold."""
    start = FIRST + timedelta(draw(st.integers(0, 900)))
    if draw(st.booleans()):
        start = start.replace(day=1)
    end = add_months(start, draw(st.integers(1, 14))) - _DAY + timedelta(draw(st.sampled_from([0, 0, 0, 5, -3])))
    quantity, price = draw(st.integers(1, 20)), draw(st.sampled_from([5, 10, 12]))
    signed = ContractLine(
        start,
        max(start, end),
        quantity * price,
        draw(st.sampled_from(PRODUCTS)),
        currency=draw(st.sampled_from(list(currencies))),
        auto_renew=draw(st.booleans()),
        renewal_term_months=draw(st.sampled_from([None, 1, 12])),
        outcome=draw(st.sampled_from([None, None, None, *Outcome])),
        outcome_on=draw(st.sampled_from([None, start + timedelta(40), end - timedelta(20), end + timedelta(50)])),
        notice_on=draw(st.sampled_from([None, None, None, start + timedelta(100)])),
    )
    if not monthly:
        billing = draw(
            st.sampled_from([Billing.MONTHLY, Billing.MONTHLY, Billing.YEARLY, Billing.TERM, Billing.ONE_OFF])
        )
        kind = draw(st.sampled_from([ContractKind.PAID] * 4 + [ContractKind.TRIAL]))
        signed = replace(signed, billing=billing, kind=kind, free_months=draw(st.sampled_from([0, 0, 2])))
    account = draw(st.sampled_from("ABC"))
    number = f"{account}{draw(st.integers(0, 10**6))}"
    return BookLine(account, number, signed, Decimal(quantity), signed.start, signed.end)


def books(currencies: Sequence[str] = ("JPY",), monthly: bool = False) -> st.SearchStrategy[list[BookLine]]:
    """Return a strategy of whole books."""
    return st.lists(lines(currencies, monthly), min_size=1, max_size=9)


def days_of(period: Period) -> Iterator[date]:
    """Yield every day of a period."""
    day = period.start
    while day <= period.end:
        yield day
        day += _DAY


def walked(book: Sequence[BookLine], period: Period) -> dict[tuple[str, str], int]:
    """Return the sums by customer and term, told day by day from what is in force on each of them."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for customer in {one.account_id for one in book}:
        own = [one for one in book if one.account_id == customer and one.line.kind is ContractKind.PAID]
        paid_before = left_since = False
        before: list[BookLine] = []
        day = FIRST - _DAY
        while day < period.end:
            day += _DAY
            now = [one for one in own if _counts(one.line, [other.line for other in own if other is not one], day)]
            if now != before:
                for term, amount in _told(before, now, paid_before=paid_before, left_since=left_since):
                    if day >= period.start:
                        found[customer, term] += amount
            total = sum(_worth(one) for one in now)
            paid_before = paid_before or total > 0
            left_since = not now or (left_since and total == 0)
            before = now
    return {key: amount for key, amount in found.items() if amount}


def in_force_on(book: Sequence[BookLine], customer: str, day: date) -> int:
    """Return what a customer pays a month on a day, in fine units."""
    own = [one for one in book if one.account_id == customer and one.line.kind is ContractKind.PAID]
    return sum(
        _worth(one) for one in own if _counts(one.line, [other.line for other in own if other is not one], day)
    )  # fmt: skip


def _worth(one: BookLine) -> int:
    return worth(one.line, Fraction(FINE))


def _counts(line: ContractLine, others: Sequence[ContractLine], day: date) -> bool:
    if day < line.start:
        return False
    first, last = line.start, line.end
    step = line.renewal_term_months or _whole_months(line)
    begins = [first]
    ends = line.outcome in (Outcome.CHURNED, Outcome.CONTRACTED)
    open_ended = line.auto_renew and line.notice_on is None and not ends
    if line.auto_renew:
        # Term after term: until the one that notice was given in or that was told to end, or beyond this walk.
        told = line.outcome_on - timedelta(30) if line.outcome_on is not None else line.start
        until = line.notice_on if line.notice_on is not None else (day + _DAY if open_ended else told)
        while last < until:
            begins.append(last + _DAY)
            last = add_months(line.end + _DAY, step * (len(begins) - 1)) - _DAY
    following = [one for one in others if one.start <= day and one.billing is not Billing.ONE_OFF]
    if open_ended:
        same = {one.start for one in following if one.product == line.product}
        if same & set(begins[1:]):
            return False
        if line.outcome is not Outcome.RENEWED:
            return True
        bounds = [*begins, last + _DAY]
        said = line.outcome_on if line.outcome_on is not None else line.end
        for before, begin, after in zip(bounds, bounds[1:], bounds[2:], strict=False):
            late = {begin + timedelta(days) for days in range(_GRACE) if begin + timedelta(days) < after}
            if same & late and before <= max(said, line.start) < after:
                return False
        return True
    if day <= last:
        return True
    lost = line.notice_on is not None or line.outcome is Outcome.CHURNED
    if lost or line.billing is Billing.ONE_OFF or (day - last).days > _GRACE:
        return False
    return not any(
        one.start > last and (one.product == line.product or one.start == last + _DAY) for one in following
    )  # fmt: skip


def _whole_months(line: ContractLine) -> int:
    months = 0
    while add_months(line.start, months + 1) <= line.end + _DAY:
        months += 1
    return max(1, months)


def _told(
    before: Sequence[BookLine], now: Sequence[BookLine], *, paid_before: bool, left_since: bool
) -> Iterator[tuple[str, int]]:  # fmt: skip
    was, held = _by_product(before), _by_product(now)
    start = sum(amount for amount, _quantity in was.values())
    total = sum(amount for amount, _quantity in held.values())
    if not now:
        yield "churn", -start
        return
    if start == 0 and total and not paid_before:
        yield "new", total
        return
    if start == 0 and left_since:
        yield "reactivation", total
        return
    told: set[str] = set()
    for tiers in _TIERS:
        # Of two tiers one was held the day before, and only the other one is now.
        old, new = tiers & was.keys(), tiers & held.keys()
        if len(old) == len(new) == 1 and old != new:
            told |= tiers
            change = held[min(new)][0] - was[min(old)][0]
            yield "upsell" if change > 0 else "contraction", change
    for product in {*was, *held} - told:
        amount, quantity = held.get(product, (0, Decimal(0)))
        amount_before, quantity_before = was.get(product, (0, Decimal(0)))
        change = amount - amount_before
        if change < 0:
            yield "contraction", change
        elif change and product not in was:
            yield "cross_sell", change
        elif change:
            yield "upsell" if quantity > quantity_before else "price", change


def _by_product(some: Sequence[BookLine]) -> dict[str, tuple[int, Decimal]]:
    found: dict[str, tuple[int, Decimal]] = {}
    for one in some:
        if one.line.billing is not Billing.ONE_OFF:
            amount, quantity = found.get(one.line.product, (0, Decimal(0)))
            found[one.line.product] = (amount + _worth(one), quantity + one.quantity)
    return found
