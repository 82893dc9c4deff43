"""How a run behaves beside a person: it ends when it is told to, wherever it is, and never keeps anybody waiting."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.connectors.base import Change, Identity, Op, Outcome, Page, Preset, TypeInfo
from app.connectors.memory import PRESETS, MemoryServer, crm_types
from app.journal import door
from app.operations.book import Book
from app.sync import engine, keeping
from tests.builders import new_book
from tests.connectors.fault_proxy import Stall
from tests.sync.desk import Desk
from tests.sync.wired import always, every, paging, wired, writing

LONGEST = 1.0
"""Seconds from the wish to stop to the end of the run."""
PLACES = (
    "before begin", "after describe", "in page", "after page", "before intent", "in intent", "before request",
    "after request", "in outcome", "after outcome", "before recover", "after recover",
)  # fmt: skip


class Stop:
    """A wish to stop that comes at one edge of a run."""

    def __init__(self, where: str) -> None:
        self.where, self.at = where, 0.0

    def edge(self, where: str) -> None:
        if where == self.where and not self.at:
            self.at = time.monotonic()

    def asked(self) -> bool:
        return self.at > 0


@pytest.mark.parametrize("where", PLACES)
def test_that_a_run_ends_within_a_second_wherever_it_is(tmp_path: Path, where: str) -> None:
    with new_book(tmp_path) as book:
        desk = Desk(book, tmp_path)
        crm = MemoryServer(page_size=200)
        for number in range(1_000):
            crm.create("accounts", {"Name": f"theirs {number}", "Description": "語" * 200})
        book.write(door.create, "account", [{"name": f"o{n}", "name_key": f"o{n}"} for n in range(400)])
        desk.connect(crm)
        if "recover" in where:
            crm.faults = lambda request: "drop_after" if request.writes else ""
            assert desk.sync().result == "offline"
            crm.faults = lambda _request: ""
        stop = Stop(where)
        outcome = desk.sync(edge=stop.edge, cancelled=stop.asked)
        assert stop.at, "the run never came there"
        assert time.monotonic() - stop.at < LONGEST
        assert (outcome.result, outcome.state) == ("cancelled", "on")
        # Nothing of it is lost or done twice by the run that goes on.
        for _run in range(2):
            assert desk.sync().result == "done"
        names = [one.fields["Name"] for one in crm.records("accounts").values()]
        assert len(names) == len(set(names)) == 1_400
        assert desk.ask("SELECT count(*), count(DISTINCT name) FROM account WHERE deleted_at IS NULL") == [
            (1_400, 1_400)
        ]
        assert desk.ask("SELECT 1 FROM outbox") == []


@pytest.mark.parametrize("which", [every, paging, writing], ids=["any", "page", "write"])
def test_that_a_run_ends_within_a_second_while_the_other_side_says_nothing(tmp_path: Path, which: Any) -> None:
    with new_book(tmp_path) as book, wired(book, tmp_path) as desk:
        desk.account("ours")
        desk.proxy.rule(always(which, Stall()))
        stopped, pressed = threading.Event(), [0.0]

        def press() -> None:
            pressed[0] = time.monotonic()
            stopped.set()

        timer = threading.Timer(0.2, press)
        timer.start()
        from app.connectors.kit.wire import Limits

        outcome = desk.sync(cancelled=stopped.is_set, limits=Limits())
        assert outcome.result == "cancelled"
        assert time.monotonic() - pressed[0] < LONGEST
        desk.settled()


class Endless:
    """A system of many records, made up as they are asked for."""

    def __init__(self, records: int) -> None:
        self.records = records

    def identity(self) -> Identity:
        return Identity("many")

    def describe(self, types: Sequence[str] | None = None) -> Sequence[TypeInfo]:
        return [one for one in crm_types() if one.name == "accounts"]

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        for start in range(0, self.records, 2_000):
            yield Page(
                [self._change(number, fields) for number in range(start, start + 2_000)], f"{start}", self.records
            )

    def _change(self, number: int, fields: Sequence[str]) -> Change:
        told: Mapping[str, Any] = {"Name": f"会社 {number}", "Description": "説明の文です。" * 20, "Tags": ("vip",)}
        return Change(f"A{number}", "1", {name: told.get(name) for name in fields})

    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        return []

    def sweep(self, type: str) -> Iterator[Sequence[str]]:
        yield ()

    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        raise AssertionError

    def close(self) -> None:
        pass


def test_that_a_person_s_write_does_not_wait_for_a_first_pull(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        book.write(keeping.add_connection, {"connector": "memory", "name": "x", "config": {}, "writes": 0})
        [me] = book.write(door.create, "member", [{"name": "me"}])[1]
        outcomes: list[Any] = []
        presets: Mapping[str, Preset] = {"account": PRESETS["account"]}
        pulling = threading.Thread(target=lambda: outcomes.append(engine.run(book.place(), 1, Endless(6_000), presets)))
        pulling.start()
        waits = []
        while pulling.is_alive():
            waits.append(_write(book, me, len(waits)))
            time.sleep(0.03)
        pulling.join()
        assert (outcomes[0].result, outcomes[0].pulled) == ("done", 6_000)
        waits.sort()
        # A step holds the lock for 200 ms; a busy machine that runs the tests is given three times as long.
        assert len(waits) > 5
        assert waits[len(waits) // 2] < 0.25
        assert waits[-1] < 0.75, waits[-5:]


def _write(book: Book, row: str, number: int) -> float:
    began = time.monotonic()
    book.write(door.amend, "member", {row: {"name": f"me {number}"}})
    return time.monotonic() - began
