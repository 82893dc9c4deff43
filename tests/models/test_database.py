"""What goes wrong below an open book reaches a person as words; a fault of the code stays what it is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.errors import BansoError
from app.language import error_words
from app.models import database as opened
from app.models import driver, migrate
from app.models.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "book.sqlite"
    migrate.ensure(path, None, lambda connection: None)
    opened = Database(path, None)
    yield opened
    opened.close()


def test_that_a_book_kept_busy_is_told_in_words(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "BUSY_MS", 50)
    with database.writing(), pytest.raises(BansoError) as refused, database.writing():
        pass
    assert refused.value.key == "database.busy"


def test_that_a_writer_begins_soon_after_the_one_before_has_ended(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = database.writing()
    first.__enter__()
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        first.__exit__(None, None, None)

    monkeypatch.setattr(opened, "time", SimpleNamespace(monotonic=time.monotonic, sleep=nap))
    with database.writing() as session:
        assert naps == [opened.NAP_SECONDS]
        # Whatever else has to wait for a lock still does so by SQLite's own means.
        assert session.scalar(text("PRAGMA busy_timeout")) == driver.BUSY_MS


def test_that_a_full_disk_is_told_in_words_and_leaves_nothing(database: Database) -> None:
    with database.reading() as session:
        pages = session.scalar(text("PRAGMA page_count"))
    with pytest.raises(BansoError) as refused, database.writing() as session:
        session.execute(text(f"PRAGMA max_page_count = {pages}"))
        session.execute(text("CREATE TABLE more (body)"))
        session.connection.exec_driver_sql("WITH r(n) AS (SELECT 1) SELECT n FROM r")
        for _ in range(50):
            session.execute(text("CREATE TABLE IF NOT EXISTS more2 (a)"))
            session.connection.connection.driver_connection.execute("INSERT INTO more VALUES (zeroblob(100000))")  # type: ignore[union-attr]
    assert refused.value.key == "database.full"
    for lang in ("ja", "en"):
        assert error_words(refused.value, lang)[0] != "database.full"


def test_that_a_fault_of_the_code_is_not_dressed_up(database: Database) -> None:
    with pytest.raises(OperationalError), database.reading() as session:
        session.execute(text("SELECT nothing FROM nowhere"))
    assert driver.in_words(sqlcipher.OperationalError("no such table"), database.path) is None
