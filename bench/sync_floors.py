"""What the rows of syncing are measured against: a system made up in memory, and the same writes by the driver."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.connectors.base import Change, Identity, Op, Outcome, Page, Scalar, TypeInfo
from app.connectors.memory import PRESETS, crm_types
from app.ids import uuid7
from bench import floors

COUNTS = {"accounts": 5_000, "contacts": 15_000, "activities": 35_000}
PAGE = 2_000

TYPES = tuple(one for one in crm_types() if one.name in COUNTS)
MAPPED = {name: one for name, one in PRESETS.items() if one.type in COUNTS}
_TEXT = "電話で話した内容です。次回は来週、見積を送る。" * 5


@dataclass
class Partner:
    """A system that tells of all its records; `turn` is how often each of them has been changed."""

    counts: dict[str, int]
    turn: int = 0
    cpu: float = 0.0

    def identity(self) -> Identity:
        """Return which system this is."""
        return Identity("bench")

    def describe(self, types: Sequence[str] | None = None) -> Sequence[TypeInfo]:
        """Return its types."""
        return TYPES

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        """Tell of every record."""
        wanted, count = frozenset(fields), self.counts[type]
        for start in range(0, count, PAGE):
            began = time.thread_time()
            numbers = range(start, min(count, start + PAGE))
            told = [(number, self._values(type, number)) for number in numbers]
            page = [
                Change(
                    f"{type}-{number}", f"v{self.turn}", {name: one for name, one in values.items() if name in wanted}
                )
                for number, values in told
            ]
            self.cpu += time.thread_time() - began
            yield Page(page, f"{start}", count)

    def _values(self, type: str, number: int) -> dict[str, Scalar]:
        if type == "accounts":
            return {
                "Name": f"会社 {number}", "Reading": None, "Number": f"N{number}", "Domain": f"d{number}.test",
                "Tier": "standard", "Stage": "adoption", "Industry": f"業種 {self.turn}", "Description": _TEXT,
                "Tags": ("vip",), "Parent": None, "YearEnd": 3,
            }  # fmt: skip
        owner = f"accounts-{number % self.counts['accounts']}"
        if type == "contacts":
            return {
                "Name": f"担当 {number}", "Reading": None, "Email": f"p{number}@d.test", "Phone": None,
                "Account": owner, "Title": f"課長 {self.turn}", "Department": "情報", "Role": "user", "From": None,
                "To": None, "Exchanged": None,
            }  # fmt: skip
        return {
            "Account": owner, "Kind": "call", "State": "done", "Date": date(2026, 1 + number % 10, 1 + number % 28),
            "Body": _TEXT, "Sentiment": 1, "TwoWay": True, "Minutes": 30 + self.turn,
        }  # fmt: skip

    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        """Return nothing: it is never asked."""
        return []

    def sweep(self, type: str) -> Iterator[Sequence[str]]:
        """Return nothing: it is never asked."""
        yield ()

    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        """Refuse: the connection only reads."""
        raise AssertionError("nothing is to be sent")

    def close(self) -> None:
        """Keep nothing."""


def first_floor(raw: Any, counts: dict[str, int]) -> float:
    """Insert the same rows and bindings, nothing looked at; return the processor time."""
    partner = Partner(counts)
    spent = 0.0
    change: dict[str, object] = {"id": "c", "at": "2026-11-20", "cause": "sync", "state": "complete"}
    floors.write(raw, [(floors.insert_sql("change", change), [change])])
    accounts: dict[str, str] = {}
    for type in counts:
        for page in partner.pull(type, _FIELDS[type], None):
            began = time.thread_time()
            rows: dict[str, list[Any]] = {"account": [], "person": [], "position": [], "touchpoint": []}
            bound = []
            for one in page.changes:
                row_id = uuid7()
                _plain_rows(type, row_id, one, accounts, rows)
                base = json.dumps(one.fields, ensure_ascii=False, default=str)
                bound.append((1, type, _NOUNS[type], one.id, row_id, base, one.version, 0, "live"))
            floors.write(
                raw,
                [
                    *((floors.insert_sql(table, some[0]), some) for table, some in rows.items() if some),
                    (_BIND, bound),
                ],
            )
            spent += time.thread_time() - began
    return spent


def _plain_rows(type: str, row_id: str, one: Change, accounts: dict[str, str], rows: dict[str, list[Any]]) -> None:
    told = one.fields
    if type == "accounts":
        accounts[one.id] = row_id
        rows["account"].append(
            {"id": row_id, "name": told["Name"], "name_key": told["Name"], "external_id": told["Number"],
             "domain": told["Domain"], "phase": "adoption", "segment": "low", "industry": told["Industry"],
             "fit_reason": told["Description"], "tags": '["vip"]', "fiscal_year_end": 3, "change_id": "c"}
        )  # fmt: skip
    elif type == "contacts":
        person = uuid7()
        rows["person"].append(
            {"id": person, "name": told["Name"], "name_key": told["Name"], "email": told["Email"], "change_id": "c"}
        )
        rows["position"].append(
            {"id": row_id, "person_id": person, "account_id": accounts[str(told["Account"])], "title": told["Title"],
             "department": told["Department"], "role": "user", "change_id": "c"}
        )  # fmt: skip
    else:
        rows["touchpoint"].append(
            {"id": row_id, "account_id": accounts[str(told["Account"])], "state": "done", "kind": "call",
             "on_date": str(told["Date"]), "body": told["Body"], "sentiment": 1, "two_way": 1, "minutes": 30,
             "change_id": "c"}
        )  # fmt: skip


def echo_floor(raw: Any, counts: dict[str, int]) -> float:
    """Look the versions of each page up; return the processor time."""
    spent = 0.0
    for type in counts:
        for page in Partner(counts).pull(type, _FIELDS[type], None):
            began = time.thread_time()
            known = dict(raw.execute(_VERSIONS, (type, json.dumps([one.id for one in page.changes]))).fetchall())
            assert all(known[one.id] == one.version for one in page.changes)
            spent += time.thread_time() - began
    return spent


def changed_floor(raw: Any, counts: dict[str, int]) -> float:
    """Write one field of each row, what it was, and the binding; return the processor time."""
    spent = 0.0
    for type in counts:
        table, column, field = _CHANGED[type]
        for page in Partner(counts, 1).pull(type, _FIELDS[type], None):
            began = time.thread_time()
            ids = json.dumps([one.id for one in page.changes])
            local = dict(raw.execute(_LOCAL, (type, ids)).fetchall())
            puts = [(one.fields[field], local[one.id]) for one in page.changes]
            was = [("c", table, local[one.id], column, '"x"', '"y"') for one in page.changes]
            bound = [
                (json.dumps(one.fields, ensure_ascii=False, default=str), one.version, type, one.id)
                for one in page.changes
            ]
            floors.write(
                raw,
                [
                    (f"UPDATE {table} SET {column} = ? WHERE id = ?", puts),
                    (_WAS, was),
                    (
                        f"UPDATE binding SET base = ?, version = ? WHERE {_ONE}",
                        bound,
                    ),
                ],
            )
            spent += time.thread_time() - began
    return spent


_NOUNS = {one.type: name for name, one in MAPPED.items()}
_FIELDS = {one.type: [f if isinstance(f, str) else f.remote for f in one.fields.values()] for one in MAPPED.values()}
_CHANGED = {
    "accounts": ("account", "industry", "Industry"),
    "contacts": ("position", "title", "Title"),
    "activities": ("touchpoint", "minutes", "Minutes"),
}
_BIND = (
    "INSERT INTO binding (connection_id, rtype, entity, remote_id, local_id, base, version, synced_rev, state) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ONE = "connection_id = 1 AND rtype = ? AND remote_id = ?"
_IDS = "remote_id IN (SELECT value FROM json_each(?))"
_VERSIONS = f"SELECT remote_id, version FROM binding WHERE connection_id = 1 AND rtype = ? AND {_IDS}"
_LOCAL = f"SELECT remote_id, local_id FROM binding WHERE connection_id = 1 AND rtype = ? AND {_IDS}"
_WAS = "INSERT INTO history (change_id, entity, row_id, field, old, new) VALUES (?, ?, ?, ?, ?, ?)"
