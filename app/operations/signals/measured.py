"""Causes in what was measured: use that fell, licences that fill up, tickets that pile up, payment that is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from app.alerts.calendar import Calendar, is_business_day
from app.alerts.firing import Finding
from app.alerts.rules import Rule
from app.clock import parse_stamp, stamp
from app.models.database import Session
from app.operations.chosen import calendar_of
from app.operations.settings import settings
from app.operations.today_causes import Ground

_WEEK = timedelta(7)
_LONGEST_BACK = 30
"""So many weeks are looked back for ones without a holiday."""
_OWN_MEAN_DAYS = 180
_HISTORY_DAYS = 60
"""An own mean needs so much of a past."""
_LICENCES_DAYS = 62

# The last word of each source on each instant, in one pass along the index of series.
_READ = text(
    """SELECT a.id AS account_id, r.observed_at, r.value, max(r.recorded_at) FROM account a
 CROSS JOIN measure m CROSS JOIN reading r ON r.account_no = a.no AND r.measure_no = m.no
 AND r.observed_at >= :since AND r.observed_at < :until
 WHERE a.deleted_at IS NULL AND m.key = :measure AND m.deleted_at IS NULL AND r.deleted_at IS NULL
 GROUP BY r.account_no, r.observed_at, r.source"""
)


def usage_dropped(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield accounts whose use in the last closed weeks is so many percent below that in as many weeks before."""
    count, percent = rule.number("weeks"), rule.number("percent")
    chosen = settings(ground.session)
    weeks = closed_weeks(ground.today, 2 * count, calendar_of(chosen))
    if len(weeks) < 2 * count:
        return
    at = {monday: place for place, monday in enumerate(weeks)}
    zone = ZoneInfo(chosen.zone)
    sums: dict[str, list[list[float]]] = {}
    for account_id, day, value in _readings(ground.session, rule.words("measure"), weeks[-1], weeks[0] + _WEEK, zone):
        place = at.get(day - timedelta(day.weekday()))
        if place is not None:
            sums.setdefault(account_id, [[] for _week in weeks])[place].append(value)
    for account_id, by_week in sums.items():
        means = [sum(some) / len(some) if some else None for some in by_week]
        now = [mean for mean in means[:count] if mean is not None]
        before = [mean for mean in means[count:] if mean is not None]
        # One week may be missing on either side; a fall to nothing is told by readings of 0.
        if min(len(now), len(before)) < max(1, count - 1):
            continue
        was, is_now = sum(before) / len(before), sum(now) / len(now)
        if was > 0 and (was - is_now) * 100 >= percent * was:
            params = {
                "measure": rule.words("measure"), "before": round(was, 1), "now": round(is_now, 1),
                "percent": round((was - is_now) * 100 / was), "since": weeks[count - 1].isoformat(), "weeks": count,
            }  # fmt: skip
            yield Finding(account_id, rule.key, "", params)


def closed_weeks(today: date, count: int, calendar: Calendar) -> list[date]:
    """Return the Mondays of the last `count` weeks that are over and had five working days, the latest first.

    What counts are holidays and the days on which firms are shut, not one's own days off: customers worked then.
    """
    theirs = replace(calendar, own=())
    found: list[date] = []
    monday = today - timedelta(today.weekday()) - _WEEK
    for _back in range(_LONGEST_BACK):
        if len(found) == count:
            break
        if all(is_business_day(monday + timedelta(day), theirs) for day in range(5)):
            found.append(monday)
        monday -= _WEEK
    return found


