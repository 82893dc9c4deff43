"""The search index and its upkeep, in the caller's transaction.

A text itself is not stored here: `search_doc` says what is indexed and `search_index` and `search_short` hold tokens
only (contentless FTS5). The row id is the day's number << 20 | a sequence within the day, so that newest first is the
index's own order, however late an old note arrives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import islice
from typing import Any, Protocol, TypeVar

from app.search.fold import fold
from app.search.tokens import tokens

DAY_BITS = 20
_T = TypeVar("_T")

# Enough that FTS5 merges few segments, little enough that the tokens of one batch stay under some 10 MB.
BATCH = 5_000

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE search_doc (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    ref TEXT NOT NULL,
    account_id TEXT,
    mark INTEGER NOT NULL,
    UNIQUE (kind, ref)
)""",
    """CREATE VIRTUAL TABLE search_index USING fts5(
    tokens, content='', contentless_delete=1, tokenize='ascii'
)""",
    """CREATE VIRTUAL TABLE search_short USING fts5(
    tokens, content='', contentless_delete=1, detail='none', tokenize='ascii'
)""",
)


class Door(Protocol):
    """What is asked of a database: a sqlcipher3 connection or cursor has it."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Any:
        """Run one statement; the result can be iterated."""

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Any:
        """Run one statement for each row."""


@dataclass(frozen=True)
class Doc:
    """One text to be found: what it is, whose it is, the day it belongs to."""

    kind: str
    ref: str
    account_id: str | None
    day: date
    text: str


@dataclass(frozen=True)
class _Row:
    """A document as it stands in search_doc."""

    id: int
    account_id: str | None
    mark: int


def first_id(day: date) -> int:
    """Return the lowest row id a text of that day can have."""
    return day.toordinal() << DAY_BITS


def day_of(row_id: int) -> date:
    """Return the day a row id belongs to."""
    return date.fromordinal(row_id >> DAY_BITS)


def apply(door: Door, put: Iterable[Doc], gone: Iterable[tuple[str, str]] = ()) -> None:
    """Make the texts `put` findable as they now are, and those `gone` (kind, ref) not at all.

    Runs in the caller's transaction and in batches, so `put` may be an endless-looking iterator; of two texts with one
    (kind, ref) the later counts, and what is both gone and put is put. A text put again unchanged costs one look-up.
    Raises OverflowError where one day has more than 2^20 texts.
    """
    for pairs in _batches(gone):
        _remove(door, [row.id for row in _rows(door, pairs).values()])
    for docs in _batches(put):
        _put(door, list({(doc.kind, doc.ref): doc for doc in docs}.values()))


def clear(door: Door) -> None:
    """Forget every text."""
    door.execute("DELETE FROM search_doc")
    for table in ("search_index", "search_short"):
        door.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")


def rebuild(door: Door, docs: Iterable[Doc]) -> None:
    """Throw the index away and make it anew from all texts."""
    clear(door)
    apply(door, docs)


def purge(door: Door) -> None:
    """Take the tokens of removed texts out of the file too, at the cost of writing both indexes anew.

    A removed text is out of every answer at once, but its tokens stay in the index's pages until FTS5 merges them.
    """
    for table in ("search_index", "search_short"):
        door.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")


def _put(door: Door, docs: list[Doc]) -> None:
    """Write one batch of different documents."""
    known = _rows(door, [(doc.kind, doc.ref) for doc in docs])
    sequence = _Sequence(door)
    removed: list[int] = []
    written: list[tuple[int, Doc, str, int]] = []
    for doc in docs:
        folded = fold(doc.text)
        mark = mark_of(folded)
        row = known.get((doc.kind, doc.ref))
        same_day = row is not None and day_of(row.id) == doc.day
        if row is not None:
            if same_day and row.mark == mark and row.account_id == doc.account_id:
                continue
            removed.append(row.id)
        written.append((row.id if row is not None and same_day else sequence.next(doc.day), doc, folded, mark))
    _remove(door, removed)
    # FTS5 starts a new segment whenever a row id is lower than the one before.
    written.sort(key=lambda item: item[0])
    door.executemany(
        "INSERT INTO search_doc(id, kind, ref, account_id, mark) VALUES (?, ?, ?, ?, ?)",
        [(row_id, doc.kind, doc.ref, doc.account_id, mark) for row_id, doc, _, mark in written],
    )
    cut = [(row_id, *tokens(folded)) for row_id, _, folded, _ in written]
    door.executemany("INSERT INTO search_index(rowid, tokens) VALUES (?, ?)", ((row[0], row[1]) for row in cut))
    door.executemany("INSERT INTO search_short(rowid, tokens) VALUES (?, ?)", ((row[0], row[2]) for row in cut))


def _remove(door: Door, ids: list[int]) -> None:
    if not ids:
        return
    rows = [(row_id,) for row_id in sorted(ids)]
    for sql in (
        "DELETE FROM search_index WHERE rowid = ?",
        "DELETE FROM search_short WHERE rowid = ?",
        "DELETE FROM search_doc WHERE id = ?",
    ):
        door.executemany(sql, rows)


class _Sequence:
    """Hands out row ids of a day that no text has, in one batch."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._last: dict[date, int] = {}

    def next(self, day: date) -> int:
        last = self._last.get(day)
        if last is None:
            first = first_id(day)
            found = self._door.execute(
                "SELECT max(id) FROM search_doc WHERE id >= ? AND id < ?", (first, first + (1 << DAY_BITS))
            ).fetchone()[0]
            last = first - 1 if found is None else int(found)
        if (last + 1) >> DAY_BITS != day.toordinal():
            raise OverflowError(f"more than {1 << DAY_BITS} texts on {day.isoformat()}")
        self._last[day] = last + 1
        return last + 1


def mark_of(folded: str) -> int:
    """Return a short fingerprint of folded text, by which a changed text is known."""
    return int.from_bytes(blake2b(folded.encode("utf-8"), digest_size=7).digest(), "big")


def _rows(door: Door, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], _Row]:
    """Return what is indexed of these (kind, ref)."""
    if len(pairs) > 1 and door.execute("SELECT 1 FROM search_doc LIMIT 1").fetchone() is None:
        return {}
    by_kind: dict[str, list[str]] = {}
    for kind, ref in pairs:
        by_kind.setdefault(kind, []).append(ref)
    found: dict[tuple[str, str], _Row] = {}
    for kind, refs in by_kind.items():
        for part in _batches(refs, 500):
            sql = (
                "SELECT ref, id, account_id, mark FROM search_doc WHERE kind = ? AND ref IN "
                f"({', '.join('?' * len(part))})"
            )
            for ref, row_id, account_id, mark in door.execute(sql, [kind, *part]):
                found[kind, ref] = _Row(row_id, account_id, mark)
    return found


def _batches(things: Iterable[_T], size: int = BATCH) -> Iterator[list[_T]]:
    """Yield the things in lists of at most `size`."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
