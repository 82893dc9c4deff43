"""What was run and what each run did; taking a whole run back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.errors import BansoError
from app.models.database import Session
from app.operations.changes import take_back
from app.operations.syncing.blocked import local_names
from app.operations.syncing.overwritten import overwritten
from app.operations.syncing.rows import Guarded, Note, Run
from app.operations.syncing.titles import Titled, titled
from app.operations.syncing.why import why_of
from app.sync import keeping
from app.sync.sql import ask

CUT_OFF = "cut_off"
"""What a run is marked with that never came to its end."""
LONGEST_TOLD = 80

_RUN = (
    "SELECT r.id, r.connection_id, k.name, r.started, r.ended, r.result, r.pulled, r.pushed, r.conflicts, r.requests, "
    "r.bytes, r.error, r.change_id, c.state FROM sync_run r JOIN connection k ON k.id = r.connection_id "
    "LEFT JOIN change c ON c.id = r.change_id "
)


def runs(session: Session, connection_id: int | None = None, limit: int = 50) -> list[Run]:
    """Return the newest runs first, of one connection or of all."""
    where, given = ("WHERE r.connection_id = ? ", [connection_id]) if connection_id is not None else ("", [])
    return [_run(row) for row in ask(session, f"{_RUN}{where}ORDER BY r.id DESC LIMIT ?", *given, limit)]


def last_runs(session: Session) -> dict[int, Run]:
    """Return the newest run of each connection."""
    newest = "WHERE r.id IN (SELECT max(id) FROM sync_run GROUP BY connection_id)"
    return {run.connection_id: run for run in (_run(row) for row in ask(session, _RUN + newest))}


def run_of(session: Session, run_id: int) -> Run:
    """Return one run; "run.unknown" where there is none of that number."""
    found = ask(session, f"{_RUN}WHERE r.id = ?", run_id)
    if not found:
        raise BansoError("run.unknown", field="run", run=str(run_id))
    return _run(found[0])


def notes(session: Session, run_id: int) -> list[Note]:
    """Return what a run noted, in its order, and after it what it overwrote in the other system."""
    rows = ask(session, "SELECT at, level, entity, local_id, text FROM sync_note WHERE run_id = ? ORDER BY no", run_id)
    called = titled(session, ((row[2], row[3]) for row in rows))
    local = local_names(session)
    connection = ask(session, "SELECT connection_id FROM sync_run WHERE id = ?", run_id)
    found = []
    for row in rows:
        note = _note(row, called.get((str(row[2]), str(row[3])), Titled()))
        if connection and "field" in note.params:
            ours = local.get((connection[0][0], note.entity, str(note.params["field"])), note.params["field"])
            note = replace(note, params={**note.params, "field": ours})
        found.append(note)
    ended = ask(session, "SELECT coalesce(ended, started) FROM sync_run WHERE id = ?", run_id)
    return found + [
        Note(
            ended[0][0], "info", one.entity, one.local_id, one.title, "overwritten",
            {"field": one.field, "old": _short(one.old), "new": _short(one.new)},
        )
        for one in (overwritten(session, run_id) if ended else ())
    ]  # fmt: skip


def _short(said: str) -> str:
    line = " ".join(said.split()) or "—"
    return line if len(line) <= LONGEST_TOLD else f"{line[:LONGEST_TOLD]}…"


def guarded(session: Session, connection_id: int) -> list[Guarded]:
    """Return what the last run of a connection would have done, had the guard not stopped it."""
    kept = ask(session, "SELECT state_why FROM connection WHERE id = ? AND state = 'guard'", connection_id)
    why = why_of(kept[0][0]) if kept else None
    alarms = why[1].get("alarms", []) if why is not None else []
    called = titled(session, ((one["entity"], row_id) for one in alarms for row_id in one["local_ids"]))
    local = local_names(session)
    return [
        Guarded(
            one["entity"],
            one["kind"],
            local.get((connection_id, one["entity"], one["field"]), one["field"]),
            one["count"],
            one["of"],
            tuple(
                called[one["entity"], row_id].title for row_id in one["local_ids"] if (one["entity"], row_id) in called
            ),
        )
        for one in alarms
    ]


def allow_once(session: Session, connection_id: int) -> None:
    """Let the next run of a stopped connection do what the guard stopped; "guard.idle" where it is not stopped."""
    if not ask(session, "SELECT 1 FROM connection WHERE id = ? AND state = 'guard'", connection_id):
        raise BansoError("guard.idle", field="connection")
    keeping.set_connection(session, connection_id, {"allowed": "once", "state": "on", "state_why": None})


def undo_run(session: Session, run_id: int) -> int:
    """Take back what a run wrote here, where it still stands, and return how many rows moved.

    "run.unknown", "run.running" while it runs, "run.nothing" where it wrote nothing here, and those of undo.
    """
    run = run_of(session, run_id)
    if not run.change_id:
        raise BansoError("run.nothing", field="run", run=str(run_id))
    if _is_running(session, run_id):
        raise BansoError("run.running", field="run", run=str(run_id))
    if run.undone:
        raise BansoError("run.undone", field="run", run=str(run_id))
    return take_back(session, run.change_id)


def _is_running(session: Session, run_id: int) -> bool:
    return bool(ask(session, "SELECT 1 FROM sync_run WHERE id = ? AND result IS NULL", run_id))


def _run(row: Sequence[Any]) -> Run:
    (
        number,
        connection,
        name,
        started,
        ended,
        result,
        pulled,
        pushed,
        conflicts,
        requests,
        size,
        error,
        change,
        state,
    ) = row
    return Run(
        number,
        connection,
        name,
        started,
        ended or "",
        result if result and result != CUT_OFF else "",
        pulled,
        pushed,
        conflicts,
        requests,
        size,
        why_of(error),
        change if change and state else "",
        state == "undone",
    )


def _note(row: Sequence[Any], called: Titled) -> Note:
    at, level, entity, local_id, text = row
    key, params = why_of(text) or ("", {})
    return Note(at, level, entity or "", local_id or "", called.title, key, params)
