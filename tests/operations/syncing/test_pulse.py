"""The sync pill: its states, and that it is cheap to ask."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from app.connectors.memory import MemoryServer
from app.ids import uuid7
from app.journal import door
from app.models.database import Session
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.syncing import connections, pulse, waiting
from app.operations.syncing.rows import Pulse
from app.sync.sql import write_many
from tests.builders import TODAY
from tests.operations.syncing.conftest import Crm
from tests.views.accounts.books import NAMES


def test_that_without_a_connection_there_is_nothing_to_say(book: Book) -> None:
    assert book.read(pulse.pulse) == Pulse("none", 0, 0, "")


def test_that_it_goes_from_synced_over_waiting_to_a_question(crm: Crm) -> None:
    now = crm.book.read(pulse.pulse)
    assert (now.state, now.waiting, now.ask) == ("synced", 0, 0) and now.at
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "製造"}, today=TODAY)
    assert crm.book.read(pulse.pulse).waiting == 1
    crm.server.edit("accounts", crm.there("accounts", "Name", NAMES[0]), {"Industry": "金融"})
    crm.sync()
    assert (crm.book.read(pulse.pulse).state, crm.book.read(pulse.pulse).ask) == ("ask", 1)


def test_that_a_pause_and_a_stop_are_told(crm: Crm) -> None:
    crm.server.password = "another one"
    crm.sync()
    now = crm.book.read(pulse.pulse)
    assert now.state == "error" and now.why is not None and now.why[0] == "auth"
    crm.book.write(connections.pause, crm.id)
    assert crm.book.read(pulse.pulse).state == "paused"


def test_that_nothing_waits_where_write_back_is_off(crm: Crm) -> None:
    crm.book.write(connections.set_writes, crm.id, False)
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "製造"}, today=TODAY)
    assert crm.book.read(pulse.pulse).state == "synced"


def test_that_it_is_cheap_in_a_large_book(crm: Crm, server: MemoryServer) -> None:
    def grow(session: Session) -> None:
        rows = [{"name": f"会社 {n}", "name_key": f"会社 {n}"} for n in range(5000)]
        ids = door.create(session, "account", rows)
        notes = [
            {"account_id": ids[n % 5000], "kind": "note", "state": "done", "on_date": "2026-11-01", "body": f"記録 {n}"}
            for n in range(20000)
        ]
        made = door.create(session, "touchpoint", notes)
        sql = (
            "INSERT INTO binding (connection_id, rtype, remote_id, entity, local_id, synced_rev, base) "
            "VALUES (?, ?, ?, ?, ?, ?, '{}')"
        )
        write_many(session, sql, [(crm.id, "accounts", one, "account", one, 10**9) for one in ids])
        write_many(session, sql, [(crm.id, "activities", one, "touchpoint", one, 10**9) for one in made])

    with crm.book.retelling() as turn:
        grow(turn(uuid7(), datetime(2026, 11, 1, tzinfo=UTC), "import"))
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "製造"}, today=TODAY)
    taken = []
    for _ in range(15):
        began = time.perf_counter()
        now = crm.book.read(pulse.pulse)
        taken.append(time.perf_counter() - began)
    assert now.waiting == 1
    assert sorted(taken)[len(taken) // 2] < 0.05
    crm.book.write(waiting.look_again, crm.id)
    began = time.perf_counter()
    assert crm.book.read(pulse.pulse).waiting == 1
    assert time.perf_counter() - began < 1
