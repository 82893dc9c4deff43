"""What this Odoo has of our kinds, as far as this user sees it: Odoo tells the fields, their types and the rights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.connectors.base import Field, FieldType, TypeInfo
from app.connectors.errors import Forbidden, SchemaChanged
from app.connectors.odoo import words
from app.connectors.odoo.choices import Choices
from app.connectors.odoo.kinds import KINDS, ME, Domain, Extra, Kind
from app.connectors.odoo.memory import Place
from app.connectors.odoo.refused import Refused
from app.connectors.odoo.rpc import Rpc

_TYPES: Mapping[str, FieldType] = {
    "char": "text",
    "text": "longtext",
    "html": "longtext",
    "integer": "int",
    "float": "decimal",
    "monetary": "money",
    "boolean": "bool",
    "date": "date",
    "datetime": "datetime",
    "selection": "enum",
    "many2many": "multi",
    "many2one": "text",
    "many2one_reference": "ref",
}
_CUSTOM = frozenset(
    {"char", "text", "html", "integer", "float", "monetary", "boolean", "date", "datetime", "selection"}
)
_ASKED = ["type", "string", "required", "readonly", "relation", "selection", "digits"]
# Odoo itself sets no length, but PostgreSQL's indexes on names do.
LINE = 500
PAGE = 100_000
WHO = ["name", "tz", "company_id", "create_date", "partner_id"]


@dataclass(frozen=True)
class Shape:
    """One field: ours as the contract tells it, Odoo's as it is called and typed there, and the list it is chosen from.

    That list is asked for once something refers to it; `field` does not tell it.
    """

    field: Field
    source: str
    kind: str
    extra: Extra
    choices: Choices | None = None

    @property
    def shown(self) -> str:
        """Return the field of Odoo that is read."""
        return self.extra.shown or self.source

    @property
    def names(self) -> Mapping[int, str]:
        """Return its choices by their ids."""
        return self.choices.names if self.choices else {}

    @property
    def ids(self) -> Mapping[str, int]:
        """Return the ids of its choices; of several of the same name the first."""
        return {name: id for id, name in reversed(list(self.names.items()))}


@dataclass(frozen=True)
class Known:
    """A kind as it is in this Odoo."""

    kind: Kind
    info: TypeInfo
    shapes: Mapping[str, Shape]
    domain: Domain
    columns: tuple[str, ...]


class Schema:
    """Asks once, and remembers it for the conversations to come."""

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc
        self._memory = rpc.memory
        self._memory.refresh()
        self._choices: dict[str, Choices] = {}
        self._known: dict[str, Known] = {}
        self._rights: dict[tuple[str, str], bool] = {}

    def forget(self) -> None:
        """Ask anew: what this user sees may have changed."""
        self._memory.forget_schema()
        self.__init__(self._rpc)  # type: ignore[misc]

    @property
    def me(self) -> Mapping[str, Any]:
        """Return the user's id, language and time zone, as Odoo tells them."""
        if not self._memory.me:
            self._memory.me = self._rpc.ask("res.users", "context_get")
        return self._memory.me

    def see_who(self) -> None:
        """Look whether what is remembered is still true: the same user of the same database, with their time zone."""
        before = self._memory.place
        if before is None:
            return
        try:
            (who,) = self._rpc.call("res.users", "read", ids=[self.me["uid"]], fields=WHO) or [{}]
        except Refused:
            who = {}
        if str(who.get("create_date") or "") != before.born:
            self._memory.forget()
            self.forget()
        elif (int(who["company_id"][0]), int(who["partner_id"][0])) != (before.company, before.partner):
            self._memory.place = None
        else:
            self.still(str(who["name"]), who["tz"])

    def still(self, name: str, zone: Any) -> None:
        """Note that the user is who they were, by this name and in this time zone by now."""
        if self._memory.place is not None:
            self._memory.place = replace(self._memory.place, name=name)
        self._memory.me = {**self.me, "tz": zone}

    def place(self) -> Place:
        """Return who this user is, and the currency of their company."""
        if self._memory.place is None:
            who = self._rpc.ask("res.users", "read", ids=[self.me["uid"]], fields=WHO)[0]
            company = int(who["company_id"][0])
            told = self._rpc.ask("res.company", "read", ids=[company], fields=["currency_id"])[0]
            id, code = told["currency_id"]
            self._memory.place = Place(
                str(who["name"]), str(who["create_date"] or ""), int(who["partner_id"][0]), company, int(id), str(code)
            )
        return self._memory.place

    def remembers(self, name: str) -> bool:
        """Tell whether the fields of a kind are known without a question."""
        return KINDS[name].model in self._memory.fields

    def known(self, name: str) -> Known:
        """Return a kind; SchemaChanged where this Odoo has none such, Forbidden where this user may not see it."""
        if name not in self._known:
            if name not in KINDS:
                raise SchemaChanged(name, ("*",))
            self._known[name] = self._made(KINDS[name])
        return self._known[name]

    def all(self) -> list[Known]:
        """Return the kinds that this Odoo has and this user sees."""
        found = []
        for name in KINDS:
            try:
                found.append(self.known(name))
            except (Forbidden, SchemaChanged):
                continue
        return found

    def allowed(self, known: Known) -> TypeInfo:
        """Return a kind with what this user may do with its records."""
        may = {one: self._may(known.kind.model, one) for one in ("create", "write")}
        delete = may["write"] if known.kind.archive else self._may(known.kind.model, "unlink")
        fields = tuple(_with_choices(shape) for shape in known.shapes.values())
        return replace(known.info, fields=fields, create=may["create"], update=may["write"], delete=delete)

    def _may(self, model: str, operation: str) -> bool:
        if (model, operation) not in self._rights:
            self._rights[model, operation] = bool(self._rpc.ask(model, "has_access", operation=operation))
        return self._rights[model, operation]

    def currency(self) -> tuple[str, int]:
        """Return the code of the company's currency and its decimal places."""
        if self._memory.currency is None:
            told = self._rpc.ask("res.currency", "read", ids=[self.place().currency], fields=["name", "decimal_places"])
            self._memory.currency = str(told[0]["name"]), int(told[0]["decimal_places"])
        return self._memory.currency

    def _made(self, kind: Kind) -> Known:
        told = self._told(kind.model)
        shapes = {}
        for name, extra in kind.fields.items():
            source = extra.source or name
            if {source, *extra.beside} <= told.keys():
                shapes[name] = self._shape(name, source, extra, told[source])
        for name, about in told.items():
            if name.startswith("x_") and about["type"] in _CUSTOM:
                shapes[name] = self._shape(name, name, Extra(), about)
        lost = [name for name, extra in kind.fields.items() if extra.required and name not in shapes]
        if lost:
            raise Forbidden(f"{kind.model}, {', '.join(lost)}: {words.HIDDEN}")
        columns = {shape.shown for shape in shapes.values()} | {"write_date", "write_uid"}
        columns |= {one for shape in shapes.values() for one in shape.extra.beside}
        columns |= {"active"} & told.keys()
        columns |= {"message_id"} if kind.keyed == "message" else set()
        info = TypeInfo(
            kind.name, kind.label, tuple(shape.field for shape in shapes.values()),
            create_key="search", guard="check", deletions="sweep",
            delete_kind="restorable" if kind.archive else "hard", batch=kind.batch,
        )  # fmt: skip
        domain = [[a, o, self.me["uid"] if v == ME else v] for a, o, v in kind.domain]
        return Known(kind, info, shapes, domain, tuple(sorted(columns)))

    def _told(self, model: str) -> Mapping[str, Any]:
        if model not in self._memory.fields:
            self._memory.fields[model] = self._rpc.ask(model, "fields_get", attributes=_ASKED)
        return self._memory.fields[model]

    def _shape(self, name: str, source: str, extra: Extra, about: Mapping[str, Any]) -> Shape:
        kind = str(about["type"])
        type: FieldType = _TYPES[kind]
        can = not about.get("readonly")
        writable = can if extra.writable is None else extra.writable
        on_create = can if extra.on_create is None else extra.on_create
        options: tuple[tuple[str, str], ...] = ()
        choices: Choices | None = None
        if extra.ref_to:
            type = "ref"
        elif extra.form in ("day", "done", "taken", "won", "lost"):
            type = "date"
        elif extra.form == "currency":
            type, options = "enum", ((self.currency()[0],) * 2,)
        elif kind == "selection":
            options = tuple((str(code), str(label)) for code, label in about.get("selection") or ())
        elif kind in ("many2one", "many2many") and (writable or kind == "many2many"):
            model = str(about["relation"])
            choices = self._choices.setdefault(model, Choices(self._rpc, model))
            type = "multi" if kind == "many2many" else "enum"
        elif kind == "char" and name in ("email", "phone"):
            type = "email" if name == "email" else "phone"
        required = extra.required or bool(about.get("required"))
        field = Field(
            name, extra.label or str(about["string"]), type, writable, on_create,
            required=required,
            nullable=not required and kind not in ("boolean", "integer", "float", "monetary"),
            max_length={"char": LINE, "text": PAGE, "html": PAGE}.get(kind) if type != "date" else None,
            scale=self.currency()[1] if kind == "monetary" else _scale(about),
            options=options,
            ref_to=(extra.ref_to,) if extra.ref_to else (),
            custom=name.startswith("x_"),
        )  # fmt: skip
        return Shape(field, source, kind, extra, choices)


def _with_choices(shape: Shape) -> Field:
    if shape.choices is None:
        return shape.field
    return replace(shape.field, options=tuple((one, one) for one in sorted(set(shape.names.values()))))


def _scale(about: Mapping[str, Any]) -> int | None:
    digits = about.get("digits")
    return int(digits[1]) if about["type"] == "float" and digits else None
