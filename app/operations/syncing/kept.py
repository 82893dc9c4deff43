"""A connection as it is kept, for whoever works on one; the one place that says that it is gone."""

from __future__ import annotations

from collections.abc import Mapping

from app.errors import BansoError
from app.models.database import Session
from app.sync import plan
from app.sync.rules import Route


def kept(session: Session, connection_id: int) -> plan.Kept:
    """Return a connection; "connection.unknown" where there is none of that number."""
    found = plan.kept(session, connection_id)
    if found is None:
        raise BansoError("connection.unknown", field="connection")
    return found


def routes_of(session: Session, connection_id: int) -> Mapping[str, Route]:
    """Return which noun goes which way through a connection; nothing where it is gone."""
    found = plan.kept(session, connection_id)
    return plan.routes(session, found) if found is not None else {}
