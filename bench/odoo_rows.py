"""Rows of a real Odoo: the first pull of 70,000 records and a run without changes, in requests and seconds.

The floor asks for the same pages again, word for word and one after the other on one line, and keeps nothing.
"""

from __future__ import annotations

import http.client
import json
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.connectors.kit.context import RunContext
from app.connectors.kit.http import Door
from app.connectors.kit.reply import Reply
from app.connectors.odoo import OdooConnector
from app.operations.book import Book
from app.operations.profile import make_profile, open_book
from app.sync import engine, keeping
from bench.books import FOLDER, TODAY
from bench.measure import Row
from tests.live.odoo import Absent, Odoo, running
from tests.live.odoo_size import fill
from tests.live.postgres import found

SECONDS, REQUESTS = 120.0, 70
"""What the first pull may take."""

QUIET_SECONDS, QUIET_REQUESTS = 3.0, 5

Asked = tuple[str, dict[str, str], Any]
"""A request: path, headers, named arguments."""


class _Heard(RunContext):
    """A context that notes every request that goes out."""

    def __init__(self, key: str) -> None:
        super().__init__("odoo", {"key": key})
        self.asked: list[Asked] = []

    @property
    def http(self) -> Any:
        """Return the way to the network; what is asked is noted."""
        return _Listening(super().http, self.asked)


@dataclass(frozen=True)
class _Listening:
    door: Door
    asked: list[Asked]

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        write: bool = False,
        accept: Collection[int] = (),
    ) -> Reply:
        """Send one request and return its reply."""
        self.asked.append((url, dict(headers or {}), json))
        return self.door.request(method, url, headers=headers, json=json, write=write, accept=accept)


def all_rows() -> list[Row]:
    """Return the rows; none, and a word about it, where there is no PostgreSQL or Odoo cannot be had."""
    if found() is None:
        return _skipped("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(dir=FOLDER))
    try:
        with running() as odoo:
            return _measured(odoo, fill(odoo), folder)
    except Absent as problem:
        return _skipped(str(problem))
    finally:
        shutil.rmtree(folder)


def _skipped(why: str) -> list[Row]:
    sys.stderr.write(f"SKIPPED: Odoo was not measured; {why}\n")
    return []


def _measured(odoo: Odoo, total: int, folder: Path) -> list[Row]:
    logging.getLogger("app.connectors").setLevel(logging.ERROR)
    make_profile(folder / "book", "none", name="bench", zone="Asia/Tokyo")
    with open_book(folder / "book", today=TODAY) as book:
        book.write(keeping.add_connection, {"connector": "odoo", "name": "bench", "config": {}, "writes": 1})
        first, cpu, asked = _run(book, odoo, total)
        _run(book, odoo, 0)
        quiet, _cpu, again = _run(book, odoo, 0)
    low, quiet_low = _floor(odoo, asked), _floor(odoo, again)
    note = f"at most {SECONDS:g} s, {cpu:.1f} s of ours on the processor"
    return [
        Row(f"Odoo: first pull of {total} records", low * 1e3, first * 1e3, SECONDS / low, note=note),
        Row("Odoo: requests of the first pull", REQUESTS, len(asked), 1.0, unit="requests"),
        Row(
            "Odoo: run without changes", quiet_low * 1e3, quiet * 1e3, QUIET_SECONDS / quiet_low,
            note=f"at most {QUIET_SECONDS:g} s",
        ),
        Row("Odoo: requests of a run without changes", QUIET_REQUESTS, len(again), 1.0, unit="requests"),
    ]  # fmt: skip


def _run(book: Book, odoo: Odoo, expected: int) -> tuple[float, float, list[Asked]]:
    """Return the seconds of one run, those on our processor, and what was asked."""
    with _Heard(odoo.key()) as context:
        session = OdooConnector().open({"url": odoo.url}, context)
        try:
            began, cpu = time.perf_counter(), time.process_time()
            outcome = engine.run(book.place(), 1, session, OdooConnector.presets)
            took, cpu = time.perf_counter() - began, time.process_time() - cpu
        finally:
            session.close()
    assert (outcome.result, outcome.pulled) == ("done", expected), outcome
    return took, cpu, context.asked


def _floor(odoo: Odoo, asked: list[Asked]) -> float:
    """Return the seconds that the same questions take."""
    line = http.client.HTTPConnection("127.0.0.1", odoo.port, timeout=120)
    began = time.perf_counter()
    try:
        for url, headers, named in asked:
            body = json.dumps(named) if named is not None else None
            path = url.removeprefix(odoo.url)
            line.request("POST" if body else "GET", path, body, {"Content-Type": "application/json", **headers})
            line.getresponse().read()
    finally:
        line.close()
    return time.perf_counter() - began
