"""Rows of syncing: 55,000 records taken in, told again, and changed; what a person's own write waits meanwhile.

The other system is made up in memory; what making its pages costs is measured on the same thread and taken off. The
floors write and look up the same rows and bindings by the driver, on a book of the same tables and triggers.
"""

from __future__ import annotations

import gc
import os
import resource
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.journal import door
from app.operations.book import Book
from app.operations.profile import make_profile, open_book
from app.sync import engine, keeping
from bench import floors
from bench.books import FOLDER, TODAY
from bench.measure import Row
from bench.sync_floors import COUNTS, MAPPED, Partner, changed_floor, echo_floor, first_floor

MICROSECONDS = {"first pull": 100.0, "echo": 15.0, "changed": 100.0}
MEGABYTES = 64.0
WAIT_MS = 250.0


@dataclass(frozen=True)
class Cost:
    """What one run cost: processor time of the engine, wall time, memory over what there was before."""

    cpu: float
    wall: float
    megabytes: float


@contextmanager
def _book(folder: Path) -> Iterator[Book]:
    make_profile(folder, "none", name="bench", zone="Asia/Tokyo")
    with open_book(folder, today=TODAY) as book:
        values = {"connector": "memory", "name": "bench", "config": {}, "writes": 0}
        book.write(keeping.add_connection, values)
        yield book


def _run(book: Book, partner: Partner, expected: int) -> Cost:
    partner.cpu = 0.0
    before, stop = _resident(), threading.Event()
    highest = [before]

    def watch() -> None:
        while not stop.wait(0.05):
            highest[0] = max(highest[0], _resident())

    watching = threading.Thread(target=watch)
    watching.start()
    cpu, wall = time.thread_time(), time.perf_counter()
    outcome = engine.run(book.place(), 1, partner, MAPPED)
    cost = Cost(
        time.thread_time() - cpu - partner.cpu,
        time.perf_counter() - wall,
        (max(highest[0], _resident()) - before) / 1e6,
    )
    stop.set()
    watching.join()
    assert (outcome.result, outcome.pulled) == ("done", expected), outcome
    return cost


def _resident() -> float:
    if os.path.exists("/proc/self/statm"):
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def engine_rows(scale: float = 1.0) -> list[Row]:
    """Take in, hear again, take in what changed; per record, with the memory of it."""
    counts = {name: int(count * scale) for name, count in COUNTS.items()}
    total = sum(counts.values())
    folder = Path(tempfile.mkdtemp(dir=FOLDER))
    try:
        with _book(folder / "floor"):
            pass
        raw = floors.connect(folder / "floor" / "book.sqlite")
        low = [work(raw, counts) for work in (first_floor, echo_floor, changed_floor)]
        raw.close()
        partner = Partner(counts)
        with _book(folder / "product") as book:
            first = _run(book, partner, total)
            echo = _run(book, partner, 0)
            changed = _run(book, replace(partner, turn=1), total)
    finally:
        shutil.rmtree(folder)
    rows = [
        Row(
            f"sync {what}: processor µs per record",
            spent * 1e6 / total,
            cost.cpu * 1e6 / total,
            MICROSECONDS[what] / (spent * 1e6 / total),
            unit="µs",
            note=f"{total} records, {cost.wall:.1f} s, at most {MICROSECONDS[what]:g} µs",
        )
        for what, spent, cost in zip(MICROSECONDS, low, (first, echo, changed), strict=True)
    ]
    most = max(cost.megabytes for cost in (first, echo, changed))
    return [*rows, Row("sync: memory over idle", MEGABYTES, most, 1.0, unit="MB", note=f"at most {MEGABYTES:g} MB")]


def waiting(records: int = 20_000) -> list[Row]:
    """Write one row again and again while a first pull goes on, and one of changes: the longest that one write took.

    As in the window, Python does not collect garbage in the middle of a run.
    """
    folder = Path(tempfile.mkdtemp(dir=FOLDER))
    try:
        with _book(folder / "p") as book:
            [row] = book.write(door.create, "member", [{"name": "me"}])[1]

            def write(number: int) -> float:
                began = time.perf_counter()
                book.write(door.amend, "member", {row: {"name": f"me {number}"}})
                return (time.perf_counter() - began) * 1000

            alone = [write(number) for number in range(20)]
            partner = Partner({"accounts": records // 4, "contacts": records // 4, "activities": records // 2})

            def beside(turn: int) -> list[float]:
                told = replace(partner, turn=turn)
                pulling = threading.Thread(target=engine.run, args=(book.place(), 1, told, MAPPED))
                pulling.start()
                took: list[float] = []
                while pulling.is_alive():
                    took.append(write(turn * 10_000 + len(took) + 100))
                    time.sleep(0.02)
                pulling.join()
                return took

            gc.disable()
            found = {"a first pull": beside(0), "a pull of changes": beside(1)}
    finally:
        gc.enable()
        shutil.rmtree(folder)
    low = statistics.median(alone)
    return [
        Row(
            f"a person's write beside {what}, longest",
            low,
            max(took),
            WAIT_MS / low,
            note=f"{len(took)} writes, median {statistics.median(took):.0f} ms, at most {WAIT_MS:g} ms",
        )
        for what, took in found.items()
    ]


def all_rows() -> list[Row]:
    """Return every row of syncing; its books are its own, whatever the size of the others."""
    return [*engine_rows(), *waiting()]
