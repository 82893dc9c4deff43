from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, text

from app.errors import BansoError
from app.models import driver, migrate, tables
from app.models.database import Database, WrittenPastTheJournal
from app.search.index import SCHEMA
from tests import quick_books


@pytest.fixture(autouse=True)
def by_the_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Migrate as the program does; elsewhere the schema is laid at once."""
    monkeypatch.setattr(migrate, "_upgrade", quick_books.UPGRADE)


@pytest.mark.parametrize("key", [None, b"k" * 32])
def test_that_a_schema_laid_at_once_is_the_migrated_one(
    tmp_path: Path, key: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for name, upgrade in (("scripts", quick_books.UPGRADE), ("at-once", quick_books.upgrade)):
        monkeypatch.setattr(migrate, "_upgrade", upgrade)
        assert migrate.ensure(tmp_path / name, key, lambda connection: None)
        connection = driver.connect(tmp_path / name, key)
        made = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        tables = sorted(name for kind, name, _table, _sql in made if kind == "table")
        said.append((made, {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}))
        connection.close()
    assert said[0] == said[1]
    assert len(said[0][0]) > 200


def test_that_the_migrated_schema_is_the_one_the_tables_declare(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    path = tmp_path / "book.sqlite"
    migrate.ensure(path, None, lambda connection: None)
    with create_engine(f"sqlite:///{path}").connect() as connection:
        shadows = {r[0] for r in connection.execute(text("SELECT name FROM sqlite_master WHERE name LIKE 'search_%'"))}
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, parents: kind != "table" or name not in shadows,
                "target_metadata": tables.metadata,
            },
        )
        assert compare_metadata(context, tables.metadata) == []


def test_that_the_search_tables_are_those_the_index_declares(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    migrate.ensure(path, None, lambda connection: None)
    connection = driver.connect(path, None)
    made = {
        r[0]
        for r in connection.execute(
            "SELECT sql FROM sqlite_master WHERE name IN ('search_doc', 'search_index', 'search_short')"
        )
    }
    assert made == set(SCHEMA)
    connection.close()


def test_that_head_is_the_last_script() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(migrate._config()).get_current_head() == migrate.HEAD


def test_that_every_noun_keeps_its_revision(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    migrate.ensure(path, None, lambda connection: None)
    connection = driver.connect(path, None)
    triggers = {r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    kept = {name for name in triggers if not name.startswith("looked_")}
    assert kept == {f"{t.name}_rev_{when}" for t in tables.NOUNS for when in ("insert", "update")}
    connection.close()


def test_that_a_newer_book_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    migrate.ensure(path, None, lambda connection: None)
    connection = driver.connect(path, None)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(BansoError, match=r"database\.newer"):
        migrate.ensure(path, None, lambda connection: None)
    assert path.read_bytes() == before


def test_that_a_failing_migration_leaves_the_file_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first statement after every table has been made fails.
    path = tmp_path / "book.sqlite"

    def fails(statement: str) -> None:
        raise RuntimeError(statement)

    monkeypatch.setattr("alembic.op.execute", fails)
    with pytest.raises(RuntimeError, match="sync_clock"):
        migrate.ensure(path, None, lambda connection: None)
    connection = driver.connect(path, None)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        insert(tables.member).values(id="m", name="n", change_id="c"),
        text("update setting set id = 1"),
        text(" DELETE FROM member"),
    ],
)
def test_that_a_write_past_the_journal_is_refused(tmp_path: Path, statement: object) -> None:
    path = tmp_path / "book.sqlite"
    migrate.ensure(path, None, lambda connection: None)
    database = Database(path, None)
    with pytest.raises(WrittenPastTheJournal), database.writing() as session:
        session.connection.execute(statement)  # type: ignore[call-overload]
    database.close()


def test_that_a_book_of_the_first_schema_keeps_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.sqlite"
    with monkeypatch.context() as before:
        before.setattr(migrate, "HEAD", "0001")
        migrate.ensure(path, None, lambda connection: None)
    connection = driver.connect(path, None)
    connection.execute(
        "INSERT INTO account (id, name, name_key, change_id) VALUES ('a', 'みどり食品', 'みどり食品', 'c')"
    )
    old = connection.execute("SELECT * FROM account").fetchall()
    connection.close()
    backed_up: list[object] = []
    assert migrate.ensure(path, None, backed_up.append)
    assert len(backed_up) == 1
    connection = driver.connect(path, None)
    new = connection.execute("SELECT * FROM account").fetchall()
    assert [row[: len(old[0])] for row in new] == old
    assert migrate.revision(connection) == migrate.HEAD
    connection.close()
    assert not migrate.ensure(path, None, backed_up.append)
    assert len(backed_up) == 1
