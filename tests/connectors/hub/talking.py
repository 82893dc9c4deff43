"""A member's conversation with a hub, for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from app.connectors.base import Change, Ok, Op, Outcome, Scalar
from app.connectors.hub import HubConnector
from app.connectors.hub.prepare import Member
from app.connectors.hub.session import HubSession
from tests.live.hub import Hub
from tests.sync.desk import Context


@contextmanager
def signed_in(hub: Hub, who: Member, port: int = 0) -> Iterator[HubSession]:
    ctx = Context()
    ctx.secrets = {"password": who.password}
    session = HubConnector().open(hub.config(who, port), ctx)
    try:
        yield session
    finally:
        session.close()


def create(session: HubSession, type: str, fields: Mapping[str, Scalar]) -> str:
    outcome = push(session, type, "create", fields)
    assert isinstance(outcome, Ok), outcome
    return outcome.id


def push(
    session: HubSession, type: str, kind: Any, fields: Mapping[str, Scalar], id: str | None = None,
    version: str | None = None,
) -> Outcome:  # fmt: skip
    (outcome,) = session.push(type, [Op(uuid4().hex, kind, id or str(uuid4()), id, version, fields)])
    return outcome


def pulled(session: HubSession, type: str, cursor: str | None = None) -> tuple[dict[str, Change], str]:
    fields = [field.name for field in session.describe([type])[0].fields]
    found: dict[str, Change] = {}
    for page in session.pull(type, fields, cursor):
        found |= {one.id: one for one in page.changes}
        cursor = page.cursor
    assert cursor is not None
    return found, cursor
