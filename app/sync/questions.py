"""The differences that a person has to settle: opened, kept up to date and closed by what both sides say."""

from __future__ import annotations

import json
from collections.abc import Iterable

from app.models.database import Session, json_text
from app.sync.sides import Asked
from app.sync.sql import ANY, ask, listed, write, write_many
from app.sync.values import Canon


def open_fields(session: Session, connection: int, entity: str, local_ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return, by row, the fields with an open question and its kind."""
    sql = (
        "SELECT local_id, field, kind FROM sync_conflict WHERE connection_id = ? AND entity = ? AND closed_at IS NULL "
        f"AND local_id IN {ANY}"
    )
    found: dict[str, dict[str, str]] = {}
    for local_id, field, kind in ask(session, sql, connection, entity, listed(local_ids)):
        found.setdefault(local_id, {})[field] = kind
    return found


def theirs_open(session: Session, connection: int, entity: str) -> dict[str, dict[str, Canon]]:
    """Return, by row, what the other side says of the fields that are asked about."""
    sql = (
        "SELECT local_id, field, theirs FROM sync_conflict WHERE connection_id = ? AND entity = ? "
        "AND closed_at IS NULL AND kind IN ('field', 'oscillation')"
    )
    found: dict[str, dict[str, Canon]] = {}
    for local_id, field, theirs in ask(session, sql, connection, entity):
        found.setdefault(local_id, {})[field] = json.loads(theirs)
    return found


def raise_all(
    session: Session, connection: int, entity: str, asked: Iterable[tuple[str, Asked, str, str]], run: int
) -> int:
    """Open questions, or bring open ones up to date; return how many are new. Each: row, question, who, when."""
    rows = list(asked)
    before = open_fields(session, connection, entity, {row[0] for row in rows})
    sql = (
        "INSERT INTO sync_conflict (connection_id, entity, local_id, field, kind, base, mine, theirs, theirs_by, "
        "theirs_at, opened_run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (connection_id, entity, local_id, field) WHERE closed_at IS NULL DO UPDATE SET "
        "kind = excluded.kind, base = excluded.base, mine = excluded.mine, theirs = excluded.theirs, "
        "theirs_by = coalesce(nullif(excluded.theirs_by, ''), theirs_by), "
        "theirs_at = coalesce(nullif(excluded.theirs_at, ''), theirs_at)"
    )
    values = [
        (connection, entity, row, one.field, one.kind, json_text(one.base), json_text(one.mine), json_text(one.theirs),
         by, at, run)
        for row, one, by, at in rows
    ]  # fmt: skip
    write_many(session, sql, values)
    return sum(one.field not in before.get(row, {}) for row, one, _by, _at in rows)


def close(session: Session, connection: int, entity: str, fields: Iterable[tuple[str, str]], at: str) -> None:
    """Close the questions of rows and fields that have answered themselves; those of a merge and links stay."""
    sql = (
        "UPDATE sync_conflict SET closed_at = ?, choice = 'settled' WHERE connection_id = ? AND entity = ? "
        "AND local_id = ? AND field = ? AND closed_at IS NULL AND kind NOT IN ('merged', 'link')"
    )
    write_many(session, sql, [(at, connection, entity, row, field) for row, field in fields])


def close_link(session: Session, connection: int, remote_id: str, at: str) -> None:
    """Close the proposals that spoke of a record which is gone or bound."""
    sql = (
        "UPDATE sync_conflict SET closed_at = ?, choice = 'settled' WHERE connection_id = ? AND kind = 'link' "
        "AND closed_at IS NULL AND json_extract(theirs, '$.id') = ?"
    )
    write(session, sql, at, connection, remote_id)
