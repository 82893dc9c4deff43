"""What of the book takes part in sync: its nouns, their fields, and what a field may hold.

What is internal has no field here and never leaves: notes, feelings, what a person said of a status and why, and what
somebody is to us on the map of people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from app.connectors.base import FieldType
from app.language import LANGUAGES
from app.vocabulary import Fit, Phase, Purpose, Role, Segment, Side, TouchpointKind

COMMITMENTS = ("proposed", "committed", "lapsed")
COMPARISONS = ("previous", "last_year", "none")


@dataclass(frozen=True)
class LocalField:
    """One field of ours: where it is kept and what it may hold. `default` fills a new row where nothing is told."""

    name: str
    type: FieldType = "text"
    column: str = ""
    table: str = ""
    ref: str = ""
    required: bool = False
    default: object = None
    options: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    currency: str = ""

    @cached_property
    def kept_in(self) -> str:
        """Return the column that holds it."""
        return self.column or self.name


@dataclass(frozen=True)
class Entity:
    """One noun in sync. `joined` is a second table that holds some of the fields, by the column that leads to it.

    `link_keys` are the fields of which an equal value proposes, on a first sync, that two records are one.
    """

    name: str
    table: str
    fields: Mapping[str, LocalField]
    joined: str = ""
    joined_by: str = ""
    link_keys: tuple[str, ...] = ()
    fixed: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def required(self) -> tuple[LocalField, ...]:
        """Return the fields without which there is no row."""
        return tuple(one for one in self.fields.values() if one.required)

    def field(self, name: str) -> LocalField | None:
        """Return a field by its name; `custom.<key>` is a person's own, a text."""
        if name.startswith("custom."):
            return LocalField(name, "text", column="custom")
        return self.fields.get(name)


def _of(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(str(one) for one in kind)


def _entity(name: str, table: str, *fields: LocalField, **more: object) -> Entity:
    return Entity(name, table, {one.name: one for one in fields}, **more)  # type: ignore[arg-type]


def _account() -> LocalField:
    return _to("account")


def _to(noun: str) -> LocalField:
    return LocalField(noun, "ref", column=f"{noun}_id", ref=noun, required=True)


ENTITIES: Mapping[str, Entity] = {
    entity.name: entity
    for entity in (
        _entity(
            "account",
            "account",
            LocalField("name", required=True),
            LocalField("reading"),
            LocalField("external_id"),
            LocalField("domain"),
            LocalField("segment", "enum", options=_of(Segment)),
            LocalField("phase", "enum", options=_of(Phase)),
            LocalField("industry"),
            LocalField("fit", "enum", options=_of(Fit)),
            LocalField("fit_reason", "longtext"),
            LocalField("tags", "multi"),
            LocalField("parent", "ref", column="parent_id", ref="account"),
            LocalField("fiscal_year_end", "int", least=1, most=12),
            link_keys=("external_id", "domain"),
        ),
        _entity(
            # One contact of a CRM is a person at one account: our position with its person.
            "contact",
            "position",
            LocalField("name", table="person", required=True),
            LocalField("reading", table="person"),
            LocalField("email", "email", table="person"),
            LocalField("phone", "phone", table="person"),
            _account(),
            LocalField("title"),
            LocalField("department"),
            LocalField("role", "enum", options=_of(Role)),
            LocalField("from_on", "date"),
            LocalField("to_on", "date"),
            LocalField("exchanged_on", "date"),
            joined="person",
            joined_by="person_id",
            link_keys=("email",),
        ),
        _entity(
            "touchpoint",
            "touchpoint",
            _account(),
            LocalField("kind", "enum", options=_of(TouchpointKind), required=True, default="note"),
            LocalField("state", "enum", options=("planned", "done"), required=True, default="done"),
            LocalField("on_date", "date", required=True),
            LocalField("body", "longtext", required=True, default=""),
            LocalField("sentiment", "int", least=-2, most=2),
            LocalField("two_way", "bool"),
            LocalField("purpose", "enum", options=_of(Purpose)),
            LocalField("minutes", "int", least=0),
            LocalField("tags", "multi"),
            LocalField("external_id"),
            link_keys=("external_id",),
        ),
        _entity(
            "task",
            "promise",
            _account(),
            LocalField("text", required=True),
            LocalField("side", "enum", options=_of(Side), required=True, default="me"),
            LocalField("who"),
            LocalField("due", "date"),
            LocalField("made_on", "date", required=True),
            LocalField("done_on", "date"),
            LocalField("dropped_on", "date"),
            LocalField("customer_knows", "bool"),
            fixed={"origin": "sync"},
        ),
        _entity(
            "request",
            "request",
            _account(),
            LocalField("words", required=True),
            LocalField("product_area"),
            LocalField("raised_on", "date", required=True),
            LocalField("amount", "money", column="amount_minor", currency="currency"),
            LocalField("currency"),
            LocalField("shipped_on", "date"),
            LocalField("closed_on", "date"),
        ),
        _entity(
            "plan",
            "plan",
            _account(),
            LocalField("name", required=True),
            LocalField("kind"),
            LocalField("success", "longtext"),
            LocalField("start_on", "date"),
            LocalField("end_on", "date"),
            LocalField("next_review_on", "date"),
            LocalField("closed_on", "date"),
        ),
        _entity(
            "objective",
            "objective",
            _account(),
            _to("plan"),
            LocalField("title", required=True),
            LocalField("metric"),
            LocalField("unit"),
            LocalField("baseline", "decimal"),
            LocalField("target", "decimal"),
            LocalField("start_on", "date"),
            LocalField("due", "date"),
            LocalField("customer_owner"),
            LocalField("vendor_owner"),
            LocalField("met_on", "date"),
            LocalField("dropped_on", "date"),
        ),
        _entity(
            "milestone",
            "milestone",
            _account(),
            _to("objective"),
            LocalField("title", required=True),
            LocalField("side", "enum", options=_of(Side), required=True, default="me"),
            LocalField("who"),
            LocalField("due", "date"),
            LocalField("done_on", "date"),
            LocalField("dropped_on", "date"),
            LocalField("amount", "decimal"),
            LocalField("of_amount", "decimal"),
            LocalField("unit"),
        ),
        _entity(
            "commitment",
            "commitment",
            _account(),
            _to("plan"),
            LocalField("objective", "ref", column="objective_id", ref="objective"),
            LocalField("state", "enum", options=COMMITMENTS, required=True, default="proposed"),
            LocalField("by_name"),
            LocalField("on_date", "date", required=True),
            LocalField("how"),
            LocalField("number", "int", least=1),
        ),
        _entity(
            # When it is, what it is about, that it was held. Its slides are made here, of what is known here.
            "review",
            "review",
            _account(),
            LocalField("on_date", "date"),
            LocalField("period", required=True),
            LocalField("start_on", "date", required=True),
            LocalField("end_on", "date", required=True),
            LocalField("comparison", "enum", options=COMPARISONS, required=True, default="previous"),
            LocalField("lang", "enum", options=LANGUAGES, required=True, default="ja"),
            LocalField("held_on", "date"),
        ),
        _entity(
            "decision",
            "decision",
            _account(),
            _to("review"),
            LocalField("text", required=True),
            LocalField("decided_on", "date", required=True),
            LocalField("by_name"),
        ),
    )
}
"""In the order of their references: who is referred to comes first."""
