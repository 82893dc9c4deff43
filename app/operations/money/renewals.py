"""The renewals of the book: the board by notice week, what is expected of them, what came, how near the calls were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import text

from app.alerts.notices import notice_deadline
from app.errors import BansoError
from app.language import minor_digits
from app.models.database import Session
from app.operations.money.calls import CallRow, as_calls, calls_until
from app.operations.money.loading import MoneyBook, money_book
from app.operations.money.renewal_card import is_of_term
from app.operations.standing import notice_of
from app.revenue.accuracy import HORIZONS, Accuracy, Checked, accuracy, check
from app.revenue.customers import courses_of
from app.revenue.forecast import Call, Forecast, forecast
from app.revenue.movements import Course
from app.revenue.periods import Period
from app.revenue.renewals import Due, RenewalRate, State, renewals_due, term_starts
from app.revenue.scope import Scope
from app.revenue.shown import minor
from app.revenue.terms import add_months
from app.vocabulary import Segment

__all__ = ["HORIZONS", "Accuracy", "Forecast", "RenewalRow", "Renewals", "State", "renewals", "week_of"]

WEEKS = 7
OVERDUE, LATER = -1, WEEKS
"""The places of the board before this week and after the weeks that are shown."""

_AHEAD_MONTHS = 12
_CONTRACTS = text(
    """SELECT id, start_on, end_on, auto_renew, renewal_term_months, notice_value, notice_unit, notice_inclusive,
 intent_on, external_id FROM contract WHERE deleted_at IS NULL AND kind = 'paid'"""
)


@dataclass(frozen=True)
class RenewalRow:
    """One renewal: a contract at the end of one of its terms; amounts are MRR in major units of the reported currency.

    `kept` None while it is open. `call` is the last one of this term, in the contract's currency; `hoped` holds its
    worst, committed and best amounts and `expected` what was called 90, 60 and 30 days before the end, both in the
    reported currency and never more than the target.
    """

    contract_id: str
    account_id: str
    account: str
    number: str
    begun: date
    end: date
    notice_on: date
    estimated: bool
    auto_renew: bool
    confirmed: bool
    state: State
    late: bool
    target: Decimal
    kept: Decimal | None
    call: CallRow | None
    hoped: Mapping[str, Decimal]
    expected: Mapping[int, Decimal | None]

    @property
    def id(self) -> tuple[str, date]:
        """Return what tells it from every other one."""
        return self.contract_id, self.end

    def amount(self, name: str) -> Decimal | None:
        """Return what it counts for in a sum: "due", or in "worst", "committed", "best" what came or was called."""
        if name == "due":
            return self.target
        return self.kept if self.kept is not None else self.hoped.get(name)

    def error(self, horizon: int) -> Decimal | None:
        """Return what was expected so many days before less what came."""
        expected = self.expected.get(horizon)
        return None if expected is None or self.kept is None else expected - self.kept


@dataclass(frozen=True)
class Renewals:
    """`board` are the open ones of the coming twelve months by notice date; `ahead` those that the forecast is of.

    `of_period` are those of the period that was asked for, with their `rate`; `accuracy` is of the decided ones. Sums
    are in fine units of `currency`; `money` turns them into an amount.
    """

    board: tuple[RenewalRow, ...]
    ahead_period: Period
    ahead: tuple[RenewalRow, ...]
    forecast: Forecast
    period: Period
    of_period: tuple[RenewalRow, ...]
    rate: RenewalRate
    accuracy: Mapping[int, Accuracy]
    currency: str
    grace: int

    def money(self, fine: int) -> Decimal:
        """Return fine units as an amount in major units, rounded once."""
        return _major(fine, self.currency)


def week_of(day: date, today: date) -> int:
    """Return the place of a day on the board: OVERDUE, the weeks from Monday on from this one (0), LATER."""
    if day < today:
        return OVERDUE
    monday = today - timedelta(today.weekday())
    return min((day - monday).days // 7, LATER)


def renewals(
    session: Session, *, period: Period, today: date, segment: Segment | None = None, holder_id: str | None = None
) -> Renewals:
    """Return the renewals of a period, and those that are expected: of the period where it goes on, else of a year.

    `period` is the whole one, with its days to come. Raises as `app.operations.money.metrics.metrics`.
    """
    if period.start > today:
        raise BansoError("metrics.ahead", field="period", day=period.start)
    book = money_book(session)
    rows = _Rows(session, book, calls_until(session, today), today)
    scope = Scope(segment, holder_id, book.segments, book.holders)
    year = Period(today, add_months(today, _AHEAD_MONTHS) - timedelta(1), "")
    coming = rows.courses(year)
    in_sight = renewals_due(coming, Period(today - timedelta(book.grace), year.end, ""), today, scope, book.grace).due
    nearest: dict[str, Due] = {}
    for one in in_sight:
        if one.state is State.OPEN:
            nearest.setdefault(one.contract, one)
    board = sorted(rows.of(tuple(nearest.values()), year), key=lambda row: (row.notice_on, row.end, row.account))
    asked = rows.courses(period)
    rate = renewals_due(asked, period, today, scope, book.grace)
    goes_on = period.end > today
    ahead = period if goes_on else year
    due = rate.due if goes_on else renewals_due(coming, year, today, scope, book.grace).due
    checked = check(rate.due, rows.calls(period), term_starts(book.lines, rate.due))
    return Renewals(
        tuple(board), ahead, rows.of(due, ahead), forecast(due, rows.calls(ahead), term_starts(book.lines, due)),
        period, rows.of(rate.due, period, checked), rate, {days: accuracy(checked, days) for days in HORIZONS},
        book.exchange.base, book.grace,
    )  # fmt: skip


def _major(fine: int, currency: str) -> Decimal:
    return Decimal(minor(fine)).scaleb(-minor_digits(currency))


class _Rows:
    """Makes rows of renewals; calls and lines count at the rates of the eve of a period."""

    def __init__(self, session: Session, book: MoneyBook, said: Sequence[CallRow], today: date) -> None:
        self._book, self._said, self._today = book, said, today
        self._contracts: Mapping[str, Mapping[str, Any]] = {row["id"]: row for row in session.rows(_CONTRACTS)}
        self._newest = {call.contract_id: call for call in said}
        self._as_calls: dict[date, list[Call]] = {}

    def courses(self, period: Period) -> list[Course]:
        """Return the courses of all customers at the rates of a period."""
        return courses_of(self._book.lines, self._book.exchange, period, self._book.unit(period.end), self._book.grace)

    def calls(self, period: Period) -> list[Call]:
        """Return all calls at the rates of the eve of a period."""
        if period.eve not in self._as_calls:
            self._as_calls[period.eve] = as_calls(self._said, self._book.exchange, period.eve)
        return self._as_calls[period.eve]

    def of(self, due: Sequence[Due], period: Period, checked: Sequence[Checked] = ()) -> tuple[RenewalRow, ...]:
        """Return rows of renewals."""
        begun = term_starts(self._book.lines, due)
        counted = {call.contract: call for call in self.calls(period)}
        known = {(one.due.contract, one.due.end): one for one in checked}
        return tuple(
            self._row(one, begun[one.contract, one.end], counted, known.get((one.contract, one.end))) for one in due
        )

    def _row(self, due: Due, begun: date, counted: Mapping[str, Call], checked: Checked | None) -> RenewalRow:
        row, base = self._contracts[due.contract], self._book.exchange.base
        deadline = notice_deadline(due.end, notice_of(row))
        call = self._newest.get(due.contract)
        call = call if call is not None and call.called_on >= begun else None
        hoped = counted[due.contract] if call is not None else None
        confirmed = date.fromisoformat(row["intent_on"]) if row["intent_on"] else None
        expected = {days: checked.expected(days) for days in HORIZONS} if checked is not None else {}
        return RenewalRow(
            contract_id=due.contract, account_id=due.account,
            account=self._book.names.get(due.account, due.account), number=row["external_id"] or "", begun=begun,
            end=due.end, notice_on=deadline.day, estimated=deadline.estimated, auto_renew=bool(row["auto_renew"]),
            confirmed=is_of_term(confirmed, begun, date.fromisoformat(row["start_on"])), state=due.state,
            late=due.state is State.OPEN and due.end < self._today, target=_major(due.target, base),
            kept=None if due.state.is_open else _major(due.kept, base), call=call,
            hoped={
                name: _major(max(0, min(getattr(hoped, name), due.target)), base)
                for name in ("worst", "committed", "best")
            } if hoped is not None else {},
            expected={days: None if fine is None else _major(fine, base) for days, fine in expected.items()},
        )  # fmt: skip
