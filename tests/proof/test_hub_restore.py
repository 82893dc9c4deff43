"""A hub put back from a dump on another server: nobody writes before it is prepared, and nothing is lost."""

from __future__ import annotations

import os
import random
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import sql

from app.connectors.errors import BadConfig
from app.connectors.hub.prepare import Member, connect, prepare
from app.operations.syncing.connections import forget_bindings
from app.sync.sql import ask
from tests.live.hub import AIKO, KEN, Hub
from tests.live.postgres import ADMIN, Postgres
from tests.live.two_books import Bansos, meet, there
from tests.proof.rounds import rounds

pytestmark = pytest.mark.proof
PARTS = rounds(10)


def run(server: Postgres, program: str, *words: str, sound: bool = True) -> str:
    """Run one of PostgreSQL's own programs as the administrator."""
    asked = [str(server.bin / program), "-h", "127.0.0.1", "-p", str(server.port), "-U", ADMIN, "-w", *words]
    environment = {**os.environ, "PGPASSWORD": server.password, "PGSSLMODE": "disable"}
    ran = subprocess.run(asked, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (ran.returncode == 0) == sound, ran.stderr
    return ran.stderr


@pytest.fixture
def servers() -> Iterator[tuple[Postgres, Postgres]]:
    """One server and another that is to take its place."""
    first, second = Postgres(), Postgres()
    yield first, second
    first.close()
    second.close()


def _moved(hub: Hub, first: Postgres, second: Postgres) -> None:
    """Let the second server stand where the first one stood."""
    first.stop()
    second.stop()
    second.port = first.port
    second.start()
    hub.server = second


def _ready(second: Postgres, database: str, *members: Member) -> None:
    """Make the roles on an empty server, as IT does before it restores."""
    with second.admin("postgres") as db:
        db.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    hub = Hub.__new__(Hub)
    hub.server, hub.database = second, database
    with connect(hub.settings(), second.password) as db:
        prepare(db, "CS", ["CS"], members)


@pytest.mark.parametrize("part", range(PARTS))
def test_that_a_hub_put_back_from_a_dump_loses_nothing_and_makes_no_twin(
    servers: tuple[Postgres, Postgres], tmp_path: Path, part: int
) -> None:
    first, second = servers
    chance = random.Random(4_400 + part)
    hub = Hub(first, AIKO, KEN)
    books = [Bansos(hub, AIKO, chance), Bansos(hub, KEN, chance)]
    dump = str(tmp_path / "hub.dump")
    try:
        _work(books, chance, 12)
        meet(*books)
        run(first, "pg_dump", "-Fc", "-f", dump, hub.database)
        kept = there(hub)
        # A day that the copy does not have: sent, and not yet sent.
        _work(books, chance, 12)
        meet(*books)
        _work(books, chance, 4, sync=0.0)
        _ready(second, hub.database, AIKO, KEN)
        run(second, "pg_restore", "--clean", "--if-exists", "-d", hub.database, dump)
        _moved(hub, first, second)
        assert there(hub) == kept
        for one in books:
            before, writes = one.content(), one.proxy.writes
            outcome = one.sync()
            assert outcome.result == "offline", outcome
            assert "restored from a copy" in str(outcome.why)
            assert one.proxy.writes == writes
            assert one.content() == before
        assert there(hub) == kept

        assert hub.prepare().restored
        meet(*books)
        for one in books:
            one.nothing_lost()
        _no_twin(hub, books)
        # What the copy lacks goes there again from who has it, once they have it linked anew.
        for one in books:
            one.book.write(forget_bindings, one.number)
            assert one.sync().result == "done"
            # It is known by its key: nobody has to confirm anything.
            assert one.book.read(ask, "SELECT count(*) FROM sync_conflict WHERE kind = 'link'") == [(0,)]
        meet(*books)
        _all_say_the_same(hub, books)
        # And it goes on as before.
        _work(books, chance, 8)
        meet(*books)
        _all_say_the_same(hub, books)
    finally:
        for one in books:
            one.close()


def test_that_a_dump_restored_without_the_roles_is_refused_in_words(
    servers: tuple[Postgres, Postgres], tmp_path: Path
) -> None:
    first, second = servers
    hub = Hub(first, AIKO, KEN)
    dump = str(tmp_path / "hub.dump")
    run(first, "pg_dump", "-Fc", "-f", dump, hub.database)
    with second.admin("postgres") as db:
        db.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(hub.database)))
    told = run(second, "pg_restore", "-d", hub.database, dump, sound=False)
    assert "banso_owner" in told
    _moved(hub, first, second)
    with pytest.raises(BadConfig, match="restore") as refused:
        hub.prepare(AIKO)
    assert refused.value.field == "database"
    with second.admin("postgres") as db:  # all of one call or nothing
        assert db.execute("SELECT 1 FROM pg_roles WHERE rolname LIKE 'banso%'").fetchall() == []
    # As it has to be done, over what is there.
    with second.admin(hub.database) as db:
        db.execute("DROP SCHEMA banso CASCADE")
    hub.prepare(AIKO, KEN)
    run(second, "pg_restore", "--clean", "--if-exists", "-d", hub.database, dump)
    assert hub.prepare().restored


def _work(books: list[Bansos], chance: random.Random, steps: int, sync: float = 0.3) -> None:
    for _step in range(steps):
        one = chance.choice(books)
        one.edit()
        if chance.random() < sync:
            one.sync()


def _all_say_the_same(hub: Hub, books: list[Bansos]) -> None:
    ours, theirs = (one.content() for one in books)
    assert ours == theirs == there(hub)
    for one in books:
        one.nothing_lost()
    _no_twin(hub, books)


def _no_twin(hub: Hub, books: list[Bansos]) -> None:
    """Every word names one account, in each book and in the hub; every row is bound once."""
    told: list[list[tuple[Any, ...]]] = [there(hub)["account"], *(one.content()["account"] for one in books)]
    for rows in told:
        names = Counter(row[1] for row in rows)
        assert max(names.values(), default=1) == 1, names
    for one in books:
        bound = one.book.read(ask, "SELECT entity, remote_id, count(*) FROM binding GROUP BY 1, 2 HAVING count(*) > 1")
        assert bound == []
