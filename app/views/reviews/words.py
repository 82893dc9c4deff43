"""What the screens of reviews say: meetings, who comes, how far one is prepared, how a section stands."""

from __future__ import annotations

from datetime import date

from app.language import _, current, number, short_day
from app.operations.reviews.rows import ReviewRow, SectionRow
from app.reports.review.facts import Attendee
from app.reports.words import honoured
from app.views.account.words import near_day

WARNED = "warned"
ICONS = {"auto": "sparkles", "edited": "pencil", "accepted": "check", "hidden": "eye-off", WARNED: "triangle-alert"}
TONES = {
    "auto": "text2", "edited": "text2", "accepted": "good_text", "hidden": "text3", WARNED: "watch_text",
}  # fmt: skip
MOST_SIGNS = {"ja": 40, "en": 60}
"""How long a headline may be, in signs, before it stands in more lines than it is read in."""


def standing(row: SectionRow) -> str:
    """Return the key of the sign of a section: what is stale in it outweighs what was written."""
    return WARNED if row.warned and not row.is_hidden else row.state


def standing_words(row: SectionRow) -> str:
    """Return how a section stands."""
    said = {
        "auto": _("Filled in by itself"),
        "edited": _("Edited"),
        "accepted": _("Checked"),
        "hidden": _("Hidden"),
    }[row.state]
    return _("{state} · something in it is stale", state=said) if standing(row) == WARNED else said


def meeting(row: ReviewRow) -> str:
    """Return when the meeting is, with its time where that is known: 11/26 木 10:00."""
    if row.on is None:
        return _("no day yet")
    return f"{short_day(row.on)} {row.at}".rstrip()


def meeting_cell(row: ReviewRow, today: date) -> str:
    """Return the day of the meeting and how far away it is."""
    if row.held_on is not None:
        return _("held {day}", day=near_day(row.held_on, today))
    if row.on is None:
        return _("no day yet")
    days = (row.on - today).days
    if days < 0:
        return _("{when} · not marked as held", when=meeting(row))
    if days == 0:
        return _("{when} · today", when=meeting(row))
    return _("{when} · in {n} d", when=meeting(row), n=number(days))


def person(one: Attendee) -> str:
    """Return somebody as the meeting addresses them: 課長 佐藤様, Hana Sato, Manager."""
    if not one.is_customer:
        return one.name
    name = honoured(one.name, current())
    if not one.title:
        return name
    return f"{one.title} {name}" if current() == "ja" else f"{name}, {one.title}"


def attendees(row: ReviewRow) -> str:
    """Return who of the customer takes part."""
    names = [person(one) for one in row.attendees if one.is_customer]
    return ("・" if current() == "ja" else "; ").join(names)


def prepared(row: ReviewRow) -> str:
    """Return how many sections were looked at: 6/9."""
    return f"{number(row.ready)}/{number(row.sections)}"


def comparison_words(key: str) -> str:
    """Return what a period is compared with."""
    return {"previous": _("Period before"), "last_year": _("Year before"), "none": _("Nothing")}[key]
