"""Merges there, records that come back, references to what is not here yet: what each makes of our rows."""

from __future__ import annotations

from datetime import date

import pytest

from app.connectors.memory import MemoryServer, crm_types
from tests.sync.desk import Desk


def bound(desk: Desk, name: str) -> str:
    [(row,)] = desk.ask("SELECT id FROM account WHERE name = ? ORDER BY no LIMIT 1", name)
    return str(row)


def state(desk: Desk, row: str) -> list[tuple[str, str]]:
    return [(a, b) for a, b in desk.ask("SELECT remote_id, state FROM binding WHERE local_id = ?", row)]


def test_that_a_row_follows_its_record_into_the_one_that_is_left(desk: Desk) -> None:
    crm = MemoryServer()
    loser = crm.create("accounts", {"Name": "Loser", "Industry": "steel"})
    desk.connect(crm)
    desk.sync()
    row = bound(desk, "Loser")
    winner = crm.create("accounts", {"Name": "Winner"})
    crm.merge("accounts", winner, loser)
    desk.sync()
    assert desk.row("account", row)["deleted_at"] is None
    assert (winner, "live") in state(desk, row)
    assert desk.row("account", row)["name"] == "Winner"
    assert desk.ask("SELECT count(*) FROM account WHERE deleted_at IS NULL") == [(1,)]


@pytest.mark.parametrize("third", [False, True])
def test_that_two_rows_become_one_and_what_hung_on_the_other_moves(desk: Desk, third: bool) -> None:
    crm = MemoryServer()
    one, two = (crm.create("accounts", {"Name": name}) for name in ("One", "Two"))
    crm.create("activities", {"Account": two, "Kind": "call", "Date": date(2026, 11, 1), "Body": "電話"})
    desk.connect(crm)
    desk.sync()
    ours = bound(desk, "Two")
    touchpoint = desk.create(
        "touchpoint", account_id=ours, state="done", kind="call", on_date="2026-11-02", body="mine"
    )
    left = crm.merge("accounts", one, two, third=third)
    desk.sync()
    desk.sync()
    alive = desk.ask("SELECT id FROM account WHERE deleted_at IS NULL")
    assert len(alive) == 1
    assert desk.row("touchpoint", touchpoint)["account_id"] == alive[0][0]
    assert {r.fields["Account"] for r in crm.records("activities").values()} == {left}
    assert desk.ask("SELECT count(*) FROM touchpoint WHERE account_id = ? AND deleted_at IS NULL", alive[0][0]) == [
        (2,)
    ]


def test_that_an_edit_of_the_row_that_went_away_is_asked_about(desk: Desk) -> None:
    crm = MemoryServer()
    one, two = (crm.create("accounts", {"Name": name, "Industry": "food"}) for name in ("One", "Two"))
    desk.connect(crm)
    desk.sync()
    desk.amend("account", bound(desk, "Two"), industry="steel")
    crm.merge("accounts", one, two)
    desk.sync()
    [(question, kind, field)] = [q for q in desk.open_questions() if q[2] == "Industry"]
    assert kind == "merged"
    row = bound(desk, "One")
    desk.settle(question, "mine")
    desk.sync()
    assert desk.row("account", row)["industry"] == "steel"
    assert crm.record("accounts", one).fields["Industry"] == "steel"  # type: ignore[union-attr]
    assert field == "Industry"


def test_that_a_record_that_is_brought_back_there_comes_back_here(desk: Desk) -> None:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme"})
    desk.connect(crm)
    desk.sync()
    row = bound(desk, "Acme")
    crm.delete("accounts", acme)
    desk.sync()
    assert desk.row("account", row)["deleted_at"] is not None
    crm.undelete("accounts", acme)
    crm.edit("accounts", acme, {"Industry": "food"})
    desk.sync()
    assert desk.row("account", row)["deleted_at"] is None
    assert desk.row("account", row)["industry"] == "food"


