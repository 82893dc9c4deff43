"""Small helps of the suite: ops, pulls to the end, and what of a type can be tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

import pytest

from app.connectors.base import Change, Op, Outcome, Scalar, Session, TypeInfo, Unsure
from app.connectors.errors import ConnectorError


def creation(values: Mapping[str, Scalar], key: str = "") -> Op:
    """Return an op that creates a record."""
    return Op(uuid4().hex, "create", key or str(uuid4()), None, None, dict(values))


def update(id: str, version: str | None, values: Mapping[str, Scalar]) -> Op:
    """Return an op that changes some fields."""
    return Op(uuid4().hex, "update", str(uuid4()), id, version, dict(values))


def deletion(id: str, version: str | None) -> Op:
    """Return an op that deletes a record."""
    return Op(uuid4().hex, "delete", str(uuid4()), id, version)


def pushed(session: Session, type: str, op: Op) -> Outcome:
    """Push one op and return what came of it."""
    outcomes = session.push(type, [op])
    assert len(outcomes) == 1, "one outcome for each op"
    return outcomes[0]


def unheard(session: Session, type: str, op: Op) -> Outcome:
    """Push one op where no answer comes: an error means that nobody knows what came of it."""
    try:
        return pushed(session, type, op)
    except ConnectorError as problem:
        return Unsure(str(problem))


def names(info: TypeInfo) -> list[str]:
    """Return the names of all fields."""
    return [field.name for field in info.fields]


def pulled(session: Session, type: str, fields: Sequence[str], cursor: str | None) -> tuple[dict[str, Change], str]:
    """Pull to the end; return the last that was told of each record, and the cursor to go on from."""
    found: dict[str, Change] = {}
    for page in session.pull(type, fields, cursor):
        found.update({change.id: change for change in page.changes})
        cursor = page.cursor
    assert isinstance(cursor, str), "a pull ends with a cursor, also when nothing has changed"
    return found, cursor


def one(session: Session, info: TypeInfo, id: str) -> Change:
    """Read one record that has to be there."""
    (change,) = session.read(info.name, names(info), ids=[id])
    return change


def needs(info: TypeInfo, *abilities: str) -> None:
    """Skip the test where records of this type cannot be created, updated or deleted."""
    for ability in abilities:
        if not getattr(info, ability) or (ability == "create" and info.create_key == "none"):
            pytest.skip(f"{info.name}: the connector declares that it cannot {ability}")


def needs_guard(info: TypeInfo) -> None:
    """Skip the test where nothing compares versions."""
    if info.guard == "none":
        pytest.skip(f"{info.name}: the connector declares no guard")
