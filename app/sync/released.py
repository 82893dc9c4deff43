"""What was refused for want of a right is tried once more where the right may be there again."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection

from app.models.database import Session
from app.sync import keeping
from app.sync.entities import ENTITIES
from app.sync.row_sql import cell
from app.sync.sql import ask, one

OF_RIGHTS = ("dangling", "forbidden")
"""Codes of what only a right was wanting for: a record that leads to one that is not seen leads nowhere."""
_REFUSED = (
    "SELECT entity, local_id, blocked, 1 FROM binding WHERE connection_id = ? AND blocked IS NOT NULL "
    "AND state IN ('live', 'missing') UNION ALL SELECT entity, local_id, blocked, 0 FROM unsent WHERE connection_id = ?"
)


def release(session: Session, connection: int, accounts: Collection[str]) -> None:
    """Let the next run offer all that was refused for want of a right of accounts and of what lies under them."""
    if accounts:
        _release(session, connection, lambda entity, local_id: _account(session, entity, local_id) in accounts)


def release_all(session: Session, connection: int, noun: str) -> None:
    """Let it offer all of a noun that was refused so: what may be seen there is another now, or nobody knows."""
    _release(session, connection, lambda entity, _local_id: entity == noun)


def _release(session: Session, connection: int, has_right: Callable[[str, str], bool]) -> None:
    for entity, local_id, blocked, bound in ask(session, _REFUSED, connection, connection):
        held = json.loads(blocked)
        left = {field: why for field, why in held.items() if why["code"] not in OF_RIGHTS}
        if left == held or not has_right(entity, local_id):
            continue
        if bound:
            keeping.set_blocked(session, connection, entity, local_id, left)
        else:
            keeping.drop_unsent(session, connection, entity, local_id)


def _account(session: Session, entity: str, local_id: str) -> object:
    """Return the account that a row belongs to."""
    if entity == "account":
        return local_id
    known = ENTITIES[entity]
    owner = cell(known, known.fields["account"].kept_in)
    return one(session, f"SELECT {owner} FROM {known.table} t WHERE t.id = ?", local_id)
