"""What a line tells of its contract follows the contract; of fields settled as one the answer of a person is sent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.connectors.base import Scalar
from app.connectors.memory import MemoryServer
from tests.sync.desk import Desk
from tests.sync.test_contracts_out import alone, signed


def rests(desk: Desk, crm: MemoryServer) -> None:
    before = len(crm.applied)
    assert desk.sync().result == "done"
    assert len(crm.applied) == before
    assert not desk.open_questions()


@pytest.fixture
def crm(desk: Desk) -> MemoryServer:
    server = MemoryServer()
    desk.rows = signed(desk)  # type: ignore[attr-defined]
    desk.connect(server)
    assert desk.sync().result == "done"
    return server


def test_that_the_account_of_a_line_is_told_again_when_its_contract_moves(desk: Desk, crm: MemoryServer) -> None:
    other = desk.create("account", name="Acme", name_key="acme")
    desk.amend("contract", desk.rows["contract"], account_id=other)  # type: ignore[attr-defined]
    desk.sync()
    there = next(one.id for one in crm.records("accounts").values() if one.fields["Name"] == "Acme")
    assert alone(crm, "contracts").fields["Account"] == alone(crm, "lines").fields["Account"] == there
    rests(desk, crm)


def test_that_it_is_told_again_when_the_contract_moves_there(desk: Desk, crm: MemoryServer) -> None:
    there = crm.create("accounts", {"Name": "Acme"})
    crm.edit("contracts", alone(crm, "contracts").id, {"Account": there})
    desk.sync()
    assert alone(crm, "lines").fields["Account"] == there
    rests(desk, crm)


def test_that_it_is_told_again_when_the_line_is_led_to_another_contract_there(desk: Desk, crm: MemoryServer) -> None:
    there = crm.create("accounts", {"Name": "Acme"})
    term: dict[str, Scalar] = {"Start": date(2026, 4, 1), "End": date(2027, 3, 31)}
    other = crm.create("contracts", {"Account": there, "Currency": "JPY", **term})
    crm.edit("lines", alone(crm, "lines").id, {"Contract": other})
    desk.sync()
    assert alone(crm, "lines").fields["Account"] == there
    rests(desk, crm)


def test_that_it_is_never_taken_from_the_line(desk: Desk, crm: MemoryServer) -> None:
    there = crm.create("accounts", {"Name": "Acme"})
    was = alone(crm, "lines").fields["Account"]
    crm.edit("lines", alone(crm, "lines").id, {"Account": there, "Amount": Decimal(5)})
    desk.sync()
    assert alone(crm, "lines").fields["Account"] == alone(crm, "contracts").fields["Account"] == was
    assert desk.row("contract_line", desk.rows["line"])["amount_minor"] == 5  # type: ignore[attr-defined]
    rests(desk, crm)


@pytest.mark.parametrize(("choice", "value"), [("mine", 10), ("theirs", 6)])
@pytest.mark.parametrize("known", [True, False], ids=["known before", "first meeting"])
def test_that_the_answer_to_half_of_what_is_settled_as_one_reaches_both_sides(
    desk: Desk, choice: str, value: int, known: bool
) -> None:
    """Both sides say days; how many is asked about, and asked about again before each run until somebody answers."""
    account = desk.create("account", name="みどり食品", name_key="みどり食品")
    more = {"notice_value": 3, "notice_unit": "m"} if known else {}
    term = {"kind": "paid", "start_on": "2026-04-01", "end_on": "2027-03-31", "currency": "JPY"}
    contract = desk.create("contract", account_id=account, **term, **more)
    crm = MemoryServer()
    desk.connect(crm)
    desk.sync()
    desk.amend("contract", contract, notice_value=10, notice_unit="d")
    crm.edit("contracts", alone(crm, "contracts").id, {"Notice": 6, "NoticeUnit": "d"})
    for _round in range(2):
        desk.sync()
        [(number, kind, field)] = desk.open_questions()
        assert (kind, field) == ("field", "Notice")
    desk.settle(number, choice)
    desk.sync()
    there, here = alone(crm, "contracts").fields, desk.row("contract", contract)
    assert (there["Notice"], there["NoticeUnit"]) == (here["notice_value"], here["notice_unit"]) == (value, "d")
    rests(desk, crm)
