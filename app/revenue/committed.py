"""Committed MRR: what is in force, what is signed and has not begun, less what is known to end, twelve months ahead.

CMRR = MRR + (signed − current) of signed renewals + signed new − notified losses. Of a past day only what was written
down by then is signed, and only what was told by then is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.revenue.movements import Course
from app.revenue.mrr import GRACE_DAYS, ContractLine, is_decided, last_day, takes_over
from app.revenue.pieces import Piece
from app.revenue.scope import WHOLE, Scope
from app.revenue.terms import add_months

HORIZON_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Coming:
    """What one line that is signed, or that is known to end, changes from a day on; fine units at the newest rates."""

    customer: str
    contract: str
    day: date
    amount: int


@dataclass(frozen=True)
class Committed:
    """MRR of a day and the three parts that make it the committed one, in fine units.

    `hindsight`: the day is past and the book began after it, so that what is known today had to stand in.
    """

    on: date
    until: date
    mrr: int
    renewals: tuple[Coming, ...]
    new: tuple[Coming, ...]
    losses: tuple[Coming, ...]
    hindsight: bool = False

    @property
    def cmrr(self) -> int:
        """Return the sum."""
        return self.mrr + sum(one.amount for some in (self.renewals, self.new, self.losses) for one in some)


def committed(
    courses: Sequence[Course],
    on: date,
    scope: Scope = WHOLE,
    months: int = HORIZON_MONTHS,
    today: date | None = None,
    grace: int = GRACE_DAYS,
) -> Committed:
    """Return the committed MRR of the customers of a scope on a day; as known then where `today` is later.

    `grace` is that of the courses, in days: what is signed so late after a term still renews it.
    """
    until = add_months(on, months)
    past = today is not None and on < today
    hindsight = past and not _had_begun(courses, on)
    mrr = 0
    renewals: list[Coming] = []
    new: list[Coming] = []
    losses: list[Coming] = []
    for course in courses:
        if not scope.has(course.customer, on):
            continue
        mrr += course.later_on(on)
        current = [piece for piece in course.pieces if piece.counts(on) and piece.recurs]
        signed = [piece for piece in course.pieces if on < piece.since <= until and piece.recurs]
        if past and not hindsight:
            signed = [piece for piece in signed if piece.of.recorded is None or piece.of.recorded <= on]
        last = [one for one in signed if _continued_by(one, signed, grace) is None]
        replaced = {id(piece): _final(piece, signed, grace) for piece in current}
        renewing = {id(found) for found in replaced.values() if found is not None}
        for one in last:
            coming = Coming(course.customer, one.of.contract_id, one.since, one.later)
            (renewals if id(one) in renewing else new).append(coming)
        for piece in current:
            final = replaced[id(piece)]
            gone = Coming(course.customer, piece.of.contract_id, final.since if final else piece.until, -piece.later)
            if final is not None:
                renewals.append(gone)
            elif piece.until <= until and is_decided(piece.of.line) and not (past and _told_later(piece.of.line, on)):
                losses.append(gone)
    return Committed(on, until, mrr, _told(renewals), _told(new), _told(losses), hindsight)


def _had_begun(courses: Sequence[Course], day: date) -> bool:
    """Tell whether anything at all had been written down by a day; if nothing was, nobody can say what was known."""
    recorded = [piece.of.recorded for course in courses for piece in course.pieces if piece.of.recorded is not None]
    return not recorded or min(recorded) <= day


def _told_later(line: ContractLine, day: date) -> bool:
    """Tell whether the end of a line was decided, and told only after a day."""
    said = [one for one in (line.notice_on, line.outcome_on) if one is not None]
    return not line.planned and bool(said) and min(said) > day


def _continued_by(piece: Piece, others: Sequence[Piece], grace: int) -> Piece | None:
    line = piece.of.line
    last = last_day(line)
    found = (one for one in others if one is not piece and takes_over(one.of.line, line, last, grace))
    return min(found, key=lambda one: (one.product != piece.product, one.since), default=None)


def _final(piece: Piece, signed: Sequence[Piece], grace: int) -> Piece | None:
    """Return the signed line that stands at the end of those that continue a line one after the other."""
    following = _continued_by(piece, signed, grace)
    while following is not None:
        further = _continued_by(following, signed, grace)
        if further is None:
            break
        following = further
    return following


def _told(some: Sequence[Coming]) -> tuple[Coming, ...]:
    return tuple(one for one in some if one.amount)
