"""Reads a calendar file (.ics) into meetings on days: who, when, how long; those that recur one by one.

Those that recur count within a window of days; a single one also some months after it, for it may have been moved
there. A time zone is that of the file, without one that of the profile.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.errors import BansoError
from app.imports.recurrence import DAYS, Rule, days_of

if TYPE_CHECKING:
    from icalendar import Calendar, Component

SUFFIX = ".ics"
MAX_BYTES = 5 * 2**20
MAX_EVENTS = 5_000
MAX_MEETINGS = 5_000
_MAX_WORDS, _MAX_TITLE, _MAX_KEY, _MAX_GUESTS = 4_000, 300, 200, 200
_EARLIEST = date(1990, 1, 1)
_LATER = timedelta(days=366)
_ZONES = re.compile(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE", re.DOTALL | re.IGNORECASE)
_ODD_RULES = re.compile(r"^RRULE:(?!FREQ=YEARLY;).*$", re.MULTILINE | re.IGNORECASE)
_DAY = re.compile(r"([+-]?\d{0,2})(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True)
class Guest:
    """Somebody who is invited, by address; the name is the file's, "" where it gives none."""

    email: str
    name: str


@dataclass(frozen=True)
class Meeting:
    """A meeting on a day; `at` is its instant, None where it lasts all day. `key` tells it from every other one."""

    key: str
    series: str
    on: date
    at: datetime | None
    minutes: int | None
    title: str
    words: str
    place: str
    guests: tuple[Guest, ...]
    cancelled: bool = False


@dataclass(frozen=True)
class CalendarFile:
    """The meetings of a file around a window; `series` are all that the file tells whole.

    `unread` counts events that could not be understood; they stay out.
    """

    name: str
    first: date
    last: date
    meetings: tuple[Meeting, ...]
    series: frozenset[str] = field(default_factory=frozenset)
    unread: int = 0


def read_calendar(path: Path, *, zone: str, first: date, last: date) -> CalendarFile:
    """Return the meetings of a file on the days from `first` to `last`, single ones also later.

    Raises BansoError for what is missing, too large or no calendar; an event that cannot be read is only counted.
    """
    cancels, events = _events(path)
    by_key: dict[str, Meeting] = {}
    series: set[str] = set()
    moved = {(_uid(event), _slot(event["RECURRENCE-ID"])) for event in events if _slot(event.get("RECURRENCE-ID"))}
    unread = 0
    for event in events:
        try:
            for one in _meetings(event, ZoneInfo(zone), first, last, moved, cancels=cancels):
                by_key[one.key] = one
            # What speaks of one meeting of a series says nothing of the others.
            if not _slot(event.get("RECURRENCE-ID")):
                series.add(_uid(event))
        except (ValueError, TypeError, AttributeError, OverflowError, KeyError):
            # icalendar raises what its parts raise; the other events of the file are fine.
            unread += 1
        if len(by_key) > MAX_MEETINGS:
            raise BansoError("calendar.too_many", "file", file=path.name, limit=MAX_MEETINGS)
    meetings = sorted(by_key.values(), key=lambda one: (one.on, one.at.isoformat() if one.at else "", one.key))
    return CalendarFile(path.name, first, last, tuple(meetings), frozenset(series), unread)


