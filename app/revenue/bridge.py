"""The bridge of recurring revenue: what it was on the eve of a period, each kind of change, what it is at the end.

Start and end are added up from the lines that stand inside their contracts on these two days; every term in between is
told from the changes themselves. Where the two do not meet, the book contradicts itself, and the customer and the
contract are named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.revenue.movements import Course, Kind
from app.revenue.periods import Period
from app.revenue.pieces import Piece
from app.revenue.scope import WHOLE, Scope

TERMS = (*(str(kind) for kind in Kind), "transferred", "fx")
"""The terms between start and end, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one change of one customer adds to a term, and the day it bears; `contracts` are behind it."""

    customer: str
    term: str
    day: date
    amount: int
    product: str = ""
    contracts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A customer whose start and changes do not come to its end, and the contracts that contradict themselves."""

    customer: str
    contracts: tuple[str, ...]
    amount: int


@dataclass(frozen=True)
class Bridge:
    """Signed sums in fine units; `parts` are all changes behind the terms, transfers and rates among them."""

    start: int
    terms: Mapping[str, int]
    end: int
    parts: tuple[Part, ...]
    broken: tuple[Broken, ...]
    starts: Mapping[str, int]
    ends: Mapping[str, int]

    @property
    def reconciles(self) -> bool:
        """Tell whether start and terms come to the end, for every customer."""
        return not self.broken and self.start + sum(self.terms.values()) == self.end

    def behind(self, term: str) -> tuple[str, ...]:
        """Return the customers behind a term, "start" or "end"."""
        if term in ("start", "end"):
            return tuple(self.starts if term == "start" else self.ends)
        return tuple(dict.fromkeys(part.customer for part in self.parts if part.term == term))


def bridge_of(courses: Sequence[Course], period: Period, scope: Scope = WHOLE) -> Bridge:
    """Return the bridge of a period for the customers of a scope."""
    parts: list[Part] = []
    broken: list[Broken] = []
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    for course in courses:
        own = list(_parts(course, period, scope))
        start = _balance(course, period.eve, later=False) if scope.has(course.customer, period.eve) else 0
        end = _balance(course, period.end, later=True) if scope.has(course.customer, period.end) else 0
        missing = end - start - sum(part.amount for part in own)
        if missing:
            broken.append(Broken(course.customer, _at_fault(course), missing))
        if start:
            starts[course.customer] = start
        if end:
            ends[course.customer] = end
        parts += own
    sums: dict[str, int] = defaultdict(int)
    for part in parts:
        sums[part.term] += part.amount
    terms = {term: sums[term] for term in TERMS}
    return Bridge(sum(starts.values()), terms, sum(ends.values()), tuple(parts), tuple(broken), starts, ends)


def _parts(course: Course, period: Period, scope: Scope) -> Sequence[Part]:
    customer = course.customer
    found = [
        Part(customer, str(move.kind), move.day, move.amount, move.product, move.contracts)
        for move in course.movements
        if period.start <= move.day <= period.end and scope.has(customer, move.day)
    ]
    for day, comes in scope.turns(customer, period.start, period.end):
        amount = course.amount_on(day - timedelta(1))
        if amount:
            found.append(Part(customer, "transferred", day, amount if comes else -amount))
    if scope.has(customer, period.end):
        for piece in course.pieces:
            if piece.later != piece.worth and piece.counts(period.end):
                fx = Part(customer, "fx", period.end, piece.later - piece.worth, piece.product, (piece.of.contract_id,))
                found.append(fx)
    return found


def _balance(course: Course, day: date, *, later: bool) -> int:
    found = 0
    for piece in course.pieces:
        if piece.counts(day):
            since, until = inside_until(piece)
            if since <= day < until:
                found += piece.later if later else piece.worth
    return found


def inside_until(piece: Piece) -> tuple[date, date]:
    """Return from which day and until before which a line counts within its contract.

    A contract that renews by itself, or is only late, covers what it had at its end.
    """
    one = piece.of
    if not one.is_astray:
        return piece.since, piece.until
    until = piece.until if one.line.end <= one.contract_end else min(piece.until, one.contract_end + timedelta(1))
    return max(piece.since, one.contract_start), until


def _at_fault(course: Course) -> tuple[str, ...]:
    astray = [piece.of.contract_id for piece in course.pieces if piece.of.is_astray]
    return tuple(dict.fromkeys(astray or [piece.of.contract_id for piece in course.pieces]))
