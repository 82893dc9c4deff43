"""The question of my own time: the minutes of a period by purpose and segment, against what the accounts pay a year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import text

from app.errors import BansoError
from app.language import minor_digits
from app.models.database import Session
from app.operations.money.loading import MoneyBook, money_book
from app.operations.settings import settings
from app.revenue.customers import courses_of
from app.revenue.periods import Period
from app.revenue.scope import NEVER
from app.revenue.shown import minor
from app.vocabulary import Purpose, Segment

_DONE = text(
    """SELECT account_id, purpose, minutes, gathering_id, by_id FROM touchpoint
 WHERE deleted_at IS NULL AND state = 'done' AND on_date BETWEEN :first AND :last
 AND account_id IN (SELECT id FROM account WHERE deleted_at IS NULL)"""
)
_GATHERED = text(
    """SELECT gathering_id, count(*) AS n FROM touchpoint
 WHERE deleted_at IS NULL AND state = 'done' AND gathering_id IS NOT NULL GROUP BY gathering_id"""
)
_MONTHS = 12
ALL, NONE = "all", "none"


@dataclass(frozen=True)
class Spent:
    """Minutes of touchpoints that say how long they took, how many they are, and how many do not say."""

    minutes: Fraction = Fraction(0)
    measured: int = 0
    unmeasured: int = 0

    def __add__(self, other: Spent) -> Spent:
        """Return both together."""
        return Spent(
            self.minutes + other.minutes, self.measured + other.measured, self.unmeasured + other.unmeasured
        )  # fmt: skip

    @property
    def touchpoints(self) -> int:
        """Return how many touchpoints there were."""
        return self.measured + self.unmeasured


@dataclass(frozen=True)
class AccountTime:
    """My time for one account by purpose and for all of them; `arr` None where its currency has no rate."""

    account_id: str
    name: str
    segment: Segment | None
    arr: Decimal | None
    by_purpose: Mapping[str, Spent]

    @property
    def part(self) -> str:
        """Return the key of its segment."""
        return str(self.segment or NONE)

    def spent(self, purpose: str = ALL) -> Spent:
        """Return the time for a purpose, or for all."""
        return self.by_purpose.get(purpose, Spent())


@dataclass(frozen=True)
class OwnTime:
    """My time of a period and what the accounts pay, each in the segment of the last day.

    `accounts` are all that pay or had a touchpoint, the most time first. `per` is the ARR that hours are held against.
    `others` counts the touchpoints of somebody else, which are not in it; `without_rate` are currencies whose ARR is
    not. Segments and purposes are named by their keys, those of nobody and of all by `NONE` and `ALL`.
    """

    until: date
    currency: str
    per: Decimal
    accounts: tuple[AccountTime, ...]
    sums: Mapping[tuple[str, str], Spent]
    arrs: Mapping[str, Decimal]
    others: int
    without_rate: tuple[str, ...]

    def segments(self) -> tuple[str, ...]:
        """Return the segments that have an account."""
        return tuple(one for one in (*map(str, Segment), NONE) if one in self.arrs)

    def purposes(self) -> tuple[str, ...]:
        """Return the purposes that have a touchpoint."""
        there = {purpose for _segment, purpose in self.sums}
        return tuple(one for one in (*map(str, Purpose), NONE) if one in there)

    def spent(self, segment: str = ALL, purpose: str = ALL) -> Spent:
        """Return the time for a segment and a purpose."""
        return self.sums.get((segment, purpose), Spent())

    def share(self, segment: str = ALL, purpose: str = ALL) -> Fraction | None:
        """Return the share of all my time; None where there is none."""
        whole = self.spent().minutes
        return self.spent(segment, purpose).minutes / whole if whole else None

    def arr(self, segment: str = ALL) -> Decimal:
        """Return what the accounts of a segment pay a year."""
        return self.arrs.get(segment, Decimal(0))

    def arr_share(self, segment: str = ALL) -> Fraction | None:
        """Return the share of all ARR; None where there is none."""
        whole = self.arr()
        return Fraction(self.arr(segment)) / Fraction(whole) if whole else None

    def hours_per(self, segment: str = ALL) -> Fraction | None:
        """Return the hours for each `per` of ARR; None where nothing is paid."""
        return hours_per(self.spent(segment), self.arr(segment), self.per)

    def behind(self, segment: str = ALL, purpose: str = ALL) -> tuple[AccountTime, ...]:
        """Return the accounts of a segment that had a touchpoint for a purpose; for all purposes every one."""
        return tuple(
            one
            for one in self.accounts
            if segment in (ALL, one.part) and (purpose == ALL or one.spent(purpose).touchpoints)
        )


def hours_per(spent: Spent, arr: Decimal | None, per: Decimal) -> Fraction | None:
    """Return the hours for each `per` of ARR; None where nothing is paid."""
    return spent.minutes / 60 / (Fraction(arr) / Fraction(per)) if arr else None


def own_time(session: Session, *, period: Period, today: date, segment: Segment | None = None) -> OwnTime:
    """Return my time in a period up to today. Raises "metrics.ahead" for a period that has not begun.

    The minutes of a gathering are shared among those who came; a touchpoint without minutes is counted and not guessed.
    """
    if period.start > today:
        raise BansoError("metrics.ahead", field="period", day=period.start)
    until = min(today, period.end)
    book, me = money_book(session), settings(session).me
    rows = session.rows(_DONE, first=period.start.isoformat(), last=until.isoformat())
    came = {row["gathering_id"]: row["n"] for row in session.rows(_GATHERED)}
    spent: dict[str, dict[str, Spent]] = defaultdict(dict)
    of_others: Counter[str] = Counter()
    for row in rows:
        if me is not None and row["by_id"] not in (None, me):
            of_others[row["account_id"]] += 1
            continue
        purpose = str(Purpose(row["purpose"])) if row["purpose"] else NONE
        own = spent[row["account_id"]]
        for key in (purpose, ALL):
            own[key] = own.get(key, Spent()) + _spent(row, came)
    paid, without = _paid(book, until)
    found = []
    others = 0
    for account, name in book.names.items():
        value = book.segments.get(account, NEVER).on(until)
        belongs = Segment(value) if value else None
        if segment is not None and belongs is not segment:
            continue
        others += of_others[account]
        arr = paid.get(account, Decimal(0))
        if account in spent or arr is None or arr:
            found.append(AccountTime(account, name, belongs, arr, spent.get(account, {})))
    currency = book.exchange.base
    per = Decimal(1_000_000) if minor_digits(currency) == 0 else Decimal(10_000)
    found.sort(key=lambda one: (-one.spent().minutes, -(one.arr or 0), one.name))
    return OwnTime(until, currency, per, tuple(found), _sums(found), _arrs(found), others, without)


def _sums(accounts: Sequence[AccountTime]) -> Mapping[tuple[str, str], Spent]:
    found: dict[tuple[str, str], Spent] = defaultdict(Spent)
    for one in accounts:
        for purpose, spent in one.by_purpose.items():
            for part in (one.part, ALL):
                found[part, purpose] += spent
    return dict(found)


def _arrs(accounts: Sequence[AccountTime]) -> Mapping[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for one in accounts:
        for part in (one.part, ALL):
            found[part] += one.arr or 0
    return dict(found)


def _spent(row: Mapping[str, Any], came: Mapping[str, int]) -> Spent:
    if not row["minutes"]:
        return Spent(unmeasured=1)
    return Spent(Fraction(row["minutes"], came.get(row["gathering_id"], 1)), 1)


def _paid(book: MoneyBook, day: date) -> tuple[Mapping[str, Decimal | None], tuple[str, ...]]:
    """Return the ARR of each account on a day, None where its currency has no rate, and these currencies."""
    unknown = []
    for currency in book.currencies():
        try:
            book.exchange.used(currency, day)
        except BansoError:
            unknown.append(currency)
    known = [one for one in book.lines if one.line.currency not in unknown]
    digits = minor_digits(book.exchange.base)
    paid: dict[str, Decimal | None] = {
        course.customer: Decimal(minor(_MONTHS * course.later_on(day))).scaleb(-digits)
        for course in courses_of(known, book.exchange, Period(day, day, ""), grace=book.grace)
    }
    others = [one for one in book.lines if one.line.currency in unknown]
    at_par = courses_of(others, book.at_par(), Period(day, day, ""), grace=book.grace)
    paid.update({course.customer: None for course in at_par if course.amount_on(day)})
    return paid, tuple(unknown)
