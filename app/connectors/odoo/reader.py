"""Rows of Odoo as changes: values, a version, our key, the company that a record hangs on."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from app.connectors.base import Change, Scalar
from app.connectors.kit.pages import in_pieces
from app.connectors.odoo.keys import Keys
from app.connectors.odoo.kinds import EVERYTHING, Domain
from app.connectors.odoo.memory import Told
from app.connectors.odoo.refused import Refused
from app.connectors.odoo.rpc import Rpc
from app.connectors.odoo.schema import Known, Schema
from app.connectors.odoo.wire import Unfit, from_wire

Row = Mapping[str, Any]
_AT_ONCE = 500
# One in 500 is found with few requests, and where all are wanting there are hardly more than one for each.
_PARTS = 8
_log = logging.getLogger(__name__)


def version(known: Known, row: Row) -> str:
    """Return what a record says as a short text. Its stamp would not do: of two edits in a second it tells one."""
    said = {name: row[name] for name in known.columns if name in row and name not in ("write_date", "write_uid")}
    plain = json.dumps(said, sort_keys=True, default=_plain)
    return hashlib.blake2b(plain.encode(), digest_size=12).hexdigest()


def _plain(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _number(value: Any) -> int:
    return int((value[0] if isinstance(value, list) else value) or 0)


def _ids_in(rows: Sequence[Row], name: str) -> set[int]:
    return {id for row in rows if isinstance(row.get(name), list) for id in row[name]}


class Reader:
    """Reads records of a kind and makes changes of them."""

    def __init__(self, rpc: Rpc, schema: Schema, keys: Keys, zone: ZoneInfo) -> None:
        self._rpc, self._schema, self._keys, self._zone = rpc, schema, keys, zone
        self._companies: dict[int, str | None] = {}
        self._lost: set[tuple[str, str]] = set()
        self._again: dict[tuple[str, int], Told] = {}

    def rows(self, known: Known, domain: Domain, *, order: str = "id", limit: int | None = None) -> list[Row]:
        """Return the rows of a kind that a condition holds for."""
        columns = [name for name in known.columns if (known.info.name, name) not in self._lost]
        try:
            found: list[Row] = self._rpc.call(
                known.kind.model, "search_read", domain=[*known.domain, *domain], fields=columns,
                order=order, limit=limit, context=EVERYTHING,
            )  # fmt: skip
        except Refused as refused:
            if not (refused.field or refused.is_access) or not self._has_lost(known, columns):
                raise refused.told_of(known.info.name) from None
            return self.rows(known, domain, order=order, limit=limit)
        return found

    def _has_lost(self, known: Known, columns: Sequence[str]) -> bool:
        """Look whether fields are gone or hidden since this conversation began: they are absent from now on."""
        self._schema.forget()
        lost = {(known.info.name, name) for name in set(columns) - set(self._schema.known(known.info.name).columns)}
        self._lost |= lost
        return bool(lost)

    def by_id(self, known: Known, ids: Sequence[int]) -> dict[int, Row]:
        """Return the rows of this kind with these ids, as far as they are there and seen."""
        found: dict[int, Row] = {}
        for some in in_pieces(ids, _AT_ONCE):
            found.update({row["id"]: row for row in self.rows(known, [["id", "in", some]])})
        return found

    def keys(self, known: Known, rows: Sequence[Row]) -> dict[int, str]:
        """Return our keys of rows; what was told in an earlier conversation, and says the same, is not asked again."""
        self._recall(known, rows)
        again = {row["id"]: self._again[known.kind.name, row["id"]] for row in rows if self._is_again(known, row)}
        found = self._keys.of(known, [row for row in rows if row["id"] not in again])
        return found | {id: told.key for id, told in again.items() if told.key is not None}

    def _is_again(self, known: Known, row: Row) -> bool:
        return (known.kind.name, row["id"]) in self._again

    def _recall(self, known: Known, rows: Sequence[Row]) -> None:
        before = self._rpc.memory.told.get(known.kind.name, {})
        for row in rows:
            told = before.get(row["id"])
            if told is not None and told.version == version(known, row):
                self._again[known.kind.name, row["id"]] = told
            else:
                self._again.pop((known.kind.name, row["id"]), None)

    def told(self, known: Known, row: Row, keys: Mapping[int, str]) -> Told:
        """Return what is to be remembered of a row that was told."""
        shown = next((shape.shown for shape in known.shapes.values() if shape.extra.form == "company"), "")
        return Told(version(known, row), keys.get(row["id"]), self._company(row.get(shown)))

    def changes(
        self, known: Known, rows: Sequence[Row], fields: Sequence[str], keys: Mapping[int, str] | None = None
    ) -> list[Change]:
        """Return rows as changes; what hangs on nobody that we know as a company is left out."""
        self._learn(known, rows)
        for shape in known.shapes.values():
            if shape.choices and shape.kind == "many2many":
                shape.choices.cover(_ids_in(rows, shape.shown))
        keys = self._keys.of(known, rows) if keys is None else keys
        made = (self._change(known, row, fields, keys.get(row["id"])) for row in rows)
        return [change for change in made if change is not None]

    def is_gone(self, known: Known, row: Row) -> bool:
        """Tell whether people there have done with a record that can still be read."""
        if known.kind.archive:
            return not row.get("active", True)
        # Whoever deletes a message in Odoo empties it.
        return known.kind.keyed == "message" and not row["body"]

    def _change(self, known: Known, row: Row, fields: Sequence[str], key: str | None) -> Change | None:
        id, at = str(row["id"]), str(row["write_date"])
        by = str(row["write_uid"][1]) if row["write_uid"] else ""
        if self.is_gone(known, row):
            return Change(id, version(known, row), {}, key, gone=True, at=at, by=by)
        if known.kind.model == "res.partner" and (known.kind.name == "companies" or row.get("parent_id")):
            # What hangs on them comes later in the same run.
            self._companies[row["id"]] = id if known.kind.name == "companies" else str(row["parent_id"][0])
        values: dict[str, Scalar] = {}
        for name, shape in known.shapes.items():
            if shape.shown not in row:
                continue
            if shape.extra.form == "company":
                values[name] = self._company(row[shape.shown])
                if known.kind.hangs and values[name] is None:
                    return None
            elif name in fields:
                try:
                    values[name] = from_wire(shape, row, self._zone)
                except Unfit as problem:
                    # What is absent is left as it was; one value must not stop everything else.
                    _log.warning("%s %s: %s", known.info.name, id, problem)
        asked = {name: value for name, value in values.items() if name in fields}
        return Change(id, version(known, row), asked, key, at=at, by=by)

    def _company(self, value: Any) -> str | None:
        return self._companies.get(_number(value))

    def _learn(self, known: Known, rows: Sequence[Row]) -> None:
        """Find out to which companies the partners belong that these rows hang on; to a person's none of ours goes."""
        hung = [shape.shown for shape in known.shapes.values() if shape.extra.form == "company"]
        for row in rows:
            if told := self._again.get((known.kind.name, row["id"])):
                for name in hung:
                    self._companies.setdefault(_number(row[name]), told.company)
        named = {_number(row[name]) for name in hung for row in rows}
        for some in in_pieces(sorted(named - {0} - self._companies.keys()), _AT_ONCE):
            domain = [["id", "in", some], ["commercial_partner_id.is_company", "=", True]]
            found = self._rpc.ask(
                "res.partner", "search_read", domain=domain,
                fields=["commercial_partner_id"], context=EVERYTHING,
            )  # fmt: skip
            self._companies.update(dict.fromkeys(some))
            self._companies.update({row["id"]: str(row["commercial_partner_id"][0]) for row in found})

    def surely_gone(self, known: Known, ids: Sequence[int]) -> list[int]:
        """Return which of these ids Odoo says do not exist; one that may not be seen is none of them."""
        gone: list[int] = []
        for some in in_pieces(ids, _AT_ONCE):
            gone += self._gone_of(known, some)
        return gone

    def _gone_of(self, known: Known, ids: Sequence[int]) -> list[int]:
        try:
            # Asked for nothing but its id Odoo would not look whether a record is there.
            there = self._rpc.call(known.kind.model, "read", ids=list(ids), fields=["write_date"])
        except Refused as refused:
            if not (refused.is_missing or refused.is_access):
                raise refused.told_of(known.kind.model) from None
            if len(ids) == 1:
                return list(ids) if refused.is_missing else []
            parts = in_pieces(ids, -(-len(ids) // _PARTS))
            return [id for some in parts for id in self._gone_of(known, some)]
        return sorted(set(ids) - {row["id"] for row in there})
