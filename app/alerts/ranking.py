"""The order of the day: urgency × ARR × days, each part kept so that the order can be explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from app.vocabulary import TodayKind

URGENCY: Mapping[TodayKind, int] = MappingProxyType(
    {
        TodayKind.SIGNAL: 6,
        TodayKind.RENEWAL: 5,
        TodayKind.PROMISE: 4,
        TodayKind.SCHEDULED: 3,
        TodayKind.QUIET: 2,
        TodayKind.REJUDGE: 1,
        TodayKind.DATA_GAP: 1,
    }
)


@dataclass(frozen=True)
class Cause:
    """One reason to act for an account: `due` where a day is set.

    `arr` is in minor units of one currency for all; None, where it cannot be told in that currency, weighs as the mean.
    `urgency` is that of the rule behind it; without one that of its kind counts.
    """

    account: str
    kind: TodayKind
    subject: str = ""
    due: date | None = None
    arr: int | None = 0
    urgency: int | None = None


@dataclass(frozen=True)
class Ranked:
    """A cause at its place, with the three parts whose product put it there."""

    cause: Cause
    place: int
    urgency: int
    money: Fraction
    days: Fraction

    @property
    def score(self) -> Fraction:
        """Return urgency × money × days."""
        return self.urgency * self.money * self.days


def days_factor(due: date | None, today: date) -> Fraction:
    """Return how much the day weighs: 1 today or without one, 30 ÷ (30 + days left) before, up to 3 when overdue.

    Overdue adds a thirtieth a day; after 60 days it grows no further, or old promises would bury new signals.
    """
    if due is None:
        return Fraction(1)
    left = (due - today).days
    return Fraction(30, 30 + left) if left >= 0 else 1 + Fraction(min(-left, 60), 30)


def money_factor(arr: int | None, mean: Fraction) -> Fraction:
    """Return ARR against the mean of the list, within 1/4 and 4: a small customer is never multiplied away."""
    if arr is None or mean <= 0:
        return Fraction(1)
    return min(Fraction(4), max(Fraction(1, 4), arr / mean))


def rank(causes: Iterable[Cause], today: date, urgency: Mapping[TodayKind, int] = URGENCY) -> tuple[Ranked, ...]:
    """Return the causes in the order to act on them, places from 1.

    Ties fall by due date (none last), account, kind and subject: the same causes always give the same order.
    """
    listed = list(causes)
    by_account = {cause.account: max(0, cause.arr) for cause in listed if cause.arr is not None}
    mean = Fraction(sum(by_account.values()), len(by_account)) if by_account else Fraction(0)
    # Thousands of causes share the amounts of their accounts and a few hundred days.
    money = {arr: money_factor(arr, mean) for arr in {one.arr for one in listed}}
    days = {due: days_factor(due, today) for due in {one.due for one in listed}}
    scored = [(one, one.urgency or urgency[one.kind], money[one.arr], days[one.due]) for one in listed]
    scored.sort(
        key=lambda s: (
            -_whole(s[1] * s[2] * s[3]), s[0].due or date.max, s[0].account, s[0].kind.value, s[0].subject,
        )
    )  # fmt: skip
    return tuple(Ranked(s[0], place, s[1], s[2], s[3]) for place, s in enumerate(scored, 1))


def _whole(score: Fraction) -> int:
    """Return whole numbers in the order of the scores: fractions of denominators under 2⁴⁸ never fall together."""
    return (score.numerator << 96) // score.denominator
