"""Brings a book file to the schema of this program: back-up first, all or nothing, never a newer one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.errors import BansoError
from app.models import driver

HEAD = "0007"
"""The revision this program reads and writes; a test holds it against the scripts."""


def revision(connection: Any) -> str | None:
    """Return the schema revision of an open file, or None for an empty one."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables:
        if tables:
            raise BansoError("database.not_ours")
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def is_current(path: Path, key: bytes | None) -> bool:
    """Tell whether the book at `path` has this program's schema; a newer one is refused."""
    # Read-only: opening a newer book must not even fold its write-ahead log into it.
    connection = driver.connect(path, key, readonly=True)
    try:
        present = revision(connection)
        if present is not None and present != HEAD and present not in _known():
            raise BansoError("database.newer", found=present, known=HEAD)
        return present == HEAD
    finally:
        connection.close()


def ensure(path: Path, key: bytes | None, back_up: Callable[[Any], object]) -> bool:
    """Bring the file at `path` to HEAD and tell whether anything was done.

    `back_up` gets the open connection before the first change of an existing book. A book that a newer program wrote
    is refused before any write.
    """
    connection = driver.connect(path, key)
    try:
        present = revision(connection)
        if present == HEAD:
            return False
        if present is not None:
            if present not in _known():
                raise BansoError("database.newer", found=present, known=HEAD)
            back_up(connection)
        _upgrade(connection)
        return True
    finally:
        connection.close()


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _upgrade(connection: Any) -> None:
    # Foreign keys off before BEGIN, or a batch rebuild deletes the children of the table it replaces.
    import sqlcipher3.dbapi2
    from alembic import command
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    connection.execute("PRAGMA foreign_keys = OFF")
    engine = create_engine("sqlite://", module=sqlcipher3.dbapi2, creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as opened:
        opened.exec_driver_sql("BEGIN IMMEDIATE")
        config = _config()
        config.attributes["connection"] = opened
        try:
            command.upgrade(config, HEAD)
            broken = opened.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise BansoError("database.migration_failed", found=len(broken))
            opened.exec_driver_sql("COMMIT")
        except BaseException:
            opened.exec_driver_sql("ROLLBACK")
            raise
    connection.execute("PRAGMA foreign_keys = ON")
