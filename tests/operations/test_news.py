from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.changes import take_back
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


def test_that_of_readings_the_accounts_are_told_however_they_were_touched(tmp_path: Path) -> None:
    def read_off(session: Session, number: int) -> None:
        at = door.change_of(session).at
        row = {"measure_no": 1, "value": 1.0, "observed_at": at, "recorded_at": at, "source": "file"}
        door.create(session, "reading", [row | {"account_no": number}] * 3)

    with new_book(tmp_path / "p") as ours, opened(tmp_path / "p") as theirs:
        for name in ("一", "二"):
            theirs.write(add, name)
        theirs.write(lambda session: door.create(session, "measure", [{"key": "used"}]))
        mark = ours.read(newest_mark)
        made, _none = theirs.write(read_off, 2)
        back, _none = theirs.write(take_back, made.id)
        found = ours.read(news, mark, (), ())
        assert [changes.ids("reading") for changes in found.changes] == [{"2"}, {"2"}]
        assert [made.ids("reading"), back.ids("reading")] == [{"2"}, {"2"}]
