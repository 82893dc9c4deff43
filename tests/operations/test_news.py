from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.news import newest_mark, news
from tests.builders import new_book, opened


def add(session: Session, name: str) -> str:
    return door.create(session, "account", [{"name": name, "name_key": name}])[0]


def rename(session: Session, account_id: str, name: str) -> int:
    return door.amend(session, "account", {account_id: {"name": name}})


def test_that_only_what_others_wrote_since_is_news(tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as ours, opened(tmp_path / "p") as theirs:
        mark = ours.read(newest_mark)
        own, _mine = ours.write(add, "青葉")
        made, their_id = theirs.write(add, "若草")
        renamed, _rows = theirs.write(rename, their_id, "若草銀行")
        found = ours.read(news, mark, (), {own.id})
        assert [changes.id for changes in found.changes] == [made.id, renamed.id]
        assert [changes.ids("account") for changes in found.changes] == [{their_id}, {their_id}]
        assert found.mark == mark + 3
        assert ours.read(news, found.mark, found.opened, ()).changes == ()


def test_that_a_change_still_being_written_is_asked_for_again(tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as ours, opened(tmp_path / "p") as theirs:
        mark = ours.read(newest_mark)
        with theirs.long("import") as change:
            with change.step() as session:
                add(session, "一")
            found = ours.read(news, mark, (), ())
            assert found.opened == {change.change.id}
            with change.step() as session:
                add(session, "二")
        again = ours.read(news, found.mark, found.opened, ())
        assert [len(one.ids("account")) for one in again.changes] == [2]
        assert again.opened == frozenset()


def test_that_the_version_of_the_file_moves_with_every_write_and_only_then(tmp_path: Path) -> None:
    def ask(book: Book) -> int:
        return len(book.read(lambda session: session.rows(select(tables.account.c.id))))

    with new_book(tmp_path / "p") as ours, opened(tmp_path / "p") as theirs:
        seen = [ours.data_version()]
        for n in range(3):
            assert ask(ours) == n
            assert ours.data_version() == seen[-1]
            theirs.write(add, f"社{n}")
            seen.append(ours.data_version())
            assert ours.data_version() == seen[-1]
        assert len(set(seen)) == 4
