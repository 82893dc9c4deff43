"""Who waits to write goes first: a run gives the book back with the portion it is at."""

from __future__ import annotations

from collections import Counter

import pytest

from app.connectors.memory import PRESETS, MemoryServer
from app.models import locks
from app.sync import pull, steps
from app.sync.steps import Place, Steps
from tests.sync.desk import Desk

MANY = 70


def test_that_a_transaction_ends_where_somebody_waits_to_write(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "STEP_SECONDS", 60.0)
    place = Place(desk.book._database, desk.folder, desk.book.clock)
    one = Steps(place)
    with one.writing("page"):
        assert not one.due()
        with locks.hold(place.database.path.with_name("turn.lock"), shared=True) as taken:
            assert taken
            assert one.due()
        assert not one.due()


def changed_by_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Take in what others changed of many records, more than fit into memory; return the edges of the run."""
    crm = MemoryServer()
    ids = [crm.create("accounts", {"Name": f"Account {number}"}) for number in range(MANY)]
    desk.connect(crm, {"account": PRESETS["account"]})
    desk.sync()
    for one in ids:
        crm.edit("accounts", one, {"Industry": "food"})
    monkeypatch.setattr(pull, "IN_MEMORY", 5)
    monkeypatch.setattr(pull, "MOST_ROWS", 20)
    monkeypatch.setattr(Steps, "portion", property(lambda _self: 20))
    edges: list[str] = []
    assert desk.sync(edge=edges.append).result == "done"
    assert desk.ask("SELECT count(*) FROM account WHERE industry = 'food'") == [(MANY,)]
    assert desk.ask("SELECT count(*) FROM spool") == [(0,)]
    return Counter(edges)


def test_that_what_waits_in_the_book_is_written_in_one_transaction_where_nobody_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "is_awaited", lambda _database: False)
    monkeypatch.setattr(steps, "STEP_SECONDS", 60.0)
    edges = changed_by_others(desk, monkeypatch)
    # The cursor goes on in a transaction of its own.
    assert (edges["before spool"], edges["before page"]) == (1, 2)


def test_that_it_is_written_portion_by_portion_where_somebody_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "is_awaited", lambda _database: True)
    edges = changed_by_others(desk, monkeypatch)
    # Four portions of at most 20 wait in the book; a look that finds nothing more ends, and the cursor goes on.
    assert (edges["before spool"], edges["before page"]) == (4, 6)
