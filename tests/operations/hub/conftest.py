from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.operations.book import Book
from app.operations.syncing import connections
from app.operations.syncing.secrets import keep_secrets
from tests.builders import new_book
from tests.live.hub import AIKO, KEN, Hub
from tests.live.pg_proxy import PgProxy
from tests.live.postgres import Postgres


@pytest.fixture(scope="package")
def postgres() -> Iterator[Postgres]:
    made = Postgres()
    yield made
    made.close()


@pytest.fixture
def team(postgres: Postgres) -> Iterator[Hub]:
    """Return a hub in which Aiko and Ken are in one team."""
    made = Hub(postgres, AIKO, KEN)
    yield made
    made.drop()


@pytest.fixture
def proxy(team: Hub) -> Iterator[PgProxy]:
    """Return the line of Aiko, which can break."""
    made = PgProxy(team.server.port)
    yield made
    made.close()


@pytest.fixture
def aikos(team: Hub, proxy: PgProxy, tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "aiko", name=AIKO.name) as book:
        join(book, team, AIKO.role, AIKO.password, proxy.port)
        yield book


@pytest.fixture
def kens(team: Hub, tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "ken", name=KEN.name) as book:
        join(book, team, KEN.role, KEN.password)
        yield book


def join(book: Book, hub: Hub, role: str, password: str, port: int = 0) -> None:
    """Connect a book to a hub with write-back on; the connection is number 1."""
    config = {**hub.config(port=port), "user": role}
    number = book.write(connections.connect, name="team", connector="hub", config=config)[1]
    keep_secrets(book, number, {"password": password})
    book.write(connections.set_writes, number, True)
