"""A CSQL is an opportunity in Odoo: handed in from here, taken, won or lost there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.connectors.odoo import OdooConnector
from app.operations.syncing.blocked import blocked
from app.operations.syncing.mapping import mapping
from app.operations.voice.leads import amend_lead, step_lead
from app.sync import keeping
from app.sync.engine import Outcome, run
from app.sync.steps import Place
from app.views.sync.mapping_rows import trouble
from tests.builders import new_book
from tests.connectors.odoo.asking import kind, told
from tests.connectors.odoo.models import MODELS
from tests.connectors.odoo.rows import Error, forbidden
from tests.connectors.odoo.small_bench import SmallBench, SmallOpportunities
from tests.sync.desk import Desk
from tests.sync.test_leads_out import found, steps, submitted

LEAD = "crm.lead"


class OdooDesk(Desk):
    """An open book beside an Odoo."""

    bench: Any

    def meet(self) -> Outcome:
        with self.bench.session() as session:
            place = Place(self.book._database, self.folder, self.book.clock)
            return run(place, 1, session, OdooConnector.presets)

    def done(self) -> Outcome:
        outcome = self.meet()
        assert (outcome.result, outcome.why) == ("done", None)
        return outcome

    def leads(self) -> list[dict[str, Any]]:
        fields = ["name", "type", "partner_id", "expected_revenue", "user_id", "active"]
        rows = self.bench.others(LEAD, "search_read", domain=[], fields=fields, context={"active_test": False})
        return sorted(rows, key=lambda row: int(row["id"]))


@pytest.fixture
def odoo(bench: SmallBench, tmp_path: Path) -> Iterator[OdooDesk]:
    with new_book(tmp_path / "book") as book:
        desk = OdooDesk(book, tmp_path / "book")
        desk.bench = bench
        book.write(keeping.add_connection, {"connector": "odoo", "name": "Odoo", "config": {}, "writes": 1})
        yield desk


def test_that_a_submitted_lead_is_an_opportunity_that_nobody_has_taken_yet(odoo: OdooDesk) -> None:
    found(odoo, signal="まだ社内の話")
    submitted(odoo)
    odoo.done()
    [row] = odoo.leads()
    assert (row["name"], row["type"], row["user_id"]) == ("分院でも使いたい", "opportunity", False)
    assert (row["partner_id"][1], row["expected_revenue"]) == ("みどり会", 1_200_000)
    again = odoo.done()
    assert (again.pushed, again.pulled, again.conflicts, again.blocked) == (0, 0, 0, 0)


def test_that_a_lead_comes_back_taken_and_won_and_open_again(odoo: OdooDesk) -> None:
    lead = submitted(odoo)
    odoo.done()
    [row] = odoo.leads()
    assert steps(odoo, lead) == ("2026-11-18", None, None, None)
    # Half past midnight of the next day in Tokyo, where the user of the key lives.
    taken = {"user_id": 3, "date_open": "2026-11-19 15:30:00"}
    odoo.bench.others(LEAD, "write", ids=[row["id"]], vals=taken)
    odoo.done()
    assert steps(odoo, lead) == ("2026-11-18", "2026-11-20", None, None)
    won = {"won_status": "won", "date_closed": "2026-12-01 03:00:00", "expected_revenue": 900_000.0}
    odoo.bench.others(LEAD, "write", ids=[row["id"]], vals=won)
    odoo.done()
    assert steps(odoo, lead) == ("2026-11-18", "2026-11-20", "2026-12-01", None)
    assert odoo.row("csql", lead)["amount_minor"] == 900_000
    odoo.bench.others(LEAD, "write", ids=[row["id"]], vals={"won_status": "pending", "date_closed": False})
    odoo.done()
    assert steps(odoo, lead) == ("2026-11-18", "2026-11-20", None, None)
    assert not odoo.open_questions()


ENDS = [
    ({"won_status": "won"}, ("2026-11-20", "2026-11-20", None)),
    ({"won_status": "won", "user_id": 3, "date_open": "2026-11-21 03:00:00"}, ("2026-11-20", "2026-11-20", None)),
    ({"won_status": "lost", "active": False}, (None, None, "2026-11-20")),
    (
        {"won_status": "lost", "active": False, "user_id": 3, "date_open": "2026-11-19 03:00:00"},
        ("2026-11-19", None, "2026-11-20"),
    ),
    # Archived, which is not lost; and left by its salesperson.
    ({"won_status": "pending", "active": False, "date_open": "2026-11-19 03:00:00"}, (None, None, None)),
]


@pytest.mark.parametrize(("there", "here"), ENDS)
def test_that_an_end_is_read_as_odoo_tells_it(odoo: OdooDesk, there: dict[str, Any], here: tuple[Any, ...]) -> None:
    lead = submitted(odoo)
    odoo.done()
    vals = {"date_closed": "2026-11-20 03:00:00", **there}
    odoo.bench.others(LEAD, "write", ids=[odoo.leads()[0]["id"]], vals=vals)
    odoo.done()
    assert steps(odoo, lead) == ("2026-11-18", *here)


def test_that_an_end_without_a_day_is_left_out_and_nothing_else(odoo: OdooDesk) -> None:
    lead = submitted(odoo)
    odoo.done()
    odoo.bench.others(LEAD, "write", ids=[odoo.leads()[0]["id"]], vals={"won_status": "won", "expected_revenue": 5.0})
    odoo.done()
    assert steps(odoo, lead) == ("2026-11-18", None, None, None)
    assert odoo.row("csql", lead)["amount_minor"] == 5


def test_that_an_opportunity_of_sales_comes_in_and_nothing_that_hangs_on_no_company(odoo: OdooDesk) -> None:
    company, lone = odoo.bench.others(
        "res.partner", "create", vals_list=[{"name": "Acme", "is_company": True}, {"name": "Nobody"}]
    )
    (person,) = odoo.bench.others("res.partner", "create", vals_list=[{"name": "Sato", "parent_id": company}])
    rows = [{"name": "Second site", "partner_id": person, "expected_revenue": 0.0}, {"name": "No partner"}]
    made = odoo.bench.others(LEAD, "create", vals_list=[*rows, {"name": "Lone", "partner_id": lone}])
    odoo.bench.small.tables[LEAD][made[0]]["create_date"] = datetime(2026, 11, 2, 20, tzinfo=UTC)
    odoo.done()
    asked = "SELECT c.signal, a.name, c.submitted_on, c.amount_minor, c.currency FROM csql c"
    assert odoo.ask(f"{asked} JOIN account a ON a.id = c.account_id") == [
        ("Second site", "Acme", "2026-11-03", None, "JPY")
    ]
    assert odoo.ask("SELECT * FROM sync_note WHERE entity = 'csql'") == []


def test_that_words_and_account_go_there_and_a_step_never_does(odoo: OdooDesk) -> None:
    lead = submitted(odoo)
    odoo.done()
    odoo.book.write(step_lead, lead, "accepted", on=date(2026, 11, 19))
    odoo.book.write(step_lead, lead, "won", on=date(2026, 11, 20))
    odoo.amend("csql", lead, signal="分院3か所でも使いたい", submitted_on="2026-11-17")
    odoo.done()
    [row] = odoo.bench.small.tables[LEAD].values()
    assert (row["name"], row["won_status"], row["user_id"]) == ("分院3か所でも使いたい", "pending", False)
    odoo.done()
    assert steps(odoo, lead) == ("2026-11-17", "2026-11-19", "2026-11-20", None)
    assert not odoo.open_questions()


def test_that_an_amount_in_another_currency_is_held_back_and_the_rest_is_sent(odoo: OdooDesk) -> None:
    lead = submitted(odoo, amount="1200.50", currency="EUR")
    odoo.done()
    [row] = odoo.leads()
    assert (row["name"], row["expected_revenue"]) == ("分院でも使いたい", 0)
    for _round in range(2):
        odoo.done()
        assert {one.field: one.code for one in odoo.book.read(blocked)} == {"amount": "other_currency"}
        kept = odoo.row("csql", lead)
        assert (kept["amount_minor"], kept["currency"]) == (120050, "EUR")
    assert not odoo.open_questions()
    odoo.book.write(amend_lead, lead, {"amount": "200000", "currency": "JPY"})
    odoo.done()
    assert odoo.leads()[0]["expected_revenue"] == 200_000
    assert odoo.book.read(blocked) == []


def test_that_a_lead_without_an_amount_is_sent_and_its_amount_is_asked_about_only_if_both_say_one(
    odoo: OdooDesk,
) -> None:
    lead = submitted(odoo, amount="")
    odoo.done()
    [row] = odoo.leads()
    assert row["expected_revenue"] == 0
    assert odoo.row("csql", lead)["amount_minor"] is None
    odoo.bench.others(LEAD, "write", ids=[row["id"]], vals={"expected_revenue": 300.0})
    odoo.done()
    assert (odoo.row("csql", lead)["amount_minor"], odoo.row("csql", lead)["currency"]) == (300, "JPY")
    odoo.bench.others(LEAD, "write", ids=[row["id"]], vals={"expected_revenue": 400.0})
    odoo.book.write(amend_lead, lead, {"amount": "500"})
    odoo.done()
    assert [kind for _number, kind, _field in odoo.open_questions()] == ["field"]
    assert odoo.row("csql", lead)["amount_minor"] == 500
    assert odoo.leads()[0]["expected_revenue"] == 400


def test_that_an_odoo_without_opportunities_shares_everything_else(
    odoo: OdooDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(_self: Any, model: str, attributes: Any = None) -> Any:
        if model == LEAD:
            raise Error(404, "werkzeug.exceptions.NotFound", f"the model '{model}' does not exist")
        return MODELS[model]

    monkeypatch.setattr(type(odoo.bench.small), "do_fields_get", absent)
    submitted(odoo)
    assert odoo.done().blocked == 0
    assert (len(odoo.leads()), odoo.ask("SELECT * FROM sync_note")) == (0, [])
    assert odoo.ask("SELECT count(*) FROM binding WHERE entity = 'account'") != [(0,)]


def test_that_an_odoo_that_does_not_say_who_won_shares_the_rest_of_a_lead(odoo: OdooDesk) -> None:
    odoo.bench.small.hidden.add((LEAD, "won_status"))
    lead = submitted(odoo)
    odoo.done()
    [row] = odoo.leads()
    odoo.bench.others(LEAD, "write", ids=[row["id"]], vals={"user_id": 3, "expected_revenue": 5.0})
    odoo.done()
    assert steps(odoo, lead) == ("2026-11-18", None, None, None)
    assert odoo.row("csql", lead)["amount_minor"] == 5


def test_that_leads_rest_where_the_user_has_no_role_in_sales_any_more(
    odoo: OdooDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = submitted(odoo)
    odoo.done()
    small = type(odoo.bench.small)
    search_read = small.do_search_read

    def shut(self: Any, model: str, **named: Any) -> Any:
        if model == LEAD:
            raise forbidden("You are not allowed to access 'Lead/Opportunity' (crm.lead) records.")
        return search_read(self, model, **named)

    monkeypatch.setattr(small, "do_search_read", shut)
    odoo.amend("csql", lead, signal="later")
    account = odoo.row("csql", lead)["account_id"]
    odoo.amend("account", account, name="みどり会 本院")
    odoo.done()
    assert odoo.ask("SELECT entity FROM sync_note WHERE text LIKE '%forbidden%'") == [("csql",)]
    names = {row["name"] for row in odoo.bench.small.tables["res.partner"].values()}
    assert "みどり会 本院" in names
    monkeypatch.undo()
    odoo.done()
    assert odoo.leads()[0]["name"] == "later"


@kind(SmallOpportunities)
def test_that_one_whose_partner_went_is_left_out(bench: SmallOpportunities) -> None:
    (id,) = bench.seed(1)
    with bench.session() as session:
        assert set(told(session, bench)[0]) == {id}
        bench.edit(id, {"partner_id": None})
        assert told(session, bench)[0] == {}


def test_that_what_ships_is_shown_without_a_fault(odoo: OdooDesk) -> None:
    odoo.done()
    [mapped] = [one for one in odoo.book.read(mapping, 1) if one.entity == "csql"]
    remotes = {one.name: one for one in mapped.remote_fields}
    assert {one.local: trouble(one, remotes) for one in mapped.fields if one.remote} == dict.fromkeys(
        ("account", "signal", "submitted_on", "accepted_on", "won_on", "lost_on", "amount", "currency"), ""
    )
