"""Rows of a team hub on a real PostgreSQL: the first pull of 70,000 records and a run without changes.

The floor asks for the same pages by psycopg alone, as the same member, and keeps nothing.
"""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from app.connectors.hub import HubConnector
from app.connectors.hub.kinds import PRESETS
from app.connectors.hub.prepare import Member, connect, prepare
from app.connectors.hub.session import HubSession
from app.connectors.hub.settings import Settings
from app.connectors.kit.context import RunContext
from app.operations.book import Book
from app.operations.profile import make_profile, open_book
from app.sync import engine, keeping
from bench.books import FOLDER, TODAY
from bench.measure import Row
from tests.live.postgres import ADMIN, Postgres, found

COUNTS = {"accounts": 5_000, "people": 15_000, "touchpoints": 50_000}
SECONDS = 15.0
"""What the first pull may take."""

QUIET_SECONDS = 3.0
_WHO = Member("bench", "Bench", "CS", "team", "bench")
_FILL = """
INSERT INTO banso.holding SELECT gen_random_uuid(), m.team, m.member FROM banso.membership m, generate_series(1, 5000);
INSERT INTO banso.record (id, type, account, fields) SELECT account, 'accounts', account,
  jsonb_build_object('name', 'Account ' || row_number() OVER (), 'industry', 'food') FROM banso.holding;
INSERT INTO banso.record (id, type, account, fields) SELECT gen_random_uuid(), 'people', account,
  jsonb_build_object('name', 'Person ' || n, 'title', 'Manager', 'email', account::text || n || '@example.com')
  FROM banso.holding, generate_series(1, 3) n;
INSERT INTO banso.record (id, type, account, fields) SELECT gen_random_uuid(), 'touchpoints', account,
  jsonb_build_object('date', '2026-10-0' || (1 + n % 9), 'kind', 'call', 'state', 'done',
  'body', repeat('Talk ', 20) || n)
  FROM banso.holding, generate_series(1, 10) n;
ANALYZE banso.record; ANALYZE banso.holding;
"""


def all_rows() -> list[Row]:
    """Return the rows; none, and a word about it, where PostgreSQL is not installed."""
    if found() is None:
        sys.stderr.write("SKIPPED: PostgreSQL is not installed; the team hub was not measured\n")
        return []
    server, folder = Postgres(durable=True), Path(tempfile.mkdtemp(dir=FOLDER))
    try:
        with connect(Settings("127.0.0.1", server.port, "banso", ADMIN, "off"), server.password) as db:
            prepare(db, "bench", members=[_WHO])
        with server.admin() as filling:
            filling.execute(_FILL)
        return _measured(server, folder)
    finally:
        server.close()
        shutil.rmtree(folder)


def _measured(server: Postgres, folder: Path) -> list[Row]:
    total = sum(COUNTS.values())
    logging.getLogger("app.connectors").setLevel(logging.ERROR)
    low = _floor(server)
    make_profile(folder / "book", "none", name="bench", zone="Asia/Tokyo")
    with open_book(folder / "book", today=TODAY) as book:
        book.write(keeping.add_connection, {"connector": "hub", "name": "bench", "config": {}, "writes": 1})
        first, cpu, asked = _run(book, server, total)
        _run(book, server, 0)  # sweeps once, and comes to the end of the order
        quiet, quiet_cpu, price = _run(book, server, 0)
    types = len(PRESETS)
    return [
        Row(
            f"hub: first pull of {total} records", low * 1e3, first * 1e3, SECONDS / low,
            note=f"at most {SECONDS:g} s; {cpu:.1f} s on the processor",
        ),
        Row("hub: requests of the first pull", total / HubConnector.page + types, asked, 1.5, unit="requests"),
        Row(
            "hub: run without changes", 1.0, quiet * 1e3, QUIET_SECONDS * 1e3,
            note=f"at most {QUIET_SECONDS:g} s; {quiet_cpu:.2f} s on the processor",
        ),
        Row("hub: requests of a run without changes", 1.0, price, 1.0, unit="requests", note=f"{types} types"),
    ]  # fmt: skip


def _floor(server: Postgres) -> float:
    """Return the seconds that reading every page takes by the driver alone."""
    began = time.perf_counter()
    with server.connect(_WHO.role, _WHO.password) as db:
        for type in COUNTS:
            xid, no = "0", 0
            while rows := db.execute(
                "SELECT xid::text, no, id::text, account::text, version::text, fields FROM banso.record "
                "WHERE type = %s AND (xid, no) > (%s::text::xid8, %s::bigint) ORDER BY xid, no LIMIT %s",
                (type, xid, no, HubConnector.page),
            ).fetchall():  # fmt: skip
                xid, no = str(rows[-1][0]), int(str(rows[-1][1]))
    return time.perf_counter() - began


def _run(book: Book, server: Postgres, expected: int) -> tuple[float, float, int]:
    """Return the seconds of one run, those on our processor, and its requests."""
    config: dict[str, Any] = {
        "host": "127.0.0.1", "port": server.port, "database": "banso", "user": _WHO.role, "tls": "off",
    }  # fmt: skip
    with RunContext("hub", {"password": _WHO.password}) as context:
        session: HubSession = HubConnector().open(config, context)
        try:
            began, cpu = time.perf_counter(), time.process_time()
            outcome = engine.run(book.place(), 1, session, PRESETS)
            took, cpu = time.perf_counter() - began, time.process_time() - cpu
        finally:
            session.close()
    assert (outcome.result, outcome.pulled) == ("done", expected), outcome
    return took, cpu, session.line.requests
