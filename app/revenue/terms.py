"""Terms of a contract: their length in months, and which one a day falls in when the contract renews by itself."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later (or earlier), or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_of_term(start: date, end: date) -> Fraction:
    """Return the months from `start` to `end` inclusive: whole ones, and of the last its days ÷ days of that month.

    Months are counted from the day the term starts: 15 January to 14 February is one. Raises ValueError where the
    term ends before it starts.
    """
    if end < start:
        raise ValueError(f"{start} > {end}")
    after = end + timedelta(1)
    whole = (after.year - start.year) * 12 + after.month - start.month
    if add_months(start, whole) > after:
        whole -= 1
    begun = add_months(start, whole)
    if begun == after:
        return Fraction(whole)
    return whole + Fraction((after - begun).days, (add_months(start, whole + 1) - begun).days)


def current_term(
    start: date, end: date, auto_renew: bool, renewal_term_months: int | None, day: date
) -> tuple[date, date]:
    """Return first and last day of the term that `day` falls in; the nearest one where it falls in none.

    A contract that renews by itself goes on by its renewal term, or where none is written by whole months as long
    as the first term was (at least one). Terms are counted from the first one, so that they never drift: one that
    began on the 29th to 31st of a month ends with a month that has no such day, and the next begins on the 1st.
    """
    if day <= end or not auto_renew:
        return start, end
    step = renewal_term_months or max(1, int(months_of_term(start, end)))
    first = end + timedelta(1)
    passed = ((day.year - first.year) * 12 + day.month - first.month) // step
    if _begins(first, passed * step) > day:
        passed -= 1
    return _begins(first, passed * step), _begins(first, (passed + 1) * step) - timedelta(1)


def _begins(first: date, months: int) -> date:
    """Return the day on which a term begins `months` after the first: that day, or the 1st where a month lacks it."""
    day = add_months(first, months)
    return day if day.day == first.day else day + timedelta(1)
