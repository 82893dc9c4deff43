"""Words of syncing: when something was, how a run went, what state a connection is in and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from app.clock import Clock, parse_stamp
from app.language import _, day, keyed, ngettext, number, short_day
from app.operations.syncing.rows import Connection, Guarded, Identity, Note, Run
from app.views.sync.mapping_words import field_words

Why = tuple[str, Mapping[str, Any]]
EVERY = (5, 15, 30, 60, 240, 0)
"""Minutes to choose from; 0 for when asked."""
_MACHINES = re.compile(r"[0-9a-f-]{24,}", re.IGNORECASE)
_STATES = {"on": "good", "paused": "unknown", "auth": "watch", "guard": "watch", "error": "risk"}


def own_words(text: str) -> str:
    """Return what a built-in connector calls something in the language of the window."""
    # The catalogue holds its own head under the empty text.
    return _(text) if text else text


def when_words(stamp: str, clock: Clock) -> str:
    """Return an instant: the time alone where it was today, else with its day."""
    if not stamp:
        return ""
    at = parse_stamp(stamp).astimezone(ZoneInfo(clock.zone))
    days = (clock.today() - at.date()).days
    if days == 0:
        return f"{at:%H:%M}"
    said = short_day(at.date()) if 0 < days < 180 else day(at.date())
    return f"{said} {at:%H:%M}"


def org_words(org: str) -> str:
    """Return what a system calls itself; nothing where that is a number for machines."""
    return "" if _MACHINES.fullmatch(org) else org


def reached_words(found: Identity) -> str:
    """Return what a test of a connection found."""
    org = org_words(found.org)
    if not org:
        return _("The connection works")
    if found.user:
        return _("Reached {org}, signed in as {user}", org=org, user=found.user)
    return _("Reached {org}", org=org)


def state_words(connection: Connection) -> tuple[str, str]:
    """Return the state of a connection in a word or two, and what colour means it."""
    if connection.state == "on" and connection.last_run is None:
        return _("Not synced yet"), "unknown"
    if connection.state == "on" and connection.last_run is not None and connection.last_run.result == "offline":
        return _("Offline"), "unknown"
    return keyed("sync.connection", connection.state), _STATES.get(connection.state, "unknown")


def why_words(why: Why | None, clock: Clock) -> str:
    """Return why something stopped; nothing where it did not."""
    if why is None or not why[0]:
        return ""
    key, params = why
    given = {name: number(value) if isinstance(value, int) else value for name, value in params.items()}
    if isinstance(given.get("reason"), str):
        given["reason"] = own_words(str(given["reason"]))
    if "until" in given:
        given["until"] = when_words(str(given["until"]), clock)
    said = sentence(str(params.get("reason", ""))) if key == "unavailable" else ""
    for context in ("sync.why", "error.message"):
        words = keyed(context, key)
        if words != key:
            return " ".join(filter(None, (said, _filled(words, given))))
    return key


def sentence(reason: str) -> str:
    """Return a reason that is a sentence for people, in the language of the window; "" for what only speaks of wires.

    A sentence may begin with what it is about, such as the name of a file.
    """
    if not reason.endswith("."):
        return ""
    about, colon, said = reason.rpartition(": ")
    return f"{about}{colon}{own_words(said)}"


def note_words(note: Note) -> str:
    """Return one line of a run's log."""
    given: dict[str, object] = {
        name: number(value) if isinstance(value, int) else value for name, value in note.params.items()
    }
    if isinstance(given.get("field"), str) and note.entity:
        given["field"] = field_words(note.entity, str(given["field"]))
    return _filled(keyed("sync.note", note.key), given)


def result_words(run: Run) -> str:
    """Return how a run went."""
    said = keyed("sync.result", run.result or "cut")
    return _("{said}, taken back", said=said) if run.undone else said


def moved_words(run: Run) -> str:
    """Return what a run moved: 受信 12・送信 3."""
    if not run.pulled and not run.pushed:
        return _("nothing new")
    return _("{pulled} in, {pushed} out", pulled=number(run.pulled), pushed=number(run.pushed))


def run_line(run: Run | None, clock: Clock) -> str:
    """Return the last run in one line."""
    if run is None:
        return _("None yet")
    when = when_words(run.ended or run.started, clock)
    if run.result == "done":
        return f"{when} · {moved_words(run)}"
    return f"{when} · {result_words(run)}"


def every_words(minutes: int) -> str:
    """Return how often a connection runs by itself."""
    if not minutes:
        return _("Only when asked")
    if minutes % 60 == 0:
        return ngettext("Every hour", "Every {n} hours", minutes // 60)
    return ngettext("Every minute", "Every {n} minutes", minutes)


def guard_words(connection: Connection) -> str:
    """Return how the other side is kept from being overwritten."""
    return keyed("sync.guard", connection.guard or "unknown")


def writes_words(connection: Connection) -> str:
    """Return which way a connection goes."""
    if connection.guard == "none":
        return _("Read-only")
    return _("Both ways") if connection.writes else _("Read-only")


def guarded_words(row: Guarded) -> str:
    """Return what a stopped run would have done to one kind of record."""
    name = field_words(row.entity, row.field) if row.field else ""
    return keyed(
        "sync.guarded", row.kind, None, entity=keyed("sync.entity", row.entity), field=name, n=number(row.count),
        of=number(row.of),
    )  # fmt: skip


def _filled(words: str, params: Mapping[str, object]) -> str:
    try:
        return words.format_map(params)
    except (KeyError, ValueError):
        # A reason of a version to come may know less than these words ask for.
        return words
