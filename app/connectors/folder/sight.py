"""The records of one table: who each of them is, what it says, and which state of it that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from logging import Logger
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from app.connectors.base import Change, Field, Scalar
from app.connectors.errors import SchemaChanged
from app.connectors.folder.cells import AS_TEXT, BadCell, read
from app.connectors.folder.layout import ID, MAX_LENGTH, Kind
from app.connectors.folder.references import Others, folded
from app.connectors.folder.table import Table

Texts = Mapping[str, str]
"""The cells of a row by their headings in small letters."""


class Record(NamedTuple):
    """One row with its id: its own, or until one is written there the one that follows from what it says."""

    number: int
    id: str
    marked: bool
    cells: Sequence[Any]


class Sight:
    """How a table is read. Two rows with one id are two records: the second is taken for a new one."""

    def __init__(self, kind: Kind, table: Table, org_id: str, others: Others, log: Logger) -> None:
        self.kind = kind
        self.table = table
        self.space = UUID(org_id)
        self.others = others
        self.log = log
        self.by_name = False
        self.saved = _instant(table.stamp.mtime_ns)
        self.names = table.names
        self.columns = dict(zip(self.names, table.headings, strict=True))
        self.custom = {
            heading: Field(heading, heading, "longtext", max_length=MAX_LENGTH, custom=True)
            for name, heading in self.columns.items()
            if name not in kind.columns and heading and name.isprintable()
        }
        self._order = [name for name in sorted(self.names) if name != ID and name.isprintable()]
        self._refs = [field for field in kind.fields if field.type == "ref"]
        self._told: set[str] = set()
        self._asked: dict[tuple[str, ...], Sequence[Field]] = {}
        self._read: dict[str, dict[str, Scalar]] = {}
        self._own: set[str] | None = None
        self.total = 0
        self._unmarked = False

    @property
    def own(self) -> set[str]:
        """Return the ids that stand in the file; the first call reads it through."""
        if self._own is None:
            own: set[str] = set()
            self.total, self._unmarked = 0, False
            at = self.names.index(ID) if ID in self.names else -1
            for _number, cells in self.table.rows():
                self.total += 1
                mark = _mark(self.table.text(cells[at])) if 0 <= at < len(cells) else ""
                self._unmarked = self._unmarked or not mark or mark in own
                own.add(mark)
            self._own = own - {""}
        return self._own

    def some_unmarked(self) -> bool:
        """Tell whether there are rows without an id of their own."""
        return bool(self.own or self.total) and self._unmarked

    def records(self) -> Iterator[Record]:
        """Yield the records in the order of the file; MovedError as soon as the file is another one."""
        seen = set[str]()
        at = self.names.index(ID) if ID in self.names else -1
        for number, cells in self.table.rows():
            one = _mark(self.table.text(cells[at])) if 0 <= at < len(cells) else ""
            marked = bool(one) and one not in seen
            if not marked:
                if one:
                    self._tell(f"{self.table.path.name} has {one} twice; the second row is taken for a new record")
                one = self._derived(self.texts(cells), self.own, seen)
            seen.add(one)
            yield Record(number, one, marked, cells)

    def texts(self, cells: Sequence[Any]) -> Texts:
        """Return the cells of a row by their headings in small letters."""
        return dict(zip(self.names, map(self.table.text, cells), strict=False))

    def widen(self, headings: Sequence[str]) -> None:
        """Take up columns that are about to be added to the file."""
        self.columns |= {heading: heading for heading in headings}
        self._order = sorted({*self._order, *headings} - {ID})

    def change(self, one: str, texts: Texts, fields: Sequence[str] | None = None) -> Change:
        """Return a record as the contract tells of it."""
        return Change(one, self.version(texts), self.values(texts, fields, one), key=one, at=self.saved)

    def version(self, texts: Texts) -> str:
        """Return the hash of all cells of a row and of what its references by name stand for."""
        parts = [f"{name}={text}" for name in self._order if (text := texts.get(name))]
        for field in self._refs:
            if texts.get(field.name) and not texts.get(f"{field.name}_id"):
                parts.append(f"{field.name}>{self._named(field, texts[field.name])}")
        return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def fields(self, names: Sequence[str] | None) -> Sequence[Field]:
        """Return fields by their names, None for all; SchemaChanged for columns that nobody knows any more."""
        if names is None:
            return (*self.kind.fields, *self.custom.values())
        asked = tuple(names)
        if asked not in self._asked:
            self._asked[asked] = self._fields(asked)
        return self._asked[asked]

    def _fields(self, names: Sequence[str]) -> Sequence[Field]:
        found = [self.kind.field(name) or self.custom.get(name) for name in names if name != ID]
        lost = [name for name in names if name != ID and not self.kind.field(name) and name not in self.custom]
        if lost:
            raise SchemaChanged(self.kind.name, lost)
        return [field for field in found if field is not None]

    def values(self, texts: Texts, names: Sequence[str] | None, one: str) -> Mapping[str, Scalar]:
        """Return what a row says; a column that is not there and a cell that cannot be read are left out."""
        values: dict[str, Scalar] = {ID: one} if names is not None and ID in names else {}
        for field in self.fields(names):
            name = field.name.casefold()
            if field.type == "ref":
                self._refer(field, texts, values)
            elif name in self.columns:
                try:
                    values[field.name] = self._value(field, texts.get(name, ""))
                except BadCell:
                    self._tell(f"{self.table.path.name}: a cell of {field.name} cannot be read and is left out")
        return values

    def _value(self, field: Field, text: str) -> Scalar:
        """Return what a cell says; short ones are the same again and again."""
        if len(text) > 40 or field.type in AS_TEXT:
            return read(field, text)
        known = self._read.setdefault(field.name, {})
        if text not in known:
            if len(known) > 5_000:
                known.clear()
            known[text] = read(field, text)
        return known[text]

    def _refer(self, field: Field, texts: Texts, values: dict[str, Scalar]) -> None:
        name = field.name
        if not {name, f"{name}_id"} & self.columns.keys():
            return
        target: str | None = texts.get(f"{name}_id", "").strip() or None
        words = texts.get(name, "").strip()
        if target is None and words:
            target = self._named(field, words)
            if target is None:
                self._tell(f"{self.table.path.name}: an entry of {name} names nothing there, or several")
                return
        values[name] = target

    def _named(self, field: Field, words: str) -> str | None:
        self.by_name = True
        return self.others.of(field.ref_to[0]).named(words)

    def _derived(self, texts: Texts, own: set[str], seen: set[str]) -> str:
        key = self._key(texts)
        count = 1
        while (one := str(uuid5(self.space, f"{self.kind.name}\x1f{count}\x1f{key}"))) in own or one in seen:
            count += 1
        return one

    def _key(self, texts: Texts) -> str:
        """Return what tells a row without an id apart from the others."""
        for names in self.kind.keys:
            if texts.get(names[0], "").strip():
                return "\x1f".join(f"{name}={folded(texts.get(name) or texts.get(f'{name}_id', ''))}" for name in names)
        return "\x1f".join(f"{name}={folded(texts.get(name, ''))}" for name in self._order)

    def _tell(self, words: str) -> None:
        if words not in self._told:
            self._told.add(words)
            self.log.warning(words)


def _mark(cell: str) -> str:
    mark = cell.strip()
    return mark if mark.isprintable() else ""


def _instant(ns: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(ns // 10**9, UTC).isoformat()
