"""With which systems one row is shared, since when it was last compared there, and what of it is not sent."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.database import Session
from app.operations.own_fields import OwnField, own_fields
from app.operations.syncing.blocked import blocked_of
from app.operations.syncing.rows import Blocked
from app.sync.sql import ask, one

_SHARED = (
    "SELECT c.id, c.name, c.connector, c.state AS connection_state, b.state, b.remote_id,"
    " (SELECT max(r.ended) FROM sync_run r WHERE r.connection_id = c.id AND r.result = 'done') AS at"
    " FROM binding b JOIN connection c ON c.id = b.connection_id"
    " WHERE b.entity = ? AND b.local_id = ? AND b.state IN ('live', 'hold', 'missing') ORDER BY c.id"
)


@dataclass(frozen=True)
class Shared:
    """One system that holds a row too. `at` is the end of its last whole run; `missing`: not to be seen there now.

    `held` tells that a question about the record as a whole is open.
    """

    connection_id: int
    name: str
    connector: str
    remote_id: str
    at: str
    paused: bool
    missing: bool
    held: bool


@dataclass(frozen=True)
class Beside:
    """What other systems know of one account, and what of it is a person's own."""

    own: tuple[OwnField, ...] = ()
    shared: tuple[Shared, ...] = ()
    blocked: tuple[Blocked, ...] = ()


def shared_with(session: Session, entity: str, local_id: str) -> tuple[Shared, ...]:
    """Return the systems that hold a row too."""
    return tuple(
        Shared(number, name, connector, remote_id, at or "", resting != "on", state == "missing", state == "hold")
        for number, name, connector, resting, state, remote_id, at in ask(session, _SHARED, entity, local_id)
    )


def beside(session: Session, account_id: str) -> Beside:
    """Return what the page of an account shows of sync and of own fields, in one question."""
    own = own_fields(session, "account", account_id)
    if not one(session, "SELECT EXISTS (SELECT 1 FROM connection)"):
        # Most pages are opened without any, and wait for nothing of it.
        return Beside(own)
    return Beside(
        own,
        shared_with(session, "account", account_id),
        tuple(blocked_of(session, "account", account_id)),
    )
