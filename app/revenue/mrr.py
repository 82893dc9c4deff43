"""What a contract line is worth a month, exactly, and whether it counts on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from app.revenue.terms import current_term, months_of_term
from app.vocabulary import Billing, ContractKind, Outcome

GRACE_DAYS = 30
# How long after the end of a term somebody may write down how it ended; not the grace, which is one's own to choose.
_SAID_WITHIN = 30
_ENDED = {Outcome.CHURNED, Outcome.CONTRACTED}


@dataclass(frozen=True)
class ContractLine:
    """One product of one contract, as signed.

    `amount` is in minor units without tax, for one `billing` period (a month, a year, the whole term, once).
    `end` is the last day of the first term, inclusive. `notice_on` is when either side gave notice; it ends the
    contract with the term that day falls in; so does `outcome_on` where the outcome says that it ends. `free_months`
    cost nothing and stand within the term; an amount for the whole term already leaves them out. `planned`: it ends
    before its contract does, as signed, so that nothing of it is renewed or late.
    """

    start: date
    end: date
    amount: int
    product: str = ""
    currency: str = "JPY"
    billing: Billing = Billing.MONTHLY
    kind: ContractKind = ContractKind.PAID
    free_months: int = 0
    auto_renew: bool = False
    renewal_term_months: int | None = None
    notice_on: date | None = None
    outcome: Outcome | None = None
    outcome_on: date | None = None
    planned: bool = False


@dataclass(frozen=True)
class Force:
    """Whether a line counts on a day; `grace` = only because its renewal may still come."""

    counts: bool
    grace: bool = False


@dataclass(frozen=True)
class MonthlyAmount:
    """Money a month on a day, in minor units, and whether part of it is past its last day."""

    exact: Fraction
    grace: bool = False


def line_mrr(line: ContractLine) -> Fraction:
    """Return the monthly recurring revenue of a line in minor units, exact and not rounded.

    The recurring amount of the term ÷ its months. Nothing for what is paid once and for trial, PoC and free
    contracts. Free months of a monthly or yearly price are spread over the term.
    """
    if line.kind is not ContractKind.PAID or line.billing is Billing.ONE_OFF:
        return Fraction(0)
    months = months_of_term(line.start, line.end)
    if line.billing is Billing.TERM:
        return line.amount / months
    monthly = Fraction(line.amount, 12 if line.billing is Billing.YEARLY else 1)
    return monthly * max(Fraction(0), months - line.free_months) / months


def rounded(exact: Fraction) -> int:
    """Return whole minor units, half away from zero: done once for each line, never for a sum of rounded ones."""
    size = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return size if exact >= 0 else -size


def last_day(line: ContractLine) -> date | None:
    """Return the last day in force, or None for a contract that goes on renewing by itself.

    An outcome written down within a month after a term speaks of that term, not of the one that followed by itself.
    """
    if not line.auto_renew or line.planned:
        return line.end
    if line.notice_on is not None:
        return current_term(line.start, line.end, True, line.renewal_term_months, line.notice_on)[1]
    if line.outcome not in _ENDED:
        return None
    said = line.end if line.outcome_on is None else line.outcome_on - timedelta(_SAID_WITHIN)
    return current_term(line.start, line.end, True, line.renewal_term_months, said)[1]


def is_decided(line: ContractLine) -> bool:
    """Tell whether a line ends without grace: notice was given, it is told lost, or nothing of it is renewed.

    Who goes on with less is no loss: what is signed instead may still come within the grace.
    """
    ended = line.notice_on is not None or line.outcome is Outcome.CHURNED
    return ended or line.planned or line.billing is Billing.ONE_OFF


def takes_over(other: ContractLine, line: ContractLine, last: date | None, grace: int = GRACE_DAYS) -> bool:
    """Tell whether `other` continues `line`, whose last day is `last`.

    A later line of the same product, or any line that starts the day after. Of a line that goes on renewing by itself
    only one of its product that starts with one of its terms, or within the grace after a term that somebody wrote
    down as renewed: any other that starts within a term comes on top of it.
    """
    if other.kind is not ContractKind.PAID or other.billing is Billing.ONE_OFF:
        return False
    if last is not None:
        return last < other.start and (other.product == line.product or other.start == last + timedelta(1))
    if other.product != line.product or other.start <= line.end:
        return False
    begun, end = current_term(line.start, line.end, True, line.renewal_term_months, other.start)
    if begun == other.start or line.outcome is not Outcome.RENEWED:
        return begun == other.start
    before = current_term(line.start, line.end, True, line.renewal_term_months, begun - timedelta(1))[0]
    # A late signature is written down on either side of the end of the term it speaks of.
    return (other.start - begun).days < grace and before <= (line.outcome_on or line.end) <= end


def in_force(line: ContractLine, day: date, grace: int = GRACE_DAYS) -> Force:
    """Return whether a line counts on `day`: to its last day inclusive, then `grace` days more, flagged.

    There is no grace where it is decided that the line ends.
    """
    last = last_day(line)
    if day < line.start:
        return Force(False)
    if last is None or day <= last:
        return Force(True)
    still = not is_decided(line) and day <= last + timedelta(grace)
    return Force(still, grace=still)


def mrr_on(lines: Sequence[ContractLine], day: date, grace: int = GRACE_DAYS) -> MonthlyAmount:
    """Return what the lines of one account, in one currency, are worth a month on `day`, in exact minor units.

    A line in its grace, or one that would renew by itself, gives way to what continues it, so that a renewal is never
    counted beside what it renews.
    """
    total, late = Fraction(0), False
    for line in lines:
        force = in_force(line, day, grace)
        if not force.counts or _succeeded(line, lines, day, grace):
            continue
        worth = line_mrr(line)
        total += worth
        late = late or (force.grace and worth > 0)
    return MonthlyAmount(total, late)


def late_lines(lines: Sequence[ContractLine], day: date, grace: int = GRACE_DAYS) -> list[ContractLine]:
    """Return the lines that bring money on `day` only because their renewal may still come, as signed."""
    return [
        line
        for line in lines
        if in_force(line, day, grace).grace and line_mrr(line) > 0 and not _succeeded(line, lines, day, grace)
    ]


def _succeeded(line: ContractLine, lines: Sequence[ContractLine], day: date, grace: int) -> bool:
    last = last_day(line)
    if last is not None and day <= last:
        return False
    return any(other.start <= day and takes_over(other, line, last, grace) for other in lines)
