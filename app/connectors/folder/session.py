"""One conversation with a folder: every question looks at the files as they lie there at that moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from app.connectors.base import Change, Context, Field, Identity, Op, Outcome, Page, TypeInfo
from app.connectors.errors import Cancelled, Forbidden, SchemaChanged, Unavailable
from app.connectors.folder import words
from app.connectors.folder.csv_table import CsvTable
from app.connectors.folder.cursors import NO_FILE, Place, place_of
from app.connectors.folder.files import MovedError, check_closed, survey
from app.connectors.folder.home import Home
from app.connectors.folder.layout import ID, KINDS, Kind
from app.connectors.folder.references import Called, Others, state_of
from app.connectors.folder.sight import Sight
from app.connectors.folder.table import Table
from app.connectors.folder.writer import Writer
from app.connectors.folder.xlsx_table import XlsxTable

PAGE = 1_000
_TRIES = 5
_ID = Field(ID, ID, "text", writable=False, on_create=False)


class FolderSession:
    """Reads without a lock, for files are only ever replaced as a whole; writes under the folder's lock."""

    def __init__(self, home: Home, ctx: Context) -> None:
        self.home = home
        self.ctx = ctx
        self._org = ""

    def identity(self) -> Identity:
        """Return which folder this is; nobody signs in to one."""
        self.home.check()
        self._org = self.home.org_id()
        if not self.home.writable():
            self.ctx.log.warning("the folder is read-only: nothing will be written there")
        return Identity(self._org)

    def describe(self, types: Sequence[str] | None = None) -> Sequence[TypeInfo]:
        """Return the tables, with the columns that others have added to them."""
        self.home.check()
        may = self.home.writable()
        return [self._described(kind, may) for kind in KINDS.values() if types is None or kind.name in types]

    def _described(self, kind: Kind, may: bool) -> TypeInfo:
        fields: tuple[Field, ...] = (_ID, *kind.fields)
        path = self._path(kind)
        if path is not None:
            may = may and bool(path.stat().st_mode & 0o222)
            try:
                fields += tuple(self._sight(kind, path).custom.values())
            except SchemaChanged as lost:
                fields = tuple(field for field in fields if field.name not in lost.fields)
        if not may:
            fields = tuple(replace(field, writable=False, on_create=False) for field in fields)
        return TypeInfo(
            kind.name,
            f"{kind.name}.{self.home.format}",
            fields,
            may,
            may,
            may,
            "unique",
            "atomic",
            "sweep",
            "restorable",
            2_000,
            sweep_hours=0,
        )

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        """Yield nothing new while the file is the same, else all of its records anew."""
        kind = _kind(type)
        place = place_of(type, cursor)
        path = self._path(kind, place is not None and bool(place.digest))
        if path is None:
            yield Page((), Place(type).text(), 0)
            return
        check_closed(path)
        if place is not None and place.at is None and self._unchanged(place, path):
            yield Page((), place.text(), 0)
            return
        for _try in range(_TRIES):
            try:
                yield from self._pages(self._marked(kind, path), fields, place)
                return
            except MovedError:
                place = None
        raise Unavailable(words.of(path, words.BUSY))

    def _unchanged(self, place: Place, path: Path) -> bool:
        """Tell whether a pull would tell nothing new, and there is no row that should get an id now."""
        if not place.is_of(path) or (place.named and place.named != self._named_state(place.kind)):
            return False
        return not (place.unmarked and self._marks())

    def _marks(self) -> bool:
        return bool(self.home.state().get("writes")) and self.home.writable()

    def _pages(self, sight: Sight, fields: Sequence[str], place: Place | None) -> Iterator[Page]:
        end = replace(Place.of(sight.kind.name, sight.table.stamp), unmarked=sight.some_unmarked())
        again = place is not None and place.digest == end.digest
        sight.fields(fields)
        self._remember(sight)
        start = place.at or 0 if again and place is not None else 0
        records = islice(sight.records(), start, None)
        named = place.named if start and place is not None else ""
        while True:
            self._watch()
            changes = [sight.change(one.id, sight.texts(one.cells), fields) for one in islice(records, PAGE)]
            start += len(changes)
            if sight.by_name and not named:
                named = sight.others.state(sight.kind.refers_to)
            last = start >= sight.total
            yield Page(changes, replace(end, at=None if last else start, named=named).text(), sight.total)
            if last:
                return

    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        """Return records as they stand in the file; one that was there once and is not any more is gone."""
        kind = _kind(type)
        wanted = dict.fromkeys((*ids, *keys))
        path = self._path(kind)
        if path is None or not wanted:
            return []
        check_closed(path)
        for _try in range(_TRIES):
            sight = self._sight(kind, path)
            sight.fields(fields)
            try:
                found = {
                    one.id: sight.change(one.id, sight.texts(one.cells), fields)
                    for one in sight.records()
                    if one.id in wanted
                }
            except MovedError:
                continue
            known = self.home.known(type) if len(found) < len(wanted) else set()
            gone = (Change(one, None, key=one, gone=True) for one in wanted if one in known and one not in found)
            return [*found.values(), *gone]
        raise Unavailable(words.of(path, words.BUSY))

    def sweep(self, type: str) -> Iterator[Sequence[str]]:
        """Yield the ids of all records."""
        kind = _kind(type)
        path = self._path(kind)
        if path is None:
            return
        check_closed(path)
        for _try in range(_TRIES):
            try:
                ids = (one.id for one in self._sight(kind, path).records())
                while chunk := list(islice(ids, PAGE)):
                    yield chunk
                return
            except MovedError:
                continue
        raise Unavailable(words.of(path, words.BUSY))

    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        """Write under the folder's lock, all ops in one replacement of the file."""
        kind = _kind(type)
        if not ops:
            return []
        with self.home.lock():
            self.home.note_locked(writes=True)
            return self._write(kind, self._path(kind), ops)

    def close(self) -> None:
        """Nothing is held open between two questions."""

    def _write(self, kind: Kind, path: Path | None, ops: Sequence[Op]) -> list[Outcome]:
        for _try in range(_TRIES):
            try:
                return Writer(self.home, kind, self._sight, self._others(), self.ctx).run(path, ops)
            except MovedError:
                continue
        raise Unavailable(words.of(f"{kind.name}.{self.home.format}", words.BUSY))

    def _marked(self, kind: Kind, path: Path) -> Sight:
        """Return a table; rows that others added have an id in the file, once anything is written to this folder."""
        sight = self._sight(kind, path)
        if not (sight.some_unmarked() and self._marks()):
            return sight
        try:
            with self.home.lock():
                self._write(kind, path, ())
            return self._sight(kind, path)
        except (Unavailable, Forbidden) as later:
            self.ctx.log.info("rows without an id get one later: %s", later)
        return sight

    def _remember(self, sight: Sight) -> None:
        """Keep which tables and records there were, where the folder can be written to."""
        kind, own = sight.kind.name, sight.own
        if not self.home.writable():
            return
        try:
            self.home.note(file=f"{kind}.{self.home.format}")
            self.home.remember(kind, sorted(own - self.home.known(kind)))
        except (Unavailable, Forbidden) as later:
            self.ctx.log.info("what is in %s is noted later: %s", kind, later)

    def _path(self, kind: Kind, had: bool = False) -> Path | None:
        """Return a table's file; Unavailable where it was there before: a missing file is not an empty one."""
        self.home.check()
        path = self.home.path(kind.name)
        if path is None and (had or self.home.had(kind.name)):
            raise Unavailable(words.of(f"{kind.name}.{self.home.format}", words.MISSING))
        return path

    def _sight(self, kind: Kind, path: Path) -> Sight:
        table: Table = (CsvTable if self.home.format == "csv" else XlsxTable)(path, kind, self._watch)
        self._org = self._org or self.home.org_id()
        return Sight(kind, table, self._org, self._others(), self.ctx.log)

    def _others(self) -> Others:
        return Others(lambda kind: Called(lambda: self._rows(KINDS[kind]), KINDS[kind].called))

    def _rows(self, kind: Kind) -> tuple[str, Iterable[tuple[str, Mapping[str, str]]]]:
        path = self._path(kind)
        if path is None:
            return NO_FILE, ()
        sight = self._sight(kind, path)
        return sight.table.stamp.digest, ((one.id, sight.texts(one.cells)) for one in sight.records())

    def _named_state(self, kind: str) -> str:
        paths = [self._path(KINDS[other]) for other in KINDS[kind].refers_to]
        return state_of([survey(path).digest if path is not None else NO_FILE for path in paths])

    def _watch(self) -> None:
        if self.ctx.cancelled():
            raise Cancelled


def _kind(type: str) -> Kind:
    if type not in KINDS:
        raise SchemaChanged(type, ())
    return KINDS[type]
