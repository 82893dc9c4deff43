"""What the small Odoo makes of values: as `write` sends them, as `load` spells them, and which it refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from tests.connectors.odoo.models import MODELS

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Error(Exception):
    """What Odoo answers with: a status, the name of its error, its words."""

    def __init__(self, status: int, name: str, said: str) -> None:
        super().__init__(said)
        self.status, self.name, self.said = status, name, said


def invalid(said: str) -> Error:
    """Return a refusal of values."""
    return Error(422, "odoo.exceptions.ValidationError", said)


def forbidden(said: str) -> Error:
    """Return a refusal for want of a right."""
    return Error(403, "odoo.exceptions.AccessError", said)


class Rows:
    """The part of the small Odoo that knows what a row may hold."""

    tables: dict[str, dict[int, dict[str, Any]]]
    now: Callable[[], datetime]

    def _blank(self, model: str) -> dict[str, Any]:
        blank: dict[str, Any] = {name: about.get("blank", False) for name, about in MODELS.get(model, {}).items()}
        now = self.now()
        return blank | {"create_date": now, "write_date": now, "write_uid": 2}

    def _cells(self, model: str, cells: dict[str, str]) -> dict[str, Any]:
        vals: dict[str, Any] = {"xmlid": cells.pop("id")}
        for column, text in cells.items():
            name, _, part = column.partition("/")
            kind = MODELS[model][name]["type"]
            if part == "id":
                vals[name] = 1
            elif kind == "many2many":
                vals[name] = [[6, 0, [int(one) for one in text.split(",") if one]]]
            elif part == ".id" or kind in ("integer", "many2one_reference"):
                vals[name] = int(text) if text else False
            elif kind in ("float", "monetary"):
                vals[name] = float(text or 0)
            else:
                vals[name] = text == "True" if kind == "boolean" else text or False
        return vals

    def _plain(self, model: str, vals: Mapping[str, Any], row: Mapping[str, Any] | None = None) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, value in vals.items():
            if name not in MODELS[model]:
                raise Error(500, "builtins.KeyError", name)
            kind = MODELS[model][name]["type"]
            if kind == "datetime" and value:
                value = datetime.fromisoformat(value).replace(tzinfo=UTC)
            elif kind == "many2many":
                value = self._linked((row or {}).get(name) or [], value)
            elif kind == "html" and value:
                value = re.sub(r"<script.*?</script>", "", value)
            elif name == "website" and value and "//" not in value:
                value = f"http://{value}"
            made[name] = value
        if model == "mail.activity" and made.get("active") and "date_done" not in made:
            made["date_done"] = False
        return made

    def _linked(self, there: list[int], commands: list[list[Any]]) -> list[int]:
        for what, id, *ids in commands:
            if what == 6:
                there = sorted(ids[0])
            elif what == 4:
                there = sorted({*there, id})
            else:
                assert what == 3
                there = [one for one in there if one != id]
        return there

    def _checked(self, model: str, row: dict[str, Any]) -> dict[str, Any]:
        if model == "res.partner" and not row["name"]:
            raise invalid("The operation cannot be completed: Contacts require a name")
        for name, about in MODELS[model].items():
            if about["type"] == "many2one" and row[name] and row[name] not in self.tables.get(about["relation"], {}):
                raise invalid("The operation cannot be completed: Another model is using the record")
            if about.get("required") and row[name] in (False, ""):
                raise invalid(f"The operation cannot be completed: {name}")
        if model == "mail.activity":
            row["res_model"] = "res.partner"
        return row
