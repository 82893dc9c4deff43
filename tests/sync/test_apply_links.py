"""First meetings: a key that both have is asked about, a name never is; and what an answer makes of the two."""

from __future__ import annotations

from app.connectors.memory import MemoryServer
from tests.sync.desk import Desk


def two(desk: Desk) -> tuple[MemoryServer, str, str]:
    crm = MemoryServer()
    row = desk.create("account", name="みどり食品", name_key="みどり食品", domain="midori.example")
    acme = crm.create("accounts", {"Name": "みどり食品 株式会社", "Domain": "MIDORI.example", "Industry": "food"})
    desk.connect(crm)
    return crm, row, acme


def test_that_one_key_on_both_sides_is_proposed_and_neither_is_written_meanwhile(desk: Desk) -> None:
    crm, _row, _acme = two(desk)
    assert desk.sync().conflicts == 1
    [(_number, kind, _field)] = desk.open_questions()
    assert kind == "link"
    assert desk.ask("SELECT count(*) FROM account") == [(1,)]
    assert len(crm.records("accounts")) == 1
    assert desk.sync().conflicts == 0


def test_that_one_and_the_same_meet(desk: Desk) -> None:
    crm, row, acme = two(desk)
    desk.sync()
    desk.link(desk.open_questions()[0][0], True)
    desk.sync()
    assert desk.ask("SELECT remote_id FROM binding WHERE local_id = ?", row) == [(acme,)]
    assert desk.row("account", row)["industry"] == "food"
    # What both had and wrote differently is asked about, not chosen.
    names = [field for _number, kind, field in desk.open_questions() if kind == "field"]
    assert "Name" in names
    assert len(crm.records("accounts")) == 1


def test_that_two_go_their_own_ways(desk: Desk) -> None:
    crm, _row, _acme = two(desk)
    desk.sync()
    desk.link(desk.open_questions()[0][0], False)
    desk.sync()
    assert desk.open_questions() == []
    assert desk.ask("SELECT count(*) FROM account WHERE deleted_at IS NULL") == [(2,)]
    assert len(crm.records("accounts")) == 2


def test_that_an_answer_can_be_taken_back(desk: Desk) -> None:
    _crm, row, _acme = two(desk)
    desk.sync()
    done = desk.link(desk.open_questions()[0][0], True).id
    desk.undo(done)
    assert [kind for _number, kind, _field in desk.open_questions()] == ["link"]
    assert desk.ask("SELECT * FROM binding WHERE local_id = ?", row) == []


def test_that_a_name_alone_links_nothing(desk: Desk) -> None:
    crm = MemoryServer()
    desk.create("account", name="Acme", name_key="acme")
    crm.create("accounts", {"Name": "Acme"})
    desk.connect(crm)
    desk.sync()
    assert desk.open_questions() == []
    assert desk.ask("SELECT count(*) FROM account") == [(2,)]
