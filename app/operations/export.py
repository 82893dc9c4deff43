"""Everything out: one JSON file a table, a CSV for people beside it, and a hash of what the book says."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from sqlalchemy import func, select

from app.clock import stamp
from app.errors import BansoError, Cancelled
from app.models import migrate, tables
from app.models.database import Session
from app.operations import content, export_sheet
from app.operations.book import Book
from app.operations.content import content_hash
from app.secrets.private_files import private_folder, sync_folder

__all__ = ["Exported", "content_hash", "export_book"]

FORMAT = 1
BOOK, REMOVED, HISTORY = "book.json", "removed.json", "history.json"
_LOOK = 500

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Exported:
    """The files of an export by their paths, how many rows the book has, the hash of its content."""

    files: tuple[Path, ...]
    rows: int
    hash: str


def export_book(
    book: Book,
    folder: Path,
    *,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Exported:
    """Write the whole book, as it is at one instant, to `folder`, which is new or empty.

    `<table>.json` has a row a line, by id; removed.json the removed rows that others refer to; history.json every
    change; book.json says what lies there. "export.not_empty" and "export.failed"; those and Cancelled leave nothing.
    """
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise BansoError("export.not_empty", field="to", folder=str(folder))
    # The name of "." is empty, and a folder cannot be renamed over the one a person stands in by such a name.
    folder = folder.absolute()
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        private_folder(part)
        rows, digest = book.read(_write, part, stamp(book.clock.now()), progress, cancelled)
        names = sorted(path.name for path in part.iterdir())
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise BansoError("export.failed", field="to", folder=str(folder), reason=str(error)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Exported(tuple(folder / name for name in names), rows, digest)


def _write(session: Session, part: Path, at: str, progress: Progress, cancelled: Callable[[], bool]) -> tuple[int, str]:
    total = sum(_count(session, entity) for entity in content.entities())
    names = export_sheet.names(session)
    digest, counts, done = sha256(), {}, 0
    for entity in content.entities():
        content.start(digest, entity)
        before = done
        with _new(part / f"{entity}.csv", "utf-8-sig") as sheet_file, _json_list(part / f"{entity}.json") as put:
            sheet = export_sheet.Sheet(sheet_file, entity, names)
            for row in content.rows(session, entity):
                text = content.line(row)
                content.feed(digest, text)
                put(text)
                sheet.put(row)
                done += 1
                if done % _LOOK == 0:
                    progress(min(done, total), total)
                    if cancelled():
                        raise Cancelled
        counts[entity] = done - before
    with _json_list(part / REMOVED) as put:
        for entity, row in _removed_but_needed(session):
            put(content.line({"table": entity, "row": dict(row)}))
    _write_history(session, part / HISTORY)
    if cancelled():
        raise Cancelled
    about = {"format": FORMAT, "schema": migrate.HEAD, "at": at, "hash": digest.hexdigest(), "rows": counts}
    with _new(part / BOOK) as file:
        json.dump(about, file, indent=2)
        file.write("\n")
    progress(total, total)
    return done, digest.hexdigest()


def _count(session: Session, entity: str) -> int:
    # Removed rows are counted too, for an index answers that and not which of them live: it is for progress alone.
    return int(session.scalar(select(func.count()).select_from(content.table(entity))))


@contextlib.contextmanager
def _new(path: Path, encoding: str = "utf-8") -> Iterator[IO[str]]:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    # A CSV brings its own line ends; JSON has \n everywhere.
    with os.fdopen(descriptor, "w", encoding=encoding, newline="") as file:
        yield file
        file.flush()
        os.fsync(descriptor)


@contextlib.contextmanager
def _json_list(path: Path) -> Iterator[Callable[[str], None]]:
    with _new(path) as file:
        between = "\n"
        file.write("[")

        def put(text: str) -> None:
            nonlocal between
            file.write(between + text)
            between = ",\n"

        yield put
        file.write("\n]\n")


def _write_history(session: Session, path: Path) -> None:
    change, history = tables.change, tables.history
    with _json_list(path) as put:
        for row in _streamed(session, select(change).order_by(change.c.id)):
            put(content.line({"change": dict(row)}))
        for row in _streamed(session, select(history).order_by(history.c.no)):
            put(content.line({"history": {name: value for name, value in row.items() if name != "no"}}))


def _streamed(session: Session, statement: Any) -> Iterable[content.Row]:
    return session.connection.execute(statement, execution_options={"yield_per": 2000}).mappings()


def _removed_but_needed(session: Session) -> list[tuple[str, content.Row]]:
    """Return the removed rows without which live ones, or these themselves, would refer to nothing; parents first."""
    found: dict[tuple[str, str], content.Row] = {}
    waiting = list(_removed_with_live_children(session))
    while waiting:
        entity, row_id = waiting.pop()
        if (entity, row_id) in found:
            continue
        table = content.table(entity)
        row = session.rows(select(table).where(table.c.id == row_id, table.c.deleted_at.is_not(None)))
        if not row:
            continue
        found[entity, row_id] = {name: row[0][name] for name in (*content.columns(entity), "deleted_at")}
        waiting += [
            (key.column.table.name, str(row[0][key.parent.name]))
            for key in table.foreign_keys
            if row[0][key.parent.name] is not None
        ]
    order = {entity: number for number, entity in enumerate(content.entities())}
    return [(entity, row) for (entity, _), row in sorted(found.items(), key=lambda item: (order[item[0][0]], item[0]))]


def _removed_with_live_children(session: Session) -> Iterator[tuple[str, str]]:
    nouns = [content.table(entity) for entity in content.entities()]
    for parent in nouns:
        keys = [(child, key) for child in nouns for key in child.foreign_keys if key.column.table is parent]
        if not keys:
            continue
        removed = session.execute(select(parent.c.no, parent.c.id).where(parent.c.deleted_at.is_not(None))).all()
        for start in range(0, len(removed), _LOOK):
            for child, key in keys:
                named = {
                    row.no if key.column.name == "no" else row.id: row.id for row in removed[start : start + _LOOK]
                }
                column = child.c[key.parent.name]
                used = select(column).where(column.in_(list(named)), child.c.deleted_at.is_(None)).distinct()
                yield from ((parent.name, named[row[0]]) for row in session.execute(used))
