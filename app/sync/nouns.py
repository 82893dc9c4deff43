"""How a noun in sync is described: its fields, where they are kept, and what they may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from app.connectors.base import FieldType


@dataclass(frozen=True)
class LocalField:
    """One field of ours: where it is kept and what it may hold. `default` fills a new row where nothing is told.

    The column "contract.account_id" is one of the row that the reference `contract` leads to: it is told, never taken.
    `currency` is the field that an amount is in, "contract.currency" that of the row which a reference leads to.
    `lines`: a text with a line for each entry of a list.
    """

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
    lines: bool = False

    @cached_property
    def kept_in(self) -> str:
        """Return the column that holds it."""
        return self.column or self.name

    @cached_property
    def is_beyond(self) -> bool:
        """Tell whether another row holds it."""
        return "." in self.column

    @cached_property
    def beyond(self) -> str:
        """Return the reference that leads to the row which holds it; "" where that is the row itself."""
        return self.column.partition(".")[0] if self.is_beyond else ""


@dataclass(frozen=True)
class Entity:
    """One noun in sync. `joined` is a second table that holds some of the fields, by the column that leads to it.

    `link_keys` are the fields of which an equal value proposes, on a first sync, that two records are one. Equal values
    of all fields of `one_per`, a reference first, say so by themselves, whoever made the row, unless one of them is
    among `many`. `says`: columns of which one must hold something for a new row to be worth sending.
    """

    name: str
    table: str
    fields: Mapping[str, LocalField]
    joined: str = ""
    joined_by: str = ""
    link_keys: tuple[str, ...] = ()
    one_per: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
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


def words_of(kind: type[StrEnum]) -> tuple[str, ...]:
    """Return the words of a vocabulary as choices of a field."""
    return tuple(str(one) for one in kind)


def entity(name: str, table: str, *fields: LocalField, **more: object) -> Entity:
    """Return a noun with fields by their names."""
    return Entity(name, table, {one.name: one for one in fields}, **more)  # type: ignore[arg-type]


def to_account() -> LocalField:
    """Return the field that leads to the account a row belongs to."""
    return to("account")


def to(noun: str) -> LocalField:
    """Return the field that leads to another row, without which there is none of this noun."""
    return LocalField(noun, "ref", column=f"{noun}_id", ref=noun, required=True)
