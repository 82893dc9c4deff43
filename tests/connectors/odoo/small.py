"""A small Odoo: the models, methods and manners that the connector meets, learnt from the real one, in memory.

It keeps microseconds and tells seconds, leaves archived records out, writes no tombstones, refuses as Odoo does, and
tells what went wrong with a traceback that nobody should see.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from app.connectors.conformance.server import Answer, Asked
from tests.connectors.odoo.models import DEFAULTS, MODELS
from tests.connectors.odoo.rows import LONG_AGO, Error, Rows, forbidden

TRACEBACK = 'Traceback (most recent call last):\n  File "/opt/odoo/secret_path.py", line 1'


class SmallOdoo(Rows):
    """One database. `keys` are API keys with whose they are; only those in `admins` see the external ids."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[int, dict[str, Any]]] = {model: {} for model in MODELS}
        self.xmlids: dict[tuple[str, str], tuple[str, int, bool]] = {}
        self.hidden: set[tuple[str, str]] = set()
        self.unseen: set[tuple[str, int]] = set()
        self.keys = {"admin-key": 2, "sales-key": 5, "others": 3}
        self.admins = {2, 3}
        self.numbers = itertools.count(7)
        self.uid = 0
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        for model, rows in DEFAULTS.items():
            for row in rows:
                self.tables.setdefault(model, {})[row["id"]] = self._blank(model) | {"write_date": LONG_AGO} | row

    # The wire -------------------------------------------------------------------------------------------------------

    def answer(self, asked: Asked) -> Answer:
        """Answer a request."""
        try:
            _, _, _, model, method = asked.path.split("/")
            key = asked.headers.get("authorization", "").removeprefix("bearer ")
            if key not in self.keys:
                raise Error(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey")
            return Answer(json.loads(json.dumps(self.call(self.keys[key], model, method, asked.json()), default=str)))
        except Error as error:
            told = {"name": error.name, "message": error.said, "arguments": [error.said], "context": {}}
            return Answer(told | {"debug": TRACEBACK}, error.status)

    def call(self, uid: int, model: str, method: str, named: Mapping[str, Any]) -> Any:
        """Call a method as somebody."""
        self.uid = uid
        if model not in self.tables and model not in ("ir.model.data", "base.partner.merge.automatic.wizard"):
            raise Error(404, "werkzeug.exceptions.NotFound", f"the model '{model}' does not exist")
        given = dict(named)
        self.context = given.pop("context", {})
        if model == "ir.model.data":
            return self._data(method, given)
        if model == "base.partner.merge.automatic.wizard":
            return self._wizard(method, given)
        work = getattr(self, f"do_{method}", None)
        if work is None:
            raise Error(404, "werkzeug.exceptions.NotFound", f"The method '{model}.{method}' does not exist")
        return work(model, **given)

    # Asking ---------------------------------------------------------------------------------------------------------

    def do_context_get(self, model: str) -> Any:
        """Tell who asks."""
        return {"lang": "en_US", "tz": "Asia/Tokyo", "uid": self.uid}

    def do_has_access(self, model: str, operation: str, ids: list[int] | None = None) -> bool:
        """Tell a right."""
        return True

    def do_check_access_rights(self, model: str, operation: str, raise_exception: bool = True) -> bool:
        """Tell a right as versions before 18 do."""
        return True

    def do_fields_get(self, model: str, attributes: list[str] | None = None) -> Any:
        """Tell the fields."""
        return {name: about for name, about in MODELS[model].items() if (model, name) not in self.hidden}

    def do_search(self, model: str, domain: list[Any], order: str = "id", limit: int | None = None) -> list[int]:
        """Find ids."""
        return [row["id"] for row in self._found(model, domain, order, limit)]

    def do_search_read(
        self, model: str, domain: list[Any], fields: list[str], order: str = "id", limit: int | None = None
    ) -> Any:
        """Find rows."""
        return [self._told(model, row, fields) for row in self._found(model, domain, order, limit)]

    def do_read(self, model: str, ids: list[int], fields: list[str]) -> Any:
        """Read rows; one that the user may not see refuses all."""
        if any((model, id) in self.unseen for id in ids):
            raise forbidden("you are not allowed to see this")
        if fields == ["id"]:
            return [{"id": id} for id in ids]  # nobody looks whether they are there
        return [self._told(model, self.tables[model][id], fields) for id in ids if id in self.tables[model]]

    def do_get_metadata(self, model: str, ids: list[int]) -> Any:
        """Tell the external ids of records."""
        return [
            {"id": id, "xmlids": [{"xmlid": f"{m}.{n}"} for (m, n), to in self.xmlids.items() if to[:2] == (model, id)]}
            for id in ids
        ]

    def _data(self, method: str, given: Mapping[str, Any]) -> Any:
        if method == "check_object_reference":
            found = self.xmlids.get((given["module"], given["xml_id"]))
            if found is None:
                raise Error(500, "builtins.ValueError", f"External ID not found in the system: {given['xml_id']}")
            return [found[0], found[1]]
        if self.uid not in self.admins:
            raise forbidden("You are not allowed to access 'Model Data' (ir.model.data) records.")
        (_, _, module), (_, _, model), (_, _, names) = given["domain"]
        found = {n: to for (m, n), to in self.xmlids.items() if m == module and to[0] == model and n in names}
        return [{"id": 1, "name": name, "res_id": to[1]} for name, to in found.items()]

    def _found(self, model: str, domain: list[Any], order: str, limit: int | None) -> list[dict[str, Any]]:
        named = {one[0] for one in domain if isinstance(one, list)}
        rows = list(self.tables[model].values())
        if "active" in MODELS.get(model, {}) and self.context.get("active_test", True) and "active" not in named:
            rows = [row for row in rows if row["active"]]
        rows = [row for row in rows if self._holds(model, row, domain)]
        for name in reversed([one.strip() for one in order.split(",")]):
            by, _, way = name.partition(" ")
            rows.sort(key=lambda row, by=by: row[by], reverse=way == "desc")  # type: ignore[misc]
        if model == "mail.message":
            rows = rows[:limit]  # what may not be seen is taken out of a page that was counted before
        return [row for row in rows if (model, row["id"]) not in self.unseen][:limit]

    def _holds(self, model: str, row: Mapping[str, Any], domain: list[Any]) -> bool:
        stack: list[bool] = []
        for one in reversed(domain):
            if one in ("|", "&"):
                first, second = stack.pop(), stack.pop()
                stack.append(first | second if one == "|" else first & second)
            else:
                stack.append(self._is(model, row, *one))
        return all(stack)

    def _is(self, model: str, row: Mapping[str, Any], path: str, how: str, wanted: Any) -> bool:
        name, _, rest = path.partition(".")
        if name not in MODELS[model]:
            raise Error(500, "builtins.ValueError", f"Invalid field {model}.{name} in condition ('{name}', '=', 1)")
        value = self._value(model, row, name)
        if rest:
            # The partner of a message has no relation of its own: it hangs on its model.
            there = MODELS[model][name].get("relation", "res.partner")
            ids = value if isinstance(value, list) else [value or 0]
            return any(
                self._is(there, self.tables[there][id], rest, how, wanted) for id in ids if id in self.tables[there]
            )
        if isinstance(value, datetime):
            wanted = datetime.fromisoformat(wanted).replace(tzinfo=UTC)
        match how:
            case "=":
                return bool((value or False) == wanted)
            case "in":
                return bool(set(value) & set(wanted)) if isinstance(value, list) else value in wanted
            case ">=":
                return bool(value >= wanted)
            case ">":
                return bool(value > wanted)
            case "<":
                return bool(value < wanted)
            case "ilike":
                return wanted.lower() in str(value or "").lower()
        raise AssertionError(how)

    def _value(self, model: str, row: Mapping[str, Any], name: str) -> Any:
        if name == "commercial_partner_id":
            above = self.tables["res.partner"].get(row["parent_id"] or 0)
            return row["id"] if row["is_company"] or above is None else self._value(model, above, name)
        if name == "display_name":
            return row.get("summary") or row.get("name") or "To-Do"
        if name == "user_ids":
            return [id for id, user in self.tables["res.users"].items() if user["partner_id"] == row["id"]]
        if model == "res.users" and name in ("name", "tz"):
            # A user's name and time zone are those of the contact that goes with them.
            return self.tables["res.partner"][row["partner_id"]][name]
        return row[name]

    def _told(self, model: str, row: Mapping[str, Any], fields: list[str]) -> dict[str, Any]:
        told: dict[str, Any] = {"id": row["id"]}
        for name in fields:
            if (model, name) in self.hidden or (name not in MODELS[model] and name != "id"):
                raise Error(500, "builtins.ValueError", f"Invalid field '{name}' on '{model}'")
            value = self._value(model, row, name)
            about = MODELS[model].get(name, {})
            if isinstance(value, datetime):
                value = value.strftime("%Y-%m-%d %H:%M:%S")
            elif about.get("type") == "many2many":
                # An archived choice stays with the record, and is not told of it whatever the context says.
                other = self.tables.get(about["relation"], {})
                value = (
                    [id for id in value if other.get(id, {}).get("active", True)] if isinstance(value, list) else value
                )
            elif about.get("type") == "many2one" and value:
                other = self.tables[about["relation"]].get(value)
                value = [value, self._value(about["relation"], other, "name") if other is not None else ""]
            told[name] = value
        return told

    # Writing --------------------------------------------------------------------------------------------------------

    def do_create(self, model: str, vals_list: list[dict[str, Any]]) -> list[int]:
        """Create in one transaction: all at the same instant, or none."""
        rows = [self._checked(model, self._blank(model) | self._plain(model, vals)) for vals in vals_list]
        now = self.now()
        for row in rows:
            row |= {"id": next(self.numbers), "create_date": now, "write_date": now, "write_uid": self.uid}
            self.tables[model][row["id"]] = row
        return [row["id"] for row in rows]

    def do_write(self, model: str, ids: list[int], vals: dict[str, Any]) -> bool:
        """Change records."""
        for id in ids:
            if id not in self.tables[model]:
                raise Error(404, "odoo.exceptions.MissingError", "Record does not exist or has been deleted.")
        rows = [self.tables[model][id] for id in ids]
        made = [self._checked(model, row | self._plain(model, vals, row)) for row in rows]
        for row in made:
            self.tables[model][row["id"]] = row | {"write_date": self.now(), "write_uid": self.uid}
        return True

    def do_unlink(self, model: str, ids: list[int]) -> bool:
        """Delete for good; the external ids go as well."""
        for id in ids:
            self.tables[model].pop(id, None)
        self.xmlids = {name: to for name, to in self.xmlids.items() if to[0] != model or to[1] not in ids}
        return True

    def do_load(self, model: str, fields: list[str], data: list[list[str]]) -> Any:
        """Import rows: an upsert by external id unless told otherwise, and all or nothing."""
        kept, xmlids = {id: dict(row) for id, row in self.tables[model].items()}, dict(self.xmlids)
        update, noupdate = self.context.get("mode") == "update", bool(self.context.get("noupdate"))
        ids: list[int] = []
        try:
            for cells in data:
                vals = self._cells(model, dict(zip(fields, cells, strict=True)))
                module, _, name = vals.pop("xmlid").partition(".")
                there = self.xmlids.get((module, name))
                if there is None:
                    (id,) = self.do_create(model, [vals])
                    self.xmlids[module, name] = (model, id, noupdate)
                else:
                    id = there[1]
                    if not (update and there[2]):
                        self.do_write(model, [id], vals)
                ids.append(id)
        except Error as error:
            self.tables[model], self.xmlids = kept, xmlids
            return {"ids": False, "messages": [{"type": "error", "record": len(ids), "message": error.said}]}
        return {"ids": ids, "messages": []}

    def do_message_post(
        self, model: str, ids: list[int], body: str, message_id: str, message_type: str, subtype_xmlid: str,
        body_is_html: bool = False, **more: Any,
    ) -> list[int]:  # fmt: skip
        """Post into the chatter of a record."""
        vals = {"model": model, "res_id": ids[0], "body": body, "message_id": message_id, "message_type": message_type}
        return self.do_create("mail.message", [vals | more])

    def _wizard(self, method: str, given: Mapping[str, Any]) -> Any:
        if method == "create":
            self._merge = given["vals_list"][0]
            return [1]
        (_, _, ids), winner = self._merge["partner_ids"][0], self._merge["dst_partner_id"]
        for loser in set(ids) - {winner}:
            gone = self.tables["res.partner"].pop(loser)
            for name, to in self.xmlids.items():
                if to[:2] == ("res.partner", loser):
                    self.xmlids[name] = ("res.partner", winner, to[2])
            for table in ("mail.message", "mail.activity"):
                for row in self.tables[table].values():
                    row["res_id"] = winner if row["res_id"] == loser else row["res_id"]
            for row in self.tables["res.partner"].values():
                row["parent_id"] = winner if row["parent_id"] == loser else row["parent_id"]
            said = f"<span>Merged with the following partners: {gone['name']} &lt;n/a&gt; (ID {loser})</span>"
            line = {"model": "res.partner", "res_id": winner, "body": said, "message_type": "notification"}
            self.do_create("mail.message", [line])
        self.tables["res.partner"][winner]["write_date"] = self.now()
        return {"type": "ir.actions.act_window"}
