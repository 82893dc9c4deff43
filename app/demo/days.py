"""Days of the made-up book: month ends, working days, and how quiet a week is in Japan."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date, months: int = 0) -> date:
    """Return the last day of the month that lies `months` after that of `day`."""
    first = add_months(day.replace(day=1), months)
    return first.replace(day=monthrange(first.year, first.month)[1])


def next_march_end(day: date) -> date:
    """Return the first 31 March that is not before `day`."""
    march = date(day.year, 3, 31)
    return march if march >= day else date(day.year + 1, 3, 31)


def quiet(day: date) -> bool:
    """Tell whether offices are mostly empty: Golden Week, お盆, the turn of the year."""
    month_day = (day.month, day.day)
    return (
        (4, 29) <= month_day <= (5, 6)
        or (8, 11) <= month_day <= (8, 16)
        or month_day >= (12, 29)
        or month_day <= (1, 3)
    )


_HOLIDAYS = {(2, 11), (2, 23), (7, 20), (9, 22), (11, 3), (11, 23)}
"""National holidays outside the quiet weeks, as far as their date is fixed or nearly so."""


def working(day: date) -> bool:
    """Tell whether people work on a day."""
    return day.weekday() < 5 and not quiet(day) and (day.month, day.day) not in _HOLIDAYS


def on_or_before(day: date) -> date:
    """Return the last working day up to `day`."""
    while not working(day):
        day -= timedelta(days=1)
    return day


def on_or_after(day: date) -> date:
    """Return the first working day from `day` on."""
    while not working(day):
        day += timedelta(days=1)
    return day


def week_share(sunday: date) -> float:
    """Return which share of a usual week's use the week that ends on `sunday` sees."""
    days = [sunday - timedelta(days=back) for back in range(2, 7)]
    return sum(0.55 if quiet(day) else 1.0 for day in days) / 5
