"""Writing: looked at first, only what changes, once, and read again.

Odoo compares no versions, so that a round trip stays in which somebody else may write. A create is an insert even if it
comes twice: the external id is made with `noupdate`, and a second `load` in the mode "update" leaves such a record be.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.connectors.base import Change, Duplicate, Gone, Ok, Op, Outcome, Rejected, Stale, Unsure
from app.connectors.errors import ConnectorError
from app.connectors.kit.bisect import bisected
from app.connectors.odoo import words
from app.connectors.odoo.html import rewritten
from app.connectors.odoo.keys import Keys, is_key, mail_id, xmlid
from app.connectors.odoo.kinds import EVERYTHING, KINDS, ME
from app.connectors.odoo.merges import moved
from app.connectors.odoo.reader import Reader, Row, version
from app.connectors.odoo.refused import Refused
from app.connectors.odoo.rpc import Rpc
from app.connectors.odoo.schema import Known, Schema
from app.connectors.odoo.wire import refusal, to_cell, to_wire

_INSERT = {"mode": "update", "noupdate": True, "tz": "UTC"}


class Writer:
    """Carries out the ops of one push."""

    def __init__(
        self, rpc: Rpc, schema: Schema, reader: Reader, keys: Keys, zone: ZoneInfo, now: Callable[[], datetime]
    ) -> None:
        self._rpc, self._schema, self._reader, self._keys = rpc, schema, reader, keys
        self._zone, self._now = zone, now
        self._there: dict[str, set[str]] = {}

    def push(self, known: Known, ops: Sequence[Op]) -> list[Outcome]:
        """Return what came of ops of one kind, in their order."""
        refused = self._refused(known, ops)
        fit = [op for op in ops if op.op_id not in refused]
        kind = ops[0].kind
        done = self._created(known, fit) if kind == "create" else self._changed(known, fit)
        outcomes: dict[str, Outcome] = {**refused, **done}
        self._look_again(known, outcomes)
        return [outcomes[op.op_id] for op in ops]

    # What is refused without a question -----------------------------------------------------------------------------

    def _refused(self, known: Known, ops: Sequence[Op]) -> dict[str, Outcome]:
        found: dict[str, Outcome] = {}
        for shape in known.shapes.values():
            if shape.choices and any(op.fields.get(shape.field.name) for op in ops):
                # A choice that was renamed since would be taken for another one.
                shape.choices.refresh()
        self._find_referred(known, ops)
        for op in ops:
            wrong = self._wrong(known, op)
            if wrong:
                found[op.op_id] = Rejected(wrong)
        return found

    def _wrong(self, known: Known, op: Op) -> dict[str, str]:
        if op.kind == "delete":
            return {}
        creating = op.kind == "create"
        wrong = {name: words.NO_SUCH_OPTION for name in op.fields if name not in known.shapes}
        for name, shape in known.shapes.items():
            if name not in op.fields:
                if creating and shape.field.required and shape.field.on_create:
                    wrong[name] = words.REQUIRED
                continue
            why = refusal(shape, op.fields[name], creating=creating)
            if not why and not self._rpc.carries(str(op.fields[name] or "")):
                why = words.UNSENDABLE
            if not why and shape.field.type == "ref" and op.fields[name]:
                is_there = str(op.fields[name]) in self._there.get(shape.field.ref_to[0], set())
                why = "" if is_there else words.NO_SUCH_RECORD
            if why:
                wrong[name] = why
        if creating and not is_key(op.key):
            wrong["*"] = words.NO_SUCH_OPTION
        return wrong

    def _find_referred(self, known: Known, ops: Sequence[Op]) -> None:
        """Ask which of the records that are referred to are there: Odoo would not say which reference is wrong."""
        for name, shape in known.shapes.items():
            if shape.field.type != "ref":
                continue
            target = shape.field.ref_to[0]
            named = {str(op.fields[name]) for op in ops if op.fields.get(name)} - self._there.setdefault(target, set())
            ids = [int(id) for id in named if id.isascii() and id.isdigit() and len(id) < 10]
            if ids:
                domain = [["id", "in", ids]]
                found = self._rpc.ask(KINDS[target].model, "search", domain=domain, context=EVERYTHING)
                self._there[target] |= {str(id) for id in found}

    # Creating -------------------------------------------------------------------------------------------------------

    def _created(self, known: Known, ops: Sequence[Op]) -> dict[str, Outcome]:
        there = self._keys.ids(known, [op.key for op in ops])
        done: dict[str, Outcome] = {op.op_id: Duplicate(str(there[op.key])) for op in ops if op.key in there}
        new = [op for op in ops if op.key not in there]
        if known.kind.keyed == "message":
            return done | self._one_by_one(new, lambda op: self._posted(known, op))
        groups: dict[frozenset[str], list[Op]] = {}
        for op in new:
            # Odoo's own defaults stand for what is not told: an empty cell would overrule them.
            groups.setdefault(frozenset(op.fields), []).append(op)
        return done | self._group_by_group(list(groups.values()), lambda some: self._loaded(known, some))

    def _loaded(self, known: Known, ops: Sequence[Op]) -> Sequence[Outcome] | Rejected:
        given = {name: str(self._schema.me["uid"] if v == ME else v) for name, v in known.kind.given.items()}
        rows = []
        for op in ops:
            cells = {"id": xmlid(op.key), **given}
            for name, value in op.fields.items():
                cells |= to_cell(known.shapes[name], value, self._zone, self._now())
            rows.append(cells)
        columns = sorted({name for cells in rows for name in cells})
        data = [[cells.get(name, "") for name in columns] for cells in rows]
        try:
            told = self._rpc.call(known.kind.model, "load", fields=columns, data=data, context=_INSERT)
        except Refused as refused:
            return _rejected(refused)
        if told["ids"] and len(told["ids"]) == len(ops):
            return [Ok(str(id)) for id in told["ids"]]
        if told["ids"]:
            return [Unsure("answered for another number")] * len(ops)
        return _of_messages(known, told["messages"])

    def _posted(self, known: Known, op: Op) -> Outcome:
        values: dict[str, Any] = {}
        for name, value in op.fields.items():
            values |= to_wire(known.shapes[name], value, self._zone, self._now())
        partner = values.pop("res_id")
        try:
            ids = self._rpc.call(
                "res.partner", "message_post", ids=[partner], body_is_html=True, message_type="comment",
                subtype_xmlid="mail.mt_note", message_id=mail_id(op.key), **{n: v for n, v in values.items() if v},
            )  # fmt: skip
        except Refused as refused:
            return _rejected(refused)
        return Ok(str(ids[0]))

    # Changing and deleting ------------------------------------------------------------------------------------------

    def _changed(self, known: Known, ops: Sequence[Op]) -> dict[str, Outcome]:
        ids = [int(op.id) for op in ops if op.id is not None and op.id.isdigit()]
        rows = self._reader.by_id(known, ids)
        done = self._not_as_seen(known, ops, rows)
        fit = [op for op in ops if op.op_id not in done]
        if fit and fit[0].kind == "delete":
            return done | self._group_by_group([fit], lambda some: self._deleted(known, some))
        groups: dict[str, list[Op]] = {}
        values: dict[str, dict[str, Any]] = {}
        for op in fit:
            values[op.op_id] = self._values(known, op, rows[int(op.id or 0)])
            groups.setdefault(json.dumps(values[op.op_id], sort_keys=True, default=str), []).append(op)
        done |= {op.op_id: Ok(op.id or "") for op in fit if not values[op.op_id]}
        todo = [some for some in groups.values() if values[some[0].op_id]]
        return done | self._group_by_group(todo, lambda some: self._written(known, some, values[some[0].op_id]))

    def _not_as_seen(self, known: Known, ops: Sequence[Op], rows: dict[int, Row]) -> dict[str, Outcome]:
        done: dict[str, Outcome] = {}
        lost = [int(op.id) for op in ops if op.id and op.id.isdigit() and int(op.id) not in rows]
        went = moved(self._rpc, self._reader, known, self._reader.surely_gone(known, lost)) if lost else {}
        for op in ops:
            id = int(op.id) if op.id and op.id.isdigit() else 0
            row = rows.get(id)
            if row is None or self._reader.is_gone(known, row):
                done[op.op_id] = Gone(went.get(id))
            elif op.version is not None and version(known, row) != op.version:
                done[op.op_id] = Stale()
        return done

    def _values(self, known: Known, op: Op, row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, value in op.fields.items():
            shape = known.shapes[name]
            if shape.kind == "html" and value:
                values[shape.source] = rewritten(str(row[shape.shown] or ""), str(value))
            elif shape.kind == "many2many":
                made = to_wire(shape, value, self._zone, self._now(), present=row.get(shape.shown) or ())
                values |= {source: links for source, links in made.items() if links}
            else:
                values |= to_wire(shape, value, self._zone, self._now())
        return values

    def _written(self, known: Known, ops: Sequence[Op], values: dict[str, Any]) -> Sequence[Outcome] | Rejected:
        ids = [int(op.id or 0) for op in ops]
        try:
            self._rpc.call(known.kind.model, "write", ids=ids, vals=values)
        except Refused as refused:
            if refused.is_missing and len(ops) == 1:
                return [Gone()]
            return _rejected(refused)
        return [Ok(op.id or "") for op in ops]

    def _deleted(self, known: Known, ops: Sequence[Op]) -> Sequence[Outcome] | Rejected:
        if known.kind.archive:
            return self._written(known, ops, {"active": False})
        try:
            self._rpc.call(known.kind.model, "unlink", ids=[int(op.id or 0) for op in ops])
        except Refused as refused:
            if refused.is_missing and len(ops) == 1:
                return [Gone()]
            return _rejected(refused)
        return [Ok(op.id or "") for op in ops]

    # One request after the other ------------------------------------------------------------------------------------

    def _group_by_group(
        self, groups: Sequence[Sequence[Op]], send: Callable[[Sequence[Op]], Sequence[Outcome] | Rejected]
    ) -> dict[str, Outcome]:
        """Send groups. Once one was sent an error ends it: what was answered must not be forgotten."""
        done: dict[str, Outcome] = {}
        for some in groups:
            try:
                answered = bisected(send, some)
            except ConnectorError as error:
                if not done:
                    raise
                rest = [op for group in groups for op in group if op.op_id not in done]
                return done | {op.op_id: Unsure(type(error).__name__) for op in rest}
            done |= {op.op_id: outcome for op, outcome in zip(some, answered, strict=True)}
        return done

    def _one_by_one(self, ops: Sequence[Op], send: Callable[[Op], Outcome]) -> dict[str, Outcome]:
        return self._group_by_group([[op] for op in ops], lambda some: [send(some[0])])

    def _look_again(self, known: Known, outcomes: dict[str, Outcome]) -> None:
        """Put the records as Odoo keeps them now beside what was written; without them the engine reads."""
        ids = [int(one.id) for one in outcomes.values() if isinstance(one, Ok)]
        if not ids:
            return
        try:
            rows = list(self._reader.by_id(known, ids).values())
            after = {one.id: one for one in self._reader.changes(known, rows, list(known.shapes))}
        except ConnectorError:
            return
        for op_id, outcome in outcomes.items():
            change: Change | None = after.get(outcome.id) if isinstance(outcome, Ok) else None
            if isinstance(outcome, Ok) and change is not None and not change.gone:
                outcomes[op_id] = Ok(outcome.id, change.version, change)


def _rejected(refused: Refused) -> Rejected:
    return Rejected({refused.field or "*": refused.said or refused.kind}, refused.kind)


def _of_messages(known: Known, messages: Sequence[dict[str, Any]]) -> Rejected:
    """Return what `load` complains of, by our names of the fields."""
    ours = {shape.source: name for name, shape in known.shapes.items()}
    errors = [one for one in messages if one.get("type") == "error"]
    said = {ours.get(str(one.get("field", "")).partition("/")[0], "*"): str(one.get("message", "")) for one in errors}
    return Rejected(said or {"*": words.NOTHING_TAKEN}, "load")
