"""The conformance suite on a real Odoo: one server for all tests, whose records each test clears away behind itself."""

from __future__ import annotations

import http.client
import json
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
from tests.live.odoo import Odoo

_KEPT = ("select coalesce(max(id), 0) from res_partner", "select coalesce(max(id), 0) from mail_message")


class LiveBench(OdooBench):
    """Companies in a real Odoo, as the administrator or as a sales person."""

    connector = PagedConnector
    odoo: ClassVar[Odoo]
    who: ClassVar[str] = "admin"
    many = 600
    over_limit = 301

    def __init__(self, folder: Path) -> None:
        self.odoo.sql("update res_partner set write_date = '2026-01-01'")
        self.partners, self.messages = (int(self.odoo.sql(one)[0][0]) for one in _KEPT)
        super().__init__(folder)
        self.me = int(self.odoo.call("res.users", "context_get", who=self.who)["uid"])

    def close(self) -> None:
        """Take away what the test has made."""
        super().close()
        partner, message = self.partners, self.messages
        self.odoo.sql(
            f"delete from mail_message where id > {message}; delete from mail_activity; delete from crm_lead;"
            f"delete from ir_model_data where module = '__banso__';"
            f"delete from res_partner where id > {partner};"
        )

    def secrets(self) -> Mapping[str, str]:
        """Return the key."""
        return {"key": self.odoo.key(self.who)}

    def answer(self, asked: Asked) -> Answer:
        """Hand a request on to Odoo, and its answer back."""
        line = http.client.HTTPConnection("127.0.0.1", self.odoo.port, timeout=60)
        try:
            kept = {n: v for n, v in asked.headers.items() if n in ("authorization", "content-type", "x-odoo-database")}
            line.request(asked.method, asked.path, asked.body, kept)
            reply = line.getresponse()
            return Answer(json.loads(reply.read()), reply.status)
        finally:
            line.close()

    def others(self, model: str, method: str, **named: Any) -> Any:
        """Call a method as the administrator."""
        return self.odoo.call(model, method, **named)

    def stamped(self, model: str, stamps: Mapping[int, datetime]) -> None:
        """Date records back behind Odoo's back."""
        rows = ",".join(f"({id}, timestamp '{at:%Y-%m-%d %H:%M:%S.%f}')" for id, at in stamps.items())
        table = model.replace(".", "_")
        self.odoo.sql(f"update {table} set write_date = v.at from (values {rows}) v (id, at) where {table}.id = v.id")

    def partner_model(self) -> int:
        """Return the id of the model of partners."""
        return int(self.odoo.sql("select id from ir_model where model = 'res.partner'")[0][0])


class SalesBench(LiveBench):
    """Companies as a sales person sees them, who has no right of administration."""

    who = "sales"


class LivePeople(PeopleMixin, LiveBench):
    """People in a real Odoo."""


class LiveNotes(NotesMixin, LiveBench):
    """Notes in a real Odoo."""


class LiveActivities(ActivitiesMixin, LiveBench):
    """Activities in a real Odoo."""


class LiveOpportunities(OpportunitiesMixin, LiveBench):
    """Opportunities in a real Odoo."""
