"""What the conformance suite asks of any Odoo, a real one or the small one: others work there over JSON-2 as well.

Between Banso and the server stands a door that counts, and breaks the line when it is asked to.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from app.connectors.base import Scalar
from app.connectors.conformance.bench import Bench
from app.connectors.conformance.server import Answer, Asked, FakeServer
from app.connectors.kit.cursor import KeysetCursor
from app.connectors.odoo import OdooConnector
from app.connectors.odoo.html import to_html
from app.connectors.odoo.kinds import KINDS, Kind
from app.connectors.odoo.memory import forget_all
from app.connectors.odoo.rpc import WRITING
from tests.connectors.odoo.old import method_of

PAGE = 20


class PagedConnector(OdooConnector):
    """The connector with pages as small as tests want them."""

    page: ClassVar[int] = PAGE


class OdooBench(Bench):
    """Companies. `others` calls a method as somebody else; `stamped` dates records back; the rest follows from them."""

    type = "companies"
    page_size = PAGE
    lag = 15 * 60
    over_limit = 1_001
    many = 3_000
    readonly: ClassVar[Any] = ()
    requests_no_change = 2
    faults = frozenset({"drop_before", "drop_after", "429", "429_date", "503", "401", "truncated", "html", "slow"})

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        forget_all()  # what was asked of another server, which may have had the same address
        self.front = FakeServer(self.answer, writing=lambda asked: method_of(asked) in WRITING)
        self._company = 0

    @property
    def kind(self) -> Kind:
        """Return the kind that the suite works on."""
        return KINDS[self.type]

    @abstractmethod
    def answer(self, asked: Asked) -> Answer:
        """Answer a request of Banso."""

    @abstractmethod
    def others(self, model: str, method: str, **named: Any) -> Any:
        """Call a method as somebody who is not Banso."""

    @abstractmethod
    def stamped(self, model: str, stamps: Mapping[int, datetime]) -> None:
        """Date records back."""

    def close(self) -> None:
        """Stop the door."""
        self.front.close()

    def config(self) -> Mapping[str, Scalar]:
        """Return the address."""
        return {"url": self.front.url}

    def bad_configs(self) -> Mapping[str, Mapping[str, Scalar]]:
        """Return an address that is none."""
        return {"url": {"url": "ftp://odoo.example/?q"}}

    def bad_secrets(self) -> Mapping[str, str]:
        """Return a key of nobody."""
        return {"key": "wrong"}

    def future_cursor(self) -> str:
        """Return where a walk of the year 2300 would go on."""
        then = datetime(2300, 1, 1, tzinfo=UTC)
        return f"{int(then.timestamp())}.{KeysetCursor(timedelta(0)).walk(None, then).done()}"

    # What others do -------------------------------------------------------------------------------------------------

    def values(self, number: int, type: str = "") -> dict[str, Scalar]:
        """Return the fields of a record."""
        return {"name": f"Company {number}", "ref": f"R-{number}", "comment": f"Note {number}\n\n  second"}

    def wire(self, values: Mapping[str, Scalar]) -> dict[str, Any]:
        """Return values as others write them."""
        made = {name: to_html(str(v)) if name == "comment" and v else v or False for name, v in values.items()}
        if made.get("industry_id"):
            made["industry_id"] = self.named("res.partner.industry", [made["industry_id"]])[0]
        if "category_id" in made:
            made["category_id"] = [[6, 0, self.named("res.partner.category", made["category_id"] or [])]]
        return made

    def named(self, model: str, names: Any) -> list[int]:
        """Return the ids of the choices of these names."""
        rows = self.others(model, "search_read", domain=[], fields=["display_name"])
        return [row["id"] for row in rows if row["display_name"] in names]

    def source(self, field: str) -> str:
        """Return what Odoo calls a field."""
        extra = self.kind.fields.get(field)
        return extra.source if extra and extra.source else field

    def given(self) -> dict[str, Any]:
        """Return what every record of this kind has."""
        return {"is_company": True}

    def seed(self, count: int, *, tie: bool = False) -> list[str]:
        """Add records in bulk; one a minute, long ago, or all in one transaction just now."""
        vals = [self.given() | self.wire(self.values(number)) for number in range(count)]
        ids = self.others(self.kind.model, "create", vals_list=vals)
        if not tie:
            begin = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=count + 60)
            self.stamped(self.kind.model, {id: begin + timedelta(minutes=place) for place, id in enumerate(ids)})
        return [str(id) for id in ids]

    def add(self, values: Mapping[str, Scalar], type: str = "") -> str:
        """Add a record."""
        (id,) = self.others(self.kind.model, "create", vals_list=[self.given() | self.wire(values)])
        return str(id)

    def add_late(self, values: Mapping[str, Scalar]) -> str:
        """Add what a transaction of ten minutes ago committed only now."""
        rows = self.others(
            self.kind.model, "search_read", domain=self.kind.domain[:1], fields=["write_date"],
            order="write_date desc", limit=1,
        )  # fmt: skip
        latest = datetime.fromisoformat(rows[0]["write_date"]).replace(tzinfo=UTC)
        id = self.add(values)
        self.stamped(self.kind.model, {int(id): latest - timedelta(minutes=10)})
        return id

    def edit(self, id: str, values: Mapping[str, Scalar]) -> None:
        """Change fields of a record."""
        self.others(self.kind.model, "write", ids=[int(id)], vals=self.wire(values))

    def remove(self, id: str) -> None:
        """Delete a record as people there do: a partner is archived."""
        if self.kind.archive:
            self.others(self.kind.model, "write", ids=[int(id)], vals={"active": False})
        else:
            self.others(self.kind.model, "unlink", ids=[int(id)])

    def restore(self, id: str) -> None:
        """Bring an archived record back."""
        if not self.kind.archive:
            self.cannot("bring deleted records back")
        self.others(self.kind.model, "write", ids=[int(id)], vals={"active": True})

    def merge(self, winner: str, loser: str) -> str:
        """Merge two partners with Odoo's own wizard."""
        if self.kind.model != "res.partner":
            self.cannot("merge records")
        wizard = "base.partner.merge.automatic.wizard"
        ids = [int(winner), int(loser)]
        (made,) = self.others(wizard, "create", vals_list=[{"partner_ids": [[6, 0, ids]], "dst_partner_id": ids[0]}])
        self.others(wizard, "action_merge", ids=[made])
        return winner

    def company(self) -> int:
        """Return a company for records to hang on."""
        if not self._company:
            (self._company,) = self.others("res.partner", "create", vals_list=[{"name": "Base", "is_company": True}])
        return self._company

    # The wire -------------------------------------------------------------------------------------------------------

    def fault(self, name: str, *, writes: bool = False) -> None:
        """Break the line."""
        self.front.fault(name, writes=writes)

    def requests(self) -> int:
        """Return how many requests arrived."""
        return self.front.requests

    def writes(self) -> int:
        """Return how many of them wrote."""
        return self.front.writes


