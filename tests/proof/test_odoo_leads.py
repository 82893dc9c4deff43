"""A CSQL in a real Odoo 19: handed in from here, taken, won and lost there by the buttons that sales people press."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.operations.book import Book
from app.operations.syncing import connections, running, secrets
from app.operations.syncing.blocked import blocked
from app.operations.voice.leads import amend_lead
from tests.builders import new_book
from tests.live.odoo import Odoo
from tests.sync.desk import Desk
from tests.sync.test_leads_out import found, steps, submitted

pytestmark = pytest.mark.proof

LEAD = "crm.lead"


class Side:
    """A book that is connected to an Odoo, as one of its users, with write-back on."""

    def __init__(self, book: Book, folder: Path, odoo: Odoo, who: str) -> None:
        self.book, self.odoo, self.who = book, odoo, who
        self.desk = Desk(book, folder)
        self.number = book.write(connections.connect, name="Odoo", connector="odoo", config={"url": odoo.url})[1]
        secrets.keep_for_session(book, self.number, "key", odoo.key(who))
        self.sync()
        book.write(connections.set_writes, self.number, True)

    def sync(self) -> Any:
        """Run once, and see that it is done."""
        result = running.run_sync(self.book, self.number, pressed=True)[1]
        assert result.result == "done", result
        return result

    def today(self) -> str:
        """Return the day as Odoo's user reads it."""
        zone = self.odoo.call("res.users", "context_get", who=self.who).get("tz") or "UTC"
        return datetime.now(UTC).astimezone(ZoneInfo(zone)).date().isoformat()

    def lead(self, name: str) -> dict[str, Any]:
        """Return an opportunity as the administrator sees it."""
        fields = ["type", "partner_id", "expected_revenue", "user_id", "won_status", "date_closed", "create_uid"]
        domain = [["name", "=", name]]
        [row] = self.odoo.call(
            LEAD, "search_read", domain=domain, fields=fields, context={"active_test": False}
        )  # fmt: skip
        return dict(row)

    def press(self, button: str, row: dict[str, Any], **named: Any) -> None:
        """Press a button on an opportunity as the administrator."""
        self.odoo.call(LEAD, button, ids=[row["id"]], **named)


@pytest.fixture(params=["admin", "sales"])
def side(request: pytest.FixtureRequest, tmp_path: Path, odoo: Odoo) -> Iterator[Side]:
    odoo.sql("delete from crm_lead; delete from ir_model_data where module = '__banso__'")
    with new_book(tmp_path) as book:
        yield Side(book, tmp_path, odoo, request.param)


def test_that_a_submitted_lead_is_taken_and_won_there_and_comes_back_won(side: Side) -> None:
    found(side.desk, signal="まだ社内の話")
    lead = submitted(side.desk, amount="1,200", currency="USD")
    side.sync()
    assert side.odoo.sql("select count(*) from crm_lead") == [(1,)]
    row = side.lead("分院でも使いたい")
    assert (row["type"], row["user_id"], row["won_status"]) == ("opportunity", False, "pending")
    assert (row["partner_id"][1], row["expected_revenue"]) == ("みどり会", 1200)
    assert steps(side.desk, lead) == ("2026-11-18", None, None, None)
    today = max(side.today(), "2026-11-18")
    side.odoo.call(LEAD, "write", ids=[row["id"]], vals={"user_id": 2})
    side.sync()
    assert steps(side.desk, lead)[:2] == ("2026-11-18", today)
    side.press("action_set_won", row)
    side.sync()
    assert steps(side.desk, lead) == ("2026-11-18", today, today, None)
    quiet = side.sync()
    assert (quiet.pulled, quiet.pushed, quiet.conflicts) == (0, 0, 0)
    assert not side.desk.open_questions()


