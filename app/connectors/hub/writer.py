"""Writes to a hub: what cannot be kept is refused before, all else goes in one statement with its guard inside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg import errors

from app.connectors.base import Duplicate, Gone, Ok, Op, Outcome, Rejected, Scalar, Stale, TypeInfo
from app.connectors.hub import questions, words
from app.connectors.hub.kinds import ACCOUNT, Kind
from app.connectors.hub.line import Line, Row
from app.connectors.hub.records import change
from app.connectors.hub.values import holds, is_id, written
from app.connectors.memory.rules import CODES, refused

_NO_RIGHT = Rejected({"*": words.NO_RIGHT}, "forbidden")


class Writer:
    """Writes ops of one kind to one type."""

    def __init__(self, line: Line, kind: Kind, *, in_team: bool) -> None:
        self._line, self._kind, self._in_team = line, kind, in_team

    def run(self, ops: Sequence[Op]) -> list[Outcome]:
        """Return one outcome for each op, in their order."""
        there = self._there(ops)
        outcomes: dict[int, Outcome] = {}
        for number, op in enumerate(ops):
            why = self._refused(op, there)
            if why is not None:
                outcomes[number] = why
        rest = [(number, op) for number, op in enumerate(ops) if number not in outcomes]
        # The same record twice in one statement: which would be written is not said.
        once = {(op.key if op.kind == "create" else op.id): number for number, op in reversed(rest)}
        outcomes |= {number: Stale() for number, _op in rest if number not in once.values()}
        rest = [(number, op) for number, op in rest if number not in outcomes]
        outcomes |= dict(zip((number for number, _ in rest), self._sent([op for _, op in rest]), strict=True))
        return [outcomes[number] for number in range(len(ops))]

    def _there(self, ops: Sequence[Op]) -> Mapping[str, str]:
        """Return the type of each live record that ops refer to, as far as we see them."""
        refs = [field.name for field in self._kind.fields if field.type == "ref"]
        asked = {str(op.fields[name]) for op in ops for name in refs if is_id(op.fields.get(name))}
        if not asked:
            return {}
        return {row["id"]: row["type"] for row in self._line.read(questions.THERE, sorted(asked))}

    def _refused(self, op: Op, there: Mapping[str, str]) -> Outcome | None:
        if op.kind == "delete":
            return None if is_id(op.id) else Gone()
        unknown = [name for name in op.fields if name not in self._kind.by_name]
        if unknown:
            return Rejected(dict.fromkeys(unknown, "read_only"), "read_only")
        unheld = [name for name, value in op.fields.items() if not holds(value)]
        if unheld:
            return Rejected(dict.fromkeys(unheld, "unfit"), "unfit")
        why = refused(
            TypeInfo(self._kind.name, self._kind.name, self._kind.fields),
            op.fields,
            creating=op.kind == "create",
            lives=lambda field, id: there.get(id) in field.ref_to,
        )
        if why is not None:
            return Rejected(why.fields, min(why.fields.values(), key=CODES.index))
        if op.kind == "create":
            if not self._kind.below and not self._in_team:
                return Rejected({"*": words.NO_TEAM}, "forbidden")
            return None if is_id(op.key) else Rejected({"*": "no key"}, "type")
        return None if is_id(op.id) else Gone()

    def _sent(self, ops: Sequence[Op]) -> list[Outcome]:
        if not ops:
            return []
        try:
            return self._created(ops) if ops[0].kind == "create" else self._changed(ops)
        except psycopg.Error as error:
            # Somebody took a right away, or a record, since we looked: whose ops these are is found one by one.
            if len(ops) == 1:
                unfit = isinstance(error, errors.CheckViolation | errors.DataError)
                return [Rejected({"*": "unfit"}, "unfit") if unfit else _NO_RIGHT]
            return [outcome for op in ops for outcome in self._sent([op])]

    def _created(self, ops: Sequence[Op]) -> list[Outcome]:
        asked = [self._row(op, op.key, op.key) for op in ops]
        if not self._kind.below:
            # Whose an account is stands before the account itself; held twice is held once.
            self._line.write(questions.HOLD, [op.key for op in ops])
        rows = {row["id"]: row for row in self._line.write(questions.CREATE, json.dumps(asked), self._kind.name)}
        return [self._ok(rows[op.key]) if op.key in rows else Duplicate(op.key) for op in ops]

    def _changed(self, ops: Sequence[Op]) -> list[Outcome]:
        asked = [
            self._row(op, str(op.id), None) | {"version": op.version or "", "gone": op.kind == "delete"} for op in ops
        ]
        name = self._kind.name
        rows = {row["id"]: row for row in self._line.write(questions.UPDATE, json.dumps(asked), name, name)}
        return [self._outcome(rows[str(op.id)]) for op in ops]

    def _outcome(self, row: Row) -> Outcome:
        if row["done"]:
            return self._ok(row)
        if row["was_gone"]:
            return Gone(row["went_to"])
        return Stale() if row["seen"] else _NO_RIGHT

    def _ok(self, row: Row) -> Ok:
        after = None if row["gone"] else change(self._kind, row, self._kind.by_name)
        return Ok(row["id"], row["version"], after)

    def _row(self, op: Op, id: str, account: str | None) -> dict[str, Any]:
        fields: Mapping[str, Scalar] = op.fields if op.kind != "delete" else {}
        if self._kind.below:
            account = str(fields[ACCOUNT]) if fields.get(ACCOUNT) else None
        kept = {name: written(value) for name, value in fields.items() if name != ACCOUNT}
        return {"id": id, "account": account, "fields": kept}
