"""Which types of record a hub keeps and their fields: those of the tables in a folder, which name everything shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from app.connectors.base import Field, FieldPreset, Preset
from app.connectors.folder.layout import KINDS as TABLES
from app.connectors.folder.presets import PRESETS as SAME

MAX_LENGTH = 100_000
"""As many characters as a text of a hub has at most."""

ACCOUNT = "account"
"""The reference that has a column of its own, for by it a record belongs to somebody."""


@dataclass(frozen=True)
class Kind:
    """One type with its fields."""

    name: str
    fields: tuple[Field, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Return the fields by their names."""
        return {field.name: field for field in self.fields}

    @cached_property
    def below(self) -> bool:
        """Tell whether its records belong to an account, rather than being one."""
        return ACCOUNT in self.by_name

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """Return the fields that stand in a record's JSON."""
        return tuple(name for name in self.by_name if name != ACCOUNT)

    @cached_property
    def refs(self) -> Mapping[str, str]:
        """Return the type that each reference of the JSON leads to."""
        return {field.name: field.ref_to[0] for field in self.fields if field.type == "ref" and field.name != ACCOUNT}


def _field(field: Field) -> Field:
    return field if field.max_length is None else replace(field, max_length=MAX_LENGTH)


KINDS: Mapping[str, Kind] = {
    name: Kind(name, tuple(_field(field) for field in table.fields)) for name, table in TABLES.items()
}
"""In the order of their references."""


def _among_equals(preset: Preset) -> Preset:
    """Colleagues are no CRM: where two of them changed a field, a person is asked, whose ever it is elsewhere."""
    fields = {
        name: replace(other, policy="ask") if isinstance(other, FieldPreset) else other
        for name, other in preset.fields.items()
    }
    return replace(preset, fields=fields)


PRESETS: Mapping[str, Preset] = {noun: _among_equals(preset) for noun, preset in SAME.items()}
"""How they go with our nouns: as the tables of a folder do."""
