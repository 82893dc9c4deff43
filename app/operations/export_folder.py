"""Brings an exported folder back into a book, as one change: what is equal stays, what differs is taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.exc import IntegrityError

from app.errors import BansoError, Cancelled
from app.journal import door
from app.journal.change import LongChange, result
from app.journal.changes import Changes
from app.models import tables
from app.models.database import Session
from app.operations import content
from app.operations.book import Book
from app.operations.export import Progress
from app.operations.export_reader import ExportFolder, examine, is_export
from app.operations.forgotten import forgotten
from app.operations.settings import settings

__all__ = ["Imported", "import_export", "is_export"]

CHUNK = 500

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Imported:
    """How many rows were made, how many differed and were taken over, how many stood there already."""

    imported: int
    updated: int
    unchanged: int
    changes: Changes = field(default_factory=Changes, compare=False)


def import_export(
    book: Book,
    folder: Path,
    *,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Imported:
    """Bring what `export` wrote to `folder` into the book; rows that only the book has stay.

    A book that is new takes over who its person is, too: afterwards its content hash is that of the export.
    "export_folder.missing", "export_folder.newer", "export_folder.damaged" before anything is written;
    "export_folder.clashes" where a row cannot stand beside what the book has. Errors and Cancelled change nothing.
    """
    source = examine(folder)
    _refuse_forgotten(book, source)
    fresh = book.read(_only_introduced)
    counts: Counter[str] = Counter()
    total = sum(source.rows.values())

    def write(session: Session, entity: str, rows: list[Row]) -> None:
        if cancelled():
            raise Cancelled
        counts.update(_write(session, entity, rows))
        progress(counts.total(), total)

    try:
        with book.long("import_export", {"folder": folder.name}) as change:
            for entity in content.entities():
                _bring(change, entity, _all_rows(source, entity), write)
            if fresh:
                with change.step() as session:
                    _forget_the_introduced(session, source)
    except IntegrityError as error:
        raise BansoError("export_folder.clashes", field="file", folder=str(folder)) from error
    book.by_id = book.read(settings).me
    return Imported(counts["imported"], counts["updated"], counts["unchanged"], result(change.change))


def _refuse_forgotten(book: Book, source: ExportFolder) -> None:
    known = book.read(forgotten)
    if known.prints and any(known.knows([f"id:{row['id']}"]) for row in _all_rows(source, tables.account.name)):
        raise BansoError("export_folder.forgotten", field="file")


def _all_rows(source: ExportFolder, entity: str) -> Iterator[Row]:
    for removed_entity, row in source.removed:
        if removed_entity == entity:
            yield row
    yield from source.read(entity)


def _bring(
    change: LongChange, entity: str, rows: Iterator[Row], write: Callable[[Session, str, list[Row]], None]
) -> None:
    chunks = _chunks(entity, rows)
    # A parent may come after its child: such a table is one transaction, and its references count at the end.
    at_once = any(key.column.table is key.parent.table for key in content.table(entity).foreign_keys)
    chunk = next(chunks, None)
    while chunk is not None:
        with change.step() as session:
            if at_once:
                session.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            while chunk is not None:
                write(session, entity, chunk)
                chunk = next(chunks, None)
                if change.due() and not at_once:
                    break


def _chunks(entity: str, rows: Iterator[Row]) -> Iterator[list[Row]]:
    if entity == content.READING:
        # Readings have no id: those of an account are compared as a whole.
        for _account, some in groupby(rows, key=lambda row: row["account_id"]):
            yield list(some)
        return
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _write(session: Session, entity: str, rows: list[Row]) -> Mapping[str, int]:
    return _write_readings(session, rows) if entity == content.READING else _write_rows(session, entity, rows)


def _write_rows(session: Session, entity: str, rows: list[Row]) -> Mapping[str, int]:
    table = content.table(entity)
    wanted = {str(row["id"]): row for row in rows}
    there = {row["id"]: row for row in session.rows(select(table).where(table.c.id.in_(list(wanted))))}
    new = [row for row_id, row in wanted.items() if row_id not in there]
    # A removed row comes only for the sake of those that refer to it: it never removes one that is there.
    live = {row_id: row for row_id, row in wanted.items() if row_id in there and "deleted_at" not in row}
    door.create(session, entity, new)
    updated = door.amend(session, entity, {row_id: {**row, "deleted_at": None} for row_id, row in live.items()})
    imported = sum("deleted_at" not in row for row in new)
    return {"imported": imported, "updated": updated, "unchanged": len(live) - updated}


def _write_readings(session: Session, rows: list[Row]) -> Mapping[str, int]:
    account_id = str(rows[0]["account_id"])
    there = Counter(content.line(row) for row in content.readings_of(session, account_id))
    new = []
    for row in rows:
        text = content.line(row)
        if there[text]:
            there[text] -= 1
        else:
            new.append(row)
    if new:
        account_no = session.scalar(select(tables.account.c.no).where(tables.account.c.id == account_id))
        measures = _measures(session, {str(row["measure"]) for row in new})
        made = []
        for row in new:
            rest = {name: value for name, value in row.items() if name not in {"account_id", "measure"}}
            made.append({**rest, "account_no": account_no, "measure_no": measures.get(row["measure"])})
        door.create(session, content.READING, made)
    return {"imported": len(new), "unchanged": len(rows) - len(new)}


def _measures(session: Session, keys: Iterable[str]) -> dict[str, int]:
    measure = tables.measure
    # A live measure comes last and so wins over a removed one of its key.
    statement = (
        select(measure.c.key, measure.c.no)
        .where(measure.c.key.in_(list(keys)))
        .order_by(measure.c.deleted_at.is_(None), measure.c.no)
    )
    return {row["key"]: row["no"] for row in session.rows(statement)}


def _only_introduced(session: Session) -> bool:
    """Tell whether the book holds nothing but the person who made it and settings."""
    for table in (*tables.NOUNS, tables.reading):
        if table in (tables.member, tables.setting):
            continue
        if session.scalar(select(exists().where(table.c.deleted_at.is_(None)))):
            return False
    member = tables.member
    return bool(session.scalar(select(func.count()).select_from(member).where(member.c.deleted_at.is_(None))) <= 1)


def _forget_the_introduced(session: Session, source: ExportFolder) -> None:
    for entity in (tables.member.name, tables.setting.name):
        table = content.table(entity)
        exported = {row["id"] for row in source.read(entity)}
        here = session.execute(select(table.c.id).where(table.c.deleted_at.is_(None)))
        door.remove(session, entity, [row[0] for row in here if row[0] not in exported])
