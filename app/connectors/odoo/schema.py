"""What this Odoo has of our kinds, as far as this user sees it: Odoo tells the fields, their types and the rights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from app.connectors.base import Field, FieldType, TypeInfo
from app.connectors.errors import Forbidden, SchemaChanged
from app.connectors.odoo import words
from app.connectors.odoo.kinds import EVERYTHING, KINDS, ME, Domain, Extra, Kind
from app.connectors.odoo.rpc import Refused, Rpc

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
_MANY = 5_000
# Odoo itself sets no length, but PostgreSQL's indexes on names do.
LINE = 500
PAGE = 100_000


@dataclass(frozen=True)
class Shape:
    """One field: ours as the contract tells it, Odoo's as it is called and typed there, and names for its choices."""

    field: Field
    source: str
    kind: str
    extra: Extra
    names: Mapping[int, str]

    @property
    def shown(self) -> str:
        """Return the field of Odoo that is read."""
        return self.extra.shown or self.source

    @cached_property
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
    """Asks once per session."""

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc
        self._fields: dict[str, Mapping[str, Any]] = {}
        self._names: dict[str, Mapping[int, str]] = {}
        self._known: dict[str, Known] = {}
        self._me: Mapping[str, Any] = {}
        self._digits: int | None = None

    def forget(self) -> None:
        """Ask anew: what this user sees may have changed."""
        self.__init__(self._rpc)  # type: ignore[misc]

    @property
    def me(self) -> Mapping[str, Any]:
        """Return the user's id, language and time zone, as Odoo tells them."""
        if not self._me:
            self._me = self._rpc.ask("res.users", "context_get")
        return self._me

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
        return replace(known.info, create=may["create"], update=may["write"], delete=delete)

    def _may(self, model: str, operation: str) -> bool:
        return bool(self._rpc.ask(model, "has_access", operation=operation))

    def digits(self) -> int:
        """Return the decimal places of the company's currency."""
        if self._digits is None:
            companies = self._rpc.ask("res.users", "read", ids=[self.me["uid"]], fields=["company_id"])
            money = self._rpc.ask("res.company", "read", ids=[companies[0]["company_id"][0]], fields=["currency_id"])
            told = self._rpc.ask("res.currency", "read", ids=[money[0]["currency_id"][0]], fields=["decimal_places"])
            self._digits = int(told[0]["decimal_places"])
        return self._digits

    def _made(self, kind: Kind) -> Known:
        told = self._told(kind.model)
        shapes = {}
        for name, extra in kind.fields.items():
            source = extra.source or name
            if source in told:
                shapes[name] = self._shape(name, source, extra, told[source])
        for name, about in told.items():
            if name.startswith("x_") and about["type"] in _CUSTOM:
                shapes[name] = self._shape(name, name, Extra(), about)
        lost = [name for name, extra in kind.fields.items() if extra.required and name not in shapes]
        if lost:
            raise Forbidden(f"{kind.model}, {', '.join(lost)}: {words.HIDDEN}")
        columns = {shape.shown for shape in shapes.values()} | {"write_date", "write_uid"}
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
        if model not in self._fields:
            self._fields[model] = self._rpc.ask(model, "fields_get", attributes=_ASKED)
        return self._fields[model]

    def _shape(self, name: str, source: str, extra: Extra, about: Mapping[str, Any]) -> Shape:
        kind = str(about["type"])
        type: FieldType = _TYPES[kind]
        can = not about.get("readonly")
        writable = can if extra.writable is None else extra.writable
        on_create = can if extra.on_create is None else extra.on_create
        options: tuple[tuple[str, str], ...] = ()
        names: Mapping[int, str] = {}
        if extra.ref_to:
            type = "ref"
        elif extra.form in ("day", "done"):
            type = "date"
        elif kind == "selection":
            options = tuple((str(code), str(label)) for code, label in about.get("selection") or ())
        elif kind in ("many2one", "many2many") and (writable or kind == "many2many"):
            names = self._catalogue(str(about["relation"]))
            type = "multi" if kind == "many2many" else "enum"
            options = tuple((one, one) for one in sorted(set(names.values())))
        elif kind == "char" and name in ("email", "phone"):
            type = "email" if name == "email" else "phone"
        required = extra.required or bool(about.get("required"))
        field = Field(
            name, extra.label or str(about["string"]), type, writable, on_create,
            required=required,
            nullable=not required and kind not in ("boolean", "integer", "float", "monetary"),
            max_length={"char": LINE, "text": PAGE, "html": PAGE}.get(kind) if type != "date" else None,
            scale=self.digits() if kind == "monetary" else _scale(about),
            options=options,
            ref_to=(extra.ref_to,) if extra.ref_to else (),
            custom=name.startswith("x_"),
        )  # fmt: skip
        return Shape(field, source, kind, extra, names)

    def _catalogue(self, model: str) -> Mapping[int, str]:
        """Return the names of a list that people choose from; nothing where it may not be seen, and no more than fit.

        Archived ones are among them, for records keep them; of several of the same name one in use comes first.
        """
        if model not in self._names:
            try:
                rows = self._rpc.call(
                    model, "search_read", domain=[], fields=["display_name"], limit=_MANY, context=EVERYTHING
                )
                names = {row["id"]: str(row["display_name"]) for row in rows}
                times = Counter(names.values())
                alike = [id for id, name in names.items() if times[name] > 1]
                used = set(self._rpc.call(model, "search", domain=[["id", "in", alike]])) if alike else set()
            except Refused:
                names, used = {}, set()
            self._names[model] = {id: names[id] for id in sorted(names, key=lambda id: (id not in used, id))}
        return self._names[model]


def _scale(about: Mapping[str, Any]) -> int | None:
    digits = about.get("digits")
    return int(digits[1]) if about["type"] == "float" and digits else None
