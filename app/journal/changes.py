"""What a write touched, for whoever shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """The rows one change touched; of readings the numbers of their accounts. `id` is None where nothing was."""

    id: str | None = None
    touched: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.id is not None

    def touches(self, *entities: str) -> bool:
        """Tell whether any row of these tables was written."""
        return any(self.touched.get(entity) for entity in entities)

    def ids(self, entity: str) -> frozenset[str]:
        """Return the ids of the rows of a table that were written."""
        return self.touched.get(entity, frozenset())

    def and_later(self, later: Changes) -> Changes:
        """Return what this change and a later one touched, under the name of the first that touched anything."""
        names = {*self.touched, *later.touched}
        return Changes(self.id or later.id, {name: self.ids(name) | later.ids(name) for name in names})
