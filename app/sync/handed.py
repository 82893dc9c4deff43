"""Which hand-overs that a hub tells of are known here, so that what a person says later of who holds it stands."""

from __future__ import annotations

import json
from collections.abc import Collection

from app.models.database import Session, json_text
from app.sync.sql import ask, write

_TYPE = "@handovers"
"""Stands among the cursors, as no type of a record is called: asking anew for everything asks for these too."""
ALL = "all"
"""Stands among the numbers where none was left to be followed."""


def known(session: Session, connection: int) -> frozenset[str]:
    """Return the numbers of the hand-overs that were followed."""
    rows = ask(session, "SELECT value FROM sync_cursor WHERE connection_id = ? AND rtype = ?", connection, _TYPE)
    return frozenset(json.loads(rows[0][0])) if rows and rows[0][0] else frozenset()


def keep_known(session: Session, connection: int, numbers: Collection[str]) -> None:
    """Keep the numbers of those that are followed now."""
    sql = (
        "INSERT INTO sync_cursor (connection_id, rtype, value) VALUES (?, ?, ?) "
        "ON CONFLICT (connection_id, rtype) DO UPDATE SET value = excluded.value"
    )
    write(session, sql, connection, _TYPE, json_text(sorted(numbers)))
