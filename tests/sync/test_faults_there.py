"""The rows of the fault table about the other system: what it loses, forbids, forgets and changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.connectors.base import Field
from app.connectors.memory import MemoryServer, crm_types
from app.operations.syncing.connections import resume
from app.sync import keeping
from tests.builders import new_book
from tests.sync.desk import Desk
from tests.sync.wired import there

MANY = 60


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_book(tmp_path) as book:
        yield Desk(book, tmp_path)


def met(desk: Desk, **how: Any) -> tuple[MemoryServer, list[str]]:
    """Connect to a CRM with many accounts and take them in."""
    crm = MemoryServer(**how)
    ids = [
        crm.create("accounts", {"Name": f"a{n:03}", "Industry": "food", "Domain": f"a{n}.test"}) for n in range(MANY)
    ]
    crm.create(
        "activities", {"Account": ids[0], "Kind": "call", "State": "done", "Date": date(2026, 11, 1), "Body": "x"}
    )
    desk.connect(crm)
    assert desk.sync().result == "done"
    return crm, ids


def rows(desk: Desk) -> Mapping[str, Any]:
    """Return every row of the book's own nouns, and what was agreed on."""
    names = (
        "account",
        "touchpoint",
        "position",
        "promise",
        "request",
        "history",
        "binding",
        "sync_conflict",
        "outbox",
        "sent",
    )
    return {name: desk.ask(f"SELECT * FROM {name} ORDER BY 1, 2, 3") for name in names}


def row_of(desk: Desk, name: str) -> str:
    [(row,)] = desk.ask("SELECT id FROM account WHERE name = ?", name)
    return str(row)


def blank(crm: MemoryServer, ids: list[str]) -> None:
    for one in ids[:30]:
        crm.edit("accounts", one, {"Domain": None})


def delete(crm: MemoryServer, ids: list[str]) -> None:
    for one in ids[1:31]:
        crm.delete("accounts", one)


def hide(crm: MemoryServer, ids: list[str]) -> None:
    crm.invisible |= {("accounts", one) for one in ids[1:31]}


def empty(crm: MemoryServer, ids: list[str]) -> None:
    crm.invisible |= {("accounts", one) for one in ids}


@pytest.mark.parametrize(
    ("accident", "kind", "deletions"),
    [
        (blank, "blanks", "feed"),
        (delete, "deletes", "feed"),
        (hide, "missing", "sweep"),
        (empty, "missing", "sweep"),
        (delete, "deletes", "sweep"),
    ],
)
def test_that_an_accident_there_stops_the_run_before_anything_is_written(
    desk: Desk, accident: Any, kind: str, deletions: Any
) -> None:
    crm, ids = met(desk, types=crm_types("atomic", deletions))
    desk.amend("account", row_of(desk, "a000"), industry="paper")
    accident(crm, ids)
    before, others = rows(desk), there(crm)
    outcome = desk.sync()
    assert (outcome.result, outcome.state) == ("guard", "guard")
    assert outcome.why is not None
    [alarm, *_more] = outcome.why[1]["alarms"]  # type: ignore[misc]
    assert (alarm["entity"], alarm["kind"]) == ("account", kind)
    assert alarm["count"] >= 30 and alarm["of"] == MANY and len(alarm["local_ids"]) == 5
    assert (rows(desk), there(crm)) == (before, others)
    # It stays so until a person says that it is right.
    assert desk.sync().result == "guard"
    assert (rows(desk), there(crm)) == (before, others)
    desk.book.write(keeping.set_connection, 1, {"allowed": "once", "state": "on"})
    assert desk.sync().result == "done"
    assert desk.sync().result == "done"


def test_that_our_own_mass_delete_is_not_sent_without_a_word(desk: Desk) -> None:
    crm, _ids = met(desk)
    others = there(crm)
    for number in range(1, 31):
        desk.remove("account", row_of(desk, f"a{number:03}"))
    assert desk.sync().result == "guard"
    assert there(crm) == others
    desk.book.write(keeping.set_connection, 1, {"allowed": "once", "state": "on"})
    assert desk.sync().result == "done"
    assert len(crm.records("accounts")) == MANY - 30


