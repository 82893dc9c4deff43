"""The interface of Odoo 19 and later: one address for each method, named arguments, JSON both ways.

A status says little there: a wrong field is a 500 like a broken disk. What counts is the name of the error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.connectors.base import Context, HttpReply
from app.connectors.errors import BadConfig, Forbidden, Unavailable
from app.connectors.odoo import words
from app.connectors.odoo.refused import Refused, cut, is_absence, is_passing

_UNDERSTOOD = (400, 403, 404, 405, 409, 422, 500)


class NoJson2(Exception):
    """There is no such interface at this address."""


class Json2:
    """Calls by JSON-2."""

    def __init__(self, ctx: Context, address: str, database: str) -> None:
        self._ctx, self._address, self._database = ctx, address, database

    def call(self, model: str, method: str, named: Mapping[str, Any], *, write: bool) -> Any:
        """Call a method and return its answer; Refused where Odoo refuses, NoJson2 where nobody hears."""
        headers = {"Authorization": f"bearer {self._ctx.secrets['key']}"}
        if self._database:
            headers["X-Odoo-Database"] = self._database
        reply = self._ctx.http.request(
            "POST",
            f"{self._address}/json/2/{model}/{method}",
            headers=headers,
            json=named,
            write=write,
            accept=_UNDERSTOOD,
        )
        return self._told(reply)

    def _told(self, reply: HttpReply) -> Any:
        if reply.status == 200:
            return reply.json()
        kind = reply.headers.get("content-type", "").lower()
        if not kind.startswith("application/json"):
            if reply.status in (404, 405):
                raise NoJson2
            if reply.status == 403:
                raise Forbidden("status 403")
            raise Unavailable(f"status {reply.status}")
        told = reply.json()
        name, said = _texts(told)
        if is_passing(name):
            raise Unavailable(f"{name}: {said}")
        if reply.status == 404 and name.endswith("NotFound") and not is_absence(said):
            raise BadConfig("url", words.NO_ODOO if self._database else words.SEVERAL_DATABASES)
        if not name:
            raise Unavailable(f"status {reply.status}")
        raise Refused(name, said, reply.status)


def _texts(told: Any) -> tuple[str, str]:
    if not isinstance(told, dict):
        return "", ""
    return str(told.get("name") or ""), cut(str(told.get("message") or ""))