def test_that_a_record_waits_for_the_one_it_belongs_to(desk: Desk) -> None:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme"})
    crm.create("activities", {"Account": acme, "Kind": "call", "Date": date(2026, 11, 1), "Body": "電話"})
    crm.invisible.add(("accounts", acme))
    desk.connect(crm)
    desk.sync()
    assert desk.ask("SELECT count(*) FROM touchpoint") == [(0,)]
    assert desk.ask("SELECT count(*) FROM waiting_record") == [(1,)]
    crm.invisible.clear()
    crm.edit("accounts", acme, {"Industry": "food"})
    desk.sync()
    assert desk.ask("SELECT count(*) FROM touchpoint WHERE deleted_at IS NULL") == [(1,)]
    assert desk.ask("SELECT count(*) FROM waiting_record") == [(0,)]


def test_that_a_reference_to_a_record_that_comes_later_is_led_there(desk: Desk) -> None:
    crm = MemoryServer()
    parent = crm.create("accounts", {"Name": "Parent"})
    crm.create("accounts", {"Name": "Child", "Parent": parent})
    crm.invisible.add(("accounts", parent))
    desk.connect(crm)
    desk.sync()
    child = bound(desk, "Child")
    assert desk.row("account", child)["parent_id"] is None
    crm.invisible.clear()
    crm.edit("accounts", parent, {"Industry": "food"})
    desk.sync()
    assert desk.row("account", child)["parent_id"] == bound(desk, "Parent")
    written = len(crm.ops)
    desk.sync()
    assert len(crm.ops) == written


def test_that_a_record_that_is_not_to_be_seen_is_neither_deleted_nor_written(desk: Desk) -> None:
    crm = MemoryServer(crm_types("atomic", "sweep"))
    acme = crm.create("accounts", {"Name": "Acme"})
    desk.connect(crm)
    desk.sync()
    row = bound(desk, "Acme")
    crm.invisible.add(("accounts", acme))
    desk.sync()
    assert state(desk, row) == [(acme, "missing")]
    assert desk.row("account", row)["deleted_at"] is None
    desk.amend("account", row, industry="food")
    written = len(crm.ops)
    desk.sync()
    assert len(crm.ops) == written
    crm.invisible.clear()
    desk.sync()
    desk.sync()
    assert crm.record("accounts", acme).fields["Industry"] == "food"  # type: ignore[union-attr]


def test_that_a_record_that_was_lost_sight_of_and_then_deleted_is_deleted_here(desk: Desk) -> None:
    crm = MemoryServer(crm_types("check", "sweep"))
    acme = crm.create("accounts", {"Name": "Acme"})
    desk.connect(crm)
    desk.sync()
    row = bound(desk, "Acme")
    crm.invisible.add(("accounts", acme))
    desk.sync()
    crm.delete("accounts", acme)
    crm.invisible.clear()
    desk.sync()
    assert desk.row("account", row)["deleted_at"] is not None
    assert desk.open_questions() == []


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_that_a_row_brought_back_after_a_merge_is_asked_about(desk: Desk, choice: str) -> None:
    crm = MemoryServer()
    one, two = (crm.create("accounts", {"Name": name}) for name in ("One", "Two"))
    desk.connect(crm)
    desk.sync()
    row = bound(desk, "Two")
    crm.merge("accounts", one, two)
    desk.undo(desk.sync().changes.id)
    assert desk.row("account", row)["deleted_at"] is None
    desk.sync()
    [(question, kind, _field)] = desk.open_questions()
    assert kind == "deleted_there"
    assert desk.sync().conflicts == 0
    desk.settle(question, choice)
    desk.sync()
    names = {record.fields["Name"] for record in crm.records("accounts").values()}
    assert names == ({"One", "Two"} if choice == "mine" else {"One"})
    assert (desk.row("account", row)["deleted_at"] is None) == (choice == "mine")
    written = len(crm.ops)
    desk.sync()
    assert len(crm.ops) == written and desk.open_questions() == []
