"""What a book says, apart from how it came to say it: every live row, in an order and a form that do not vary."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, Table, exists, select

from app.models import tables
from app.models.database import Session

Row = Mapping[Any, Any]

_VOLATILE = {"no", "rev", "change_id", "deleted_at"}
READING = "reading"
_STREAM = {"yield_per": 2000}

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def entities() -> tuple[str, ...]:
    """Return the tables that hold content, each after those it refers to."""
    return _entities()


@cache
def _entities() -> tuple[str, ...]:
    nouns = {table.name for table in tables.NOUNS} | {READING}
    return tuple(table.name for table in tables.metadata.sorted_tables if table.name in nouns)


@cache
def columns(entity: str) -> tuple[str, ...]:
    """Return the names of what is said of a row; a reading names its account and its measure in words."""
    if entity == READING:
        return ("account_id", "measure", "value", "observed_at", "recorded_at", "source", "note", "by_id")
    return tuple(column.name for column in table(entity).c if column.name not in _VOLATILE)


def table(entity: str) -> Table:
    """Return a table by its name."""
    return tables.metadata.tables[entity]


def line(row: Row) -> str:
    """Return a row as canonical JSON: equal rows are equal text."""
    return _encode(row if type(row) is dict else dict(row))


def rows(session: Session, entity: str) -> Iterator[Row]:
    """Yield the live rows of a table by id, a few at a time; readings by account, measure and time."""
    if entity == READING:
        yield from _all_readings(session)
        return
    names = columns(entity)
    for row in session.connection.execute(_live(entity), execution_options=_STREAM):
        yield dict(zip(names, row, strict=True))


def readings_of(session: Session, account_id: str) -> list[Row]:
    """Return the live readings of one account in their order."""
    found = session.rows(_readings().where(tables.account.c.id == account_id))
    return sorted(found, key=lambda row: (row["measure"], row["observed_at"], row["recorded_at"], line(row)))


def content_hash(session: Session) -> str:
    """Return the SHA-256 of everything the book says; history, revisions and the order of writing do not move it."""
    digest = sha256()
    for entity in entities():
        start(digest, entity)
        for row in rows(session, entity):
            feed(digest, line(row))
    return digest.hexdigest()


def start(digest: Any, entity: str) -> None:
    """Begin a table in a hash of content."""
    digest.update(f"{entity}\n".encode())


def feed(digest: Any, text: str) -> None:
    """Add a row to a hash of content."""
    digest.update(f"{text}\n".encode())


def _all_readings(session: Session) -> Iterator[Row]:
    # One account at a time: sorting millions at once would hold them all in memory.
    account, reading = tables.account, tables.reading
    measured = exists().where(reading.c.account_no == account.c.no)
    having = select(account.c.id).where(measured).order_by(account.c.id)
    for account_id in session.connection.execute(having).scalars().all():
        yield from readings_of(session, account_id)


@cache
def _live(entity: str) -> Select[Any]:
    found = table(entity)
    return select(*(found.c[name] for name in columns(entity))).where(found.c.deleted_at.is_(None)).order_by(found.c.id)


@cache
def _readings() -> Select[Any]:
    reading, account, measure = tables.reading, tables.account, tables.measure
    said = [reading.c[name] for name in columns(READING) if name not in {"account_id", "measure"}]
    joined = reading.join(account, account.c.no == reading.c.account_no).join(
        measure, measure.c.no == reading.c.measure_no
    )
    return (
        select(account.c.id.label("account_id"), measure.c.key.label("measure"), *said)
        .select_from(joined)
        .where(reading.c.deleted_at.is_(None))
    )
