"""Words of syncing: when something was, how a run went, what state a connection is in and why."""

from __future__ import annotations

from app.clock import Clock
from app.language import _, keyed, ngettext, number
from app.operations.syncing.rows import Connection, Guarded, Identity, Note, Run
from app.operations.syncing.why import filled, state_said
from app.operations.syncing.why import org_words as org_words
from app.operations.syncing.why import sentence as sentence
from app.operations.syncing.why import when_words as when_words
from app.operations.syncing.why import why_words as why_words
from app.views.sync.mapping_words import field_words

EVERY = (5, 15, 30, 60, 240, 0)
"""Minutes to choose from; 0 for when asked."""
_STATES = {"on": "good", "paused": "unknown", "auth": "watch", "guard": "watch", "error": "risk"}


def own_words(text: str) -> str:
    """Return what a built-in connector calls something in the language of the window."""
    # The catalogue holds its own head under the empty text.
    return _(text) if text else text


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
    run = connection.last_run
    unreached = connection.state == "on" and (run is None or run.result == "offline")
    return state_said(connection), "unknown" if unreached else _STATES.get(connection.state, "unknown")


def note_words(note: Note) -> str:
    """Return one line of a run's log."""
    given: dict[str, object] = {
        name: number(value) if isinstance(value, int) else value for name, value in note.params.items()
    }
    if isinstance(given.get("field"), str) and note.entity:
        given["field"] = field_words(note.entity, str(given["field"]))
    if note.key in ("refused", "refused_new"):
        given["why"] = keyed("sync.blocked", str(given.get("why", "")))
    return filled(keyed("sync.note", note.key), given)


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
