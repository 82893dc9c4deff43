"""Net and gross revenue retention and logo retention of a period, by each of the three methods in use.

NRR = Σ m1 ÷ Σ m0, GRR = Σ min(m0, m1) ÷ Σ m0 over the customers with m0 > 0 on the eve of the period. In the *closed*
cohort who was gone for longer than the grace counts as 0 even if they came back, *point* to point looks at the two days
alone, *flow* takes start, losses and gains of the bridge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.revenue.bridge import Bridge
from app.revenue.movements import Course
from app.revenue.mrr import GRACE_DAYS
from app.revenue.periods import Period
from app.revenue.scope import WHOLE, Scope
from app.statistics import Rate


class Method(StrEnum):
    """How retention is measured."""

    CLOSED = "closed"
    POINT = "point"
    FLOW = "flow"


GAINS = ("upsell", "cross_sell", "price")
LOSSES = ("contraction", "churn")


@dataclass(frozen=True, slots=True)
class Member:
    """A customer: money at the start, what counts of it as kept in all and at most as before; fine units.

    `kept` says whether they count as still a customer.
    """

    customer: str
    start: int
    net: int
    gross: int
    kept: bool


@dataclass(frozen=True)
class Largest:
    """The customer with most of the money at the start, their share of it, and the figures without them."""

    customer: str
    share: Fraction
    nrr: Fraction | None
    grr: Fraction | None


@dataclass(frozen=True)
class Retention:
    """The figures of one method; without money at the start there are none."""

    method: Method
    members: tuple[Member, ...]
    nrr: Fraction | None
    grr: Fraction | None
    logos: Rate
    largest: Largest | None

    @property
    def lost(self) -> tuple[str, ...]:
        """Return the customers that do not count as kept."""
        return tuple(member.customer for member in self.members if member.start > 0 and not member.kept)


def retention_of(
    courses: Sequence[Course],
    bridge: Bridge,
    period: Period,
    method: Method = Method.CLOSED,
    scope: Scope = WHOLE,
    grace: int = GRACE_DAYS,
) -> Retention:
    """Return the retention of the customers of a scope who paid on the eve of a period, wherever they went since."""
    cohort = [
        course
        for course in courses
        if course.amount_on(period.eve) > 0 and scope.has(course.customer, period.eve)
    ]  # fmt: skip
    if method is Method.FLOW:
        members = _flow(cohort, bridge, period)
    else:
        members = [_member(course, period, method, grace) for course in cohort]
    nrr, grr = _ratios(members)
    asked = [member for member in members if member.start > 0]
    rate = Rate(sum(member.kept for member in asked), len(asked))
    return Retention(method, tuple(members), nrr, grr, rate, _largest(members))


def gone_for_longer(course: Course, period: Period, grace: int = GRACE_DAYS) -> bool:
    """Tell whether, within a period, no contract was in force for more than `grace` days after a last day."""
    for at, step in enumerate(course.steps):
        if step.in_force or not period.start <= step.day <= period.end:
            continue
        back = course.steps[at + 1].day if at + 1 < len(course.steps) else None
        if back is None or back > period.end:
            return True
        last = max(min(piece.late, piece.until) for piece in course.pieces if piece.until <= step.day)
        if (back - last).days > grace:
            return True
    return False


def _member(course: Course, period: Period, method: Method, grace: int) -> Member:
    start, end = course.amount_on(period.eve), course.at(period.end)
    gone = not end.in_force or (method is Method.CLOSED and gone_for_longer(course, period, grace))
    net = 0 if gone else end.amount
    return Member(course.customer, start, net, min(start, net), not gone)


def _flow(cohort: Sequence[Course], bridge: Bridge, period: Period) -> list[Member]:
    """Return the cohort, and after it who gained or lost money in the period without being of it: 0 at the start."""
    start = {course.customer: course.amount_on(period.eve) for course in cohort}
    gained: dict[str, int] = defaultdict(int)
    lost: dict[str, int] = defaultdict(int)
    gone = {part.customer for part in bridge.parts if part.term == "churn"}
    for part in bridge.parts:
        if part.term in GAINS:
            gained[part.customer] += part.amount
        elif part.term in LOSSES:
            lost[part.customer] += part.amount
    everybody = dict.fromkeys([*start, *gained, *lost])
    return [
        Member(who, money, money + gained[who] + lost[who], money + lost[who], who not in gone)
        for who, money in ((who, start.get(who, 0)) for who in everybody)
    ]


def _ratios(members: Sequence[Member]) -> tuple[Fraction | None, Fraction | None]:
    start = sum(member.start for member in members)
    if start <= 0:
        return None, None
    return Fraction(sum(m.net for m in members), start), Fraction(sum(m.gross for m in members), start)


def _largest(members: Sequence[Member]) -> Largest | None:
    if not any(member.start > 0 for member in members):
        return None
    most = max(members, key=lambda member: (member.start, member.customer))
    rest = [member for member in members if member is not most]
    return Largest(most.customer, Fraction(most.start, sum(member.start for member in members)), *_ratios(rest))


def all_methods(
    courses: Sequence[Course], bridge: Bridge, period: Period, scope: Scope = WHOLE, grace: int = GRACE_DAYS
) -> Mapping[Method, Retention]:
    """Return the retention by every method."""
    return {method: retention_of(courses, bridge, period, method, scope, grace) for method in Method}
