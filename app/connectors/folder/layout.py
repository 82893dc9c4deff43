"""Which tables a folder holds, and their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.connectors.base import Field, FieldType
from app.connectors.folder.japanese import HEADINGS, bare

ID = "banso_id"
"""The first column of every table: the id of its record."""

MAX_LENGTH = 32_767
"""As many characters as a spreadsheet keeps in one cell."""


@dataclass(frozen=True)
class Kind:
    """One table: its fields in the order of their columns, and what tells a row apart that has no id yet.

    Fields are called what stands above their columns, tables what their files are called.

    A reference stands in two columns: `<name>_id` for machines and `<name>` for people. `keys` are tried in order; of
    the columns of one all but the first may be blank. `called` are the columns by which rows of other tables name a
    record where they have no id of it; the first is what is written beside the id.
    """

    name: str
    fields: tuple[Field, ...]
    keys: tuple[tuple[str, ...], ...]
    called: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return the headings of a new file."""
        names = [ID]
        for field in self.fields:
            names += [f"{field.name}_id", field.name] if field.type == "ref" else [field.name]
        return tuple(names)

    @cached_property
    def refers_to(self) -> tuple[str, ...]:
        """Return the tables that its records refer to."""
        return tuple(dict.fromkeys(field.ref_to[0] for field in self.fields if field.type == "ref"))

    @property
    def required(self) -> tuple[str, ...]:
        """Return the columns without which a file is not this table."""
        return tuple(field.name for field in self.fields if field.required and field.type != "ref")

    def knows(self, heading: str) -> bool:
        """Tell whether a heading is one of the table's, in either language."""
        return heading.strip().casefold() in self.columns or bare(heading) in HEADINGS[self.name]

    def names(self, headings: Sequence[str]) -> tuple[str, ...]:
        """Return what each heading stands for: a column of ours, or itself in small letters.

        Where two stand for one column the one that has its very name goes before, then the first; the others, and
        headings that are blank, get names that nobody can ask for.
        """
        low = [heading.casefold() for heading in headings]
        names: list[str] = []
        for at, heading in enumerate(low):
            meant = HEADINGS[self.name].get(bare(heading), heading)
            name = heading if heading in self.columns or meant in low else meant
            names.append(name if name and name.isprintable() and name not in names else f"\0{at}")
        return tuple(names)

    def field(self, name: str) -> Field | None:
        """Return a field by its name."""
        return _BY_NAME[self.name].get(name)


def _field(
    name: str, type: FieldType = "text", *, required: bool = False, options: str = "", to: str = "accounts"
) -> Field:
    return Field(
        name,
        name,
        type,
        required=required,
        nullable=not required,
        max_length=MAX_LENGTH if type in ("text", "longtext", "email", "phone", "url") else None,
        options=tuple((word, word) for word in options.split()),
        ref_to=(to,) if type == "ref" else (),
        currency_field="currency" if type == "money" else "",
    )


