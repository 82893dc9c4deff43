"""Who is erased for good leaves nothing behind in what calendars and surveys brought."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sqlalchemy import select

from app.errors import BansoError
from app.models import tables
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.forget import forget
from app.operations.importing.run import import_paths
from app.operations.meetings.calendars import open_calendar, take_calendar
from app.operations.settings import chosen_value
from tests.builders import TODAY, new_book
from tests.imports.calendars import calendar, event
from tests.views.accounts.books import NAMES, fill

ADDRESS = "hanako@hatsu-shoji.example"


def brought(book: Book, folder: Path) -> str:
    fill(book)
    aoba = book.read(find_account, NAMES[0])
    meetings = calendar(folder / "a.ics", event("one", ":20261124T010000Z", guests=("x@hatsu-shoji.example",)))
    changes, _taken = book.write(take_calendar, open_calendar(book, meetings), today=TODAY, chosen={"one": aoba})
    people = folder / "people.csv"
    people.write_text(f"会社名,氏名,メールアドレス\n青葉信用金庫,初 花子,{ADDRESS}\n", "utf-8")
    answers = folder / "nps.csv"
    answers.write_text(f"回答者,メールアドレス,回答日,NPS,コメント\n初 花子,{ADDRESS},2026/11/1,3,遅い\n", "utf-8")
    assert import_paths(book, [people, answers]).rejected == []
    assert changes.id is not None
    return changes.id


def left(book: Book, words: bytes) -> list[str]:
    return [path.name for path in book.folder.rglob("*") if path.is_file() and words in path.read_bytes()]


def test_that_an_erased_customer_leaves_no_domain(tmp_path: Path) -> None:
    with new_book(tmp_path / "profile") as book:
        change = brought(book, tmp_path)
        assert left(book, b"hatsu-shoji")
        forget(book, "account", book.read(find_account, NAMES[0]))
        assert book.read(chosen_value, "calendar_domains") == {}
        assert left(book, b"hatsu-shoji") == []
        with suppress(BansoError):
            book.write(take_back, change)
        assert book.read(chosen_value, "calendar_domains") == {}
        assert left(book, b"hatsu-shoji") == []


def test_that_an_erased_person_leaves_no_answer(tmp_path: Path) -> None:
    with new_book(tmp_path / "profile") as book:
        brought(book, tmp_path)
        person = tables.person
        row_id = book.read(lambda session: session.scalar(select(person.c.id).where(person.c.email == ADDRESS)))
        forget(book, "person", row_id)
        assert book.read(lambda session: session.rows(select(tables.response))) == []
        assert left(book, ADDRESS.encode()) == []


def test_that_an_erased_customer_leaves_no_name_it_went_by(tmp_path: Path) -> None:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        aoba = book.read(find_account, NAMES[0])
        calls = tmp_path / "calls.csv"
        calls.write_text("account,date,kind,body\n青空金融,2026-11-10,call,話した\n", "utf-8")
        import_paths(book, [calls], named={"青空金融": aoba})
        assert book.read(chosen_value, "account_names") == {"青空金融": aoba}
        forget(book, "account", aoba)
        assert book.read(chosen_value, "account_names") == {}
        assert left(book, "青空金融".encode()) == []
