"""CSQLs take part in sync: what was handed in is ours to say, what sales make of it is theirs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.connectors.base import FieldPreset, Scalar
from app.connectors.folder import FolderConnector
from app.connectors.hub.kinds import PRESETS as HUB
from app.connectors.memory import PRESETS, MemoryServer
from app.language import use
from app.models import tables
from app.operations.syncing.blocked import blocked
from app.operations.voice.leads import add_lead, amend_lead, judge_gate, step_lead
from app.sync import keeping
from app.sync.entities import ENTITIES
from app.views.sync.blocked_words import blocked_line
from app.vocabulary import Gate, LeadOrigin
from tests.sync.desk import Desk
from tests.sync.test_contracts_out import Pair, alone, pair

__all__ = ["pair"]
NOUN = ENTITIES["csql"]


def found(desk: Desk, signal: str = "分院でも使いたい", amount: str = "1,200,000", currency: str = "JPY") -> str:
    """Return a lead that passes its gates and was not submitted yet."""
    account = desk.create("account", name="みどり会", name_key="みどり会")
    lead = desk.book.write(add_lead, account, signal=signal, origin=LeadOrigin.REQUEST)[1]
    desk.book.write(amend_lead, lead, {"amount": amount, "currency": currency})
    for gate in Gate:
        desk.book.write(judge_gate, lead, gate, passed=True)
    return str(lead)


def submitted(desk: Desk, **more: str) -> str:
    """Return a lead that was handed to sales on 18 November 2026."""
    lead = found(desk, **more)
    desk.book.write(step_lead, lead, "submitted", on=date(2026, 11, 18))
    return lead


def steps(desk: Desk, lead: str) -> tuple[Any, ...]:
    row = desk.row("csql", lead)
    return tuple(row[name] for name in ("submitted_on", "accepted_on", "won_on", "lost_on"))


def why(desk: Desk) -> dict[str, str]:
    return {one.field: one.code for one in desk.book.read(blocked)}


@pytest.fixture
def crm(desk: Desk) -> MemoryServer:
    server = MemoryServer()
    desk.connect(server)
    return server


def test_that_every_field_is_a_column_and_what_we_judged_is_none() -> None:
    kept = {one.kept_in for one in NOUN.fields.values()}
    assert kept <= set(tables.csql.c.keys())
    assert not kept & {"gates", "touchpoint_id"}


@pytest.mark.parametrize(
    ("presets", "crm", "mine"),
    [
        (PRESETS, {"accepted_on", "won_on", "lost_on"}, {"signal", "origin", "submitted_on"}),
        (FolderConnector.presets, set(), {"signal", "origin", "submitted_on"}),
        (HUB, set(), set()),
    ],
    ids=["crm", "folder", "hub"],
)
def test_that_a_preset_has_every_field_and_says_whose_it_is(presets: Any, crm: set[str], mine: set[str]) -> None:
    told = {
        name: one if isinstance(one, FieldPreset) else FieldPreset(one)
        for name, one in presets["csql"].fields.items()
    }  # fmt: skip
    assert set(told) == set(NOUN.fields)
    assert {name for name, one in told.items() if one.policy == "crm"} == crm
    assert {name for name, one in told.items() if one.policy == "mine"} == mine
    assert told["amount"].group == told["currency"].group != ""


def test_that_a_lead_goes_out_once_it_is_submitted(desk: Desk, crm: MemoryServer) -> None:
    lead = found(desk)
    assert desk.sync().result == "done"
    assert (crm.records("leads"), len(crm.records("accounts"))) == ({}, 1)
    desk.book.write(step_lead, lead, "submitted", on=date(2026, 11, 18))
    assert desk.sync().pushed == 1
    there = alone(crm, "leads").fields
    assert (there["Title"], there["Source"], there["Submitted"]) == ("分院でも使いたい", "request", date(2026, 11, 18))
    assert (there["Amount"], there["Currency"]) == (Decimal(1_200_000), "JPY")
    before = len(crm.applied)
    assert desk.sync().result == "done"
    assert len(crm.applied) == before


def test_that_sales_say_what_becomes_of_it_and_we_what_it_is(desk: Desk, crm: MemoryServer) -> None:
    lead = submitted(desk)
    desk.sync()
    record = alone(crm, "leads").id
    crm.edit("leads", record, {"Accepted": date(2026, 11, 19), "Title": "Branch", "Submitted": date(2026, 11, 1)})
    desk.book.write(step_lead, lead, "accepted", on=date(2026, 11, 20))
    desk.amend("csql", lead, signal="分院3か所でも使いたい", submitted_on="2026-11-17")
    desk.sync()
    assert steps(desk, lead) == ("2026-11-17", "2026-11-19", None, None)
    there = alone(crm, "leads").fields
    assert (there["Title"], there["Submitted"]) == ("分院3か所でも使いたい", date(2026, 11, 17))
    crm.edit("leads", record, {"Won": date(2026, 12, 1), "Amount": Decimal(900_000)})
    desk.sync()
    assert steps(desk, lead) == ("2026-11-17", "2026-11-19", "2026-12-01", None)
    assert desk.row("csql", lead)["amount_minor"] == 900_000
    assert not desk.open_questions()


def test_that_one_who_marks_it_lost_here_writes_over_nothing_there(desk: Desk, crm: MemoryServer) -> None:
    lead = submitted(desk)
    desk.sync()
    desk.book.write(step_lead, lead, "lost", on=date(2026, 11, 25))
    desk.sync()
    assert alone(crm, "leads").fields["Lost"] is None
    assert steps(desk, lead) == ("2026-11-18", None, None, "2026-11-25")
    crm.edit("leads", alone(crm, "leads").id, {"Accepted": date(2026, 11, 26), "Won": date(2026, 11, 30)})
    desk.sync()
    assert steps(desk, lead) == ("2026-11-18", "2026-11-26", "2026-11-30", None)


def test_that_a_lead_of_others_comes_in(desk: Desk, crm: MemoryServer) -> None:
    account = crm.create("accounts", {"Name": "Acme"})
    told: dict[str, Scalar] = {"Account": account, "Title": "Second site", "Submitted": date(2026, 11, 2)}
    crm.create("leads", {**told, "Amount": Decimal("1200.50"), "Currency": "EUR", "Accepted": date(2026, 11, 1)})
    desk.sync()
    asked = "SELECT c.signal, c.origin, c.amount_minor, c.currency, c.submitted_on, c.accepted_on, a.name"
    assert desk.ask(f"{asked} FROM csql c JOIN account a ON a.id = c.account_id") == [
        # A day earlier than submitted is the zone of another system.
        ("Second site", "conversation", 120050, "EUR", "2026-11-02", "2026-11-01", "Acme")
    ]


BAD = [
    ({"Accepted": date(2026, 11, 10)}, {"accepted_on": "lead_order"}),
    ({"Won": date(2026, 12, 1)}, {"won_on": "lead_order"}),
    (
        {"Accepted": date(2026, 11, 20), "Won": date(2026, 12, 1), "Lost": date(2026, 12, 2)},
        {"accepted_on": "beside", "won_on": "beside", "lost_on": "lead_order"},
    ),
    ({"Amount": Decimal(-1)}, {"amount": "negative"}),
    ({"Currency": "YEN"}, {"currency": "unknown_currency"}),
]


@pytest.mark.parametrize(("said", "because"), BAD)
def test_that_what_cannot_be_is_named_and_changes_nothing(
    desk: Desk, crm: MemoryServer, said: dict[str, Any], because: dict[str, str]
) -> None:
    lead = submitted(desk)
    desk.sync()
    before = {**desk.row("csql", lead), "rev": 0, "change_id": ""}
    record = alone(crm, "leads")
    good = {name: record.fields[name] for name in said}
    crm.edit("leads", record.id, said)
    for _round in range(2):
        assert desk.sync().result == "done"
        assert {**desk.row("csql", lead), "rev": 0, "change_id": ""} == before
        assert why(desk) == because
    assert {name: alone(crm, "leads").fields[name] for name in said} == said
    for lang in ("en", "ja"):
        use(lang)
        assert all(one.code not in blocked_line(one) for one in desk.book.read(blocked))
    crm.edit("leads", record.id, good)
    desk.sync()
    assert why(desk) == {}
    assert not desk.open_questions()


def test_that_no_row_is_made_of_a_lead_that_cannot_be(desk: Desk, crm: MemoryServer) -> None:
    account = crm.create("accounts", {"Name": "Acme"})
    late = crm.create("leads", {"Account": account, "Title": "x", "Accepted": date(2026, 11, 2)})
    crm.create("leads", {"Account": account, "Title": "y", "Amount": Decimal(-5), "Currency": "EUR"})
    desk.sync()
    assert desk.ask("SELECT count(*) FROM csql") == [(0,)]
    noted = desk.ask("SELECT text FROM sync_note WHERE text LIKE '%refused_new%' ORDER BY text")
    assert sorted(one for one in ("lead_order", "negative") for (text,) in noted if one in text) == [
        "lead_order", "negative",
    ]  # fmt: skip
    crm.edit("leads", late, {"Submitted": date(2026, 11, 2)})
    desk.sync()
    assert desk.ask("SELECT signal, submitted_on, accepted_on FROM csql") == [("x", "2026-11-02", "2026-11-02")]


def test_that_what_is_removed_goes_on_both_sides(desk: Desk, crm: MemoryServer) -> None:
    one, two = submitted(desk), submitted(desk, signal="API も使いたい")
    desk.sync()
    ids = {record.fields["Title"]: record.id for record in crm.records("leads").values()}
    crm.delete("leads", ids["分院でも使いたい"])
    desk.remove("csql", two)
    desk.sync()
    assert desk.row("csql", one)["deleted_at"] is not None
    assert not crm.records("leads")


def test_that_an_amount_is_not_sent_to_where_it_would_be_in_another_currency(desk: Desk, crm: MemoryServer) -> None:
    lead = submitted(desk)
    desk.sync()
    crm.change_field("leads", "Currency", writable=False)
    desk.book.write(keeping.set_connection, 1, {"schema_at": None})
    desk.book.write(amend_lead, lead, {"amount": "8000.50", "currency": "EUR"})
    for _round in range(2):
        desk.sync()
        there = alone(crm, "leads").fields
        assert (there["Amount"], there["Currency"]) == (Decimal(1_200_000), "JPY")
        assert why(desk) == {"amount": "other_currency", "currency": "read_only"}
    kept = desk.row("csql", lead)
    assert (kept["amount_minor"], kept["currency"]) == (800_050, "EUR")
    desk.book.write(amend_lead, lead, {"amount": "900000", "currency": "JPY"})
    desk.sync()
    assert (alone(crm, "leads").fields["Amount"], why(desk)) == (Decimal(900_000), {})


def test_that_an_amount_that_cannot_be_empty_there_is_nothing_and_not_zero_here(desk: Desk) -> None:
    crm = MemoryServer()
    crm.change_field("leads", "Amount", nullable=False)
    desk.connect(crm)
    lead = submitted(desk, amount="")
    account = crm.create("accounts", {"Name": "Acme"})
    told: dict[str, Scalar] = {"Account": account, "Title": "Second site", "Amount": Decimal(0), "Currency": "JPY"}
    crm.create("leads", {**told, "Submitted": date(2026, 11, 2)})
    desk.sync()
    assert desk.ask("SELECT signal, amount_minor FROM csql ORDER BY signal") == [
        ("Second site", None), ("分院でも使いたい", None),
    ]  # fmt: skip
    assert {one.fields["Amount"] for one in crm.records("leads").values()} == {Decimal("0.00")}
    desk.book.write(amend_lead, lead, {"amount": "500"})
    desk.sync()
    [record] = [one for one in crm.records("leads").values() if one.fields["Title"] != "Second site"]
    assert record.fields["Amount"] == Decimal(500)
    crm.edit("leads", record.id, {"Amount": Decimal(0)})
    desk.sync()
    assert desk.row("csql", lead)["amount_minor"] is None
    assert (why(desk), desk.open_questions()) == ({}, [])


def test_that_two_books_share_leads_by_a_folder(pair: Pair) -> None:
    lead = submitted(pair.one)
    found(pair.one, signal="まだ社内の話")
    pair.meet("12")
    hidden = {"no", "rev", "change_id", "gates"}
    ours, there = pair.one.row("csql", lead), pair.other.row("csql", lead)
    assert {k: v for k, v in there.items() if k not in hidden} == {k: v for k, v in ours.items() if k not in hidden}
    assert (ours["gates"], there["gates"]) == ({str(gate): True for gate in Gate}, None)
    assert pair.other.ask("SELECT signal FROM csql") == [("分院でも使いたい",)]
    pair.other.book.write(step_lead, lead, "accepted", on=date(2026, 11, 20))
    pair.meet("21")
    assert steps(pair.one, lead) == ("2026-11-18", "2026-11-20", None, None)
    [told] = pair.sheet("csqls").rows()
    assert (told["account"], told["signal"], told["origin"]) == ("みどり会", "分院でも使いたい", "request")
    pair.meet("21")
    assert [pair.one.meet(pair.mine).pushed, pair.other.meet(pair.theirs).pushed] == [0, 0]


def test_that_leads_come_in_from_japanese_tables(pair: Pair) -> None:
    pair.sheet("accounts").save([["顧客名"], ["みどり会"]])
    pair.sheet("csqls").save([
        ["顧客", "兆し", "きっかけ", "提出日", "受理日", "受注日", "金額", "通貨"],
        ["みどり会", "分院でも使いたい", "利用状況から", "2026/11/02", "2026/11/05", "2026/11/20", "1,200,000", "JPY"],
    ])  # fmt: skip
    pair.meet("1")
    assert pair.one.ask("SELECT signal, origin, submitted_on, accepted_on, won_on, amount_minor FROM csql") == [
        ("分院でも使いたい", "usage", "2026-11-02", "2026-11-05", "2026-11-20", 1_200_000)
    ]
