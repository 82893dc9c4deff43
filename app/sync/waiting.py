"""Records there of which no row can be made yet: what they belong to is not here, or nobody said what they are."""

from __future__ import annotations

from collections.abc import Iterable

from app.models.database import Session
from app.sync import bindings
from app.sync.sql import ask, write, write_many


def add(session: Session, connection: int, rtype: str, records: Iterable[tuple[str, str | None, str | None]]) -> None:
    """Remember records that wait: each with the type and id of the other one, None for a word, "" once it was said.

    Where the other one was merged away, they wait for the one that it went into.
    """
    waits = list(records)
    left: dict[tuple[str | None, str | None], str] = {}
    for of in {needs_type for _id, needs_type, _needs in waits if needs_type}:
        needed = {needs for _id, needs_type, needs in waits if needs_type == of and needs}
        moved = bindings.aliases(session, connection, of, needed)
        left |= {(of, old): new for old, new in moved.items()}
    sql = "INSERT OR REPLACE INTO waiting_record VALUES (?, ?, ?, ?, ?)"
    rows = [(connection, rtype, one, of, left.get((of, needs), needs)) for one, of, needs in waits]
    write_many(session, sql, rows)


def forget(session: Session, connection: int, rtype: str, remote_ids: Iterable[str]) -> None:
    """Let records go that wait no longer."""
    sql = "DELETE FROM waiting_record WHERE connection_id = ? AND rtype = ? AND remote_id = ?"
    write_many(session, sql, [(connection, rtype, one) for one in remote_ids])


def follow(session: Session, connection: int, rtype: str, old: str, new: str) -> None:
    """Let what waits for a record that went into another one wait for that one."""
    sql = "UPDATE waiting_record SET needs_id = ? WHERE connection_id = ? AND needs_type = ? AND needs_id = ?"
    write(session, sql, new, connection, rtype, old)


def awaited(session: Session, connection: int, rtype: str) -> set[str]:
    """Return the records of a type that others wait for, and that are not known here."""
    sql = (
        "SELECT DISTINCT w.needs_id FROM waiting_record w WHERE w.connection_id = ? AND w.needs_type = ? AND "
        "NOT EXISTS (SELECT 1 FROM binding b WHERE b.connection_id = w.connection_id AND b.rtype = w.needs_type "
        "AND b.remote_id = w.needs_id)"
    )
    return {row[0] for row in ask(session, sql, connection, rtype)}


def looked_at_again(session: Session, connection: int, rtype: str) -> set[str]:
    """Return the records of a type that are looked at again at every run."""
    sql = "SELECT remote_id FROM waiting_record WHERE connection_id = ? AND rtype = ? AND needs_type = ''"
    return {row[0] for row in ask(session, sql, connection, rtype)}


def ready(session: Session, connection: int, rtype: str) -> list[str]:
    """Return the records of a type whose other one has come, or that a person has spoken of."""
    sql = (
        "SELECT w.remote_id FROM waiting_record w WHERE w.connection_id = ? AND w.rtype = ? AND (w.needs_type = '' OR "
        "EXISTS (SELECT 1 FROM binding b WHERE b.connection_id = w.connection_id AND b.rtype = w.needs_type "
        "AND b.remote_id = w.needs_id AND b.state <> 'gone'))"
    )
    return [row[0] for row in ask(session, sql, connection, rtype)]
