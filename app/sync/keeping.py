"""Writes what a person says of a connection: its settings, field map and secrets; takes away what was agreed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.models import driver
from app.models.database import Session, json_text
from app.sync.sql import one, write, write_many

RESTORED: tuple[str, Mapping[str, object]] = ("restored", {})
"""Why a connection rests whose book was restored from a back-up."""

_JSON = {"schema", "state_why", "config", "vmap"}
_OF_CONNECTION = (
    "connector", "name", "config", "writes", "every_minutes", "schema", "schema_at", "allowed", "state", "state_why",
    "org_id", "user_id", "user_name",
)  # fmt: skip
_OF_FIELD = ("rtype", "remote", "policy", "direction", "merge", "grp", "vmap")
_AGREED = (
    "DELETE FROM binding WHERE connection_id = ?",
    "DELETE FROM remote_alias WHERE connection_id = ?",
    "DELETE FROM waiting_record WHERE connection_id = ?",
    "DELETE FROM outbox WHERE connection_id = ?",
    "DELETE FROM unsent WHERE connection_id = ?",
    "DELETE FROM spool WHERE connection_id = ?",
    "DELETE FROM sync_conflict WHERE connection_id = ?",
    "DELETE FROM sync_cursor WHERE connection_id = ?",
    "DELETE FROM looked_through WHERE connection_id = ?",
)


def add_connection(session: Session, values: Mapping[str, object]) -> int:
    """Make a connection and return its number."""
    names = [name for name in _OF_CONNECTION if name in values]
    marks = ", ".join("?" * len(names))
    write(session, f"INSERT INTO connection ({', '.join(names)}) VALUES ({marks})", *_cells(values, names))
    return int(one(session, "SELECT last_insert_rowid()"))


def set_connection(session: Session, connection: int, values: Mapping[str, object]) -> int:
    """Change what is said of a connection and return how many there were of that number."""
    names = [name for name in _OF_CONNECTION if name in values]
    told = ", ".join(f"{name} = ?" for name in names)
    return write(session, f"UPDATE connection SET {told} WHERE id = ?", *_cells(values, names), connection)


def drop_connection(session: Session, connection: int) -> None:
    """Take a connection away with all that was agreed on through it; rows of the book stay."""
    drop_agreed(session, connection)
    of_runs = "SELECT id FROM sync_run WHERE connection_id = ?"
    write(session, f"DELETE FROM sync_note WHERE run_id IN ({of_runs})", connection)
    write(session, "DELETE FROM sync_run WHERE connection_id = ?", connection)
    write(session, "DELETE FROM connection WHERE id = ?", connection)


def drop_agreed(session: Session, connection: int) -> None:
    """Forget which record is which row, and everything that hangs on it."""
    for sql in _AGREED:
        write(session, sql, connection)


def start_over(session: Session, connection: int) -> None:
    """Ask for every record anew at the next run; what was agreed on stays."""
    sql = "UPDATE sync_cursor SET value = NULL, fields_hash = NULL, swept_at = NULL WHERE connection_id = ?"
    write(session, sql, connection)


def put_fields(session: Session, connection: int, entity: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Say how fields of one of our nouns go with theirs; each row names its `local` field."""
    told = ", ".join(f"{name} = excluded.{name}" for name in _OF_FIELD)
    sql = (
        f"INSERT INTO field_map (connection_id, entity, local, {', '.join(_OF_FIELD)}) "
        f"VALUES ({', '.join('?' * (3 + len(_OF_FIELD)))}) "
        f"ON CONFLICT (connection_id, entity, local) DO UPDATE SET {told}"
    )
    cells = [(connection, entity, row["local"], *_cells({**_SHIPPED, **row}, _OF_FIELD)) for row in rows]
    write_many(session, sql, cells)


def drop_fields(session: Session, connection: int, entity: str, local: str | None = None) -> None:
    """Let one of our fields, or the whole noun, go nowhere."""
    sql = "DELETE FROM field_map WHERE connection_id = ? AND entity = ?"
    if local is None:
        write(session, sql, connection, entity)
    else:
        write(session, f"{sql} AND local = ?", connection, entity, local)


def set_blocked(session: Session, connection: int, entity: str, local_id: str, fields: Mapping[str, object]) -> None:
    """Say which fields of a row are not sent; the next run looks at it again, on both sides."""
    sql = (
        "UPDATE binding SET blocked = ?, synced_rev = 0, version = NULL "
        "WHERE connection_id = ? AND entity = ? AND local_id = ?"
    )
    write(session, sql, json_text(dict(fields)) if fields else None, connection, entity, local_id)


def drop_unsent(session: Session, connection: int, entity: str, local_id: str) -> None:
    """Let a row be offered again that the other side refused to take as a new one."""
    sql = "DELETE FROM unsent WHERE connection_id = ? AND entity = ? AND local_id = ?"
    write(session, sql, connection, entity, local_id)


def pause_all(path: Path, key: bytes | None) -> None:
    """Let every connection of a book that is not open rest until a person lets it go on: it was restored."""
    connection = driver.connect(path, key, cache_mb=8, create=False)
    try:
        connection.execute(
            "UPDATE connection SET state = 'paused', state_why = ? WHERE state <> 'paused'", (json_text(RESTORED),)
        )
    finally:
        connection.close()


def put_secret(session: Session, connection: int, name: str, sealed: bytes) -> None:
    """Keep a sealed secret."""
    sql = "INSERT OR REPLACE INTO secret (connection_id, name, sealed) VALUES (?, ?, ?)"
    write(session, sql, connection, name, sealed)


def drop_secrets(session: Session, connection: int) -> None:
    """Take a connection's sealed secrets away."""
    write(session, "DELETE FROM secret WHERE connection_id = ?", connection)


_SHIPPED: Mapping[str, object] = {"policy": "ask", "direction": "both", "merge": "atomic", "grp": "", "vmap": None}


def _cells(values: Mapping[str, object], names: Sequence[str]) -> list[object]:
    return [_cell(name, values[name]) for name in names]


def _cell(name: str, value: object) -> object:
    return json_text(value) if name in _JSON and value is not None else value
