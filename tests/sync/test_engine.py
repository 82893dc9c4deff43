"""The engine on a real book against a CRM in memory: what each side does arrives, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.connectors.memory import MemoryServer
from tests.builders import new_book
from tests.sync.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_book(tmp_path) as book:
        yield Desk(book, tmp_path)


def test_that_what_each_side_has_arrives_at_the_other_once(desk: Desk) -> None:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme", "Domain": "acme.test"})
    crm.create("activities", {"Account": acme, "Kind": "call", "Date": date(2026, 11, 1), "Body": "こんにちは"})
    ours = desk.create("account", name="みどり食品", name_key="みどり食品")
    desk.create("touchpoint", account_id=ours, state="done", kind="call", on_date="2026-11-02", body="電話")
    desk.connect(crm)
    outcome = desk.sync()
    assert (outcome.result, outcome.why) == ("done", None)
    assert (outcome.pulled, outcome.pushed) == (2, 2)
    names = {name for (name,) in desk.ask("SELECT name FROM account WHERE deleted_at IS NULL")}
    assert names == {"Acme", "みどり食品"}
    assert {r.fields["Name"] for r in crm.records("accounts").values()} == {"Acme", "みどり食品"}
    assert len(crm.records("activities")) == 2
    again = desk.sync()
    assert (again.pulled, again.pushed, again.conflicts, again.result) == (0, 0, 0, "done")


def test_that_each_side_s_edits_of_different_fields_meet(desk: Desk) -> None:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme", "Industry": "food"})
    desk.connect(crm)
    desk.sync()
    [(row,)] = desk.ask("SELECT id FROM account")
    desk.amend("account", row, domain="acme.test")
    crm.edit("accounts", acme, {"Industry": "steel"})
    desk.sync()
    assert desk.row("account", row)["industry"] == "steel"
    assert crm.record("accounts", acme).fields["Domain"] == "acme.test"


def test_that_a_field_that_both_changed_is_asked_about_and_either_choice_arrives(desk: Desk) -> None:
    for choice, expected in (("mine", "ours"), ("theirs", "theirs")):
        crm = MemoryServer(org_id=choice)
        acme = crm.create("accounts", {"Name": f"Acme {choice}", "Industry": "food"})
        number = desk.connect(crm, name=choice)
        desk.sync(number)
        [(row,)] = desk.ask("SELECT id FROM account WHERE name = ?", f"Acme {choice}")
        desk.amend("account", row, industry="ours")
        crm.edit("accounts", acme, {"Industry": "theirs"}, by="Nakamura")
        assert desk.sync(number).conflicts == 1
        assert desk.row("account", row)["industry"] == "ours"
        assert crm.record("accounts", acme).fields["Industry"] == "theirs"
        [(question, kind, field)] = desk.open_questions()
        assert (kind, field) == ("field", "Industry")
        desk.settle(question, choice)
        desk.sync(number)
        assert desk.row("account", row)["industry"] == expected
        assert crm.record("accounts", acme).fields["Industry"] == expected
        desk.book.write(__import__("app.sync.keeping", fromlist=["drop_connection"]).drop_connection, number)


def test_that_a_record_that_is_not_to_be_seen_any_more_keeps_its_row_and_meets_it_again(desk: Desk) -> None:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme", "Industry": "food"})
    desk.connect(crm)
    desk.sync()
    [(row,)] = desk.ask("SELECT id FROM account")
    desk.amend("account", row, industry="steel")
    crm.invisible.add(("accounts", acme))
    assert desk.sync().result == "done"
    assert desk.ask("SELECT state FROM binding") == [("missing",)]
    assert desk.open_questions() == []
    assert desk.row("account", row)["deleted_at"] is None
    crm.invisible.clear()
    desk.sync()
    assert desk.ask("SELECT state FROM binding") == [("live",)]
    assert crm.record("accounts", acme).fields["Industry"] == "steel"


def test_that_a_record_that_became_its_own_parent_is_of_no_use_here_and_stops_nothing(desk: Desk) -> None:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme"})
    other = crm.create("accounts", {"Name": "Other", "Parent": acme})
    desk.connect(crm)
    desk.sync()
    crm.edit("accounts", acme, {"Parent": acme})
    crm.edit("accounts", other, {"Industry": "steel"})
    assert desk.sync().result == "done"
    assert desk.ask("SELECT name, parent_id IS NULL, industry FROM account ORDER BY name") == [
        ("Acme", 1, None),
        ("Other", 0, "steel"),
    ]
