"""The face of an Odoo that is older than 19: no JSON-2, and XML-RPC with numbers for its faults.

It speaks by the standard library's own `xmlrpc.client`, as Odoo itself does, so that what Banso sends and reads is
looked at by somebody else than the one who wrote it.
"""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any
from xmlrpc.client import Fault, dumps, loads

from app.connectors.conformance.server import Answer, Asked
from tests.connectors.odoo.rows import Error

if TYPE_CHECKING:
    from tests.connectors.odoo.small import SmallOdoo

NOT_FOUND = Answer(b"<!doctype html><title>404 Not Found</title>", 404, {"Content-Type": "text/html; charset=utf-8"})
CONTROL = dict.fromkeys(set(range(32)) - {9, 10, 13})
OF_RECORDS = {"read", "write", "unlink", "message_post", "get_metadata", "has_access"}
DATABASE = "crm"
LOGINS = {"admin": "admin-key", "yui": "sales-key"}


def method_of(asked: Asked) -> str:
    """Return the method of Odoo that a request calls, by either interface."""
    if not asked.path.startswith("/xmlrpc/"):
        return asked.path.rpartition("/")[2]
    params, method = loads(asked.body)
    return str(params[4]) if method == "execute_kw" else method


def said(value: Any) -> Answer:
    """Return an answer, or a fault, as Odoo sends it."""
    plain = json.loads(json.dumps(value, default=str), parse_float=float) if not isinstance(value, Fault) else value
    text = dumps(plain if isinstance(plain, Fault) else (_clean(plain),), methodresponse=True)
    return Answer(text.encode(), 200, {"Content-Type": "text/xml; charset=utf-8"})


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(CONTROL)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return {name: _clean(one) for name, one in value.items()} if isinstance(value, dict) else value


class OldOdoo:
    """The small Odoo behind the face of version `version`; `tells` is whether it lists its databases."""

    def __init__(self, small: SmallOdoo, version: int) -> None:
        self.small, self.version, self.tells = small, version, False

    def answer(self, asked: Asked) -> Answer:
        """Answer a request."""
        if not asked.path.startswith("/xmlrpc/2/"):
            return NOT_FOUND
        params, method = loads(asked.body)
        try:
            return said(self._told(asked.path.rpartition("/")[2], method, params))
        except Error as error:
            return said(_fault(error))

    def _told(self, service: str, method: str, params: Any) -> Any:
        if service == "common" and method == "version":
            return {"server_version": f"{self.version}.0", "server_version_info": [self.version, 0, 0, "final", 0, ""]}
        if service == "db":
            if not self.tells:
                raise Error(401, "odoo.exceptions.AccessDenied", "Access Denied")
            return [DATABASE]
        if params[0] != DATABASE:
            raise Error(500, "psycopg2.OperationalError", f'FATAL:  database "{params[0]}" does not exist')
        if service == "common":
            _, login, key, _ = params
            return self.small.keys[key] if LOGINS.get(login) == key and key in self.small.keys else False
        _, uid, key, model, method, places, named = params
        if self.small.keys.get(key) != uid:
            raise Error(401, "odoo.exceptions.AccessDenied", "Access Denied")
        return self.small.call(uid, model, method, self._named(model, method, list(places), named))

    def _named(self, model: str, method: str, places: list[Any], named: dict[str, Any]) -> dict[str, Any]:
        if method == "has_access" and self.version < 18:
            raise Error(500, "AttributeError", f"The method '{model}.has_access' does not exist")
        if "body_is_html" in named and self.version < 17:
            raise Error(500, "ValueError", "Those values are not supported when posting: body_is_html")
        work = getattr(type(self.small), f"do_{method}", lambda: None)
        known = [name for name in inspect.signature(work).parameters if name not in ("self", "model", "ids")]
        given = {"ids": places.pop(0)} if method in OF_RECORDS else {}
        return given | dict(zip(known, places, strict=False)) | named


def _fault(error: Error) -> Fault:
    name = error.name.rpartition(".")[2]
    if name in ("AccessDenied", "Unauthorized"):
        return Fault(3, "Access Denied")
    if name == "AccessError":
        return Fault(4, error.said)
    if name in ("MissingError", "ValidationError", "UserError"):
        return Fault(2, error.said)
    if name == "NotFound":
        return Fault(2, "Object of this name doesn't exist")
    words = repr(error.said) if name == "KeyError" else error.said
    trace = 'Traceback (most recent call last):\n  File "/opt/odoo/secret_path.py", line 1, in secret\n    work()\n'
    return Fault(1, f"{trace}{error.name.removeprefix('builtins.')}: {words}\n")