def test_that_an_empty_system_after_a_full_pull_empties_nothing(desk: Desk) -> None:
    crm, ids = met(desk)
    crm.invisible |= {("accounts", one) for one in ids}
    crm.forget_cursors()
    before = rows(desk)
    assert desk.sync().result == "guard"
    assert rows(desk) == before


def test_that_another_organisation_is_refused_before_anything_is_read(desk: Desk) -> None:
    crm, _ids = met(desk)
    desk.amend("account", row_of(desk, "a000"), industry="paper")
    before, others = rows(desk), there(crm)
    crm.who = replace(crm.who, org_id="sandbox")
    crm.requests.clear()
    outcome = desk.sync()
    assert (outcome.result, outcome.why and outcome.why[0]) == ("error", "different_org")
    assert [request.call for request in crm.requests] == ["identity"]
    assert (rows(desk), there(crm)) == (before, others)
    crm.who = replace(crm.who, org_id="memory")
    assert desk.sync().result == "done"
    assert crm.records("accounts")[_ids[0]].fields["Industry"] == "paper"


def test_that_a_field_that_is_removed_keeps_its_values_and_comes_back_with_them(desk: Desk) -> None:
    crm, ids = met(desk)
    first = row_of(desk, "a000")
    crm.drop_field("accounts", "Domain")
    desk.amend("account", first, domain="ours.test")
    crm.edit("accounts", ids[0], {"Industry": "glass"})
    outcome = desk.sync()
    assert outcome.result == "done"
    assert desk.row("account", first)["industry"] == "glass"
    assert desk.row("account", first)["domain"] == "ours.test"
    assert desk.row("account", row_of(desk, "a001"))["domain"] == "a1.test"
    [(base,)] = desk.ask("SELECT base FROM binding WHERE local_id = ?", first)
    assert '"Domain":"a0.test"' in base
    assert [1 for (text,) in desk.ask("SELECT text FROM sync_note") if "field_lost" in text and "Domain" in text]
    crm.add_field("accounts", Field("Domain", "Domain", "text", max_length=255))
    desk.book.write(keeping.set_connection, 1, {"schema_at": None, "allowed": "once"})
    for one in ids[1:]:
        crm.edit("accounts", one, {"Domain": f"{crm.records('accounts')[one].fields['Name']}.new"})
    assert desk.sync().result == "done"
    assert desk.row("account", row_of(desk, "a001"))["domain"] == "a001.new"
    assert desk.sync().result == "done"
    assert [row[0] for row in desk.open_questions()] != [] or crm.records("accounts")[ids[0]].fields[
        "Domain"
    ] == "ours.test"


def test_that_a_field_of_another_type_touches_nothing_it_cannot_read(desk: Desk) -> None:
    crm, ids = met(desk)
    first = row_of(desk, "a000")
    crm.drop_field("accounts", "Industry")
    crm.add_field("accounts", Field("Industry", "Industry", "int"))
    for record in crm._records["accounts"].values():
        record.fields["Industry"] = None
    crm.edit("accounts", ids[0], {"Industry": 7, "Domain": "new.test"})
    desk.book.write(keeping.set_connection, 1, {"schema_at": None})
    outcome = desk.sync()
    assert outcome.result in ("done", "guard")
    assert desk.row("account", row_of(desk, "a005"))["industry"] == "food"
    if outcome.result == "done":
        assert desk.row("account", first)["domain"] == "new.test"


def test_that_a_field_we_may_no_longer_read_is_not_emptied(desk: Desk) -> None:
    crm, ids = met(desk)
    crm.hidden["accounts", "Domain"] = None
    for one in ids:
        crm.edit("accounts", one, {"Industry": "glass"})
    assert desk.sync().result == "done"
    assert {tuple(row) for row in desk.ask("SELECT industry, domain IS NULL FROM account")} == {("glass", 0)}
    crm.hidden.clear()
    crm.edit("accounts", ids[0], {"Domain": "back.test"})
    assert desk.sync().result == "done"
    assert desk.row("account", row_of(desk, "a000"))["domain"] == "back.test"


