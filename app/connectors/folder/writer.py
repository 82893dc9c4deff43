"""Writes to one table: every op is judged against the file as it lies there, then all of them replace it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from app.connectors.base import Change, Context, Duplicate, Field, Gone, Ok, Op, Outcome, Rejected, Scalar, Stale
from app.connectors.errors import Cancelled
from app.connectors.folder.cells import Refused, write
from app.connectors.folder.csv_table import new_file
from app.connectors.folder.files import MovedError, check_closed, check_writable, replacement, same, survey
from app.connectors.folder.home import Home
from app.connectors.folder.layout import ID, Kind
from app.connectors.folder.references import Others
from app.connectors.folder.removed import keep_copy, keep_removed
from app.connectors.folder.sight import Sight
from app.connectors.folder.table import Edit
from app.connectors.folder.xlsx_table import new_workbook

_CODES = ("too_long", "bad_option", "read_only", "required", "scale", "dangling", "type", "unfit")
"""In the order of which one names a refusal with several reasons."""


class _Found(NamedTuple):
    """Where a record stands, counted from -1 among those that come, and what it says."""

    number: int
    texts: Mapping[str, str]


class Writer:
    """Judges and writes one batch; whoever runs it holds the folder's lock."""

    def __init__(
        self, home: Home, kind: Kind, look: Callable[[Kind, Path], Sight], others: Others, ctx: Context
    ) -> None:
        self.home = home
        self.kind = kind
        self.look = look
        self.others = others
        self.ctx = ctx
        self.edit = Edit()
        self.made: set[str] = set()
        self.gone: list[Mapping[str, str]] = []

    def run(self, path: Path | None, ops: Sequence[Op]) -> list[Outcome]:
        """Return an outcome for each op; without ops only rows without an id get one."""
        if path is None:
            if not any(op.kind == "create" for op in ops):
                return [Gone() for _op in ops]
            path = self._begin()
        check_closed(path)
        check_writable(path)
        self.sight = self.look(self.kind, path)
        self.found = self._records({op.key if op.kind == "create" else op.id or op.key for op in ops})
        outcomes = [self._judged(op) for op in ops]
        if self.edit:
            self._replace(path)
        return [self._after(outcome) for outcome in outcomes]

    def _begin(self) -> Path:
        """Make the table's file, with all of its columns and no record."""
        path = self.home.folder / f"{self.kind.name}.{self.home.format}"
        with replacement(path, lambda: None) as new:
            if self.home.format == "csv":
                new_file(new, self.kind.columns)
            else:
                new_workbook(new, self.kind.name, self.kind.columns)
        self.home.note_locked(file=path.name)
        self._note_written(path)
        return path

    def _note_written(self, path: Path) -> None:
        """Keep what a workbook is like when Banso wrote it: only what others made of it since can be lost."""
        if self.home.format == "xlsx":
            self.home.note_locked(written={**self.home.state().get("written", {}), path.name: survey(path).digest})

    def _records(self, ids: Set[str]) -> dict[str, _Found]:
        found = {}
        if ID not in self.sight.columns:
            self.edit.first = (ID,)
        mark = self.sight.columns.get(ID, ID)
        for one in self.sight.records():
            if not one.marked:
                self.edit.changed[one.number] = {mark: one.id}
                self.made.add(one.id)
            if one.id in ids:
                found[one.id] = _Found(one.number, self.sight.texts(one.cells))
        if not self.edit.changed:
            self.edit.first = ()
        return found

    def _judged(self, op: Op) -> Outcome:
        one = self.found.get(op.key if op.kind == "create" else op.id or op.key)
        if op.kind == "create":
            return Duplicate(op.key) if one is not None else self._created(op)
        if one is None:
            return Gone()
        if op.version is not None and op.version != self.sight.version(one.texts):
            return Stale()
        name = op.id or op.key
        return self._deleted(name, one) if op.kind == "delete" else self._updated(name, one, op)

    def _created(self, op: Op) -> Outcome:
        absent = {field.name: None for field in self.kind.fields if field.required and field.name not in op.fields}
        texts = self._texts({**op.fields, **absent})
        if isinstance(texts, Rejected):
            return texts
        texts = {ID: op.key, **{name: text for name, text in texts.items() if text}}
        self._widen(texts)
        if ID not in self.sight.columns:
            self.edit.first = (ID,)
        self.edit.added.append(self._by_heading(texts))
        self.found[op.key] = _Found(-len(self.edit.added), texts)
        self.made.add(op.key)
        return Ok(op.key)

    def _updated(self, name: str, one: _Found, op: Op) -> Outcome:
        texts = self._texts(op.fields)
        if isinstance(texts, Rejected):
            return texts
        now = {**one.texts, **texts}
        changed = {name: text for name, text in texts.items() if text != one.texts.get(name, "")}
        self._widen({name: text for name, text in changed.items() if text})
        cells = self._by_heading({column: text for column, text in changed.items() if column in self.sight.columns})
        if cells and one.number < 0:
            self.edit.added[-one.number - 1] = {**self.edit.added[-one.number - 1], **cells}
        elif cells:
            self.edit.changed[one.number] = {**self.edit.changed.get(one.number, {}), **cells}
        self.found[name] = _Found(one.number, now)
        return Ok(name)

    def _deleted(self, name: str, one: _Found) -> Outcome:
        if one.number < 0:
            return Stale()  # made by this very batch, which holds one kind of op only
        self.edit.changed.pop(one.number, None)
        self.edit.removed.add(one.number)
        self.gone.append({**one.texts, ID: name})
        self.made.add(name)
        del self.found[name]
        return Ok(name)

    def _texts(self, fields: Mapping[str, Scalar]) -> dict[str, str] | Rejected:
        """Return the cells for values by heading in small letters, or why they are refused."""
        texts: dict[str, str] = {}
        reasons: dict[str, str] = {}
        for name, value in fields.items():
            field = self.kind.field(name) or self.sight.custom.get(name)
            try:
                if field is None:
                    raise Refused("read_only")
                text = write(field, value)
                if not self.sight.table.holds(text):
                    raise Refused("unfit")
                texts |= self._referring(field, text) if field.type == "ref" else {name.casefold(): text}
            except Refused as refused:
                reasons[name] = refused.code
        return Rejected(reasons, min(reasons.values(), key=_CODES.index)) if reasons else texts

    def _referring(self, field: Field, target: str) -> dict[str, str]:
        if not target:
            return {field.name: "", f"{field.name}_id": ""}
        own = self.found.get(target) if self.kind.name in field.ref_to else None
        name = self._called(own) if own is not None else self.others.of(field.ref_to[0]).names().get(target)
        if name is None:
            raise Refused("dangling")
        return {field.name: name if self.sight.table.holds(name) else "", f"{field.name}_id": target}

    def _called(self, own: _Found) -> str:
        return own.texts.get(self.kind.called[0], "")

    def _widen(self, texts: Mapping[str, str]) -> None:
        new = [name for name in texts if name not in self.sight.columns and name not in self.edit.last and name != ID]
        if new:
            self.edit.last += tuple(name for name in self.kind.columns if name in new)
            self.sight.widen(new)

    def _by_heading(self, texts: Mapping[str, str]) -> dict[str, str]:
        return {self.sight.columns.get(name, name): text for name, text in texts.items()}

    def _replace(self, path: Path) -> None:
        stamp = self.sight.table.stamp
        if self.ctx.cancelled():
            raise Cancelled
        today = self.ctx.server_now().astimezone().date()
        if self.home.format == "xlsx" and stamp.digest != self.home.written(path):
            keep_copy(path, today)

        def unmoved() -> None:
            if not same(path, stamp.size, stamp.mtime_ns, stamp.settled, stamp.digest):
                raise MovedError
            check_closed(path)

        def check() -> None:
            unmoved()
            if self.gone:  # kept as late as that: what is not removed after all is not told to be
                keep_removed(self.kind, path, self.gone, today)
                unmoved()

        with replacement(path, check) as new:
            self.sight.table.write(new, self.edit)
        self.home.note_locked(file=path.name.casefold())
        self._note_written(path)
        self.home.remember(self.kind.name, sorted(self.made))

    def _after(self, outcome: Outcome) -> Outcome:
        if not isinstance(outcome, Ok) or outcome.id not in self.found:
            return outcome
        change: Change = self.sight.change(outcome.id, self.found[outcome.id].texts)
        return Ok(outcome.id, change.version, change)
