"""How many requests each kind of run costs, counted by the server that gets them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import ceil
from pathlib import Path

import pytest

from tests.builders import new_book
from tests.sync.desk import Desk
from tests.sync.wired import Wired, wired

TYPES = 2
"""Of the CRM over HTTP: accounts and requests."""
ALWAYS = {"me": 1, "types": 1}
"""Who we are, asked by the engine; and how fields are to be read, which this connector asks once in each run."""
PAGE = 50
BATCH = 100
MANY = 230


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Wired]:
    with new_book(tmp_path) as book, wired(book, tmp_path) as made:
        yield made


def asked(desk: Wired) -> Counter[str]:
    """Run once and return the requests of it by the first part of their path."""
    before, seen = desk.front.requests, len(desk.proxy.seen)
    outcome = desk.sync(pressed=True)
    assert outcome.result == "done"
    counted = Counter(one.target.split("?")[0].split("/")[1] for one in desk.proxy.seen[seen:])
    assert desk.front.requests - before == counted.total() == outcome.requests, "the run counts wrongly"
    return counted


def ours(desk: Desk, count: int) -> list[str]:
    rows = [{"name": f"o{n:03}", "name_key": f"o{n:03}", "industry": "food"} for n in range(count)]
    from app.journal import door

    return list(desk.book.write(door.create, "account", rows)[1])


def test_that_a_run_without_a_change_asks_who_it_is_and_once_for_each_type(desk: Wired) -> None:
    desk.others_make("a", "b")
    asked(desk)
    for _run in range(3):
        assert asked(desk) == {**ALWAYS, "records": TYPES}


def test_that_a_first_pull_asks_for_each_page_once(desk: Wired) -> None:
    desk.others_make(*(f"a{number:03}" for number in range(MANY)))
    assert asked(desk) == {**ALWAYS, "records": ceil(MANY / PAGE) + 1}


def test_that_creates_go_in_batches_and_are_not_read_again(desk: Wired) -> None:
    asked(desk)
    rows = ours(desk, MANY)
    assert asked(desk) == {**ALWAYS, "records": TYPES, "write": ceil(MANY / BATCH)}
    assert len(desk.crm.records("accounts")) == len(rows)


def test_that_updates_go_in_batches_whatever_each_of_them_says(desk: Wired) -> None:
    rows = ours(desk, MANY)
    asked(desk)
    desk.book.write(_amend, {row: {"industry": f"i{number}"} for number, row in enumerate(rows)})
    counted = asked(desk)
    assert counted["write"] == ceil(MANY / BATCH)
    assert counted["read"] == 0
    # What was written just now is told again by the overlap of the pulls, page by page, and costs nothing else.
    assert set(counted) == {*ALWAYS, "records", "write"}


def test_that_deletes_go_in_batches(desk: Wired) -> None:
    from app.sync import keeping

    rows = ours(desk, MANY)
    asked(desk)
    desk.book.write(keeping.set_connection, 1, {"allowed": "once"})
    for row in rows:
        desk.remove("account", row)
    counted = asked(desk)
    assert (counted["write"], counted["read"]) == (ceil(MANY / BATCH), 0)
    assert not desk.crm.records("accounts")


def test_that_edits_of_others_cost_no_request_beyond_their_pages(desk: Wired) -> None:
    names = [f"a{number:03}" for number in range(PAGE - 1)]
    ids = desk.others_make(*names)
    asked(desk)
    for one in ids:
        desk.crm.edit("accounts", one, {"Industry": "glass"})
    assert asked(desk) == {**ALWAYS, "records": TYPES}


def test_that_a_difference_costs_no_request_while_it_waits(desk: Wired) -> None:
    [record] = desk.others_make("a")
    asked(desk)
    [(row,)] = desk.ask("SELECT id FROM account")
    desk.amend("account", row, industry="ours")
    desk.crm.edit("accounts", record, {"Industry": "theirs"})
    asked(desk)
    assert desk.open_questions()
    for _run in range(2):
        assert asked(desk) == {**ALWAYS, "records": TYPES}


def test_that_a_field_that_is_held_back_costs_no_request(desk: Wired) -> None:
    rows = ours(desk, 2)
    asked(desk)
    desk.amend("account", rows[0], industry="x" * 300)
    for _run in range(2):
        assert asked(desk) == {**ALWAYS, "records": TYPES}


def test_that_what_is_in_flight_costs_one_read(desk: Wired) -> None:
    from tests.connectors.fault_proxy import DropAfter
    from tests.sync.wired import nth, writing

    ours(desk, 30)
    desk.proxy.rule(nth(writing, 0, DropAfter()))
    assert desk.sync().result == "offline"
    desk.proxy.rule(None)
    assert asked(desk) == {**ALWAYS, "read": 1, "records": TYPES}


def _amend(session: object, rows: dict[str, dict[str, object]]) -> None:
    from app.journal import door

    door.amend(session, "account", rows)  # type: ignore[arg-type]
