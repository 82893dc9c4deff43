"""What makes books cheap under test: a schema that is laid at once, and statements compiled once for all books.

A run opens thousands of books. Each of them migrated anew, and with its own memory of compiled statements, was a third
of its time. What migrating itself does is shown by tests/models/test_schema.py, which lets `UPGRADE` run, and what
keeps a book safe on a disk by tests/models/test_driver.py, which lets `CONNECT` run, and by the proofs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.util import LRUCache

from app.models import driver, migrate

UPGRADE = migrate._upgrade
CONNECT = driver.connect
_HEAD = migrate.HEAD
_STATEMENTS = 3_000


@cache
def empty_book() -> bytes:
    """Return a plain book without rows, as the migrations make it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book"
        connection = driver.connect(path, None)
        UPGRADE(connection)
        connection.close()
        return path.read_bytes()


@cache
def _steps() -> Sequence[tuple[str, Sequence[tuple[object, ...]]]]:
    """Return what makes an empty file such a book: tables, what stands in them, then indexes and triggers."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book"
        path.write_bytes(empty_book())
        connection = driver.connect(path, None)
        # The shadows of a search index are made with it.
        tables = connection.execute("SELECT name FROM pragma_table_list WHERE type IN ('table', 'virtual')").fetchall()
        names = {name for (name,) in tables if not name.startswith("sqlite_")}
        made = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        ).fetchall()
        steps: list[tuple[str, Sequence[tuple[object, ...]]]] = [
            (sql, ()) for kind, name, sql in made if kind == "table" and name in names
        ]
        for name in sorted(names):
            rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()
            if rows:
                places = ", ".join("?" * len(rows[0]))
                steps.append((f'INSERT INTO "{name}" VALUES ({places})', rows))
        steps += [(sql, ()) for kind, _name, sql in made if kind != "table"]
        connection.close()
        return steps


def upgrade(connection: Any) -> None:
    """Do what `migrate._upgrade` does: for a file without a schema at once, else as it does it."""
    if migrate.HEAD != _HEAD or migrate.revision(connection) is not None:
        UPGRADE(connection)
        return
    steps = _steps()
    connection.execute("BEGIN IMMEDIATE")
    for sql, rows in steps:
        if rows:
            connection.executemany(sql, rows)
        else:
            connection.execute(sql).close()
    connection.execute("COMMIT")


def connect(path: Path, key: bytes | None, **options: Any) -> Any:
    """Do what `driver.connect` does, and wait for no disk: a test's book need not outlive a power cut."""
    connection = CONNECT(path, key, **options)
    if not options.get("readonly"):
        connection.execute("PRAGMA synchronous = OFF").close()
    return connection


def sharing_engines() -> Callable[..., Engine]:
    """Return what stands in for `create_engine`: engines that share one dialect, and so what was compiled for it."""
    compiled: LRUCache[Any, Any] = LRUCache(_STATEMENTS)
    primed: list[Engine] = []

    def made(url: str, **options: Any) -> Engine:
        if not primed:
            # Whoever comes first may fail to open its book; the dialect has to know its SQLite all the same.
            first = create_engine(url, **{**options, "creator": lambda: sqlcipher3.dbapi2.connect(":memory:")})
            first.connect().close()
            first.dispose()
            primed.append(first)
        engine = create_engine(url, **options)
        engine.dialect = engine.pool._dialect = primed[0].dialect
        engine._compiled_cache = compiled
        return engine

    return made