def _events(path: Path) -> tuple[bool, list[Component]]:
    """Return (whether the file cancels what it holds, its events)."""
    from icalendar import Calendar

    text = _text(path)
    try:
        calendars: list[Calendar] = Calendar.from_ical(text, multiple=True)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError, RecursionError) as fault:
        raise BansoError("calendar.unreadable", "file", file=path.name) from fault
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if len(events) > MAX_EVENTS:
        raise BansoError("calendar.too_many", "file", file=path.name, limit=MAX_EVENTS)
    cancels = any(str(calendar.get("METHOD", "")).upper() == "CANCEL" for calendar in calendars)
    return cancels, events


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BansoError("import.too_large", "file", file=path.name, limit=MAX_BYTES // 2**20)
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise BansoError("import.missing_file", "file", file=path.name) from fault
    except OSError as fault:
        raise BansoError("import.unreadable", "file", file=path.name) from fault
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp932", "replace")
    if "BEGIN:VCALENDAR" not in text.upper():
        raise BansoError("calendar.unreadable", "file", file=path.name)
    # A zone's own rules are gone through to the year 2038: none of them may ask for more than once a year.
    return _ZONES.sub(lambda found: _ODD_RULES.sub("", found[0]), text.replace("\r\n", "\n"))


def _meetings(
    event: Any, zone: ZoneInfo, first: date, last: date, moved: set[tuple[str, str]], *, cancels: bool
) -> Iterator[Meeting]:
    start = event["DTSTART"].dt
    uid, slot = _uid(event), _slot(event.get("RECURRENCE-ID"))
    rules = event.get("RRULE")
    starts: list[date | datetime] = [start]
    if rules is not None and not slot:
        starts = [*_recurring(event, rules, start, zone, last)]
    for one in starts:
        on, at = _moment(one, zone)
        alone = rules is None or bool(slot)
        if not first <= on <= (last + _LATER if alone else last):
            continue
        own = _mark(one)
        if not alone and (uid, own) in moved:
            continue
        key = f"{uid}/{slot or own}" if rules is not None or slot else uid
        yield Meeting(
            key, uid, on, at, _minutes(event, start, at), _words(event, "SUMMARY", _MAX_TITLE),
            _words(event, "DESCRIPTION", _MAX_WORDS), _words(event, "LOCATION", _MAX_TITLE), _guests(event),
            cancels or str(event.get("STATUS", "")).upper() == "CANCELLED",
        )  # fmt: skip


def _recurring(event: Any, rules: Any, start: date | datetime, zone: ZoneInfo, last: date) -> Iterator[date | datetime]:
    first_day = start.date() if isinstance(start, datetime) else start
    if first_day < _EARLIEST:
        raise ValueError("begins before there were calendars")
    rule = _rule(rules, start, zone)
    left_out = {_mark(each.dt) for dates in _several(event.get("EXDATE")) for each in dates.dts}
    more = [each.dt for dates in _several(event.get("RDATE")) for each in dates.dts]
    # A day more than asked for: the day in the profile's zone may be the one before.
    for day in days_of(rule, first_day, last + timedelta(days=1)):
        one = datetime.combine(day, start.timetz()) if isinstance(start, datetime) else day
        if _mark(one) not in left_out:
            yield one
    yield from (each for each in more if isinstance(each, date) and _mark(each) not in left_out)


def _rule(given: Any, start: date | datetime, zone: ZoneInfo) -> Rule:
    known = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"}
    yearly = str(given["FREQ"][0]).upper() == "YEARLY"
    if set(given) - known - ({"BYMONTH"} if yearly else set()):
        raise ValueError("a rule of another kind")
    if yearly and [int(each) for each in given.get("BYMONTH", [start.month])] != [start.month]:
        raise ValueError("several months of a year")
    days = []
    for each in given.get("BYDAY", []):
        found = _DAY.fullmatch(str(each).upper())
        if found is None:
            raise ValueError(str(each))
        days.append((DAYS.index(found[2]), int(found[1] or 0)))
    month_days = tuple(int(each) for each in given.get("BYMONTHDAY", []))
    until = given.get("UNTIL", [None])[0]
    count = given.get("COUNT", [None])[0]
    return Rule(
        frequency=str(given["FREQ"][0]).upper(),
        interval=int(given.get("INTERVAL", [1])[0]),
        count=int(count) if count is not None else None,
        until=_until(until, start, zone) if until is not None else None,
        days=tuple(days),
        month_days=() if yearly and month_days == (start.day,) else month_days,
        positions=tuple(int(each) for each in given.get("BYSETPOS", [])),
        week_starts=DAYS.index(str(given.get("WKST", ["MO"])[0]).upper()),
    )


def _until(until: date | datetime, start: date | datetime, zone: ZoneInfo) -> date:
    """Return the last day on which a series that ends at `until` may still begin at its time of day."""
    if not isinstance(until, datetime) or not isinstance(start, datetime):
        return until.date() if isinstance(until, datetime) else until
    if until.tzinfo is not None:
        until = until.astimezone(start.tzinfo or zone).replace(tzinfo=None)
    return until.date() if start.time() <= until.time() else until.date() - timedelta(days=1)


def _moment(value: date | datetime, zone: tzinfo) -> tuple[date, datetime | None]:
    if not isinstance(value, datetime):
        return value, None
    at = value if value.tzinfo is not None else value.replace(tzinfo=zone)
    return at.astimezone(zone).date(), at.astimezone(UTC)


def _mark(value: date | datetime) -> str:
    """Return what names a day of a series: its first instant, its hour where it floats, or its day."""
    if not isinstance(value, datetime):
        return f"{value:%Y%m%d}"
    if value.tzinfo is None:
        return f"{value:%Y%m%dT%H%M%S}"
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _slot(value: Any) -> str:
    moment = getattr(value, "dt", None)
    return _mark(moment) if isinstance(moment, date) else ""


def _minutes(event: Any, start: date | datetime, at: datetime | None) -> int | None:
    if at is None:
        return None
    lasts: timedelta | None = None
    if event.get("DTEND") is not None:
        end = event["DTEND"].dt
        end = end if isinstance(end, datetime) else datetime.combine(end, time())
        assert isinstance(start, datetime)
        if (end.tzinfo is None) != (start.tzinfo is None):
            end, start = end.replace(tzinfo=None), start.replace(tzinfo=None)
        lasts = end - start
    elif event.get("DURATION") is not None:
        lasts = event["DURATION"].dt
    minutes = round(lasts.total_seconds() / 60) if isinstance(lasts, timedelta) else 0
    return minutes if 0 < minutes <= 24 * 60 else None


def _guests(event: Any) -> tuple[Guest, ...]:
    """Return who is invited and has not declined, the organiser included; rooms and lists of people are nobody."""
    found: dict[str, Guest] = {}
    for one in [*_several(event.get("ORGANIZER")), *_several(event.get("ATTENDEE"))][:_MAX_GUESTS]:
        params = getattr(one, "params", {})
        email = re.sub(r"^mailto:", "", str(one).strip(), flags=re.IGNORECASE).casefold()
        declined = str(params.get("PARTSTAT", "")).upper() == "DECLINED"
        if declined or str(params.get("CUTYPE", "")).upper() in {"ROOM", "RESOURCE", "GROUP"} or "@" not in email:
            continue
        name = " ".join(str(params.get("CN", "")).strip("\"'").split())[:_MAX_TITLE]
        found.setdefault(email[:_MAX_TITLE], Guest(email[:_MAX_TITLE], "" if "@" in name else name))
    return tuple(found.values())


def _words(event: Any, name: str, most: int) -> str:
    return str(event.get(name) or "").replace("\x00", "").strip()[:most]


def _uid(event: Any) -> str:
    """Return what names an event; one without a UID is named by what it says."""
    uid = str(event.get("UID") or "").strip()
    if not uid:
        uid = f"{event.get('SUMMARY') or ''}{_slot(event.get('DTSTART'))}"
    # A UID may be of any length, and stands in the book.
    return uid if len(uid) <= _MAX_KEY and uid.isprintable() else hashlib.sha256(uid.encode()).hexdigest()


def _several(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, list) else [value]
