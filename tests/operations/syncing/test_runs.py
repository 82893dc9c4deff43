"""Runs as a person finds them: what each did, taking one back, a guard that has stopped, a line that is dead."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.connectors.base import Scalar
from app.connectors.memory.connector import MemoryConnector, MemorySession
from app.errors import BansoError
from app.operations.accounts import amend_accounts
from app.operations.content import content_hash
from app.operations.syncing import blocked, connections, pulse, running, runs
from app.operations.syncing.overwritten import overwritten
from app.operations.syncing.rows import Overwritten
from tests.builders import TODAY
from tests.operations.syncing.conftest import Crm
from tests.views.accounts.books import NAMES


def edited_there(crm: Crm, fields: Mapping[str, Scalar], place: int = 0) -> None:
    crm.server.edit("accounts", crm.there("accounts", "Name", NAMES[place]), fields)


def test_that_a_run_is_taken_back_and_brought_again(crm: Crm) -> None:
    before = crm.book.read(content_hash)
    edited_there(crm, {"Industry": "金融", "Domain": "new.example"})
    edited_there(crm, {"Industry": "食品"}, 1)
    done = crm.sync()
    after = crm.book.read(content_hash)
    assert done.pulled == 2 and after != before
    changes, rows = crm.book.write(runs.undo_run, done.run)
    assert rows == 2 and crm.book.read(content_hash) == before
    [newest, *_others] = crm.book.read(runs.runs)
    assert (newest.id, newest.undone, newest.change_id) == (done.run, True, done.change_id)
    with pytest.raises(BansoError, match=r"run\.undone"):
        crm.book.write(runs.undo_run, done.run)
    crm.undo(changes.id)
    assert crm.book.read(content_hash) == after
    assert crm.book.read(runs.run_of, done.run).undone is False


def test_that_an_edit_made_since_is_not_taken_back_with_the_run(crm: Crm) -> None:
    edited_there(crm, {"Industry": "金融", "Domain": "new.example"})
    done = crm.sync()
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "製造"}, today=TODAY)
    crm.book.write(runs.undo_run, done.run)
    assert crm.one("SELECT industry FROM account WHERE name = ?", NAMES[0]) == "製造"
    assert crm.one("SELECT domain FROM account WHERE name = ?", NAMES[0]) == "aoba.example"


def test_that_what_a_run_brought_stays_away_once_it_is_taken_back(crm: Crm) -> None:
    crm.server.create("accounts", {"Name": "新しい会社"})
    done = crm.sync()
    assert crm.one("SELECT count(*) FROM account WHERE name = '新しい会社' AND deleted_at IS NULL") == 1
    crm.book.write(runs.undo_run, done.run)
    crm.sync()
    assert crm.one("SELECT count(*) FROM account WHERE name = '新しい会社' AND deleted_at IS NULL") == 0
    assert "新しい会社" in {record.fields["Name"] for record in crm.server.records("accounts").values()}


def test_that_what_cannot_be_taken_back_is_told(crm: Crm) -> None:
    with pytest.raises(BansoError, match=r"run\.unknown"):
        crm.book.write(runs.undo_run, 999)
    with pytest.raises(BansoError, match=r"run\.nothing"):
        crm.book.write(runs.undo_run, crm.sync().run)


def test_that_the_log_is_newest_first_and_by_connection(crm: Crm) -> None:
    other = crm.book.write(connections.connect, name="Other", connector="memory", config={"server": "crm"})[1]
    running.run_sync(crm.book, other)
    numbers = [run.id for run in crm.book.read(runs.runs)]
    assert numbers == sorted(numbers, reverse=True)
    assert {run.connection for run in crm.book.read(runs.runs, other)} == {"Other"}
    assert len(crm.book.read(runs.runs, limit=1)) == 1


def test_that_a_note_names_the_row_and_our_field(crm: Crm) -> None:
    edited_there(crm, {"YearEnd": 13})
    crm.book.write(amend_accounts, [crm.here(NAMES[1])], {"industry": "長" * 60}, today=TODAY)
    crm.sync()
    rows = crm.book.read(blocked.blocked, crm.id)
    by_field = {(row.title, row.field): row for row in rows}
    assert by_field[NAMES[1], "industry"].code == "too_long"
    assert by_field[NAMES[0], "fiscal_year_end"].code == "unknown_value"
    assert [row.field for row in crm.book.read(blocked.blocked_of, "account", crm.here(NAMES[1]))].count(
        "industry"
    ) == 1
    assert crm.book.read(connections.connection, crm.id).blocked == len(rows)
    for run in crm.book.read(runs.runs):
        for note in crm.book.read(runs.notes, run.id):
            assert note.key and note.at


def test_that_a_blocked_field_goes_once_it_fits_or_is_tried_again(crm: Crm) -> None:
    crm.book.write(amend_accounts, [crm.here(NAMES[1])], {"industry": "長" * 60}, today=TODAY)
    crm.sync()
    assert crm.book.read(pulse.pulse).state == "synced"
    assert crm.book.write(blocked.retry_blocked, crm.id, "account", crm.here(NAMES[1]))[1] >= 1
    crm.sync()
    assert [row.field for row in crm.book.read(blocked.blocked_of, "account", crm.here(NAMES[1]))].count(
        "industry"
    ) == 1
    crm.book.write(amend_accounts, [crm.here(NAMES[1])], {"industry": "流通"}, today=TODAY)
    crm.sync()
    assert "industry" not in {row.field for row in crm.book.read(blocked.blocked_of, "account", crm.here(NAMES[1]))}
    assert crm.server.records("accounts")[crm.there("accounts", "Name", NAMES[1])].fields["Industry"] == "流通"


def many(crm: Crm) -> None:
    for place in range(40):
        crm.server.create("accounts", {"Name": f"会社 {place}"})
    crm.sync()
    for name in [f"会社 {place}" for place in range(40)]:
        crm.server.delete("accounts", crm.there("accounts", "Name", name))


def test_that_a_stopped_run_tells_what_it_would_have_done_and_waits(crm: Crm) -> None:
    many(crm)
    before = crm.book.read(content_hash)
    done = crm.sync()
    assert (done.result, done.state) == ("guard", "guard")
    assert crm.book.read(content_hash) == before
    [row] = crm.book.read(runs.guarded, crm.id)
    assert (row.entity, row.kind, row.count) == ("account", "deletes", 40)
    assert row.sample and all(name.startswith("会社") for name in row.sample)
    assert crm.book.read(pulse.pulse).state == "ask"
    crm.book.write(runs.allow_once, crm.id)
    assert crm.book.read(runs.guarded, crm.id) == []
    assert crm.sync().result == "done"
    assert crm.one("SELECT count(*) FROM account WHERE deleted_at IS NULL") == len(NAMES)
    with pytest.raises(BansoError, match=r"guard\.idle"):
        crm.book.write(runs.allow_once, crm.id)


def test_that_a_dead_line_is_told_and_what_was_written_waits(crm: Crm) -> None:
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "製造"}, today=TODAY)
    crm.server.faults = lambda _request: "drop_before"
    done = crm.sync()
    assert (done.result, done.state) == ("offline", "on")
    now = crm.book.read(pulse.pulse)
    assert (now.state, now.waiting) == ("waiting", 1)
    crm.server.faults = lambda _request: ""
    assert crm.sync().pushed == 1
    assert crm.book.read(pulse.pulse).state == "synced"


def test_that_a_stop_by_the_person_is_no_fault(crm: Crm) -> None:
    done = running.run_sync(crm.book, crm.id, pressed=True, cancelled=lambda: True)[1]
    assert (done.result, done.state) == ("cancelled", "on")


@pytest.mark.parametrize("where", ["open", "identity", "describe", "pull", "read", "sweep", "push", "close"])
def test_that_a_connector_with_a_fault_of_its_own_harms_nothing(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def fails(*_given: object, **_named: object) -> None:
        raise KeyError("a secret that nobody may read")

    place = MemoryConnector if where == "open" else MemorySession
    crm.book.write(connections.full_resync, crm.id)
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "製造"}, today=TODAY)
    before = crm.book.read(content_hash)
    with monkeypatch.context() as broken:
        broken.setattr(place, where, fails)
        done = crm.sync()
    assert crm.book.read(content_hash) == before
    [newest, *_others] = crm.book.read(runs.runs)
    assert "secret" not in str(newest) and "secret" not in str(done)
    if where in ("open", "identity", "pull"):
        assert (done.result, done.state, newest.result) == ("error", "error", "error")
    crm.book.write(connections.resume, crm.id)
    assert crm.sync().result == "done"
    assert crm.server.records("accounts")[crm.there("accounts", "Name", NAMES[0])].fields["Industry"] == "製造"


def test_that_what_was_overwritten_there_stands_in_the_log_of_its_run(crm: Crm) -> None:
    edited_there(crm, {"Industry": "金融"})
    crm.sync()
    row = crm.here(NAMES[0])
    crm.book.write(amend_accounts, [row], {"industry": "製造", "parent_id": crm.here(NAMES[1])}, today=TODAY)
    first = crm.sync()
    assert first.pushed == 1
    told = crm.book.read(overwritten, first.run)
    assert told == [Overwritten("account", row, NAMES[0], "industry", "金融", "製造")]
    crm.book.write(amend_accounts, [row], {"industry": None, "parent_id": crm.here(NAMES[2])}, today=TODAY)
    second = crm.sync()
    told = crm.book.read(overwritten, second.run)
    assert {(one.field, one.old, one.new) for one in told} == {
        ("industry", "製造", ""), ("parent", NAMES[1], NAMES[2]),
    }  # fmt: skip
    notes = {note.params["field"]: note for note in crm.book.read(runs.notes, second.run) if note.key == "overwritten"}
    assert notes["industry"].params == {"field": "industry", "old": "製造", "new": "—"}
    assert (notes["industry"].title, notes["industry"].level) == (NAMES[0], "info") and notes["industry"].at
    assert crm.book.read(overwritten, 999) == [] == crm.book.read(runs.notes, 999)
