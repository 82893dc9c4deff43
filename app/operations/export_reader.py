"""Reads an exported folder line by line and refuses what this program did not write or a newer one wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, Integer

from app.errors import BansoError
from app.models import migrate, tables
from app.operations import content
from app.operations.export import BOOK, FORMAT, REMOVED

_LONGEST = 64 * 1024 * 1024
"""Bytes of one row; a longer line is no export."""

_WHOLE = range(-(2**63), 2**63)


@dataclass(frozen=True)
class ExportFolder:
    """An export that was read through once: its folder, its hash, how many rows by table."""

    folder: Path
    hash: str
    rows: Mapping[str, int]
    removed: tuple[tuple[str, Mapping[str, Any]], ...]

    def read(self, entity: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table as they were written."""
        if entity in self.rows:
            yield from _lines(self.folder / f"{entity}.json")


def is_export(folder: Path) -> bool:
    """Tell whether a folder is one that `export` made."""
    return (folder / BOOK).is_file()


def examine(folder: Path) -> ExportFolder:
    """Read an export through without writing anything.

    "export_folder.missing"; "export_folder.newer"; "export_folder.damaged" for a file that lacks, cannot be read,
    holds what its table cannot hold, or differs from what was exported (by the hash).
    """
    if not is_export(folder):
        raise BansoError("export_folder.missing", field="file", folder=str(folder))
    about = _about(folder / BOOK)
    digest = sha256()
    for entity in content.entities():
        if entity not in about["rows"]:
            continue
        content.start(digest, entity)
        count = 0
        for row in _lines(folder / f"{entity}.json"):
            _fits(folder / f"{entity}.json", entity, row)
            content.feed(digest, content.line(row))
            count += 1
        if count != about["rows"][entity]:
            raise _damaged(folder / f"{entity}.json")
    if digest.hexdigest() != about["hash"]:
        raise _damaged(folder / BOOK)
    return ExportFolder(folder, about["hash"], about["rows"], tuple(_removed(folder / REMOVED)))


def _about(path: Path) -> dict[str, Any]:
    try:
        with path.open(encoding="utf-8") as file:
            about = json.loads(file.read(_LONGEST))
        if about["format"] > FORMAT or str(about["schema"]) > migrate.HEAD:
            raise BansoError("export_folder.newer", field="file", folder=str(path.parent))
        if not isinstance(about["hash"], str) or not set(about["rows"]) <= set(content.entities()):
            raise ValueError("tables")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path) from error
    return dict(about)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            if file.readline(_LONGEST) != "[\n":
                raise _damaged(path)
            while (text := file.readline(_LONGEST)) not in {"]\n", ""}:
                if text == "\n":
                    continue
                row = json.loads(text.removesuffix("\n").removesuffix(","))
                if not isinstance(row, dict):
                    raise _damaged(path)
                yield row
            if text == "" or file.read(1):
                raise _damaged(path)
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(path) from error


def _removed(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for item in _lines(path):
        entity, row = item.get("table"), item.get("row")
        if entity not in {table.name for table in tables.NOUNS} or not isinstance(row, dict):
            raise _damaged(path)
        said = dict(row)
        if not isinstance(said.pop("deleted_at", None), str):
            raise _damaged(path)
        _fits(path, entity, said)
        yield entity, row


def _fits(path: Path, entity: str, row: Mapping[str, Any]) -> None:
    known = _kinds(entity)
    if not row.keys() <= known.keys():
        raise _damaged(path)
    for name, (kind, optional) in known.items():
        value = row.get(name)
        if not _is(kind, value) and not (value is None and optional):
            raise _damaged(path)


@cache
def _kinds(entity: str) -> Mapping[str, tuple[type, bool]]:
    if entity != content.READING:
        table = content.table(entity)
        return {name: _kind(table.c[name]) for name in content.columns(entity)}
    known = {name: _kind(tables.reading.c[name]) for name in content.columns(entity) if name in tables.reading.c}
    return known | {"account_id": (str, False), "measure": (str, False)}


def _kind(column: Column[Any]) -> tuple[type, bool]:
    # An export of an older program lacks what later schemas give a value of their own.
    optional = bool(column.nullable) or column.server_default is not None
    for sort, kind in ((JSON, object), (Boolean, bool), (Integer, int), (Float, float)):
        if isinstance(column.type, sort):
            return kind, optional
    return str, optional


def _is(kind: type, value: object) -> bool:
    if kind is int:
        return type(value) is int and value in _WHOLE
    if kind is float:
        return type(value) in {int, float}
    return isinstance(value, kind)


def _damaged(path: Path) -> BansoError:
    return BansoError("export_folder.damaged", field="file", folder=str(path.parent), name=path.name)
