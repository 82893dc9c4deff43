"""Records there of which no row can be made yet: what they belong to is not here, or nobody said what they are."""

from __future__ import annotations

from collections.abc import Iterable

from app.models.database import Session
from app.sync.sql import ask, write_many


def add(session: Session, connection: int, rtype: str, records: Iterable[tuple[str, str | None, str | None]]) -> None:
    """Remember records that wait: each with the type and id of the other one, None for a word, "" once it was said."""
    sql = "INSERT OR REPLACE INTO waiting_record VALUES (?, ?, ?, ?, ?)"
    write_many(session, sql, [(connection, rtype, *one) for one in records])


def forget(session: Session, connection: int, rtype: str, remote_ids: Iterable[str]) -> None:
    """Let records go that wait no longer."""
    sql = "DELETE FROM waiting_record WHERE connection_id = ? AND rtype = ? AND remote_id = ?"
    write_many(session, sql, [(connection, rtype, one) for one in remote_ids])


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
