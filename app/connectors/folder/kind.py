"""What a table of a folder is: its columns, and what tells its rows apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.connectors.base import Field
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

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}

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
        return self._by_name.get(name)
