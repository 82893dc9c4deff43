"""Records that call another one by an id that was merged away, as what is brought back there out of a bin does."""

from __future__ import annotations

from datetime import date

import pytest

from app.connectors.memory import MemoryServer, crm_types
from tests.sync.desk import Desk

BOTH = pytest.mark.parametrize("deletions", ["feed", "sweep"])


def call_at(crm: MemoryServer, account: str) -> str:
    fields = {"Account": account, "Kind": "call", "State": "done", "Date": date(2026, 11, 1), "Body": "電話"}
    return crm.create("activities", fields)


def brought_back_after_merge(crm: MemoryServer, *, third: bool = False) -> tuple[str, str]:
    """Let a call return whose account went into another one meanwhile; return it and the account that is left."""
    one, two = (crm.create("accounts", {"Name": name}) for name in ("One", "Two"))
    call = call_at(crm, one)
    crm.delete("activities", call)
    left = crm.merge("accounts", two, one, third=third)
    crm.undelete("activities", call)
    assert crm.record("activities", call).fields["Account"] == one  # type: ignore[union-attr]
    # A later one, so that no page that overlaps the last tells the first again.
    call_at(crm, left)
    return call, left


def row_of(desk: Desk, record: str) -> str:
    [(row,)] = desk.ask("SELECT local_id FROM binding WHERE remote_id = ?", record)
    return str(row)


def at_rest(desk: Desk, crm: MemoryServer) -> bool:
    written = len(crm.applied)
    desk.sync()
    return len(crm.applied) == written and desk.open_questions() == []


@BOTH
@pytest.mark.parametrize("third", [False, True])
def test_that_what_hung_on_a_merged_record_nobody_knew_comes_to_the_one_that_is_left(
    desk: Desk, deletions: str, third: bool
) -> None:
    crm = MemoryServer(crm_types("check", deletions))  # type: ignore[arg-type]
    call, left = brought_back_after_merge(crm, third=third)
    desk.connect(crm)
    desk.sync()
    desk.sync()
    assert desk.row("touchpoint", row_of(desk, call))["account_id"] == row_of(desk, left)
    assert crm.record("activities", call).fields["Account"] == left  # type: ignore[union-attr]
    assert desk.ask("SELECT * FROM waiting_record") == []
    assert at_rest(desk, crm)


@BOTH
def test_that_it_waits_for_the_one_that_is_left_where_that_is_not_to_be_seen(desk: Desk, deletions: str) -> None:
    crm = MemoryServer(crm_types("check", deletions))  # type: ignore[arg-type]
    call, left = brought_back_after_merge(crm)
    crm.create("accounts", {"Name": "Later"})
    crm.invisible.add(("accounts", left))
    desk.connect(crm)
    desk.sync()
    desk.sync()
    assert (call, left) in desk.ask("SELECT remote_id, needs_id FROM waiting_record")
    crm.invisible.clear()
    if deletions == "feed":
        # A feed tells only what has a new version.
        crm.edit("accounts", left, {"Industry": "food"})
    desk.sync()
    assert desk.row("touchpoint", row_of(desk, call))["account_id"] == row_of(desk, left)
    assert at_rest(desk, crm)


@BOTH
def test_that_a_reference_led_to_a_merged_record_names_the_one_that_is_left(desk: Desk, deletions: str) -> None:
    crm = MemoryServer(crm_types("check", deletions))  # type: ignore[arg-type]
    parent, loser, winner = (crm.create("accounts", {"Name": name}) for name in ("Parent", "Loser", "Winner"))
    child = crm.create("accounts", {"Name": "Child", "Parent": parent})
    desk.connect(crm)
    desk.sync()
    crm.edit("accounts", child, {"Parent": loser})
    crm.delete("accounts", child)
    crm.merge("accounts", winner, loser)
    desk.sync()
    crm.undelete("accounts", child)
    desk.sync()
    assert desk.row("account", row_of(desk, child))["parent_id"] == row_of(desk, winner)
    assert crm.record("accounts", child).fields["Parent"] == winner  # type: ignore[union-attr]
    assert at_rest(desk, crm)


@BOTH
def test_that_what_hangs_on_a_deleted_record_waits_until_that_comes_back(desk: Desk, deletions: str) -> None:
    crm = MemoryServer(crm_types("check", deletions))  # type: ignore[arg-type]
    crm.create("accounts", {"Name": "Other"})
    gone = crm.create("accounts", {"Name": "Gone"})
    call = call_at(crm, gone)
    crm.delete("accounts", gone)
    desk.connect(crm)
    desk.sync()
    desk.sync()
    assert desk.ask("SELECT remote_id, needs_id FROM waiting_record") == [(call, gone)]
    crm.undelete("accounts", gone)
    desk.sync()
    assert desk.row("touchpoint", row_of(desk, call))["account_id"] == row_of(desk, gone)
    assert at_rest(desk, crm)
