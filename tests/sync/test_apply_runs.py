"""The guard, runs that are taken back, and everything around a run that stops it, or changes under it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import Clock
from app.connectors.base import Field
from app.connectors.memory import MemoryConnector, MemoryServer, Request, crm_types
from app.sync import keeping, pull
from app.sync.engine import Manner, run
from tests.builders import TODAY, opened
from tests.sync.desk import Context, Desk
from tests.sync.oracle import domain
from tests.sync.trouble import Killed, Trouble

MANY = 24


def crowd(desk: Desk, **how: object) -> tuple[MemoryServer, list[str]]:
    crm = MemoryServer(crm_types("atomic", "feed", **how))  # type: ignore[arg-type]
    ids = [crm.create("accounts", {"Name": f"A{n}", "Industry": "food"}) for n in range(MANY)]
    desk.connect(crm)
    desk.sync()
    return crm, ids


def test_that_a_mass_delete_there_changes_nothing_until_a_person_lets_it_pass(desk: Desk) -> None:
    crm, ids = crowd(desk)
    for one in ids[:22]:
        crm.delete("accounts", one)
    before, written = desk.book.read(domain), len(crm.applied)
    outcome = desk.sync()
    assert outcome.result == "guard"
    assert desk.book.read(domain) == before
    assert len(crm.applied) == written
    desk.book.write(keeping.set_connection, 1, {"allowed": "once", "state": "on"})
    assert desk.sync().result == "done"
    assert desk.ask("SELECT count(*) FROM account WHERE deleted_at IS NULL") == [(2,)]
    assert desk.ask("SELECT allowed FROM connection") == [(None,)]


def test_that_a_mass_blanking_there_changes_nothing(desk: Desk) -> None:
    crm, ids = crowd(desk)
    for one in ids[:22]:
        crm.edit("accounts", one, {"Industry": None})
    before = desk.book.read(domain)
    assert desk.sync().result == "guard"
    assert desk.book.read(domain) == before


def test_that_a_system_that_comes_back_empty_changes_nothing(desk: Desk) -> None:
    crm, _ids = crowd(desk)
    crm.types = {n: replace(i, deletions="sweep", sweep_hours=0) for n, i in crm.types.items()}
    desk.book.write(keeping.set_connection, 1, {"schema_at": None})
    desk.sync()
    crm._records["accounts"].clear()
    crm._order.clear()
    before = desk.book.read(domain)
    assert desk.sync().result == "guard"
    assert desk.book.read(domain) == before
    assert desk.ask("SELECT DISTINCT state FROM binding") == [("live",)]


def test_that_a_mass_delete_of_ours_is_not_sent(desk: Desk) -> None:
    crm, _ids = crowd(desk)
    rows = [row[0] for row in desk.ask("SELECT id FROM account LIMIT 22")]
    for row in rows:
        desk.remove("account", row)
    assert desk.sync().result == "guard"
    assert len(crm.records("accounts")) == MANY


def test_that_what_cannot_be_brought_back_there_is_not_deleted_without_a_word(desk: Desk) -> None:
    crm, _ids = crowd(desk, delete_kind="hard")
    desk.remove("account", desk.ask("SELECT id FROM account LIMIT 1")[0][0])
    assert desk.sync().result == "guard"
    assert len(crm.records("accounts")) == MANY
    desk.book.write(keeping.set_connection, 1, {"allowed": "once", "state": "on"})
    desk.sync()
    assert len(crm.records("accounts")) == MANY - 1


def test_that_a_run_is_taken_back_whole_and_brought_again(desk: Desk) -> None:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme", "Industry": "food"})
    desk.connect(crm)
    first = desk.sync()
    crm.edit("accounts", acme, {"Industry": "steel"})
    crm.create("accounts", {"Name": "New"})
    before = desk.book.read(domain)
    second = desk.sync()
    after = desk.book.read(domain)
    undo = desk.undo(second.changes.id).id
    now = desk.book.read(domain)
    assert {key: now[key] for key in before} == before
    desk.undo(undo)
    assert desk.book.read(domain) == after
    assert first.changes.id != second.changes.id


def test_that_what_a_run_had_brought_stays_away_and_alive_there(desk: Desk) -> None:
    crm = MemoryServer()
    crm.create("accounts", {"Name": "Acme"})
    desk.connect(crm)
    desk.undo(desk.sync().changes.id)
    assert desk.ask("SELECT count(*) FROM account WHERE deleted_at IS NULL") == [(0,)]
    desk.sync()
    desk.sync()
    assert desk.ask("SELECT count(*) FROM account WHERE deleted_at IS NULL") == [(0,)]
    assert len(crm.records("accounts")) == 1


def test_that_what_hangs_on_a_row_that_is_put_away_here_and_deleted_there_waits_for_it(desk: Desk) -> None:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme"})
    desk.connect(crm)
    back = desk.undo(desk.undo(desk.sync().changes.id).id).id
    [(row,)] = desk.ask("SELECT id FROM account WHERE deleted_at IS NULL")
    desk.create("touchpoint", account_id=row, state="done", kind="call", on_date="2026-11-01", body="call")
    crm.delete("accounts", acme)
    desk.undo(back)
    assert desk.sync().blocked == 1
    sent = len(crm.ops)
    assert desk.sync().blocked == 1
    assert len(crm.ops) == sent
    desk.amend("account", row, deleted_at=None)
    desk.sync()
    [(question, kind, _field)] = desk.open_questions()
    assert kind == "deleted_there"
    desk.settle(question, "mine")
    assert desk.sync().blocked == 0
    [call] = crm.records("activities").values()
    assert list(crm.records("accounts")) == [call.fields["Account"]]


def test_that_another_organisation_is_refused_before_anything_is_read(desk: Desk) -> None:
    crm = MemoryServer()
    desk.connect(crm)
    desk.sync()
    crm.who = replace(crm.who, org_id="sandbox")
    before = len(crm.requests)
    outcome = desk.sync()
    assert outcome.why is not None and outcome.why[0] == "different_org"
    assert {request.call for request in crm.requests[before:]} == {"identity"}


def test_that_a_field_that_is_dropped_and_added_again_goes_on(desk: Desk) -> None:
    crm = MemoryServer()
    acme = crm.create("accounts", {"Name": "Acme", "Industry": "food"})
    desk.connect(crm)
    desk.sync()
    [(row,)] = desk.ask("SELECT id FROM account")
    crm.drop_field("accounts", "Industry")
    crm.edit("accounts", acme, {"Domain": "acme.test"})
    assert desk.sync().result == "done"
    assert desk.row("account", row)["industry"] == "food"
    assert desk.row("account", row)["domain"] == "acme.test"
    desk.amend("account", row, industry="steel")
    desk.sync()
    crm.add_field("accounts", Field("Industry", "Industry", "text", max_length=40))
    desk.book.clock = Clock(desk.book.clock.zone, TODAY + timedelta(days=2))
    assert desk.sync().result == "done"
    # There it is empty now, which is no word about what we wrote: it is asked about, or ours is sent.
    assert desk.row("account", row)["industry"] == "steel"


def test_that_a_record_that_always_fails_holds_nobody_up(desk: Desk) -> None:
    crm = MemoryServer()
    bad = desk.create("account", name="Poison", name_key="poison")
    good = desk.create("account", name="Good", name_key="good")
    desk.connect(crm)
    crm.faults = lambda request: "500" if any(op.key == bad for op in request.ops) else ""
    for _ in range(8):
        desk.sync()
    assert {one.key for one in crm.records("accounts").values()} == {good}
    sent = len(crm.ops)
    assert desk.sync().result == "done"
    assert len(crm.ops) == sent
    crm.faults = lambda _request: ""
    desk.amend("account", bad, industry="food")
    desk.sync()
    assert {one.key for one in crm.records("accounts").values()} == {good, bad}


def test_that_a_create_that_can_only_be_looked_up_waits_two_minutes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = MemoryServer(crm_types("check", "sweep", create_key="search"))
    desk.create("account", name="Acme", name_key="acme")
    desk.connect(crm)
    crm.faults = lambda request: "late" if request.writes else ""
    desk.sync()
    crm.faults = lambda _request: ""
    desk.sync()
    assert len(crm.records("accounts")) == 0
    assert desk.ask("SELECT count(*) FROM outbox") == [(1,)]
    crm.deliver()
    desk.sync()
    assert len(crm.records("accounts")) == 1
    assert desk.ask("SELECT count(*) FROM outbox") == [(0,)]
    assert desk.ask("SELECT count(*) FROM binding") == [(1,)]


def test_that_more_than_fits_in_memory_waits_in_the_book(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pull, "IN_MEMORY", 5)
    crm, ids = crowd(desk)
    for one in ids:
        crm.edit("accounts", one, {"Domain": f"{one}.test"})
    crm.page_size = 4
    kill = Trouble(kill=9)
    with pytest.raises(Killed):
        desk.sync(edge=kill.edge)
    assert desk.sync().result == "done"
    assert desk.ask("SELECT count(*) FROM account WHERE domain LIKE '%.test'") == [(MANY,)]
    assert desk.ask("SELECT count(*) FROM spool") == [(0,)]


def test_that_little_quota_is_left_to_people(desk: Desk) -> None:
    crm = MemoryServer()
    desk.create("account", name="Acme", name_key="acme")
    desk.connect(crm)
    crm.quota = 0.05
    outcome = desk.sync()
    assert outcome.why is not None and outcome.why[0] == "quota"
    assert not crm.records("accounts")
    desk.sync(pressed=True)
    assert len(crm.records("accounts")) == 1


def test_that_a_value_that_goes_to_and_fro_between_two_systems_is_asked_about(desk: Desk) -> None:
    one, two = MemoryServer(org_id="one"), MemoryServer(org_id="two")
    acme = one.create("accounts", {"Name": "Acme", "Industry": "food"})
    first, second = desk.connect(one, name="one"), desk.connect(two, name="two")
    for number in (first, second, first, second):
        desk.sync(number)
    [other] = two.records("accounts")
    for turn in range(6):
        one.edit("accounts", acme, {"Industry": "food"}) if turn else None
        two.edit("accounts", other, {"Industry": "FOOD"})
        desk.sync(second)
        one.edit("accounts", acme, {"Industry": "food"})
        desk.sync(first)
        if desk.open_questions():
            break
    assert [kind for _n, kind, _f in desk.open_questions()][:1] in (["oscillation"], ["field"])


def test_that_a_delete_there_asks_before_it_takes_an_edit_along_and_either_answer_holds(desk: Desk) -> None:
    crm = MemoryServer()
    for name in ("Keep", "Drop"):
        crm.create("accounts", {"Name": name})
    desk.connect(crm)
    desk.sync()
    rows = dict(desk.ask("SELECT name, id FROM account"))
    for name, row in rows.items():
        desk.amend("account", row, industry=f"{name} steel")
    for one in list(crm.records("accounts")):
        crm.delete("accounts", one)
    desk.sync()
    questions = {
        row: number for number, row in desk.ask("SELECT id, local_id FROM sync_conflict WHERE closed_at IS NULL")
    }
    desk.settle(questions[rows["Keep"]], "mine")
    desk.settle(questions[rows["Drop"]], "theirs")
    desk.sync()
    assert desk.row("account", rows["Keep"])["deleted_at"] is None
    assert desk.row("account", rows["Drop"])["deleted_at"] is not None
    assert [one.fields["Industry"] for one in crm.records("accounts").values()] == ["Keep steel"]
    assert desk.open_questions() == []


def test_that_a_killed_run_is_gone_on_with_after_the_book_was_opened_again(tmp_path: Path) -> None:
    from tests.builders import new_book

    crm = MemoryServer()
    with new_book(tmp_path) as book:
        desk = Desk(book, tmp_path)
        desk.create("account", name="Acme", name_key="acme")
        desk.connect(crm)
        kill = Trouble()

        def dies(request: Request) -> None:
            if request.writes:
                kill.dead = True
                raise Killed

        crm.after = dies
        with pytest.raises(Killed):
            desk.sync(edge=kill.edge)
        crm.after = lambda _request: None
        presets = desk.presets[1]
    assert len(crm.records("accounts")) == 1
    with opened(tmp_path) as book:
        outcome = run(book.place(), 1, MemoryConnector(crm).open({}, Context()), presets, Manner())
        assert outcome.result == "done"
        again = Desk(book, tmp_path)
        assert again.ask("SELECT count(*) FROM outbox") == [(0,)]
        assert len(crm.records("accounts")) == 1
        assert again.ask("SELECT count(*) FROM binding") == [(1,)]
        assert ("cut_off",) in again.ask("SELECT result FROM sync_run")
