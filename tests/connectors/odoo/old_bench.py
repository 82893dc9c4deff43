"""The benches over the small Odoo as one of version 18, and of 16: what is asked goes by XML-RPC."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from app.connectors.base import Scalar
from app.connectors.conformance.server import Answer, Asked
from tests.connectors.odoo.bench import ActivitiesMixin, NotesMixin
from tests.connectors.odoo.old import DATABASE, LOGINS, OldOdoo
from tests.connectors.odoo.small_bench import SmallBench


class OldBench(SmallBench):
    """Companies, as the administrator of an Odoo 18."""

    version: ClassVar[int] = 18

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.old = OldOdoo(self.small, self.version)
        self.front.answer = self.answer

    def answer(self, asked: Asked) -> Answer:
        """Let the old Odoo answer."""
        return self.old.answer(asked)

    def config(self) -> Mapping[str, Scalar]:
        """Return the address, and what is needed besides."""
        login = next(login for login, key in LOGINS.items() if key == self.who)
        return {"url": self.front.url, "database": DATABASE, "user": login}


class OldSales(OldBench):
    """Companies of an Odoo 16, as somebody without any right of administration."""

    who = "sales-key"
    version = 16


class OldNotes(NotesMixin, OldBench):
    """Notes in an Odoo 16."""

    version = 16


class OldActivities(ActivitiesMixin, OldBench):
    """Activities in an Odoo 18."""
