"""The interface of Odoo 18 and below: one address for all methods, signed in by number, XML both ways.

Its faults have a number where JSON-2 has a name, and what the number does not say is told by the last line of a
traceback: the name of the error is taken out of it, and the rest is dropped at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xmlrpc.client import Fault

from app.connectors.base import Context
from app.connectors.errors import AuthExpired, BadConfig, Forbidden, Unavailable
from app.connectors.odoo import words
from app.connectors.odoo.memory import Memory, SignedIn
from app.connectors.odoo.refused import Refused, cut, is_passing
from app.connectors.odoo.xmlwire import asked, told

_USER, _DENIED, _NO_RIGHT = 2, 3, 4
_OF_RECORDS = frozenset({"read", "write", "unlink", "message_post", "get_metadata", "has_access"})
"""Methods that work on records: their ids come first, also where there are none."""

_IN_ORDER: Mapping[str, tuple[str, ...]] = {
    "search": ("domain",), "search_read": ("domain", "fields"), "write": ("vals",), "load": ("fields", "data"),
    "check_access_rights": ("operation",), "has_access": ("operation",),
}  # fmt: skip
"""What goes by its place: older versions call some of it by other names."""

_HAS_ACCESS, _BODY_IS_HTML = 18, 17
"""The versions from which on a method and an argument of it are there."""

_LAST = re.compile(r"^(?P<name>[A-Za-z_][\w.]*)(?:: (?P<said>.*))?$")
_NO_DATABASE = re.compile(r'database "[^"]*" does not exist')


class XmlRpc:
    """Calls by XML-RPC. `login` and the name of a database are needed here."""

    def __init__(self, ctx: Context, address: str, database: str, login: str, memory: Memory) -> None:
        self._ctx, self._address, self._database, self._login = ctx, address, database, login
        self._memory = memory

    def version(self) -> int:
        """Return the version of the Odoo at this address, 0 where none answers."""
        try:
            about = self._asked("common", "version", ())
        except (Fault, Unavailable, Forbidden):
            return 0
        parts = about.get("server_version_info") if isinstance(about, dict) else None
        found = re.search(r"\d+", str(parts[0])) if isinstance(parts, list) and parts else None
        return int(found[0]) if found else 0

    def sign_in(self, version: int) -> None:
        """Find out our number; BadConfig where a setting is wanting, AuthExpired where name or key are refused."""
        if not self._login:
            raise BadConfig("user", words.LOGIN_NEEDED)
        database = self._database or self._only_database()
        try:
            uid = self._asked("common", "authenticate", (database, self._login, self._ctx.secrets["key"], {}))
        except Fault as fault:
            if _NO_DATABASE.search(fault.faultString):
                raise BadConfig("database", words.NO_DATABASE) from None
            raise self._refused(fault).told_of("res.users") from None
        if not isinstance(uid, int) or isinstance(uid, bool):
            raise AuthExpired("Odoo knows no such login with this key")
        self._memory.signed_in = SignedIn(version, database, uid)

    def _only_database(self) -> str:
        try:
            names = self._asked("db", "list", ())
        except (Fault, Unavailable, Forbidden):
            names = None
        if not isinstance(names, list) or len(names) != 1:
            raise BadConfig("database", words.DATABASE_NEEDED)
        return str(names[0])

    def call(self, model: str, method: str, named: Mapping[str, Any], *, write: bool) -> Any:
        """Call a method and return its answer; Refused where Odoo refuses."""
        here = self._memory.signed_in
        assert here is not None
        method, places, more = _arranged(method, named, here.version)
        key = self._ctx.secrets["key"]
        params = (here.database, here.uid, key, model, method, places, more)
        try:
            found = self._asked("object", "execute_kw", params, write=write)
        except Fault as fault:
            raise self._meant(fault, model, method, named) from None
        return {"uid": here.uid, **found} if method == "context_get" else found

    def _asked(self, service: str, method: str, params: Sequence[Any], *, write: bool = False) -> Any:
        try:
            body = asked(method, params)
        except ValueError as problem:
            raise Refused("builtins.ValueError", str(problem), 400) from None
        reply = self._ctx.http.request(
            "POST",
            f"{self._address}/xmlrpc/2/{service}",
            headers={"Content-Type": "text/xml", "Accept": "text/xml"},
            body=body,
            write=write,
            accept=(404, 405),
        )
        if reply.status != 200:
            self._memory.signed_in = None
            raise Unavailable(f"status {reply.status}")
        return told(reply.body)

    def _meant(self, fault: Fault, model: str, method: str, named: Mapping[str, Any]) -> Exception:
        """Return what a fault means. What a person did wrong and what is not there have the same number."""
        refused = self._refused(fault)
        if fault.faultCode != _USER:
            return refused
        if method in ("fields_get", "check_access_rights", "has_access") or f"Object {model} " in refused.said:
            return Refused("werkzeug.exceptions.NotFound", f"the model '{model}' does not exist", 404)
        missing = Refused("odoo.exceptions.MissingError", refused.said, 404)
        if method == "read":
            return missing
        if named.get("ids") and method in _OF_RECORDS:
            try:
                there = self.call(model, "read", {"ids": named["ids"], "fields": ["write_date"]}, write=False)
            except Refused as other:
                return missing if other.is_missing else refused
            return missing if len(there) < len(named["ids"]) else refused
        return refused

    def _refused(self, fault: Fault) -> Refused:
        code, said = fault.faultCode, str(fault.faultString)
        if code == _DENIED:
            self._memory.signed_in = None
            raise AuthExpired("Odoo refuses this login and key") from None
        if code == _NO_RIGHT:
            return Refused("odoo.exceptions.AccessError", cut(said), 403)
        if code == _USER:
            return Refused("odoo.exceptions.UserError", cut(said), 422)
        name, line = _last(said)
        if is_passing(name) or not name:
            raise Unavailable(f"{name or 'fault'}: {line}") from None
        if "cannot marshal None" in line:
            # It was carried out, and there was nothing to tell of it.
            raise Unavailable(line) from None
        return Refused(name, line, 500)


def _arranged(method: str, named: Mapping[str, Any], version: int) -> tuple[str, list[Any], dict[str, Any]]:
    """Return a method with what goes by place and what goes by name, as this version wants it."""
    more = {name: value for name, value in named.items() if value is not None}
    if method == "has_access" and version < _HAS_ACCESS:
        method, more = "check_access_rights", more | {"raise_exception": False}
    if version < _BODY_IS_HTML:
        more.pop("body_is_html", None)
    places: list[Any] = [more.pop("ids", [])] if method in _OF_RECORDS else []
    for name in _IN_ORDER.get(method, ()):
        places.append(more.pop(name))
    return method, places, more


def _last(traceback: str) -> tuple[str, str]:
    """Return the name of the error that a traceback ends with, and its first line."""
    name, said = "", ""
    for line in traceback.splitlines():
        # The frames are indented; what follows the last of them begins with the name.
        if line.startswith((" ", "Traceback ")):
            name = ""
        elif not name and (found := _LAST.match(line)):
            name, said = found["name"], found["said"] or ""
    name = name if "." in name else f"builtins.{name}" if name else ""
    return name, cut(said.strip("'\"") if name.endswith("KeyError") else said)
