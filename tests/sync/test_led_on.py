"""A row that is led to another one: where both sides say so, and where the other one is not here yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.connectors.memory import MemoryServer, Request
from tests.sync.desk import Desk
from tests.sync.test_contracts_out import alone, signed


@pytest.fixture
def crm(desk: Desk) -> MemoryServer:
    """Give a system that knows an account of ours, with a contract and its line."""
    server = MemoryServer()
    desk.rows = signed(desk)  # type: ignore[attr-defined]
    desk.connect(server)
    assert desk.sync().result == "done"
    return server


def meanwhile(crm: MemoryServer, do: Callable[[], object]) -> None:
    """Let others write after the accounts were taken in and before the contracts are."""

    def before(request: Request) -> None:
        if request.type == "contracts":
            crm.before = lambda _: None
            do()

    crm.before = before


def owner(desk: Desk) -> str:
    [(name,)] = desk.ask("SELECT a.name FROM contract c JOIN account a ON a.id = c.account_id")
    return str(name)


def test_that_what_is_told_of_a_contract_follows_where_both_sides_move_it_alike(desk: Desk, crm: MemoryServer) -> None:
    other = desk.create("account", name="Acme", name_key="acme")
    desk.sync()
    there = next(one.id for one in crm.records("accounts").values() if one.fields["Name"] == "Acme")
    desk.amend("contract", desk.rows["contract"], account_id=other)  # type: ignore[attr-defined]
    crm.edit("contracts", alone(crm, "contracts").id, {"Account": there})
    desk.sync()
    assert alone(crm, "lines").fields["Account"] == there
    assert not desk.open_questions()


@pytest.mark.parametrize("edited", [False, True], ids=["untouched", "edited beside"])
def test_that_a_move_to_an_account_that_is_not_here_yet_is_not_taken_back(
    desk: Desk, crm: MemoryServer, edited: bool
) -> None:
    made: list[str] = []

    def others() -> None:
        made.append(crm.create("accounts", {"Name": "Acme"}))
        crm.edit("contracts", alone(crm, "contracts").id, {"Account": made[0]})

    meanwhile(crm, others)
    if edited:
        desk.amend("contract", desk.rows["contract"], reseller="双日")  # type: ignore[attr-defined]
    desk.sync()
    assert alone(crm, "contracts").fields["Account"] == made[0]
    desk.sync()
    assert owner(desk) == "Acme"
    assert alone(crm, "contracts").fields["Account"] == alone(crm, "lines").fields["Account"] == made[0]
    before = len(crm.applied)
    desk.sync()
    assert len(crm.applied) == before


def test_that_a_move_to_an_account_that_nobody_here_may_see_stands_there(desk: Desk, crm: MemoryServer) -> None:
    hidden = crm.create("accounts", {"Name": "Acme"})
    crm.invisible.add(("accounts", hidden))
    crm.edit("contracts", alone(crm, "contracts").id, {"Account": hidden})
    desk.sync()
    desk.amend("contract", desk.rows["contract"], reseller="双日")  # type: ignore[attr-defined]
    desk.sync()
    told = alone(crm, "contracts").fields
    assert (told["Account"], told["Reseller"]) == (hidden, "双日")


def test_that_where_we_lead_it_meanwhile_stands(desk: Desk, crm: MemoryServer) -> None:
    other = desk.create("account", name="Beta", name_key="beta")
    desk.sync()
    hidden = crm.create("accounts", {"Name": "Acme"})
    crm.invisible.add(("accounts", hidden))
    crm.edit("contracts", alone(crm, "contracts").id, {"Account": hidden})
    desk.sync()
    desk.amend("contract", desk.rows["contract"], account_id=other)  # type: ignore[attr-defined]
    desk.sync()
    beta = next(one.id for one in crm.records("accounts").values() if one.fields["Name"] == "Beta")
    assert alone(crm, "contracts").fields["Account"] == beta
    assert owner(desk) == "Beta"
