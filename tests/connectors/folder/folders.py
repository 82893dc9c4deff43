"""Folders to talk to, and what colleagues do in them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.connectors.base import Change, Ok, Op, Outcome, Scalar
from app.connectors.folder import FolderConnector
from app.connectors.folder.layout import KINDS
from app.connectors.folder.session import FolderSession


class Ctx:
    """The context of a session, without a line."""

    http: Any = None
    secrets: Mapping[str, str] = {}
    log = logging.getLogger("tests.folder")

    def __init__(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        self.cancelled = cancelled

    def server_now(self) -> datetime:
        return datetime(2026, 11, 21, 12, tzinfo=UTC)


def opened(folder: Path, format: str = "csv", cancelled: Callable[[], bool] = lambda: False) -> FolderSession:
    return FolderConnector().open({"folder": str(folder), "format": format}, Ctx(cancelled))


def fields_of(type: str) -> list[str]:
    return [field.name for field in KINDS[type].fields]


def pulled(
    session: FolderSession, type: str, cursor: str | None = None, fields: Sequence[str] = ()
) -> tuple[list[Change], str]:
    changes: list[Change] = []
    for page in session.pull(type, fields or fields_of(type), cursor):
        changes += page.changes
        cursor = page.cursor
    assert cursor is not None
    return changes, cursor


def one(session: FolderSession, type: str, id: str) -> Change:
    (change,) = session.read(type, fields_of(type), [id])
    return change


def create(session: FolderSession, type: str, values: Mapping[str, Scalar], key: str = "") -> str:
    (outcome,) = session.push(type, [Op("op", "create", key or str(uuid4()), fields=values)])
    assert isinstance(outcome, Ok), outcome
    return outcome.id


def update(session: FolderSession, type: str, id: str, values: Mapping[str, Scalar], version: str = "") -> Outcome:
    version = version or str(one(session, type, id).version)
    (outcome,) = session.push(type, [Op("op", "update", id, id, version, values)])
    return outcome


def delete(session: FolderSession, type: str, id: str, version: str = "") -> Outcome:
    version = version or str(one(session, type, id).version)
    (outcome,) = session.push(type, [Op("op", "delete", id, id, version)])
    return outcome


def swept(session: FolderSession, type: str) -> list[str]:
    return [id for some in session.sweep(type) for id in some]


def names(changes: Sequence[Change]) -> Iterator[Scalar]:
    return (change.fields["name"] for change in changes)