def test_that_a_field_we_may_no_longer_write_is_held_back_and_the_rest_goes(desk: Desk) -> None:
    crm, ids = met(desk)
    first = row_of(desk, "a000")
    crm.change_field("accounts", "Industry", writable=False)
    desk.amend("account", first, industry="paper", domain="ours.test")
    outcome = desk.sync()
    assert (outcome.result, outcome.blocked) == ("done", 1)
    assert crm.records("accounts")[ids[0]].fields["Domain"] == "ours.test"
    assert crm.records("accounts")[ids[0]].fields["Industry"] == "food"
    assert desk.row("account", first)["industry"] == "paper"
    assert desk.ask("SELECT 1 FROM outbox") == []
    crm.change_field("accounts", "Industry", writable=True)
    desk.book.write(keeping.set_connection, 1, {"schema_at": None})
    desk.sync()
    desk.amend("account", first, industry="steel")
    assert desk.sync().blocked == 0
    assert crm.records("accounts")[ids[0]].fields["Industry"] == "steel"


@pytest.mark.parametrize("deletions", ["feed", "sweep"])
def test_that_a_record_we_may_no_longer_see_is_missing_and_not_deleted(desk: Desk, deletions: Any) -> None:
    crm, ids = met(desk, types=crm_types("atomic", deletions))
    second = row_of(desk, "a001")
    crm.invisible.add(("accounts", ids[1]))
    assert desk.sync().result == "done"
    desk.amend("account", second, industry="paper")
    crm.requests.clear()
    desk.sync()
    assert desk.row("account", second)["industry"] == "paper"
    assert desk.row("account", second)["deleted_at"] is None
    assert crm.record("accounts", ids[1]).fields["Industry"] == "food"  # type: ignore[union-attr]
    crm.invisible.clear()
    crm.edit("accounts", ids[1], {"Domain": "seen.test"})
    for _run in range(2):
        assert desk.sync().result == "done"
    assert desk.row("account", second)["domain"] == "seen.test"
    assert crm.records("accounts")[ids[1]].fields["Industry"] == "paper"


def test_that_a_type_we_may_no_longer_touch_rests_and_the_others_sync(desk: Desk) -> None:
    crm, ids = met(desk)
    crm.forbidden.add("activities")
    [(talk,)] = desk.ask("SELECT id FROM touchpoint")
    desk.amend("touchpoint", talk, body="ours")
    crm.edit("accounts", ids[0], {"Industry": "glass"})
    outcome = desk.sync()
    assert outcome.result == "done"
    assert desk.row("account", row_of(desk, "a000"))["industry"] == "glass"
    assert desk.row("touchpoint", talk)["body"] == "ours"
    assert [1 for (text,) in desk.ask("SELECT text FROM sync_note") if "forbidden" in text]
    crm.forbidden.clear()
    for _run in range(2):
        assert desk.sync().result == "done"
    assert {one.fields["Body"] for one in crm.records("activities").values()} == {"ours"}
    assert desk.ask("SELECT 1 FROM outbox") == []


def test_that_little_quota_is_left_for_what_a_person_asks_for(desk: Desk) -> None:
    crm, ids = met(desk)
    crm.quota = 0.05
    desk.amend("account", row_of(desk, "a000"), industry="paper")
    outcome = desk.sync()
    assert (outcome.result, outcome.why and outcome.why[0], outcome.pushed) == ("done", "quota", 0)
    assert crm.records("accounts")[ids[0]].fields["Industry"] == "food"
    assert desk.sync(pressed=True).pushed == 1
    assert crm.records("accounts")[ids[0]].fields["Industry"] == "paper"


def test_that_a_connection_that_was_stopped_goes_on_when_a_person_says_so(desk: Desk) -> None:
    crm, ids = met(desk)
    delete(crm, ids)
    assert desk.sync().state == "guard"
    for one in ids[1:31]:
        crm.undelete("accounts", one)
    desk.book.write(resume, 1)
    assert desk.sync().result == "done"
    assert desk.ask("SELECT count(*) FROM account WHERE deleted_at IS NULL") == [(MANY,)]
