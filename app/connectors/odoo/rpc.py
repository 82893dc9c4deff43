"""One call of Odoo's JSON-2 interface, and what its answers mean.

A status says little there: a wrong field is a 500 like a broken disk. What Odoo answers as JSON, with the name of an
error, it has rolled back: nothing of such a call was written. The traceback in `debug` is never read.
"""

from __future__ import annotations

import re
from typing import Any

from app.connectors.base import Context, HttpReply
from app.connectors.errors import BadConfig, ConnectorError, Forbidden, SchemaChanged, Unavailable
from app.connectors.odoo import words

WRITING = frozenset({"load", "create", "write", "unlink", "message_post"})
_UNDERSTOOD = (400, 403, 404, 409, 422, 500)
# The same call may well succeed in a moment: another transaction was in its way.
_PASSING = ("SerializationFailure", "DeadlockDetected", "LockNotAvailable", "ConcurrencyError", "LockError",
            "OperationalError", "InterfaceError", "PoolError", "QueryCanceled")  # fmt: skip
_FIELD = re.compile(
    r"Invalid field (?:(?P<model>[a-z0-9_.]+)\.(?P<a>\w+) in|'(?P<b>\w+)' (?:in|on))|(?P<c>\w+)\Z", re.IGNORECASE
)
_ABSENT = re.compile(r"the (?:model|method) '", re.IGNORECASE)
_LONGEST = 300


class Refused(Exception):
    """Odoo refused a call for good, and rolled it back. `name` is its error's, `said` what it told."""

    def __init__(self, name: str, said: str, status: int) -> None:
        super().__init__(f"{name}: {said}")
        self.name = name
        self.said = said
        self.status = status

    @property
    def kind(self) -> str:
        """Return the last part of the error's name."""
        return self.name.rpartition(".")[2]

    @property
    def is_access(self) -> bool:
        """Tell whether the user lacks a right."""
        return self.kind in ("AccessError", "AccessDenied") or self.status == 403

    @property
    def is_missing(self) -> bool:
        """Tell whether a record is not there."""
        return self.kind == "MissingError"

    @property
    def is_absent(self) -> bool:
        """Tell whether this Odoo has no such model: its app is not installed."""
        return self.status == 404 and _ABSENT.match(self.said) is not None

    @property
    def field(self) -> str:
        """Return the field that this Odoo does not know, "" where that is not what is wrong."""
        if self.kind not in ("ValueError", "KeyError"):
            return ""
        found = _FIELD.match(self.said)
        if found is None or (found["c"] and self.kind != "KeyError"):
            return ""
        return found["a"] or found["b"] or found["c"] or ""

    def told_of(self, model: str) -> ConnectorError:
        """Return what it means for who only asked."""
        if self.is_access:
            return Forbidden(self.said)
        if self.field:
            return SchemaChanged(model, (self.field,))
        if self.is_absent:
            return SchemaChanged(model, ("*",))
        return Unavailable(f"{model}: {self}")


class Rpc:
    """The way to one database of one Odoo, as the user whose key it is."""

    def __init__(self, ctx: Context, address: str, database: str) -> None:
        self._ctx = ctx
        self.address = address
        self.database = database

    def __repr__(self) -> str:
        return f"<Rpc to {self.address}>"

    def call(self, model: str, method: str, **named: Any) -> Any:
        """Call a method and return its answer; Refused where Odoo refuses."""
        headers = {"Authorization": f"bearer {self._ctx.secrets['key']}"}
        if self.database:
            headers["X-Odoo-Database"] = self.database
        reply = self._ctx.http.request(
            "POST",
            f"{self.address}/json/2/{model}/{method}",
            headers=headers,
            json=named,
            write=method in WRITING,
            accept=_UNDERSTOOD,
        )
        return self._told(reply)

    def ask(self, model: str, method: str, **named: Any) -> Any:
        """Call a method that only asks; what Odoo refuses becomes an error of the contract."""
        try:
            return self.call(model, method, **named)
        except Refused as refused:
            raise refused.told_of(model) from None

    def _told(self, reply: HttpReply) -> Any:
        if reply.status == 200:
            return reply.json()
        kind = reply.headers.get("content-type", "").lower()
        if not kind.startswith("application/json"):
            if reply.status == 404:
                raise BadConfig("url", words.NO_ODOO)
            if reply.status == 403:
                raise Forbidden("status 403")
            raise Unavailable(f"status {reply.status}")
        told = reply.json()
        name, said = _texts(told)
        if any(name.endswith(one) for one in _PASSING):
            raise Unavailable(f"{name}: {said}")
        if reply.status == 404 and name.endswith("NotFound") and not _ABSENT.match(said):
            raise BadConfig("url", words.NO_ODOO if self.database else words.SEVERAL_DATABASES)
        if not name:
            raise Unavailable(f"status {reply.status}")
        raise Refused(name, said, reply.status)


def _texts(told: Any) -> tuple[str, str]:
    if not isinstance(told, dict):
        return "", ""
    said = " ".join(str(told.get("message") or "").split())
    return str(told.get("name") or ""), said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
