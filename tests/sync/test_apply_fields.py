"""Fields that come and go, are not to be read, or that the other system refuses: what is sent, and what is not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from app.clock import Clock
from app.connectors.base import Field
from app.connectors.memory import MemoryServer
from tests.builders import TODAY
from tests.sync.desk import Desk


def synced(desk: Desk) -> tuple[MemoryServer, str, str]:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme", "Industry": "food"})
    desk.connect(crm)
    desk.sync()
    [(row,)] = desk.ask("SELECT id FROM account")
    return crm, acme, row


def there(crm: MemoryServer, id: str, name: str) -> object:
    record = crm.record("accounts", id)
    assert record is not None
    return record.fields[name]


def test_that_a_field_that_nobody_may_read_is_not_written_over(desk: Desk) -> None:
    crm, acme, row = synced(desk)
    crm.hidden["accounts", "Industry"] = None
    crm.edit("accounts", acme, {"Industry": "steel"})
    desk.amend("account", row, industry="paper", domain="acme.test")
    desk.sync()
    assert there(crm, acme, "Industry") == "steel"
    assert there(crm, acme, "Domain") == "acme.test"
    assert desk.ask("SELECT json_extract(blocked, '$.Industry.code') FROM binding") == [("unreadable",)]
    crm.hidden.clear()
    crm.edit("accounts", acme, {"Reading": "アクメ"})
    desk.sync()
    assert [field for _number, _kind, field in desk.open_questions()] == ["Industry"]


def test_that_a_delete_asks_where_something_changed_that_nobody_may_read(desk: Desk) -> None:
    crm, acme, row = synced(desk)
    crm.hidden["accounts", "Industry"] = None
    crm.edit("accounts", acme, {"Industry": "steel"})
    desk.remove("account", row)
    desk.sync()
    assert acme in crm.records("accounts")
    [(question, kind, _field)] = desk.open_questions()
    assert kind == "deleted_here"
    desk.settle(question, "mine")
    desk.sync()
    assert acme not in crm.records("accounts")


def test_that_what_was_written_while_a_field_was_away_is_sent_when_it_is_back(desk: Desk) -> None:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme"})
    desk.connect(crm)
    desk.sync()
    [(row,)] = desk.ask("SELECT id FROM account")
    crm.drop_field("accounts", "Industry")
    desk.amend("account", row, industry="food")
    desk.sync()
    crm.add_field("accounts", Field("Industry", "Industry", "text", max_length=40))
    desk.book.clock = Clock(desk.book.clock.zone, TODAY + timedelta(days=2))
    desk.sync()
    assert there(crm, acme, "Industry") == "food"


def test_that_a_parent_that_is_new_too_is_told_once_it_is_there(desk: Desk) -> None:
    crm = MemoryServer()
    child = desk.create("account", name="Child", name_key="child")
    parent = desk.create("account", name="Parent", name_key="parent")
    desk.amend("account", child, parent_id=parent)
    desk.connect(crm)
    desk.sync()
    by_key = {record.key: record for record in crm.records("accounts").values()}
    assert by_key[child].fields["Parent"] == by_key[parent].id


def test_that_a_row_whose_twin_is_deleted_there_is_held_back_and_not_offered_every_time(desk: Desk) -> None:
    crm = MemoryServer()
    row = desk.create("account", name="Acme", name_key="acme")
    desk.connect(crm)
    desk.sync()
    [acme] = crm.records("accounts")
    crm.delete("accounts", acme)
    desk.undo(desk.sync().changes.id)
    desk.sync()
    [(question, kind, _field)] = desk.open_questions()
    assert kind == "deleted_there"
    desk.settle(question, "mine")
    desk.sync()
    assert desk.ask("SELECT local_id, json_extract(blocked, '$.*.code') FROM unsent")[0][0] == row
    sent = len(crm.ops)
    desk.sync()
    assert len(crm.ops) == sent
    crm.undelete("accounts", acme)
    desk.sync()
    assert desk.ask("SELECT local_id FROM binding WHERE state = 'live'") == [(row,)]


def test_that_a_value_that_is_too_long_there_holds_only_itself_back(desk: Desk) -> None:
    crm, acme, row = synced(desk)
    desk.amend("account", row, industry="x" * 41, domain="acme.test")
    assert desk.sync().blocked == 1
    assert there(crm, acme, "Industry") == "food"
    assert there(crm, acme, "Domain") == "acme.test"
    crm.change_field("accounts", "Industry", max_length=80)
    desk.book.clock = Clock(desk.book.clock.zone, TODAY + timedelta(days=2))
    desk.sync()
    assert there(crm, acme, "Industry") == "x" * 41


def test_that_a_clock_that_was_set_back_hides_no_change_of_the_types(desk: Desk) -> None:
    crm, acme, row = synced(desk)
    desk.book.clock = Clock(desk.book.clock.zone, TODAY - timedelta(days=20_000))
    crm.change_field("accounts", "Industry", max_length=3)
    desk.amend("account", row, industry="steel")
    assert desk.sync().blocked == 1
    assert there(crm, acme, "Industry") == "food"


def test_that_what_is_theirs_to_say_is_sent_with_a_new_record_and_never_after(desk: Desk) -> None:
    crm = MemoryServer()
    desk.connect(crm)
    row = desk.create("account", name="Acme", name_key="acme", segment="high")
    desk.sync()
    [acme] = crm.records("accounts")
    assert there(crm, acme, "Tier") == "enterprise"
    desk.amend("account", row, segment="low")
    desk.sync()
    assert there(crm, acme, "Tier") == "enterprise"
    crm.edit("accounts", acme, {"Tier": "self_serve"})
    desk.sync()
    assert desk.row("account", row)["segment"] == "tech"


def test_that_what_is_theirs_and_cannot_be_sent_holds_nothing_back(desk: Desk) -> None:
    crm = MemoryServer()
    crm.change_field("accounts", "Tier", on_create=False)
    desk.connect(crm)
    desk.create("account", name="Acme", name_key="acme", segment="high")
    assert desk.sync().blocked == 0
    [acme] = crm.records("accounts")
    assert there(crm, acme, "Tier") is None


def test_that_an_amount_that_comes_alone_is_in_the_currency_that_stands(desk: Desk) -> None:
    crm, acme, _row = synced(desk)
    told = {"Words": "PDF", "Raised": date(2026, 11, 2), "Amount": Decimal("10.50"), "Currency": "EUR"}
    request = crm.create("requests", {"Account": acme, **told})
    desk.sync()
    assert desk.ask("SELECT amount_minor FROM request") == [(1050,)]
    crm.edit("requests", request, {"Amount": Decimal("12.50")})
    desk.sync()
    assert desk.ask("SELECT amount_minor, currency FROM request") == [(1250, "EUR")]
