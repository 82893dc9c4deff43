"""A whole portfolio from a real Odoo: 5,000 companies, 15,000 people, 50,000 notes, and what it costs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.connectors.conformance.server import FakeServer
from app.connectors.odoo.memory import forget_all
from app.operations.syncing import connections, running, secrets
from tests.builders import new_book
from tests.live.odoo import DATABASE, Absent, Odoo
from tests.live.odoo import running as running_odoo
from tests.live.odoo_size import fill
from tests.proof.odoo_old_bench import handed_on

pytestmark = pytest.mark.proof

FIRST, SWEPT, QUIET = 70, 9, 5
"""Requests at most: of the first run, of one that compares the ids too, and of one that finds nothing new.

A quiet one is a request for each of the five kinds; who signs in is asked with the first of them.
"""


@contextmanager
def _door(odoo: Odoo, *, old: bool) -> Iterator[dict[str, Any]]:
    """Yield the settings by which this Odoo is reached, as one of version 18 if `old`."""
    if not old:
        yield {"url": odoo.url}
        return
    front = FakeServer(lambda asked: handed_on(odoo.port, asked))
    try:
        yield {"url": front.url, "database": DATABASE, "user": "admin"}
    finally:
        front.close()


@pytest.mark.parametrize("extra", [0, 3], ids=["json-2", "xml-rpc"])
def test_that_a_whole_portfolio_comes_in_few_requests(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], extra: int
) -> None:
    """`extra`: by XML-RPC, which is found out and signed in to first."""
    forget_all()
    try:
        with running_odoo() as odoo, new_book(tmp_path / "profile") as book, _door(odoo, old=extra > 0) as config:
            total = fill(odoo)
            number = book.write(connections.connect, name="Odoo", connector="odoo", config=config)[1]
            secrets.keep_for_session(book, number, "key", odoo.key())
            for pulled, most in ((total, FIRST + extra), (0, SWEPT), (0, QUIET)):
                began = time.monotonic()
                result = running.run_sync(book, number, pressed=True)[1]
                took = time.monotonic() - began
                with capsys.disabled():
                    print(f"\n{result.pulled:,} records in {result.requests} requests, {took:.1f} s")  # noqa: T201
                assert (result.result, result.pulled) == ("done", pulled)
                assert result.requests <= most
    except Absent as problem:
        pytest.skip(f"THE REAL ODOO IS NOT TESTED, it cannot be had here: {problem}")
