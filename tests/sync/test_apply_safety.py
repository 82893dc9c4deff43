"""What must not be lost, sent or run aground, whatever the two sides say: each of these once went wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.connectors.base import Field
from app.connectors.errors import RateLimited
from app.connectors.memory import MemoryServer, crm_types
from app.connectors.memory.records import Request
from app.journal import door, forget
from app.models.database import Session
from app.sync import bindings, engine, keeping, plan
from app.sync.entities import ENTITIES
from app.sync.values import Unfit, canon, to_book
from tests.sync.desk import Desk
from tests.sync.oracle import domain


def names(desk: Desk) -> list[str]:
    return [row[0] for row in desk.ask("SELECT name FROM account WHERE deleted_at IS NULL ORDER BY name")]


def id_of(desk: Desk, name: str) -> str:
    return str(desk.ask("SELECT id FROM account WHERE name = ?", name)[0][0])


def meanwhile(crm: MemoryServer, what: object) -> None:
    """Let something happen here while the first write is under way."""
    done: list[bool] = []

    def before(request: Request) -> None:
        if request.writes and not done:
            done.append(True)
            what()  # type: ignore[operator]

    crm.before = before


def test_that_a_merge_into_what_was_deleted_here_takes_nobody_along(desk: Desk) -> None:
    crm = MemoryServer()
    winner, loser = crm.create("accounts", {"Name": "Winner"}), crm.create("accounts", {"Name": "Loser"})
    desk.connect(crm)
    desk.sync()
    desk.create(
        "touchpoint", account_id=id_of(desk, "Loser"), state="done", kind="note", on_date="2026-11-01", body="x"
    )
    desk.remove("account", id_of(desk, "Winner"))
    crm.merge("accounts", winner, loser)
    for _run in range(3):
        assert desk.sync().result == "done"
    assert len(names(desk)) == 1
    assert [record.id for record in crm.records("accounts").values() if not record.gone] == [winner]
    assert len(crm.records("activities")) == 1


def test_that_an_allowance_is_used_up_by_the_run_that_took_in_what_it_was_for(desk: Desk) -> None:
    crm = MemoryServer()
    ids = [crm.create("accounts", {"Name": f"A{n}"}) for n in range(120)]
    desk.connect(crm)
    desk.sync()
    for one in ids[:30]:
        crm.delete("accounts", one)
    desk.create("account", name="neu", name_key="neu")
    assert desk.sync().result == "guard"
    desk.book.write(keeping.set_connection, 1, {"allowed": "once", "state": "on"})
    crm.faults = lambda request: "500" if request.writes else ""
    assert desk.sync().result == "offline"
    crm.faults = lambda _request: ""
    for one in ids[30:110]:
        crm.delete("accounts", one)
    assert desk.sync().result == "guard"
    assert len(names(desk)) == 91


def test_that_a_fault_of_our_own_is_never_written_down_as_a_good_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.connect(MemoryServer())

    def broken(*_given: object, **_named: object) -> None:
        raise KeyError("a fault")

    monkeypatch.setattr(engine, "recover", broken)
    with pytest.raises(KeyError):
        desk.sync()
    assert desk.ask("SELECT result FROM sync_run") == [("error",)]
    assert desk.ask("SELECT state FROM connection") == [("error",)]


def test_that_records_whose_accounts_are_not_connected_stop_nothing(desk: Desk) -> None:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme"})
    crm.create("activities", {"Account": acme, "Kind": "call", "Date": date(2026, 11, 1), "Body": "x"})
    number = desk.connect(crm)
    crm.types = {name: info for name, info in crm.types.items() if name != "accounts"}
    assert desk.sync(number).result == "done"
    assert desk.ask("SELECT count(*) FROM touchpoint") == [(0,)]


@pytest.mark.parametrize("minutes", [10**20, "Infinity", Decimal("1e27")])
def test_that_one_number_out_of_reach_stops_nothing(desk: Desk, minutes: object) -> None:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme"})
    told = {"Account": acme, "Kind": "call", "Date": date(2026, 11, 1), "Body": "x", "Minutes": minutes}
    crm.create("activities", told)  # type: ignore[arg-type]
    desk.connect(crm)
    assert desk.sync().result == "done"
    assert desk.ask("SELECT body, minutes FROM touchpoint") == [("x", None)]


@pytest.mark.parametrize("value", [Decimal(2**63), Decimal("1e40"), Decimal("NaN")])
def test_that_money_that_cannot_be_kept_is_unfit(value: Decimal) -> None:
    there = Field("Amount", "Amount", "money", scale=0)
    with pytest.raises(Unfit):
        to_book(ENTITIES["request"].fields["amount"], canon(there, value), "JPY")


def test_that_a_reference_set_here_stands_when_the_one_that_was_awaited_comes(desk: Desk) -> None:
    crm = MemoryServer()
    awaited = crm.create("accounts", {"Name": "Awaited"})
    chosen = crm.create("accounts", {"Name": "Chosen"})
    crm.create("accounts", {"Name": "Child", "Parent": awaited})
    crm.invisible.add(("accounts", awaited))
    desk.connect(crm)
    desk.sync()
    desk.amend("account", id_of(desk, "Child"), parent_id=id_of(desk, "Chosen"))
    crm.invisible.clear()
    crm.edit("accounts", awaited, {"Industry": "steel"})
    for _run in range(3):
        desk.sync()
    assert desk.row("account", id_of(desk, "Child"))["parent_id"] == id_of(desk, "Chosen")
    assert [r.fields["Parent"] for r in crm.records("accounts").values() if r.fields["Name"] == "Child"] == [chosen]


def test_that_deletes_that_nobody_can_make_there_stop_nothing(desk: Desk) -> None:
    crm = MemoryServer(replace(info, delete=False) for info in crm_types())
    for n in range(24):
        crm.create("accounts", {"Name": f"A{n}"})
    desk.connect(crm)
    desk.sync()
    for (row,) in desk.ask("SELECT id FROM account LIMIT 22"):
        desk.remove("account", row)
    assert [desk.sync().result for _run in range(2)] == ["done", "done"]
    assert len(crm.records("accounts")) == 24


def test_that_a_refused_delete_is_offered_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.connectors.base import Rejected
    from app.connectors.memory.connector import MemorySession

    crm = MemoryServer()
    crm.create("accounts", {"Name": "Acme"})
    desk.connect(crm)
    desk.sync()
    desk.remove("account", id_of(desk, "Acme"))
    monkeypatch.setattr(MemorySession, "push", lambda _self, _type, ops: [Rejected({"*": "no"}) for _op in ops])
    desk.sync()
    offered = desk.ask("SELECT count(*) FROM sent")
    for _run in range(3):
        assert desk.sync().result == "done"
    assert desk.ask("SELECT count(*) FROM sent") == offered


def test_that_a_delete_made_while_a_run_sends_waits_for_the_next_one_to_be_weighed(desk: Desk) -> None:
    crm = MemoryServer(crm_types(delete_kind="hard"))
    crm.create("accounts", {"Name": "Acme"})
    desk.connect(crm)
    desk.sync()
    desk.create("account", name="Neu", name_key="neu")
    meanwhile(crm, lambda: desk.remove("account", id_of(desk, "Acme")))
    assert desk.sync().result == "done"
    assert "Acme" in {record.fields["Name"] for record in crm.records("accounts").values()}
    assert desk.sync().result == "guard"


def test_that_a_stopped_run_of_deletes_for_good_has_written_nothing_here(desk: Desk) -> None:
    crm = MemoryServer(crm_types(delete_kind="hard"))
    acme, other = crm.create("accounts", {"Name": "Acme"}), crm.create("accounts", {"Name": "Other"})
    desk.connect(crm)
    desk.sync()
    desk.remove("account", id_of(desk, "Acme"))
    crm.edit("accounts", other, {"Industry": "steel"})
    before = desk.book.read(domain)
    assert desk.sync().result == "guard"
    assert desk.book.read(domain) == before
    assert acme in crm.records("accounts")


def test_that_a_row_that_a_person_brought_back_is_not_deleted_with_its_record_unasked(desk: Desk) -> None:
    crm = MemoryServer()
    desk.connect(crm)
    acme = crm.create("accounts", {"Name": "Acme"})
    run = desk.sync()
    undone = desk.undo(run.changes.id)
    desk.undo(undone.id)
    crm.delete("accounts", acme)
    desk.sync()
    assert names(desk) == ["Acme"]
    assert [kind for _id, kind, _field in desk.open_questions()] == ["deleted_there"]


def test_that_a_delete_there_takes_no_edit_along_that_has_nowhere_to_go(desk: Desk) -> None:
    crm = MemoryServer()
    record = crm.create("accounts", {"Name": "A", "Industry": "Steel"})
    desk.connect(crm)
    desk.sync()
    crm.drop_field("accounts", "Industry")
    desk.amend("account", id_of(desk, "A"), industry="Rail")
    desk.book.write(keeping.set_connection, 1, {"schema_at": "2020-01-01T00:00:00.000000Z"})
    desk.sync()
    crm.delete("accounts", record)
    desk.sync()
    assert names(desk) == ["A"]
    assert [one[1:] for one in desk.open_questions()] == [("deleted_there", "*")]


def test_that_a_delete_is_sent_once_what_it_was_held_for_has_been_taken_back_there(desk: Desk) -> None:
    crm = MemoryServer()
    record = crm.create("accounts", {"Name": "A", "Industry": "Steel"})
    desk.connect(crm)
    desk.sync()
    crm.edit("accounts", record, {"Industry": "Rail"})
    desk.remove("account", id_of(desk, "A"))
    desk.sync()
    assert [kind for _id, kind, _field in desk.open_questions()] == ["deleted_here"]
    crm.edit("accounts", record, {"Industry": "Steel"})
    desk.sync()
    desk.sync()
    assert desk.open_questions() == []
    assert crm.record("accounts", record).gone  # type: ignore[union-attr]


def test_that_what_refers_to_a_record_follows_it_when_it_is_made_anew(desk: Desk) -> None:
    crm = MemoryServer()
    above = crm.create("accounts", {"Name": "Above"})
    below = crm.create("accounts", {"Name": "Below", "Parent": above})
    desk.connect(crm)
    desk.sync()
    desk.amend("account", id_of(desk, "Above"), industry="Rail")
    crm.delete("accounts", above)
    desk.sync()
    [(number, kind, _field)] = desk.open_questions()
    assert kind == "deleted_there"
    desk.settle(number, "mine")
    desk.sync()
    desk.sync()
    [anew] = [id for id, one in crm.records("accounts").items() if one.fields["Name"] == "Above"]
    assert anew != above
    assert crm.record("accounts", below).fields["Parent"] == anew  # type: ignore[union-attr]


def test_that_nothing_is_asked_about_a_row_whose_record_went_into_anothers(desk: Desk) -> None:
    crm = MemoryServer()
    deleted, kept = crm.create("accounts", {"Name": "Deleted"}), crm.create("accounts", {"Name": "Kept"})
    desk.connect(crm)
    desk.sync()
    row = id_of(desk, "Kept")
    desk.remove("account", id_of(desk, "Deleted"))
    crm.edit("accounts", deleted, {"Industry": "Rail"})
    desk.sync()
    assert [kind for _id, kind, _field in desk.open_questions()] == ["deleted_here"]
    crm.merge("accounts", deleted, kept, third=True)
    desk.sync()
    desk.sync()
    assert desk.open_questions() == []
    assert desk.ask("SELECT id FROM account WHERE deleted_at IS NULL") == [(row,)]


def test_that_what_was_written_there_while_a_row_was_put_away_stands_when_it_comes_back(desk: Desk) -> None:
    crm = MemoryServer()
    desk.connect(crm)
    acme = crm.create("accounts", {"Name": "Acme", "Industry": "Steel"})
    run = desk.sync()
    undone = desk.undo(run.changes.id)
    crm.edit("accounts", acme, {"Industry": "Rail"})
    desk.sync()
    desk.undo(undone.id)
    desk.sync()
    desk.sync()
    assert crm.record("accounts", acme).fields["Industry"] == "Rail"  # type: ignore[union-attr]
    assert desk.ask("SELECT industry FROM account WHERE deleted_at IS NULL") == [("Rail",)]


def test_that_a_row_whose_record_became_another_rows_goes_into_that_row(desk: Desk) -> None:
    crm = MemoryServer()
    other = crm.create("accounts", {"Name": "Other"})
    desk.connect(crm)
    mine = desk.create("account", name="Mine", name_key="mine")
    desk.sync()
    [made] = [id for id, one in crm.records("accounts").items() if one.fields["Name"] == "Mine"]
    # As a run leaves it that died before it had heard that its record was made.
    desk.book.write(bindings.drop, 1, "accounts", made)
    desk.amend("account", mine, industry="Rail")
    crm.merge("accounts", made, other)
    for _run in range(3):
        assert desk.sync().result == "done"
    assert len(names(desk)) == 1
    assert [kind for _id, kind, _field in desk.open_questions()] == ["merged"]
    assert len(crm.records("accounts")) == 1


def test_that_runs_without_effect_are_kept_only_as_far_as_they_interest(desk: Desk) -> None:
    crm = MemoryServer()
    desk.connect(crm)
    desk.sync()
    keeping_ = "INSERT INTO sync_run (connection_id, started, result) VALUES (1, '2026', 'offline')"

    def many(session: Session) -> None:
        with door.door(session):
            for _n in range(260):
                session.connection.exec_driver_sql(keeping_)

    desk.book.write(many)
    desk.sync()
    assert desk.ask("SELECT count(*) FROM sync_run")[0][0] <= 202


def test_that_a_rest_of_centuries_ends_the_run_like_any_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.connect(MemoryServer())

    def forever(*_given: object) -> None:
        raise RateLimited(1e13)

    monkeypatch.setattr(engine, "recover", forever)
    outcome = desk.sync()
    assert (outcome.result, outcome.why is not None and outcome.why[0]) == ("offline", "rate_limited")


def test_that_an_old_page_does_not_bring_back_what_was_deleted(desk: Desk) -> None:
    crm = MemoryServer(answers="id")
    acme = crm.create("accounts", {"Name": "Acme"})
    desk.connect(crm)
    desk.sync()
    before = crm.record("accounts", acme).version
    desk.remove("account", id_of(desk, "Acme"))
    desk.sync()
    assert desk.ask("SELECT state, version FROM binding") == [("gone", before)]


def test_that_a_value_finer_than_the_field_there_is_held_back_and_never_rounded(desk: Desk) -> None:
    crm = MemoryServer()
    info = crm.types["requests"]
    fields = tuple(replace(one, scale=0) if one.name == "Amount" else one for one in info.fields)
    crm.types = {**crm.types, "requests": replace(info, fields=fields)}
    acme = desk.create("account", name="Acme", name_key="acme")
    desk.create("request", account_id=acme, words="w", raised_on="2026-11-01", amount_minor=1250, currency="USD")
    desk.connect(crm)
    outcome = desk.sync()
    [record] = crm.records("requests").values()
    assert record.fields["Amount"] is None
    assert outcome.blocked == 1


def test_that_what_was_blackened_here_does_not_come_back(desk: Desk) -> None:
    crm = MemoryServer()
    crm.create("accounts", {"Name": "Acme", "Industry": "Yamada likes tea"})
    desk.connect(crm)
    desk.sync()
    row = id_of(desk, "Acme")

    def blacken(session: Session) -> None:
        door.amend(session, "account", {row: {"industry": f"{forget.REDACTED} likes tea"}})
        kept = plan.kept(session, 1)
        assert kept is not None
        with door.door(session):
            sql = "UPDATE binding SET base = replace(base, 'Yamada', ?)"
            session.connection.exec_driver_sql(sql, (forget.REDACTED,))

    desk.book.write(blacken)
    desk.book.write(keeping.start_over, 1)
    desk.sync()
    assert desk.row("account", row)["industry"] == f"{forget.REDACTED} likes tea"
    assert desk.open_questions() == []


def test_that_two_answers_to_one_proposal_make_no_twin_and_no_fault(desk: Desk) -> None:
    from app.errors import BansoError

    desk.create("account", name="Acme", name_key="acme", domain="acme.test")
    crm = MemoryServer()
    crm.create("accounts", {"Name": "Acme Inc.", "Domain": "acme.test"})
    desk.connect(crm)
    desk.sync()
    [(number, _kind, _field)] = desk.open_questions()
    apart = desk.link(number, False)
    desk.sync()
    desk.undo(apart.id)
    with pytest.raises(BansoError):
        desk.link(number, True)
    assert len(names(desk)) == 2
