"""Forget: nothing of what was erased is left in the file, nothing else is touched, and nothing brings it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.accounts import account_rows, amend_accounts, find_account
from app.operations.book import Book
from app.operations.care import back_up
from app.operations.changes import take_back
from app.operations.check import check
from app.operations.content import content_hash
from app.operations.demo import fill_demo
from app.operations.export import export_book
from app.operations.export_folder import import_export
from app.operations.finding import search
from app.operations.forget import Candidate, candidates, copies_of, forget, parting
from app.operations.importing.run import import_paths
from app.operations.news import newest_mark, news
from app.operations.quick_log import log_line
from app.secrets import keyinfo
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill

# Words that stand nowhere else, each in another kind of row.
SECRET = ("秘匿商事", "ひとくしょうじ", "hitoku.example", "門外不出の議事録", "封印した約束", "蔵前 兼続", "旧社名秘匿")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        fill(made)
        made.write(_secret_account)
        account_id = made.read(find_account, SECRET[0])
        made.write(amend_accounts, [account_id], {"name": SECRET[6]}, today=TODAY)
        made.write(amend_accounts, [account_id], {"name": SECRET[0]}, today=TODAY)
        made.write(
            log_line, f"@{SECRET[0]} 電話 {SECRET[3]} 次: {SECRET[4]}", today=TODAY, now=made.clock.now(), by_id=None
        )
        yield made


def _secret_account(session: Session) -> None:
    row = {"name": SECRET[0], "name_key": SECRET[0], "reading": SECRET[1], "domain": SECRET[2]}
    [account_id] = door.create(session, "account", [row])
    [person_id] = door.create(session, "person", [{"name": SECRET[5], "name_key": SECRET[5]}])
    door.create(session, "position", [{"person_id": person_id, "account_id": account_id, "role": "sponsor"}])
    door.create(session, "request", [{"account_id": account_id, "words": SECRET[3], "raised_on": "2026-11-01"}])
    terms = {"kind": "paid", "start_on": "2026-01-01", "end_on": "2026-12-31", "currency": "JPY"}
    [contract_id] = door.create(session, "contract", [{"account_id": account_id, **terms}])
    line = {"product": SECRET[3], "quantity": "1", "unit_price": "1", "billing": "monthly", "amount_minor": 1}
    span = {"start_on": "2026-01-01", "end_on": "2026-12-31"}
    door.create(session, "contract_line", [{"contract_id": contract_id, **line, **span}])
    door.keep_up(
        session, "draft", [{"key": "quick_log", "body": f"@{SECRET[0]} 書きかけ", "at": "2026-11-20T00:00:00Z"}]
    )


def scan(folder: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Return which words stand in which files, as UTF-8 or UTF-16, and as JSON escapes."""
    found: dict[str, list[str]] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            shapes = {w: (w.encode(), w.encode("utf-16-le"), ascii(w)[1:-1].encode()) for w in words}
            hit = [word for word, forms in shapes.items() if any(form in data for form in forms)]
            if hit:
                found[path.name] = hit
    return found


def test_that_nothing_of_an_erased_account_is_left_in_the_file(book: Book) -> None:
    assert scan(book.folder, SECRET)
    others = len(book.read(account_rows, today=TODAY)) - 1
    account_id = book.read(find_account, SECRET[0])
    done = forget(book, "account", account_id)
    assert done.wiped and done.name == SECRET[0] and done.rows >= 8 and not done.copies
    # While the book is open, its log and all; and after it was closed.
    assert scan(book.folder, SECRET) == {}
    assert len(book.read(account_rows, today=TODAY)) == others
    assert check(book).sound and not check(book).search_faults
    assert book.read(search, SECRET[3], order="newest", limit=5).total == 0
    book.close()
    assert scan(book.folder, SECRET) == {}


