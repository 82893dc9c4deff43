"""The benches over the small Odoo, which is in this process: fast, and no evidence of what a real one does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from app.connectors.conformance.server import Answer, Asked
from tests.connectors.odoo.bench import (
    ActivitiesMixin,
    NotesMixin,
    OdooBench,
    OpportunitiesMixin,
    PagedConnector,
    PeopleMixin,
)
from tests.connectors.odoo.small import SmallOdoo


class SmallBench(OdooBench):
    """Companies, as the administrator."""

    connector = PagedConnector
    who: ClassVar[str] = "admin-key"

    def __init__(self, folder: Path) -> None:
        self.small = SmallOdoo()
        self.me = self.small.keys[self.who]
        super().__init__(folder)

    def secrets(self) -> Mapping[str, str]:
        """Return the key."""
        return {"key": self.who}

    def answer(self, asked: Asked) -> Answer:
        """Let the small Odoo answer."""
        return self.small.answer(asked)

    def others(self, model: str, method: str, **named: Any) -> Any:
        """Call a method as somebody else."""
        uid = self.small.uid
        try:
            return self.small.call(self.small.keys["others"], model, method, named)
        finally:
            self.small.uid = uid

    def stamped(self, model: str, stamps: Mapping[int, datetime]) -> None:
        """Date records back."""
        for id, at in stamps.items():
            self.small.tables[model][id]["write_date"] = at

    def hide(self, field: str) -> None:
        """Take a field from the user."""
        self.small.hidden.add((self.kind.model, self.source(field)))

    def partner_model(self) -> int:
        """Return the id of the model of partners."""
        return 1


class SmallSales(SmallBench):
    """Companies, as somebody without any right of administration."""

    who = "sales-key"


class SmallPeople(PeopleMixin, SmallBench):
    """People."""


class SmallNotes(NotesMixin, SmallBench):
    """Notes."""


class SmallActivities(ActivitiesMixin, SmallBench):
    """Activities."""


class SmallOpportunities(OpportunitiesMixin, SmallBench):
    """Opportunities."""
