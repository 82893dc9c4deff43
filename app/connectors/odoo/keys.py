"""Our keys in Odoo: external ids under a module name of our own, and the ids of mails where there are no others.

Only administrators may look into the table of external ids; everybody else asks for one at a time, or for those of
records at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.connectors.odoo.kinds import MODULE
from app.connectors.odoo.refused import Refused
from app.connectors.odoo.rpc import Rpc
from app.connectors.odoo.schema import Known

_KEY = re.compile(r"[0-9A-Za-z_-]{1,64}", re.ASCII)
_MAIL = re.compile(r"<banso\.([0-9A-Za-z_-]{1,64})@banso>", re.ASCII)


def is_key(text: str) -> bool:
    """Tell whether this can be a key of ours."""
    return _KEY.fullmatch(text) is not None


def xmlid(key: str) -> str:
    """Return the external id that stands for our key."""
    return f"{MODULE}.{key}"


def mail_id(key: str) -> str:
    """Return the id of a mail that stands for our key."""
    return f"<banso.{key}@banso>"


def mail_key(text: Any) -> str | None:
    """Return our key in the id of a mail."""
    found = _MAIL.fullmatch(str(text or ""))
    return found[1] if found else None


class Keys:
    """Looks keys up, the short way as long as this user may."""

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc
        self._sees_all = True

    def ids(self, known: Known, keys: Iterable[str]) -> dict[str, int]:
        """Return the record of each key that is there."""
        wanted = [key for key in dict.fromkeys(keys) if is_key(key)]
        if not wanted:
            return {}
        if known.kind.keyed == "message":
            return self._of_mails(wanted)
        if self._sees_all:
            domain = [["module", "=", MODULE], ["model", "=", known.kind.model], ["name", "in", wanted]]
            try:
                rows = self._rpc.call("ir.model.data", "search_read", domain=domain, fields=["name", "res_id"])
                return {row["name"]: row["res_id"] for row in rows}
            except Refused as refused:
                if not refused.is_access:
                    raise refused.told_of("ir.model.data") from None
                self._sees_all = False
        found = {key: self._one(known, key) for key in wanted}
        return {key: id for key, id in found.items() if id}

    def _one(self, known: Known, key: str) -> int:
        try:
            model, id = self._rpc.call("ir.model.data", "check_object_reference", module=MODULE, xml_id=key)
        except Refused as refused:
            if refused.kind == "ValueError":
                return 0
            raise refused.told_of("ir.model.data") from None
        return int(id or 0) if model == known.kind.model else 0

    def _of_mails(self, keys: Sequence[str]) -> dict[str, int]:
        domain = [["message_id", "in", [mail_id(key) for key in keys]], ["model", "=", "res.partner"]]
        rows = self._rpc.ask("mail.message", "search_read", domain=domain, fields=["message_id"], order="id")
        found: dict[str, int] = {}
        for row in rows:
            key = mail_key(row["message_id"])
            if key:
                found.setdefault(key, row["id"])
        return found

    def of(self, known: Known, rows: Sequence[Mapping[str, Any]]) -> dict[int, str]:
        """Return our keys of records at hand. One that others were merged into has several: the first is its own."""
        if not rows:
            return {}
        if known.kind.keyed == "message":
            return {row["id"]: key for row in rows if (key := mail_key(row.get("message_id")))}
        told = self._rpc.ask(known.kind.model, "get_metadata", ids=[row["id"] for row in rows])
        found: dict[int, str] = {}
        for about in told:
            for one in about["xmlids"]:
                module, _, key = str(one["xmlid"]).partition(".")
                if module == MODULE and is_key(key):
                    found.setdefault(about["id"], key)
        return found
