"""Small builders that many tests share: a book on a profile of its own, plain or encrypted with cheap crypto."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.journal import door
from app.journal.change import changing
from app.models import migrate
from app.models.database import Database
from app.operations import protection
from app.operations.book import Book
from app.operations.demo import fill_demo
from app.operations.profile import open_book
from app.operations.settings import choose
from app.secrets import keyinfo
from app.secrets.slots import Cost
from tests.quick_books import empty_book

TODAY = date(2026, 11, 20)
PASSPHRASE = "a phrase for tests"
CHEAP = Cost(memory_kib=8, passes=1, lanes=1)


def new_profile(folder: Path, *, encrypted: bool = False, name: str = "佐藤", zone: str = "Asia/Tokyo") -> str | None:
    """Make a profile with an empty book in `folder` and return its recovery code; PASSPHRASE opens an encrypted one."""
    made = keyinfo.create(folder, "passphrase" if encrypted else "none", passphrase=PASSPHRASE, cost=CHEAP)
    path = folder / keyinfo.BOOK
    if made.key is None:
        path.write_bytes(empty_book())
    else:
        migrate.ensure(path, made.key, lambda _connection: None)
    database = Database(path, made.key)
    with changing(database, "make_profile", at=datetime(2026, 1, 5, tzinfo=UTC), by_id=None) as session:
        choose(session, "me", door.create(session, "member", [{"name": name}])[0])
        choose(session, "zone", zone)
    database.close()
    return made.recovery_code


def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make new slots of keys without what makes guessing dear, until the test ends."""
    made = (keyinfo.create, keyinfo.add_passphrase, keyinfo.new_recovery_code, keyinfo.put_recovery_code)
    for function in (*made, protection.set_passphrase, protection.put_code):
        monkeypatch.setitem(function.__kwdefaults__, "cost", CHEAP)


def made_up_profile(folder: Path) -> Path:
    """Make a plain profile with the whole made-up book of `TODAY` and return its folder."""
    new_profile(folder)
    (folder / keyinfo.BOOK).write_bytes(_made_up_book())
    return folder


def opened(folder: Path, *, today: date = TODAY) -> Book:
    """Open the book of a profile that `new_profile` made."""
    return open_book(folder, today=today, passphrase=PASSPHRASE)


def new_book(
    folder: Path, *, encrypted: bool = False, today: date = TODAY, name: str = "佐藤", zone: str = "Asia/Tokyo"
) -> Book:
    """Make a profile in `folder` and return its open book, whose clock stands at 12:00 of `today`."""
    new_profile(folder, encrypted=encrypted, name=name, zone=zone)
    return opened(folder, today=today)


@cache
def _made_up_book() -> bytes:
    # Making it up takes seconds.
    with TemporaryDirectory() as folder:
        with new_book(Path(folder) / "profile") as book:
            fill_demo(book, today=TODAY)
        return (Path(folder) / "profile" / keyinfo.BOOK).read_bytes()
