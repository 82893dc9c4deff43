"""What a CRM in memory keeps, and what others do there. Time is a counter that each write moves on."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from app.connectors.base import Change, Field, Op, Scalar, TypeInfo
from app.connectors.memory.records import Applied, Record
from app.connectors.memory.rules import kept

DAY_ONE = 1_767_225_600
"""The first second of 2026 in UTC, at which every server begins."""

Kind = Literal["create", "update", "delete", "undelete", "merge", "purge"]


class Store:
    """The records of one organisation by type, in the order of their stamps."""

    def __init__(self, types: Iterable[TypeInfo]) -> None:
        self.types = {info.name: info for info in types}
        self.clock = DAY_ONE
        self.frozen = False  # writes then share one stamp
        self.page_size = 200
        self.hidden: dict[tuple[str, str], set[str] | None] = {}  # (type, field) → ids; None: of every record
        self.invisible: set[tuple[str, str]] = set()  # (type, id)
        self.applied: list[Applied] = []
        self.lock = threading.RLock()
        self._records: dict[str, dict[str, Record]] = {name: {} for name in self.types}
        self._keys: dict[str, dict[str, str]] = {name: {} for name in self.types}
        self._order: dict[str, list[tuple[int, str]]] = {}
        self._rev = 0

    # What others do there -------------------------------------------------------------------------------------------

    def records(self, type: str) -> dict[str, Record]:
        """Return every record that is live, by id."""
        return {id: r for id, r in self._records[type].items() if not r.gone}

    def record(self, type: str, id: str) -> Record | None:
        """Return one record, also a deleted or merged one."""
        return self._records[type].get(id)

    def create(
        self, type: str, fields: Mapping[str, Scalar], *, id: str = "", key: str | None = None, by: str = "others",
        stamp: int | None = None, op: Op | None = None,
    ) -> str:  # fmt: skip
        """Add a record and return its id; a `stamp` in the past is a write that shows itself late."""
        with self.lock:
            self._tick()
            id = id or f"{type[:2].upper()}{self._rev:06d}"
            values = {f.name: kept(fields.get(f.name)) for f in self.types[type].fields}
            if key is not None:
                self._keys[type].setdefault(key, id)
            self._put(type, Record(id, 0, 0, values, key, by=by), "create", op, stamp)
            return id

    def edit(
        self, type: str, id: str, fields: Mapping[str, Scalar], *, by: str = "others", op: Op | None = None
    ) -> None:
        """Change some fields of a live record."""
        with self.lock:
            record = self._live(type, id)
            self._tick()
            values = record.fields | {name: kept(value) for name, value in fields.items()}
            self._put(type, replace(record, fields=values, by=by), "update", op)

    def delete(self, type: str, id: str, *, by: str = "others", op: Op | None = None) -> None:
        """Delete a live record; its key stays taken, as in a recycle bin."""
        with self.lock:
            record = self._live(type, id)
            self._tick()
            left = {} if self.types[type].delete_kind == "hard" else record.fields
            self._put(type, replace(record, fields=left, gone=True, by=by), "delete", op)

    def undelete(self, type: str, id: str) -> None:
        """Bring a deleted record back."""
        with self.lock:
            record = self._records[type][id]
            if not record.gone or record.moved_to or self.types[type].delete_kind == "hard":
                raise KeyError(id)
            self._tick()
            self._put(type, replace(record, gone=False, by="others"), "undelete")

    def merge(self, type: str, winner: str, *losers: str, third: bool = False) -> str:
        """Merge records as a person does there: blanks are filled, what pointed at a loser points at the winner.

        With `third` all of them go into a new record. Return the id that is left.
        """
        with self.lock:
            if third:
                losers = (winner, *losers)
                winner = self.create(type, self._live(type, winner).fields)
            for loser in losers:
                record, into = self._live(type, loser), self._live(type, winner)
                filled = {n: v for n, v in record.fields.items() if v is not None and into.fields.get(n) is None}
                if filled:
                    self.edit(type, winner, filled)
                self._tick()
                self._put(type, replace(record, gone=True, moved_to=winner, by="others"), "merge")
                self._repoint(type, loser, winner)
            return winner

    def purge(self, type: str, id: str) -> None:
        """Empty a deleted record out of the recycle bin: nobody knows of it any more, and its key is free."""
        with self.lock:
            record = self._records[type].pop(id)
            self._keys[type] = {key: held for key, held in self._keys[type].items() if held != id}
            self._order.pop(type, None)
            self.applied.append(Applied(type, id, "purge", "others", record.fields, None, ""))

    def change_field(self, type: str, name: str, **changes: object) -> None:
        """Change the definition of a field, as an administrator does: `type`, `options`, `writable` …"""
        info = self.types[type]
        fields = tuple(replace(f, **changes) if f.name == name else f for f in info.fields)  # type: ignore[arg-type]
        self.types[type] = replace(info, fields=fields)

    def drop_field(self, type: str, name: str) -> None:
        """Remove a field with all its values."""
        info = self.types[type]
        self.types[type] = replace(info, fields=tuple(f for f in info.fields if f.name != name))
        for record in self._records[type].values():
            record.fields.pop(name, None)

    def add_field(self, type: str, field: Field) -> None:
        """Add a field, empty in every record."""
        info = self.types[type]
        self.types[type] = replace(info, fields=(*info.fields, field))
        for record in self._records[type].values():
            record.fields.setdefault(field.name, None)

    # What is asked --------------------------------------------------------------------------------------------------

    def slice(self, type: str, after: tuple[int, str]) -> tuple[list[Record], int]:
        """Return the records of one page after a place in the order of stamps, and how many follow it."""
        order = self._order.get(type)
        if order is None:
            order = self._order[type] = sorted((r.stamp, r.id) for r in self._records[type].values())
        # A stamp without an id is inclusive: what shares it may have come since.
        begin = bisect_right(order, after) if after[1] else bisect_left(order, after)
        end = begin + self.page_size
        records = self._records[type]
        return [records[id] for _, id in order[begin:end]], max(0, len(order) - end)

    def change(self, type: str, record: Record, fields: Sequence[str]) -> Change:
        """Return a record as a client sees it, with the fields asked for and readable."""
        at = str(record.stamp)
        if record.gone:
            moved = self.end_of(type, record.id) if record.moved_to else None
            return Change(record.id, record.version, {}, record.key, True, moved, at, record.by)
        if self.hidden:
            fields = [name for name in fields if not self._is_hidden(type, name, record.id)]
        values = record.fields
        return Change(record.id, record.version, {n: values[n] for n in fields}, record.key, at=at, by=record.by)

    def sees(self, type: str, id: str) -> bool:
        """Tell whether the user who signed in may see a record."""
        return (type, id) not in self.invisible

    def by_key(self, type: str, key: str) -> Record | None:
        """Return the record that has this key, deleted or not."""
        id = self._keys[type].get(key)
        return None if id is None else self._records[type].get(id)

    def end_of(self, type: str, id: str) -> str:
        """Follow merges to the record that is left."""
        while (record := self._records[type].get(id)) is not None and record.moved_to is not None:
            id = record.moved_to
        return id

    def lives(self, field: Field, id: str) -> bool:
        """Tell whether a reference names a live record."""
        found = (self._records.get(type, {}).get(id) for type in field.ref_to)
        return any(record is not None and not record.gone for record in found)

    # Inside ---------------------------------------------------------------------------------------------------------

    def _put(self, type: str, record: Record, kind: Kind, op: Op | None = None, stamp: int | None = None) -> None:
        old = self._records[type].get(record.id)
        record = replace(record, rev=self._rev, stamp=self.clock if stamp is None else stamp)
        self._records[type][record.id] = record
        self._order.pop(type, None)
        self.applied.append(
            Applied(
                type, record.id, kind, record.by,
                None if old is None or old.gone else old.fields,
                None if record.gone else record.fields,
                record.version, op,
            )
        )  # fmt: skip

    def _tick(self) -> None:
        self._rev += 1
        self.clock += not self.frozen

    def _live(self, type: str, id: str) -> Record:
        record = self._records[type][id]
        if record.gone:
            raise KeyError(id)
        return record

    def _repoint(self, type: str, loser: str, winner: str) -> None:
        for name, info in self.types.items():
            refs = [f.name for f in info.fields if type in f.ref_to]
            for record in list(self.records(name).values()) if refs else ():
                # A record never points at itself: who was below the loser and is the winner stands alone.
                pointed = {
                    ref: None if (name, record.id) == (type, winner) else winner
                    for ref in refs
                    if record.fields.get(ref) == loser
                }
                if pointed:
                    self.edit(name, record.id, pointed)

    def _is_hidden(self, type: str, name: str, id: str) -> bool:
        ids = self.hidden.get((type, name), set())
        return ids is None or id in ids