def test_that_the_others_are_what_they_were(tmp_path: Path) -> None:
    with new_book(tmp_path / "with") as one, new_book(tmp_path / "without") as other:
        for each in (one, other):
            fill_demo(each, accounts=8, today=TODAY)
        gone = one.read(account_rows, today=TODAY)[2].id

        def rows_of_others(session: Session) -> dict[str, list[object]]:
            found: dict[str, list[object]] = {}
            for entity in ("touchpoint", "promise", "contract", "handover", "indicator"):
                table = door.table_of(entity)
                kept = select(table).where(table.c.account_id != gone).order_by(table.c.id)
                volatile = {"no", "rev", "change_id"}
                found[entity] = [{k: v for k, v in row.items() if k not in volatile} for row in session.rows(kept)]
            return found

        before = one.read(rows_of_others)
        forget(one, "account", gone)
        assert one.read(rows_of_others) == before


def test_that_a_person_is_blacked_out_where_others_wrote_of_them(book: Book) -> None:
    name = "佐藤 花子"
    aoba = book.read(find_account, NAMES[0])
    book.write(
        log_line, f"@{NAMES[0]} 電話 {name}様と佐藤花子さんの後任の件", today=TODAY, now=book.clock.now(), by_id=None
    )
    [person] = [one for one in book.read(candidates, "佐藤") if one.kind == "person"]
    assert person == Candidate("person", person.id, name, NAMES[0])
    found = book.read(parting, "person", person.id)
    assert found.redacted >= 1 and found.elsewhere == 0
    done = forget(book, "person", person.id)
    assert scan(book.folder, (name, "佐藤花子")) == {}
    touchpoint = tables.touchpoint
    bodies = book.read(
        lambda session: [r["body"] for r in session.rows(select(touchpoint).where(touchpoint.c.account_id == aoba))]
    )
    assert any("■■様と■■さんの後任の件" in body for body in bodies)
    assert done.rows >= 2 and check(book).search_faults == 0


def test_that_a_namesake_keeps_the_name(book: Book) -> None:
    name = "佐藤 花子"
    other = book.read(find_account, NAMES[1])

    def add(session: Session) -> None:
        [person_id] = door.create(session, "person", [{"name": name, "name_key": name}])
        door.create(session, "position", [{"person_id": person_id, "account_id": other}])

    book.write(add)
    one = next(one for one in book.read(candidates, "佐藤") if one.beside == NAMES[0])
    forget(book, "person", one.id)
    assert [each.beside for each in book.read(candidates, "佐藤") if each.kind == "person"] == [NAMES[1]]
    assert scan(book.folder, (name,))


def test_that_older_changes_are_refused_in_words_or_do_what_is_left(book: Book) -> None:
    account_id = book.read(find_account, SECRET[0])
    other = book.read(find_account, NAMES[1])
    alone, _n = book.write(amend_accounts, [account_id], {"industry": "商社"}, today=TODAY)
    both, _n = book.write(amend_accounts, [account_id, other], {"industry": "物流"}, today=TODAY)
    child, _n = book.write(amend_accounts, [other], {"parent_id": account_id}, today=TODAY)
    done = forget(book, "account", account_id)
    hash_ = book.read(content_hash)
    for change in (alone, done.changes):
        with pytest.raises(BansoError) as refused:
            book.write(take_back, change.id or "")
        assert refused.value.key == "undo.forgotten"
    assert book.read(content_hash) == hash_
    account = tables.account
    row = book.read(lambda session: session.rows(select(account).where(account.c.id == other))[0])
    assert (row["parent_id"], row["industry"]) == (None, "物流")
    book.write(take_back, child.id or "")
    book.write(take_back, both.id or "")
    row = book.read(lambda session: session.rows(select(account).where(account.c.id == other))[0])
    assert (row["parent_id"], row["industry"]) == (None, None)
    assert check(book).sound


