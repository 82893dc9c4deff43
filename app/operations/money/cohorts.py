"""The question of how customers start: time to value by quarter of the start and by segment, and onboarding in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from app.models.database import Session
from app.operations.money.loading import MoneyBook, money_book
from app.operations.money.starts import starts_of
from app.operations.money.targets import targets_of
from app.operations.settings import settings
from app.revenue.customers import courses_of
from app.revenue.periods import Period
from app.revenue.scope import NEVER, Scope
from app.revenue.starting import OnboardingRate, Start, onboarding_rate, time_to_value
from app.revenue.survival import Curve, Wait, kaplan_meier
from app.revenue.terms import add_months
from app.vocabulary import Segment

K = TypeVar("K")


@dataclass(frozen=True)
class StartRow:
    """One onboarding with how long its first value took, or how long it has been waited for, by one clock."""

    account_id: str
    name: str
    segment: Segment | None
    contract_start: date
    kick_off: date | None
    agreed_due: date | None
    first_value: date | None
    verdict: str | None
    wait: Wait | None


@dataclass(frozen=True)
class Cohort:
    """Those who started in one quarter, or all of one segment; `curve` is their time to value.

    `first` is the first day of the quarter, None where it is no quarter. `rows` are those whose clock has begun.
    """

    key: str
    first: date | None
    segment: Segment | None
    rows: tuple[StartRow, ...]
    curve: Curve

    def waiting(self) -> tuple[StartRow, ...]:
        """Return those who still may reach it."""
        return tuple(one for one in self.rows if one.wait and not one.wait.reached and not one.wait.never)

    def never(self) -> tuple[StartRow, ...]:
        """Return those who left, or whose onboarding was given up, before a first value."""
        return tuple(one for one in self.rows if one.wait and one.wait.never)

    def reached(self) -> tuple[StartRow, ...]:
        """Return those who have it, the fastest first."""
        there = [one for one in self.rows if one.wait and one.wait.reached]
        return tuple(sorted(there, key=lambda one: (one.wait.days if one.wait else 0, one.name)))


@dataclass(frozen=True)
class Clock:
    """Time to value counted from one day: all, by quarter of the start (the newest first), by segment.

    `unclocked` have no such day, so that nothing can be counted for them.
    """

    whole: Cohort
    quarters: tuple[Cohort, ...]
    segments: tuple[Cohort, ...]
    unclocked: tuple[StartRow, ...]


@dataclass(frozen=True)
class Cohorts:
    """How customers start as of a day, by the start of the contract and by the kick-off; and the onboarding rate.

    `due` are the onboardings behind the lists of `onboarding`, by account. `target` is that of the fiscal year.
    """

    as_of: date
    contract: Clock
    kick_off: Clock
    onboarding: OnboardingRate
    due: Mapping[str, StartRow]
    target: Decimal | None


def cohorts(session: Session, *, period: Period, today: date, segment: Segment | None = None) -> Cohorts:
    """Return how customers start; the curves hold all who had started by the end of the period, the rate is its own."""
    as_of = min(today, period.end)
    book = money_book(session)
    units = book.unit(as_of)
    # Who left is told by days alone: no rate is asked for.
    courses = courses_of(book.lines, book.at_par(), Period(as_of, as_of, ""), units, book.grace)
    scope = Scope(segment, None, book.segments, book.holders)
    starts = starts_of(book, courses, units, scope, as_of)
    onboarding = onboarding_rate(starts, period, as_of)
    in_period = {one.account: one for one in starts if one.agreed_due and period.start <= one.agreed_due <= period.end}
    begins = settings(session).fiscal_year_start
    return Cohorts(
        as_of,
        _clock(book, starts, as_of, begins, kick_off=False),
        _clock(book, starts, as_of, begins, kick_off=True),
        onboarding,
        {account: _row(book, one, as_of, kick_off=False) for account, one in in_period.items()},
        targets_of(session, period.end, segment).get("onboarding_rate"),
    )


def quarter_of(day: date, fiscal_start: int) -> Period:
    """Return the quarter of our fiscal year in which a day lies."""
    months = (day.month - fiscal_start) % 3
    start = add_months(day.replace(day=1), -months)
    return Period(start, add_months(start, 3) - timedelta(1), f"{start:%Y-%m}")


def _clock(book: MoneyBook, starts: Sequence[Start], as_of: date, fiscal_start: int, *, kick_off: bool) -> Clock:
    rows = [_row(book, one, as_of, kick_off=kick_off) for one in starts]
    clocked = [row for row in rows if row.wait is not None]
    by_quarter = _grouped(clocked, lambda row: quarter_of(row.contract_start, fiscal_start).start)
    by_segment = _grouped(clocked, lambda row: row.segment)
    return Clock(
        _cohort("", None, None, clocked),
        tuple(
            _cohort(first.isoformat(), first, None, some)
            for first, some in sorted(by_quarter.items(), reverse=True)
        ),
        tuple(
            _cohort(str(segment or "none"), None, segment, by_segment[segment])
            for segment in (*Segment, None)
            if segment in by_segment
        ),
        tuple(row for row in rows if row.wait is None),
    )  # fmt: skip


def _grouped(rows: Iterable[StartRow], key: Callable[[StartRow], K]) -> dict[K, list[StartRow]]:
    found: dict[K, list[StartRow]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _cohort(key: str, first: date | None, segment: Segment | None, rows: Sequence[StartRow]) -> Cohort:
    return Cohort(key, first, segment, tuple(rows), kaplan_meier([row.wait for row in rows if row.wait is not None]))


def _row(book: MoneyBook, one: Start, as_of: date, *, kick_off: bool) -> StartRow:
    waits = time_to_value([one], as_of, from_kick_off=kick_off).waits
    segment = book.segments.get(one.account, NEVER).on(as_of)
    return StartRow(
        one.account, book.names.get(one.account, one.account), Segment(segment) if segment else None,
        one.contract_start, one.kick_off, one.agreed_due, one.first_value, one.verdict, waits[0] if waits else None,
    )  # fmt: skip
