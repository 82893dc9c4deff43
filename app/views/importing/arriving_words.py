"""Words of what arrives: when, what, whose, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from app.language import _, keyed, ngettext, short_day
from app.operations.meetings.arriving import Arrival, Arrived
from app.views.row_table import Column


def arrival_columns(zone: str) -> Sequence[Column[Arrival]]:
    """Return the columns of the list."""

    def when(one: Arrival) -> str:
        if one.on is None:
            return ""
        said = short_day(one.on)
        return f"{said} {one.at.astimezone(ZoneInfo(zone)):%H:%M}" if one.at is not None else said

    return (
        Column("when", _("When"), when, lambda one: one.on, width=150),
        Column("kind", _("Kind"), lambda one: _("Mail") if one.is_mail else _("Meeting"), width=80),
        Column("title", _("What it is"), lambda one: one.title, width=270, strong=True, tooltip=lambda one: one.title),
        Column("account", _("Account"), lambda one: one.account or "—", width=160),
        Column("fate", _("What becomes of it"), fate_words, width=230, tooltip=_people),
    )


def fate_words(one: Arrival) -> str:
    """Return what becomes of an arrival."""
    if one.was is not None and one.was != one.on:
        return _("Moved from {day}", day=short_day(one.was))
    return keyed("arrival", f"mail.{one.fate}" if one.is_mail else one.fate)


def _people(one: Arrival) -> str:
    return _(", ").join(one.people)


def would_words(rows: Sequence[Arrival]) -> str:
    """Return what bringing them in would do."""
    fates = [one.fate for one in rows]
    waiting = fates.count("asked")
    counted = {
        "new": _("New {n}", n=fates.count("new")),
        "moved": _("Moved {n}", n=fates.count("moved")),
        "cancelled": _("Cancelled {n}", n=fates.count("cancelled")),
        "bounce": _("Undelivered {n}", n=fates.count("bounce")),
    }
    parts = [words for fate, words in counted.items() if fate == "new" or fates.count(fate)]
    if waiting:
        parts.append(ngettext("{n} without an account", "{n} without an account", waiting))
    return _(" · ").join(parts)


def done_words(done: Arrived) -> str:
    """Return what came of it."""
    parts = []
    if done.planned:
        parts.append(ngettext("{n} meeting is planned", "{n} meetings are planned", done.planned))
    if done.moved:
        parts.append(ngettext("{n} was moved", "{n} were moved", done.moved))
    if done.cancelled:
        parts.append(ngettext("{n} cancelled one is gone", "{n} cancelled ones are gone", done.cancelled))
    if done.mails:
        parts.append(ngettext("{n} mail is noted", "{n} mails are noted", done.mails))
    if done.bounces:
        parts.append(ngettext("{n} undelivered mail is kept as a sign of a move",
                              "{n} undelivered mails are kept as signs of moves", done.bounces))  # fmt: skip
    return _(" · ").join(parts) if parts else _("Everything was there already; nothing has changed.")
