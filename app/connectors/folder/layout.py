"""Which tables a folder holds, their columns, and how their fields go with ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.connectors.base import Field, FieldPreset, FieldType, Preset

ID = "banso_id"
"""The first column of every table: the id of its record."""

MAX_LENGTH = 32_767
"""As many characters as a spreadsheet keeps in one cell."""


@dataclass(frozen=True)
class Kind:
    """One table: its fields in the order of their columns, and what tells a row apart that has no id yet.

    A reference stands in two columns: `<name>_id` for machines and `<name>` for people. `keys` are tried in order; of
    the columns of one all but the first may be blank.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    keys: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the headings of a new file."""
        names = [ID]
        for field in self.fields:
            names += [f"{field.name}_id", field.name] if field.type == "ref" else [field.name]
        return tuple(names)

    @property
    def required(self) -> tuple[str, ...]:
        """Return the columns without which a file is not this table."""
        return tuple(field.name for field in self.fields if field.required and field.type != "ref")

    def field(self, name: str) -> Field | None:
        """Return a field by its name."""
        return _BY_NAME[self.name].get(name)


def _field(name: str, label: str, type: FieldType = "text", *, required: bool = False, options: str = "") -> Field:
    return Field(
        name,
        label,
        type,
        required=required,
        nullable=not required,
        max_length=MAX_LENGTH if type in ("text", "longtext", "email", "phone", "url") else None,
        options=tuple((word, word.replace("_", " ").capitalize()) for word in options.split()),
        ref_to=("accounts",) if type == "ref" else (),
        currency_field="currency" if type == "money" else "",
    )


_ACCOUNT = _field("account", "Account", "ref", required=True)

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "accounts",
            "Accounts",
            (
                _field("name", "Name", required=True),
                _field("reading", "Reading"),
                _field("external_id", "External id"),
                _field("domain", "Domain"),
                _field("segment", "Segment", "enum", options="high low tech"),
                _field("phase", "Phase", "enum", options="onboarding adoption renewal churned"),
                _field("industry", "Industry"),
                _field("fit", "Fit", "enum", options="good partial poor design_partner"),
                _field("fit_reason", "Reason for the fit", "longtext"),
                _field("tags", "Tags", "multi"),
                _field("parent", "Parent", "ref"),
                _field("fiscal_year_end", "Fiscal year ends in month", "int"),
            ),
            (("external_id",), ("domain",), ("name",)),
        ),
        Kind(
            "people",
            "People",
            (
                _ACCOUNT,
                _field("name", "Name", required=True),
                _field("reading", "Reading"),
                _field("email", "E-mail", "email"),
                _field("phone", "Phone", "phone"),
                _field("title", "Title"),
                _field("department", "Department"),
                _field("role", "Role", "enum", options="champion sponsor decision_maker payer connector user sceptic"),
                _field("from", "From", "date"),
                _field("to", "To", "date"),
                _field("exchanged_on", "Business card on", "date"),
            ),
            (("email", "account"), ("name", "account")),
        ),
        Kind(
            "touchpoints",
            "Touchpoints",
            (
                _ACCOUNT,
                _field("date", "Date", "date", required=True),
                _field("kind", "Kind", "enum", options="call meeting email visit review chat training event note"),
                _field("state", "State", "enum", options="planned done"),
                _field("body", "Text", "longtext"),
                _field("sentiment", "Sentiment", "int"),
                _field("two_way", "Two-way", "bool"),
                _field(
                    "purpose", "Purpose", "enum",
                    options="onboarding adoption renewal expansion support relationship internal",
                ),
                _field("minutes", "Minutes", "int"),
                _field("tags", "Tags", "multi"),
                _field("external_id", "External id"),
            ),
            (("external_id",), ("date", "account", "kind", "body")),
        ),
        Kind(
            "tasks",
            "Tasks",
            (
                _ACCOUNT,
                _field("text", "Text", "longtext", required=True),
                _field("side", "Side", "enum", options="me customer internal"),
                _field("who", "Who"),
                _field("due", "Due", "date"),
                _field("made_on", "Promised on", "date"),
                _field("done_on", "Done on", "date"),
                _field("dropped_on", "Dropped on", "date"),
                _field("customer_knows", "Customer knows", "bool"),
            ),
            (("text", "account"),),
        ),
        Kind(
            "requests",
            "Requests",
            (
                _ACCOUNT,
                _field("words", "Words", "longtext", required=True),
                _field("product_area", "Product area"),
                _field("raised_on", "Raised on", "date"),
                _field("amount", "Amount", "money"),
                _field("currency", "Currency"),
                _field("shipped_on", "Shipped on", "date"),
                _field("closed_on", "Closed on", "date"),
            ),
            (("words", "account"),),
        ),
    )
}  # fmt: skip
"""In the order of their references: what others point to comes first."""

_BY_NAME = {kind.name: {field.name: field for field in kind.fields} for kind in KINDS.values()}


def _same(kind: str, **others: str | FieldPreset) -> Mapping[str, str | FieldPreset]:
    mapped: dict[str, str | FieldPreset] = {field.name: field.name for field in KINDS[kind].fields}
    for name, other in others.items():
        mapped.pop(other if isinstance(other, str) else other.remote, None)
        mapped[name] = other
    return mapped


PRESETS: Mapping[str, Preset] = {
    "account": Preset("accounts", _same("accounts", fit_reason=FieldPreset("fit_reason", merge="text"))),
    "contact": Preset("people", _same("people", from_on="from", to_on="to")),
    "touchpoint": Preset("touchpoints", _same("touchpoints", on_date="date", body=FieldPreset("body", merge="text"))),
    "task": Preset("tasks", _same("tasks")),
    "request": Preset(
        "requests",
        _same("requests", amount=FieldPreset("amount", group="money"), currency=FieldPreset("currency", group="money")),
    ),
}
