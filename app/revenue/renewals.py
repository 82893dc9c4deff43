"""Renewals due in a period: what was to be kept, what was kept, and what is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from app.revenue.movements import Course
from app.revenue.mrr import GRACE_DAYS, ContractLine, is_decided, last_day, takes_over
from app.revenue.periods import Period
from app.revenue.pieces import BookLine, Piece
from app.revenue.scope import WHOLE, Scope
from app.revenue.terms import current_term
from app.vocabulary import Outcome

_DAY = timedelta(1)


class State(StrEnum):
    """How a renewal stands: kept in time, kept after its last day, not kept, or not yet known.

    `UNSIGNED`: somebody wrote down that it is renewed, and when the grace was over no contract had followed; the bridge
    counts it as gone, so that nothing may count it as kept.
    """

    RENEWED = "renewed"
    LATE = "late"
    LOST = "lost"
    OPEN = "open"
    UNSIGNED = "unsigned"

    @property
    def is_open(self) -> bool:
        """Tell whether nobody can say yet what is kept."""
        return self in (State.OPEN, State.UNSIGNED)


@dataclass(frozen=True, slots=True)
class Due:
    """One contract at the end of one of its terms; `target` is what it brings a month then, `final` what follows it.

    Both in fine units; `final` None while it is open.
    """

    customer: str
    account: str
    contract: str
    end: date
    target: int
    final: int | None
    state: State

    @property
    def kept(self) -> int:
        """Return what counts as kept: never more than the target."""
        return min(self.final or 0, self.target)


@dataclass(frozen=True)
class RenewalRate:
    """The rate by amount of those decided, and of all with the open ones as lost."""

    due: tuple[Due, ...]
    decided: Fraction | None
    open_as_lost: Fraction | None


def renewals_due(
    courses: Sequence[Course], period: Period, today: date, scope: Scope = WHOLE, grace: int = GRACE_DAYS
) -> RenewalRate:
    """Return the renewals whose term ends in a period, in the order of their last days."""
    due = [
        one
        for course in courses
        for one in _of(course, period, today, grace)
        if one.target > 0 and scope.has(course.customer, one.end)
    ]
    due.sort(key=lambda one: (one.end, one.customer, one.contract))
    return RenewalRate(tuple(due), _rate([one for one in due if not one.state.is_open]), _rate(due))


def term_starts(lines: Iterable[BookLine], due: Iterable[Due]) -> Mapping[tuple[str, date], date]:
    """Return the first day of the term that each renewal ends, by its contract and last day."""
    terms = {one.contract_id: one for one in lines}
    found = {}
    for one in due:
        of = terms.get(one.contract)
        if of is not None:
            line = of.line
            begun, _end = current_term(
                of.contract_start, of.contract_end, line.auto_renew, line.renewal_term_months, one.end
            )
            found[one.contract, one.end] = begun
    return found


def _rate(due: Sequence[Due]) -> Fraction | None:
    target = sum(one.target for one in due)
    return Fraction(sum(one.kept for one in due), target) if target else None


def _of(course: Course, period: Period, today: date, grace: int) -> Iterator[Due]:
    by_end: dict[tuple[str, date], list[Piece]] = defaultdict(list)
    for piece in course.pieces:
        if piece.recurs and not piece.of.line.planned:
            for end in _ends(piece, period):
                by_end[piece.of.contract_id, end].append(piece)
    for (contract, end), some in by_end.items():
        state, final = _state(course, some, end, today, grace)
        target = sum(piece.worth for piece in some)
        yield Due(course.customer, some[0].of.account_id, contract, end, target, final, state)


def _ends(piece: Piece, period: Period) -> Iterator[date]:
    """Return the last days of the terms of a line that lie in a period."""
    line = piece.of.line
    end = line.end
    if line.auto_renew and end < period.start:
        end = current_term(line.start, line.end, True, line.renewal_term_months, period.start)[1]
    while end <= period.end and end < piece.until:
        if end >= period.start:
            yield end
        if not line.auto_renew:
            return
        end = current_term(line.start, line.end, True, line.renewal_term_months, end + _DAY)[1]


def _state(course: Course, some: Sequence[Piece], end: date, today: date, grace: int) -> tuple[State, int | None]:
    final, started, goes_on, seen = 0, end + _DAY, False, set()
    for piece in some:
        line, last = piece.of.line, last_day(piece.of.line)
        after = [
            one
            for one in course.pieces
            if one.recurs and end < one.since <= end + timedelta(grace) and takes_over(one.of.line, line, last, grace)
        ]
        for one in after:
            if id(one) not in seen:
                seen.add(id(one))
                final += one.worth
                started = max(started, one.since)
        if not after and piece.counts(end + _DAY) and end + _DAY < piece.late:
            # It went on by itself, or will where nothing is said before.
            final += piece.worth
            goes_on = True
    if seen:
        return (State.LATE if started > end + _DAY else State.RENEWED), final
    line = some[0].of.line
    if line.outcome is Outcome.CHURNED or line.notice_on is not None:
        last = last_day(line)
        return (State.LOST, 0) if last is not None and last <= end else (State.RENEWED, final)
    if goes_on:
        return (State.RENEWED, final) if end < today or _is_said_to_renew(line, end) else (State.OPEN, None)
    if line.outcome is Outcome.RENEWED:
        signed = today <= end + timedelta(grace)
        return (State.RENEWED, sum(piece.worth for piece in some)) if signed else (State.UNSIGNED, None)
    if today > end + timedelta(0 if is_decided(line) else grace):
        return State.LOST, 0
    return State.OPEN, None


def _is_said_to_renew(line: ContractLine, end: date) -> bool:
    """Tell whether somebody wrote down that the term with this last day is renewed, and not an earlier one."""
    if line.outcome is not Outcome.RENEWED:
        return False
    said = line.outcome_on or line.end
    return current_term(line.start, line.end, True, line.renewal_term_months, said)[1] == end