def licences_fill(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield accounts that use nearly all they have paid for: the mean of the last closed weeks against the licences."""
    percent = rule.number("percent")
    zone = ZoneInfo(settings(ground.session).zone)
    until = ground.today + timedelta(1)
    held: dict[str, float] = {}
    for account_id, _day, value in _readings(
        ground.session, rule.words("held"), ground.today - timedelta(_LICENCES_DAYS), until, zone
    ):
        held[account_id] = value
    used: dict[str, list[float]] = defaultdict(list)
    for account_id, _day, value in _readings(
        ground.session, rule.words("used"), ground.today - timedelta(28), until, zone
    ):
        used[account_id].append(value)
    for account_id, licences in held.items():
        weeks = used.get(account_id)
        if not weeks or licences <= 0:
            continue
        mean = sum(weeks) / len(weeks)
        if mean * 100 > percent * licences:
            # Nobody uses a third of a licence.
            params = {"used": round(mean), "held": round(licences), "percent": round(mean * 100 / licences)}
            yield Finding(account_id, rule.key, "", params)


def tickets_pile(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield accounts with many tickets in a window, and many against their own mean in as long a time."""
    days = rule.number("within_days")
    zone = ZoneInfo(settings(ground.session).zone)
    edge = ground.today - timedelta(days)
    since = edge - timedelta(_OWN_MEAN_DAYS)
    now: dict[str, float] = defaultdict(float)
    before: dict[str, float] = defaultdict(float)
    first: dict[str, date] = {}
    for account_id, day, value in _readings(
        ground.session, rule.words("measure"), since, ground.today + timedelta(1), zone
    ):
        first.setdefault(account_id, day)
        (now if day > edge else before)[account_id] += value
    for account_id, count in now.items():
        past = (edge - first[account_id]).days
        if past < _HISTORY_DAYS or count < rule.number("count"):
            continue
        mean = before[account_id] * days / past
        if count >= rule.number("times_mean") * mean:
            yield Finding(account_id, rule.key, "", {"count": round(count), "mean": round(mean, 1), "days": days})


def paid_late(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield accounts whose last payment came late, or that were told of as late or failed; the second step is worse."""
    days = rule.number("within_days")
    zone = ZoneInfo(settings(ground.session).zone)
    since = ground.today - timedelta(days)
    late: dict[str, tuple[date, int]] = {}
    for account_id, day, value in _readings(
        ground.session, rule.words("measure"), since, ground.today + timedelta(1), zone
    ):
        late[account_id] = day, round(value)
    told: dict[str, Mapping[str, str]] = {}
    for row in ground.session.rows(_PAYMENTS, since=since.isoformat(), today=ground.today.isoformat()):
        told[row["account_id"]] = row
    for account_id in sorted(late.keys() | told.keys()):
        on, by = late.get(account_id, (None, 0))
        event = told.get(account_id)
        if event is None and by < rule.number("first"):
            continue
        step = 1 if by >= rule.number("second") else 0
        params = {
            "days": by if by >= rule.number("first") else None, "on": on.isoformat() if on else None,
            "event": event["kind"] if event else None, "event_on": event["on_date"] if event else None,
        }  # fmt: skip
        yield Finding(account_id, rule.key, "", params, step=step)


_PAYMENTS = text(
    """SELECT account_id, kind, on_date FROM indicator WHERE deleted_at IS NULL
 AND kind IN ('payment_late', 'payment_failed') AND on_date > :since AND on_date <= :today ORDER BY on_date, no"""
)
_OUTAGES = text(
    """SELECT account_id, count(*) AS n, max(on_date) AS last FROM indicator WHERE deleted_at IS NULL
 AND kind = 'outage' AND on_date > :since AND on_date <= :today GROUP BY account_id HAVING count(*) >= :least"""
)


def outages(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield accounts with so many outages in a window."""
    days = rule.number("within_days")
    since = ground.today - timedelta(days)
    asked = {"since": since.isoformat(), "today": ground.today.isoformat(), "least": rule.number("count")}
    for row in ground.session.rows(_OUTAGES, **asked):
        yield Finding(row["account_id"], rule.key, "", {"count": row["n"], "days": days, "last": row["last"]})


def _readings(
    session: Session, measure: str, since: date, until: date, zone: ZoneInfo
) -> Sequence[tuple[str, date, float]]:
    """Return (account, day, value) of a series from a day up to before another, in the order observed."""
    rows = session.rows(_READ, measure=measure, since=_midnight(since, zone), until=_midnight(until, zone))
    found = [(row["account_id"], row["observed_at"], row["value"]) for row in rows if row["value"] is not None]
    found.sort(key=lambda row: row[1])
    days: dict[str, date] = {}
    for _account, at, _value in found:
        if at not in days:
            days[at] = parse_stamp(at).astimezone(zone).date()
    return [(account, days[at], float(value)) for account, at, value in found]


def _midnight(day: date, zone: ZoneInfo) -> str:
    return stamp(datetime.combine(day, time(0), zone))
