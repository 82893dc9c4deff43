"""What the sync pill says at a glance; asked often, so it looks at what is open or new wherever that is enough."""

from __future__ import annotations

from app.models.database import Session
from app.operations.syncing.rows import Pulse
from app.operations.syncing.waiting import waiting
from app.operations.syncing.why import Why, why_of
from app.sync.sql import ask, one

_STOPPED = ("auth", "error")


def pulse(session: Session) -> Pulse:
    """Return the state of all connections as one: what needs a person first, then what waits, then that all is well."""
    connections = ask(session, "SELECT id, state, state_why FROM connection")
    if not connections:
        return Pulse("none", 0, 0, "")
    at = str(one(session, "SELECT max(ended) FROM sync_run WHERE result = 'done'") or "")
    questions = int(one(session, "SELECT count(*) FROM sync_conflict WHERE closed_at IS NULL"))
    guarded = sum(state == "guard" for _id, state, _why in connections)
    sending = sum(waiting(session, number) for number, state, _why in connections if state != "paused")
    stopped = [why for _id, state, why in connections if state in _STOPPED]
    questions += guarded
    if stopped:
        return Pulse("error", sending, questions, at, _first(stopped))
    if questions:
        return Pulse("ask", sending, questions, at)
    if all(state == "paused" for _id, state, _why in connections):
        return Pulse("paused", sending, 0, at, _first([why for _id, _state, why in connections]))
    return Pulse("waiting" if sending else "synced", sending, 0, at)


def _first(kept: list[object]) -> Why | None:
    return next((why for why in map(why_of, kept) if why is not None), None)
