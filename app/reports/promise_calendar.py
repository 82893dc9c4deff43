"""Promises as days in a calendar: a type that holds nothing internal, and the .ics text of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.language import tr
from app.vocabulary import Side

PRODUCT = "-//Banso//Promises//"


@dataclass(frozen=True)
class DuePromise:
    """An open promise with its day. `uid` is the same every time, so that a calendar updates what it holds."""

    uid: str
    text: str
    due: date
    account: str
    side: Side


def calendar_text(promises: Sequence[DuePromise], *, lang: str, now: datetime) -> str:
    """Return the promises as all-day entries that keep nobody's day busy."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"{PRODUCT}{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in promises:
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", now)
        event.add("dtstart", one.due)
        event.add("summary", _summary(one, lang))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def _summary(one: DuePromise, lang: str) -> str:
    text = " ".join(one.text.split())
    if one.side is Side.CUSTOMER:
        return tr(lang, "{account} promised: {text}", account=one.account, text=text)
    return tr(lang, "{account}: {text}", account=one.account, text=text)