_ACCOUNT = _field("account", "ref", required=True)

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "accounts",
            (
                _field("name", required=True),
                _field("reading"),
                _field("external_id"),
                _field("domain"),
                _field("segment", "enum", options="high low tech"),
                _field("phase", "enum", options="onboarding adoption renewal churned"),
                _field("industry"),
                _field("fit", "enum", options="good partial poor design_partner"),
                _field("fit_reason", "longtext"),
                _field("tags", "multi"),
                _field("parent", "ref"),
                _field("fiscal_year_end", "int"),
            ),
            (("external_id",), ("domain",), ("name",)),
            ("name", "external_id", "domain"),
        ),
        Kind(
            "people",
            (
                _ACCOUNT,
                _field("name", required=True),
                _field("reading"),
                _field("email", "email"),
                _field("phone", "phone"),
                _field("title"),
                _field("department"),
                _field("role", "enum", options="champion sponsor decision_maker payer connector user sceptic"),
                _field("from", "date"),
                _field("to", "date"),
                _field("exchanged_on", "date"),
            ),
            (("email", "account"), ("name", "account")),
        ),
        Kind(
            "touchpoints",
            (
                _ACCOUNT,
                _field("date", "date", required=True),
                _field("kind", "enum", options="call meeting email visit review chat training event note"),
                _field("state", "enum", options="planned done"),
                _field("body", "longtext"),
                _field("sentiment", "int"),
                _field("two_way", "bool"),
                _field("purpose", "enum",
                    options="onboarding adoption renewal expansion support relationship internal",
                ),
                _field("minutes", "int"),
                _field("tags", "multi"),
                _field("external_id"),
            ),
            (("external_id",), ("date", "account", "kind", "body")),
        ),
        Kind(
            "tasks",
            (
                _ACCOUNT,
                _field("text", "longtext", required=True),
                _field("side", "enum", options="me customer internal"),
                _field("who"),
                _field("due", "date"),
                _field("made_on", "date"),
                _field("done_on", "date"),
                _field("dropped_on", "date"),
                _field("customer_knows", "bool"),
            ),
            (("text", "account"),),
        ),
        Kind(
            "requests",
            (
                _ACCOUNT,
                _field("words", "longtext", required=True),
                _field("product_area"),
                _field("raised_on", "date"),
                _field("amount", "money"),
                _field("currency"),
                _field("shipped_on", "date"),
                _field("closed_on", "date"),
            ),
            (("words", "account"),),
        ),
        Kind(
            "plans",
            (
                _ACCOUNT,
                _field("name", required=True),
                _field("made_for"),
                _field("success", "longtext"),
                _field("start", "date"),
                _field("end", "date"),
                _field("next_review", "date"),
                _field("closed_on", "date"),
            ),
            (("name", "account"),),
            ("name",),
        ),
        Kind(
            "objectives",
            (
                _ACCOUNT,
                _field("plan", "ref", required=True, to="plans"),
                _field("title", required=True),
                _field("metric"),
                _field("unit"),
                _field("baseline", "decimal"),
                _field("target", "decimal"),
                _field("start", "date"),
                _field("due", "date"),
                _field("customer_owner"),
                _field("vendor_owner"),
                _field("met_on", "date"),
                _field("dropped_on", "date"),
            ),
            (("title", "plan", "account"),),
            ("title",),
        ),
        Kind(
            "milestones",
            (
                _ACCOUNT,
                _field("objective", "ref", required=True, to="objectives"),
                _field("title", required=True),
                _field("side", "enum", options="me customer internal"),
                _field("who"),
                _field("due", "date"),
                _field("done_on", "date"),
                _field("dropped_on", "date"),
                _field("amount", "decimal"),
                _field("of_amount", "decimal"),
                _field("unit"),
            ),
            (("title", "objective", "account"),),
        ),
        Kind(
            "commitments",
            (
                _ACCOUNT,
                _field("plan", "ref", required=True, to="plans"),
                _field("objective", "ref", to="objectives"),
                _field("agreed", "enum", options="proposed committed lapsed"),
                _field("by"),
                _field("date", "date", required=True),
                _field("how"),
                _field("version", "int"),
            ),
            (("date", "account", "plan", "objective", "by"),),
        ),
        Kind(
            "reviews",
            (
                _ACCOUNT,
                _field("period", required=True),
                _field("start", "date", required=True),
                _field("end", "date", required=True),
                _field("date", "date"),
                _field("comparison", "enum", options="previous last_year none"),
                _field("language", "enum", options="ja en"),
                _field("held_on", "date"),
            ),
            (("period", "account"),),
            ("period",),
        ),
        Kind(
            "decisions",
            (
                _ACCOUNT,
                _field("review", "ref", required=True, to="reviews"),
                _field("text", "longtext", required=True),
                _field("date", "date", required=True),
                _field("by"),
            ),
            (("text", "review", "account"),),
        ),
    )
}  # fmt: skip
"""In the order of their references: what others point to comes first."""

_BY_NAME = {kind.name: {field.name: field for field in kind.fields} for kind in KINDS.values()}