class PeopleMixin:
    """People of a company."""

    type = "people"

    def values(self: Any, number: int, type: str = "") -> dict[str, Scalar]:
        """Return the fields of a record."""
        if type == "companies":
            return {"name": f"Company {number}"}
        return {"name": f"Person {number}", "email": f"p{number}@example.com", "parent_id": str(self.company())}

    def wire(self: Any, values: Mapping[str, Scalar]) -> dict[str, Any]:
        """Return values as others write them."""
        made = super().wire(values)  # type: ignore[misc]
        return made | ({"parent_id": int(made["parent_id"])} if "parent_id" in made else {})

    def given(self) -> dict[str, Any]:
        """Return what every record of this kind has."""
        return {"is_company": False, "type": "contact"}


class NotesMixin:
    """Notes on a company."""

    type = "notes"
    requests_no_change = 4

    def values(self: Any, number: int, type: str = "") -> dict[str, Scalar]:
        """Return the fields of a record."""
        if type == "companies":
            return {"name": f"Company {number}"}
        day = (datetime(2026, 1, 1) + timedelta(days=number % 300)).date()  # noqa: DTZ001
        return {"partner": str(self.company()), "date": day, "body": f"Said {number}\nand more"}

    def wire(self: Any, values: Mapping[str, Scalar]) -> dict[str, Any]:
        """Return values as others write them."""
        made: dict[str, Any] = {}
        for name, value in values.items():
            if name == "partner":
                made |= {"res_id": int(str(value)), "model": "res.partner"}
            elif name == "body":
                made["body"] = to_html(str(value))
            else:
                made[name] = f"{value} 10:00:00" if name == "date" else value or False
        return made

    def given(self) -> dict[str, Any]:
        """Return what every record of this kind has."""
        return {"message_type": "comment"}


class ActivitiesMixin:
    """Activities of the user whose key it is, on a company."""

    type = "activities"
    requests_no_change = 3
    me: int

    def values(self: Any, number: int, type: str = "") -> dict[str, Scalar]:
        """Return the fields of a record."""
        if type == "companies":
            return {"name": f"Company {number}"}
        day = (datetime(2026, 1, 1) + timedelta(days=number % 300)).date()  # noqa: DTZ001
        return {"partner": str(self.company()), "summary": f"Do {number}", "date_deadline": day, "note": f"N {number}"}

    def wire(self: Any, values: Mapping[str, Scalar]) -> dict[str, Any]:
        """Return values as others write them."""
        made: dict[str, Any] = {}
        for name, value in values.items():
            if name == "partner":
                made |= {"res_id": int(str(value))}
            elif name == "date_done":
                made |= {"active": value is None, "date_done": str(value) if value else False}
            elif name == "note" and value:
                made["note"] = to_html(str(value))
            else:
                made[name] = str(value) if value is not None else False
        return made

    def given(self: Any) -> dict[str, Any]:
        """Return what every record of this kind has."""
        return {"res_model_id": self.partner_model(), "user_id": self.me}


class OpportunitiesMixin:
    """Opportunities, with days and money."""

    type = "opportunities"
    requests_no_change = 3
    readonly = ("probability", "stage_id", "created", "taken", "won", "lost")

    def values(self: Any, number: int, type: str = "") -> dict[str, Scalar]:
        """Return the fields of a record."""
        from decimal import Decimal

        if type == "companies":
            return {"name": f"Company {number}"}
        day = (datetime(2026, 1, 1) + timedelta(days=number % 300)).date()  # noqa: DTZ001
        revenue = Decimal(number) + Decimal("0.25")
        return {
            "name": f"Lead {number}", "partner_id": str(self.company()), "expected_revenue": revenue,
            "date_deadline": day, "description": "a\nb",
        }  # fmt: skip

    def wire(self: Any, values: Mapping[str, Scalar]) -> dict[str, Any]:
        """Return values as others write them."""
        made: dict[str, Any] = {}
        for name, value in values.items():
            if name == "description" and value:
                made[name] = to_html(str(value))
            elif name == "expected_revenue":
                made[name] = float(str(value or 0))
            elif name == "partner_id":
                made[name] = int(str(value)) if value else False
            elif name == "tag_ids":
                made[name] = [[6, 0, self.named("crm.tag", value or [])]]
            else:
                made[name] = str(value) if value is not None else False
        return made

    def given(self) -> dict[str, Any]:
        """Return what every record of this kind has."""
        return {"type": "opportunity"}
