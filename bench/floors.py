"""The least code that does the same work: the same library, file, pragmas and triggers; nothing of Banso's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "cache_size = -65536",
    "temp_store = MEMORY",
    "secure_delete = ON",
)


def connect(path: Path) -> Any:
    """Open a plain book as the product does."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def insert_sql(table: str, row: dict[str, object]) -> str:
    """Return an INSERT with named parameters."""
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(':' + name for name in row)})"


def write(connection: Any, statements: Sequence[tuple[str, list[Any]]]) -> None:
    """Write rows in one transaction that is on the disk when this returns."""
    connection.execute("BEGIN IMMEDIATE")
    for sql, rows in statements:
        connection.executemany(sql, rows)
    connection.execute("COMMIT")


ROW_IDS = "SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT 50"
BEST = (
    "SELECT rowid FROM (SELECT rowid, bm25(search_index) AS rank FROM search_index WHERE search_index MATCH ?"
    " ORDER BY rowid DESC LIMIT 2000) ORDER BY rank LIMIT 50"
)

ACCOUNT_QUERIES = (
    "SELECT * FROM account WHERE id = ?",
    "SELECT p.*, q.* FROM position p JOIN person q ON q.id = p.person_id WHERE p.account_id = ?",
    "SELECT c.*, l.* FROM contract c JOIN contract_line l ON l.contract_id = c.id WHERE c.account_id = ?",
    "SELECT * FROM promise WHERE account_id = ? AND done_on IS NULL",
    "SELECT * FROM handover WHERE account_id = ?",
    "SELECT count(*) FROM touchpoint WHERE account_id = ?",
)


def open_account(connection: Any, account_id: str) -> None:
    """Read what an account's page shows."""
    for sql in ACCOUNT_QUERIES:
        connection.execute(sql, (account_id,)).fetchall()