def test_that_no_import_brings_it_back(book: Book, tmp_path: Path) -> None:
    export_book(book, tmp_path / "out")
    forget(book, "account", book.read(find_account, SECRET[0]))
    person = next(one for one in book.read(candidates, "渡辺") if one.kind == "person")
    forget(book, "person", person.id)
    hash_ = book.read(content_hash)
    with pytest.raises(BansoError) as refused:
        import_export(book, tmp_path / "out")
    assert refused.value.key == "export_folder.forgotten"
    accounts = tmp_path / "accounts.csv"
    accounts.write_text(
        f"顧客名,ドメイン\n株式会社{SECRET[0]},{SECRET[2]}\n{SECRET[0]},\n新しい会社,new.example\n", "utf-8"
    )
    report = import_paths(book, [accounts], kind="accounts")
    assert report.imported == 1 and [(bad.row, bad.key) for bad in report.rejected] == [
        (2, "forgotten"),
        (3, "forgotten"),
    ]
    people = tmp_path / "people.csv"
    people.write_text(f"会社名,氏名\n{NAMES[0]},渡辺一郎\n{NAMES[0]},渡辺 新\n", "utf-8")
    report = import_paths(book, [people], kind="people")
    assert report.imported == 1 and [bad.key for bad in report.rejected] == ["forgotten"]
    assert book.read(content_hash) != hash_
    # What is kept of it tells no name.
    assert scan(book.folder, SECRET) == {}


def test_that_other_notes_that_name_it_are_counted_and_stay(book: Book) -> None:
    book.write(log_line, f"@{NAMES[1]} 電話 {SECRET[0]}の紹介", today=TODAY, now=book.clock.now(), by_id=None)
    found = book.read(parting, "account", book.read(find_account, SECRET[0]))
    assert (found.elsewhere, found.counts["person"], found.counts["touchpoint"]) == (1, 1, 1)


def test_that_copies_are_named_and_dropped_when_asked(book: Book) -> None:
    made = back_up(book)
    account_id = book.read(find_account, SECRET[0])
    person = next(one for one in book.read(candidates, "田村") if one.kind == "person")
    kept = forget(book, "person", person.id)
    assert kept.copies == (made.path,) and kept.dropped == 0 and made.path.exists()
    done = forget(book, "account", account_id, drop=copies_of(book))
    assert (done.dropped, done.copies) == (1, ()) and not made.path.exists()
    assert len(copies_of(book)) == 1 and scan(book.folder, SECRET) == {}


def test_that_an_encrypted_book_can_forget_too(tmp_path: Path) -> None:
    with new_book(tmp_path, encrypted=True) as book:
        fill(book)
        done = forget(book, "account", book.read(find_account, NAMES[0]))
        assert done.wiped and check(book).sound
        assert len(book.read(account_rows, today=TODAY)) == 3


def test_that_a_window_hears_of_it_and_keeps_its_place(book: Book) -> None:
    mark = book.read(newest_mark)
    done = forget(book, "account", book.read(find_account, SECRET[0]))
    found = book.read(news, mark, (), ())
    assert [changes.id for changes in found.changes] == [done.changes.id]
    # Wiping the file moves no change to another place.
    assert book.read(newest_mark) == mark + 1


def test_that_it_waits_for_an_import(book: Book) -> None:
    account_id = book.read(find_account, SECRET[0])
    with book.long("import") as change:
        with change.step() as session:
            door.amend(session, "account", {account_id: {"industry": "商社"}})
        with pytest.raises(BansoError) as refused:
            forget(book, "account", account_id)
    assert refused.value.key == "forget.busy"
    assert (book.folder / keyinfo.BOOK).exists() and book.read(find_account, SECRET[0]) == account_id


def test_that_who_is_gone_already_is_said(book: Book) -> None:
    account_id = book.read(find_account, SECRET[0])
    forget(book, "account", account_id)
    with pytest.raises(BansoError) as refused:
        book.read(parting, "account", account_id)
    assert refused.value.key == "forget.gone"
