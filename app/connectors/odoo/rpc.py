"""The way to one Odoo: by JSON-2 where it is there, else by XML-RPC, which Odoo 18 and below have."""

from __future__ import annotations

from typing import Any

from app.connectors.base import Context
from app.connectors.errors import BadConfig
from app.connectors.odoo import words
from app.connectors.odoo.json2 import Json2, NoJson2
from app.connectors.odoo.memory import Memory, memory_of
from app.connectors.odoo.refused import Refused
from app.connectors.odoo.xmlrpc import XmlRpc
from app.connectors.odoo.xmlwire import carries

WRITING = frozenset({"load", "create", "write", "unlink", "message_post"})
JSON_2_SINCE = 19


class Rpc:
    """The way to one database of one Odoo, as the user whose key it is."""

    def __init__(self, ctx: Context, address: str, database: str, login: str = "") -> None:
        self.address = address
        self.database = database
        self.memory: Memory = memory_of(address, database, login, ctx.secrets.get("key", ""))
        self._json = Json2(ctx, address, database)
        self._xml = XmlRpc(ctx, address, database, login, self.memory)

    def __repr__(self) -> str:
        return f"<Rpc to {self.address}>"

    def call(self, model: str, method: str, **named: Any) -> Any:
        """Call a method and return its answer; Refused where Odoo refuses."""
        write = method in WRITING
        if self.memory.signed_in is None:
            try:
                return self._json.call(model, method, named, write=write)
            except NoJson2:
                self._sign_in()
        return self._xml.call(model, method, named, write=write)

    def ask(self, model: str, method: str, **named: Any) -> Any:
        """Call a method that only asks; what Odoo refuses becomes an error of the contract."""
        try:
            return self.call(model, method, **named)
        except Refused as refused:
            raise refused.told_of(model) from None

    def carries(self, text: str) -> bool:
        """Tell whether a text can go over this way as it is."""
        return self.memory.signed_in is None or carries(text)

    def _sign_in(self) -> None:
        version = self._xml.version()
        if not 0 < version < JSON_2_SINCE:
            raise BadConfig("url", words.NO_ODOO)
        self._xml.sign_in(version)