def test_that_one_lost_there_and_one_restored_come_back_so(side: Side) -> None:
    lead = submitted(side.desk, amount="")
    side.sync()
    row = side.lead("分院でも使いたい")
    assert row["expected_revenue"] == 0
    side.press("action_set_lost", row)
    side.sync()
    today = max(side.today(), "2026-11-18")
    assert steps(side.desk, lead) == ("2026-11-18", None, None, today)
    side.press("action_restore", row)
    side.sync()
    assert steps(side.desk, lead) == ("2026-11-18", None, None, None)
    # Archived is not lost; and it is not deleted here either.
    side.press("action_archive", row)
    side.sync()
    assert steps(side.desk, lead) == ("2026-11-18", None, None, None)
    assert side.desk.row("csql", lead)["deleted_at"] is None


def test_that_an_amount_goes_both_ways_and_one_in_another_currency_stays(side: Side) -> None:
    lead = submitted(side.desk, amount="1,200,000", currency="JPY")
    side.sync()
    row = side.lead("分院でも使いたい")
    assert row["expected_revenue"] == 0
    assert {one.field: one.code for one in side.book.read(blocked)} == {"amount": "other_currency"}
    side.book.write(amend_lead, lead, {"amount": "8000.25", "currency": "USD"})
    side.sync()
    assert side.lead("分院でも使いたい")["expected_revenue"] == 8000.25
    side.odoo.call(LEAD, "write", ids=[row["id"]], vals={"expected_revenue": 7500})
    side.sync()
    kept = side.desk.row("csql", lead)
    assert (kept["amount_minor"], kept["currency"]) == (750_000, "USD")
    assert (side.book.read(blocked), side.desk.open_questions()) == ([], [])


def test_that_an_opportunity_of_a_person_there_is_a_lead_of_their_company(side: Side) -> None:
    (company,) = side.odoo.call("res.partner", "create", vals_list=[{"name": "Acme", "is_company": True}])
    (person,) = side.odoo.call("res.partner", "create", vals_list=[{"name": "Sato", "parent_id": company}])
    made = [{"name": "Second site", "partner_id": person, "type": "opportunity"}, {"name": "No partner"}]
    side.odoo.call(LEAD, "create", vals_list=made)
    side.sync()
    asked = "SELECT c.signal, a.name, c.submitted_on, c.accepted_on FROM csql c JOIN account a ON a.id = c.account_id"
    # Who makes one in Odoo is its salesperson.
    assert side.desk.ask(asked) == [("Second site", "Acme", side.today(), side.today())]
    assert side.desk.ask("SELECT * FROM sync_note WHERE entity = 'csql'") == []


def test_that_leads_rest_without_a_role_in_sales_and_the_rest_goes_on(odoo: Odoo, tmp_path: Path) -> None:
    odoo.sql("delete from crm_lead; delete from ir_model_data where module = '__banso__'")
    roles = "delete from res_groups_users_rel where uid = {user} and gid in (select res_id from ir_model_data where "
    roles += "module = 'sales_team' and model = 'res.groups')"
    with new_book(tmp_path) as book:
        side = Side(book, tmp_path, odoo, "sales")
        lead = submitted(side.desk, currency="USD", amount="5")
        side.sync()
        user = int(odoo.call("res.users", "context_get", who="sales")["uid"])
        odoo.sql(f"create table kept as select * from res_groups_users_rel where uid = {user}")
        odoo.sql(roles.format(user=user))
        odoo.kill()
        odoo.start()
        try:
            side.desk.amend("csql", lead, signal="later")
            side.desk.amend(
                "account", side.desk.row("csql", lead)["account_id"], reading="みどりかい", domain="m.example"
            )
            side.sync()
            assert side.desk.ask("SELECT DISTINCT entity FROM sync_note WHERE text LIKE '%forbidden%'") == [("csql",)]
            site = odoo.sql("select website from res_partner where name = 'みどり会' order by id desc limit 1")
            assert site == [("http://m.example",)]
        finally:
            odoo.sql("insert into res_groups_users_rel select * from kept on conflict do nothing; drop table kept")
            odoo.kill()
            odoo.start()
        side.sync()
        assert side.lead("later")["type"] == "opportunity"
        assert date.fromisoformat(steps(side.desk, lead)[0]) == date(2026, 11, 18)
