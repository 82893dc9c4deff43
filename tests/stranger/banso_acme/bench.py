"""An Acme of one's own, on a port of this machine: what the conformance suite asks for.

Its database is Banso's CRM in memory; a fake of a system with ways of its own would keep its records itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from banso_acme.words import from_wire, to_wire
from banso_connector import (
    Answer,
    Asked,
    Duplicate,
    FakeServer,
    Gone,
    KeysetCursor,
    MemoryBench,
    MemoryRequest,
    Ok,
    Op,
    Outcome,
    Rejected,
    Scalar,
    TypeInfo,
)


class AcmeBench(MemoryBench):
    """What others do is done in the database; requests and faults are those of the server in front of it."""

    faults = frozenset({"drop_before", "drop_after", "429", "429_date", "503", "401", "truncated", "html", "slow"})

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.front = FakeServer(self.answer, writing=lambda asked: asked.path.startswith("/write/"), now=self.now)

    def types(self) -> tuple[TypeInfo, ...]:
        """Return two of the types of the database."""
        return tuple(info for info in super().types() if info.name in ("accounts", "requests"))

    def close(self) -> None:
        """Stop serving."""
        self.front.close()
        super().close()

    def config(self) -> Mapping[str, Scalar]:
        """Return the address."""
        return {"url": self.front.url}

    def secrets(self) -> Mapping[str, str]:
        """Return the key."""
        return {"key": self.name}

    def bad_configs(self) -> Mapping[str, Mapping[str, Scalar]]:
        """Return an address that is none; one that nobody answers at is no matter of settings."""
        return {"url": {"url": "ftp://acme.example/?q"}}

    def bad_secrets(self) -> Mapping[str, str]:
        """Return a key of nobody."""
        return {"key": "wrong"}

    def future_cursor(self) -> str:
        """Return where a walk of the year 2300 would go on."""
        return KeysetCursor(timedelta(0)).walk(None, datetime(2300, 1, 1, tzinfo=UTC)).done()

    def fault(self, name: str, *, writes: bool = False) -> None:
        """Break the line in front of the server."""
        self.front.fault(name, writes=writes)

    def requests(self) -> int:
        """Return how many requests arrived."""
        return self.front.requests

    def writes(self) -> int:
        """Return how many of them wrote."""
        return self.front.writes

    # Acme -----------------------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Return the clock of the database."""
        return datetime.fromtimestamp(self.server.clock, UTC)

    def answer(self, asked: Asked) -> Answer:
        """Answer a request as Acme does."""
        if asked.headers.get("x-api-key") != self.name:
            return Answer({"message": "who are you?"}, 401)
        call, type = re.fullmatch(r"/(\w+)(?:/(\w+))?", asked.path).groups()  # type: ignore[union-attr]
        if call == "me":
            who = self.server.who
            me = {"org": who.org_id, "user": who.user_id, "name": who.user_name, "tz": who.tz}
            return Answer({"data": me | {"currency": who.currency}})
        if call == "types":
            return Answer({"data": [asdict(info) for info in self.server.types.values()]})
        if call == "ids":
            return Answer({"data": list(self.server.records(type))})
        if call == "records":
            return Answer({"data": self._records(type, asked.query)})
        if call == "read":
            return Answer({"data": self._read(type, **asked.json())})
        return self._written(type, asked.json())

    def _records(self, type: str, query: Mapping[str, str]) -> Any:
        since = query.get("since")
        stamp = int(datetime.fromisoformat(since).timestamp()) if since else 0
        records, left = self.server.slice(type, (stamp, query.get("after", "")))
        return {"records": [self._told(type, r, query["fields"].split(",")) for r in records], "more": left > 0}

    def _read(self, type: str, fields: list[str], ids: list[str] = [], keys: list[str] = []) -> Any:  # noqa: B006
        found = [self.server.record(type, id) for id in ids] + [self.server.by_key(type, key) for key in keys]
        return [self._told(type, record, fields) for record in found if record is not None]

    def _told(self, type: str, record: Any, fields: list[str]) -> Any:
        change = self.server.change(type, record, [name for name in fields if name])
        stamp = datetime.fromtimestamp(record.stamp, UTC).isoformat()
        return asdict(replace(change, fields={n: to_wire(v) for n, v in change.fields.items()})) | {"stamp": stamp}

    def _written(self, type: str, told: list[Any]) -> Answer:
        known = {field.name: field for field in self.server.types[type].fields}
        ops = tuple(
            Op(
                "",
                op["kind"],
                op["key"],
                op["id"],
                op["version"],
                {n: from_wire(v, known[n]) for n, v in op["fields"].items()},
            )
            for op in told
        )
        request = MemoryRequest("push", type, ops, guarded=True)
        if self.server.whole and len(ops) > 1 and not self.server.would_take(request):
            return Answer({"message": "nothing was taken"}, 422)
        return Answer({"data": [self._result(type, outcome) for outcome in self.server.push(request)]})

    def _result(self, type: str, outcome: Outcome) -> Any:
        match outcome:
            case Ok(id=id):
                record = self.server.record(type, id)
                return {
                    "result": "ok",
                    "record": self._told(type, record, [f.name for f in self.server.types[type].fields]),
                }
            case Duplicate(id=id):
                return {"result": "duplicate", "id": id}
            case Gone(moved_to=id):
                return {"result": "gone", "moved_to": id}
            case Rejected(fields=fields, code=code):
                return {"result": "refused", "fields": fields, "code": code}
        return {"result": "stale"}
