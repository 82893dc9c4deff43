from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.errors import BansoError
from app.journal import door
from app.models import locks
from app.operations.account_row import AccountRow
from app.operations.accounts import account_rows
from app.operations.book import Book
from app.operations.first_rows import first_look, first_rows
from app.operations.settings import choose
from app.secrets import keyinfo
from tests.builders import TODAY, made_up_profile, new_book, new_profile, opened
from tests.operations.money.books import contract, customer


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    folder = tmp_path_factory.mktemp("filled") / "profile"
    with opened(made_up_profile(folder)) as book:
        names = ("ｶﾞﾘﾚｵ精機", "Straße AG", "STRASSE AG", "éclair", "あさひ", "アサヒ", "朝日", "zebra", "Zebra")
        for name, reading in zip(names, (None, None, None, "", "あさひ", "アサヒ", "あさひ", None, None), strict=True):
            told = {"name": name, "name_key": name, "reading": reading, "tags": [] if reading else ["重点", 'a"b']}
            told |= {"pinned": not reading, "fit": "good" if reading else None, "domain": reading and "asahi.example"}
            book.write(lambda session, row: door.create(session, "account", [row]), told)
        group = [row.id for row in book.read(account_rows, today=TODAY) if row.name in ("朝日", "あさひ")]
        book.write(lambda session: door.amend(session, "account", {group[0]: {"parent_id": group[1]}}))
        gone = book.read(account_rows, today=TODAY)[3].id
        book.write(lambda session: door.remove(session, "account", [gone]))
        late = book.write(lambda session: customer(session, "遅れ商会"))[1]
        book.write(lambda session: contract(session, late, 1000, end=TODAY - timedelta(10)))
        book.write(choose, "cadence.low", 45)
        yield book


@pytest.mark.parametrize("days", [-200, 0, 31, 400])
def test_that_the_first_rows_are_those_of_the_ordinary_question(filled: Book, days: int) -> None:
    today = TODAY + timedelta(days)
    ordinary = filled.read(account_rows, today=today)
    found = first_rows(filled.folder, None, today=today, limit=1000)
    assert found is not None
    assert list(found.rows) == ordinary
    assert (found.total, found.clock.today(), found.language) == (len(ordinary), today, None)
    # The book has something to say in every field that is judged today, or equality would prove little.
    unjudged = {"score", "band", "coverage", "place", "health"}
    names = {field.name for field in fields(AccountRow)} - unjudged
    assert days or all(len({getattr(row, name) for row in ordinary}) > 1 for name in names - {"currency"})


def test_that_a_limit_gives_the_beginning_and_counts_all(filled: Book) -> None:
    found = first_rows(filled.folder, None, today=TODAY, limit=7)
    ordinary = filled.read(account_rows, today=TODAY)
    assert found is not None
    assert list(found.rows) == ordinary[:7]
    assert found.total == len(ordinary)


def test_that_an_encrypted_book_and_its_settings_are_read(tmp_path: Path) -> None:
    with new_book(tmp_path / "p", encrypted=True) as book:
        book.write(choose, "language", "en")
        book.write(choose, "zone", "Europe/Berlin")
        key = book.key
    before = {path.name: path.read_bytes() for path in (tmp_path / "p").glob("book.sqlite")}
    found = first_rows(tmp_path / "p", key)
    assert found is not None
    assert (found.rows, found.total, found.language, found.clock.zone) == ((), 0, "en", "Europe/Berlin")
    assert {path.name: path.read_bytes() for path in (tmp_path / "p").glob("book.sqlite")} == before
    with pytest.raises(BansoError, match=r"database\.unreadable"):
        first_rows(tmp_path / "p", bytes(32))


def test_that_a_book_to_be_brought_up_to_date_shows_none(tmp_path: Path) -> None:
    new_profile(tmp_path / "p")
    connection = sqlcipher.connect(str(tmp_path / "p" / keyinfo.BOOK))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    assert first_rows(tmp_path / "p", None) is None


def test_that_an_unfinished_change_and_a_held_profile_show_none(tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as book, book.long("import") as change:
        with change.step() as session:
            door.create(session, "account", [{"name": "青葉", "name_key": "青葉"}])
        assert first_rows(tmp_path / "p", None) is None
    assert first_rows(tmp_path / "p", None) is not None
    with locks.hold(tmp_path / "p" / "profile.lock") as taken:
        assert taken
        assert first_rows(tmp_path / "p", None) is None


def test_that_a_first_look_asks_no_person_and_leaves_damage_to_the_opening(tmp_path: Path) -> None:
    new_profile(tmp_path / "plain")
    look = first_look(tmp_path / "plain", today=TODAY)
    assert look.key is None
    assert look.first is not None
    assert look.first.clock.now() == datetime(2026, 11, 20, 3, tzinfo=UTC)
    (tmp_path / "plain" / keyinfo.BOOK).write_bytes(b"not a book" * 500)
    assert first_look(tmp_path / "plain").first is None
    new_profile(tmp_path / "shut", encrypted=True)
    with pytest.raises(BansoError, match=r"passphrase\.needed"):
        first_look(tmp_path / "shut")


def test_that_the_first_rows_load_no_database_library() -> None:
    code = "import sys, app.operations.first_rows, app.views.places; print([m for m in HEAVY if m in sys.modules])"
    heavy = ("sqlalchemy", "alembic", "keyring", "cryptography", "app.models.tables", "app.journal", "numpy")
    run = subprocess.run(
        [sys.executable, "-c", f"HEAVY = {heavy}\n{code}"], capture_output=True, text=True, check=True, timeout=120
    )
    assert run.stdout.strip() == "[]"
