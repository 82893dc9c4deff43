"""What waits to be sent: whatever is not agreed on as it stands, also where nobody touched it since the last run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from unittest import mock

import pytest

from app.connectors.memory import MemoryServer
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.syncing import blocked, connections, mapping, waiting
from app.sync import looked
from app.sync.sql import ask, write
from tests.builders import TODAY
from tests.operations.syncing.conftest import Crm
from tests.views.accounts.books import NAMES, fill


def waits(crm: Crm) -> int:
    """Return how many rows wait, which are as many as a look at every row finds."""
    found = crm.book.read(connections.connection, crm.id).waiting
    with mock.patch.object(looked, "since", return_value="1"):
        assert crm.book.read(connections.connection, crm.id).waiting == found
    return found


def long_ago(crm: Crm) -> None:
    """Let every change be older than the runs there were: nothing was touched since."""
    crm.book.write(lambda session: write(session, "UPDATE change SET at = '2020-01-01T00:00:00.000000Z'"))


def test_that_what_is_older_than_write_back_waits_as_well(book: Book, server: MemoryServer) -> None:
    fill(book)
    number = book.write(connections.connect, name="CRM", connector="memory", config={"server": "crm"})[1]
    crm = Crm(book, server, number)
    assert (crm.sync().result, waits(crm)) == ("done", 0)
    long_ago(crm)
    book.write(connections.set_writes, number, True)
    there = waits(crm)
    assert there >= len(NAMES)
    assert crm.sync().pushed == there
    assert (waits(crm), crm.sync().pushed) == (0, 0)


def test_that_write_back_is_on_or_off_whatever_number_says_so(crm: Crm) -> None:
    for _ in range(3):
        crm.sync()
    crm.book.write(connections.set_writes, crm.id, True)
    assert int(str(crm.one("SELECT writes FROM connection"))) > 1
    assert crm.book.read(connections.connection, crm.id).writes is True
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "製造"}, today=TODAY)
    assert crm.sync().pushed == 1
    crm.book.write(connections.set_writes, crm.id, False)
    assert crm.book.read(connections.connection, crm.id).writes is False
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "食品"}, today=TODAY)
    assert crm.sync().pushed == 0


def test_that_what_is_to_be_tried_again_waits(crm: Crm) -> None:
    info = crm.server.types["accounts"]
    fields = tuple(replace(one, max_length=3) if one.name == "Industry" else one for one in info.fields)
    crm.server.types["accounts"] = replace(info, fields=fields)
    crm.book.write(connections.full_resync, crm.id)
    mapping.refresh_schema(crm.book, crm.id)
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "とても長い業種"}, today=TODAY)
    crm.sync()
    long_ago(crm)
    assert waits(crm) == 0
    assert crm.book.write(blocked.retry_blocked, crm.id)[1] > 0
    sql = "SELECT count(*) FROM binding b JOIN account t ON t.id = b.local_id WHERE t.rev > b.synced_rev"
    assert waits(crm) == crm.one(sql) != 0


@pytest.mark.parametrize(
    "again",
    [
        lambda crm: crm.book.write(connections.forget_bindings, crm.id),
        lambda crm: crm.book.write(mapping.use_preset, crm.id, "touchpoint"),
        lambda crm: mapping.refresh_schema(crm.book, crm.id),
    ],
    ids=["forgotten", "mapped", "looked at anew"],
)
def test_that_every_row_is_looked_at_once_rules_have_changed(crm: Crm, again: Callable[[Crm], object]) -> None:
    crm.book.write(lambda session: write(session, "UPDATE binding SET synced_rev = 0 WHERE entity = 'account'"))
    long_ago(crm)
    assert waits(crm) == 0
    again(crm)
    assert waits(crm) >= len(NAMES)


def test_that_more_than_is_looked_at_one_by_one_is_counted_whole(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row[0] for row in crm.book.read(ask, "SELECT id FROM account")]
    assert len(rows) > 3
    crm.book.write(amend_accounts, rows, {"industry": "製造"}, today=TODAY)
    monkeypatch.setattr(waiting, "MOST", 2)
    assert waits(crm) == len(rows)


def test_that_after_a_large_pull_only_what_is_new_to_a_run_is_looked_at(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST", 2)
    monkeypatch.setattr(looked, "WORTH_KEEPING", 0)
    crm.sync()
    crm.sync()
    rows = [row[0] for row in crm.book.read(ask, "SELECT id FROM account")]
    crm.book.write(amend_accounts, rows[1:], {"industry": "製造"}, today=TODAY)
    assert waits(crm) == len(rows) - 1
    # An older row that has something to send is known by its trigger; without one it is not even looked at.
    crm.book.write(lambda session: session.connection.exec_driver_sql("DROP TRIGGER looked_bound_again"))
    crm.book.write(write, "UPDATE binding SET synced_rev = 1 WHERE local_id = ?", rows[0])
    assert crm.book.read(connections.connection, crm.id).waiting == len(rows) - 1


def test_that_what_a_type_does_not_take_does_not_wait(crm: Crm) -> None:
    crm.server.types["accounts"] = replace(crm.server.types["accounts"], update=False)
    mapping.refresh_schema(crm.book, crm.id)
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "製造"}, today=TODAY)
    assert waits(crm) == 0


def test_that_a_system_where_nothing_can_be_written_says_so(crm: Crm) -> None:
    for name, info in crm.server.types.items():
        crm.server.types[name] = replace(info, create=False, update=False, delete=False)
    mapping.refresh_schema(crm.book, crm.id)
    assert crm.book.read(connections.connection, crm.id).guard == "none"
