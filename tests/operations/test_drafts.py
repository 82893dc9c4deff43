from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from app.models import tables
from app.operations.drafts import find_draft, keep_drafts
from app.operations.news import newest_mark
from tests.builders import new_book


def test_that_a_draft_is_kept_replaced_and_let_go(tmp_path: Path) -> None:
    with new_book(tmp_path / "profile") as book:
        assert book.read(find_draft, "quick_log") is None
        book.write(keep_drafts, {"quick_log": "電話。在庫", "other": "x"})
        book.write(keep_drafts, {"quick_log": "電話。在庫画面"})
        found = book.read(find_draft, "quick_log")
        assert found is not None
        assert (found.body, found.at) == ("電話。在庫画面", book.clock.now())
        book.write(keep_drafts, {"quick_log": None, "never": None})
        assert book.read(find_draft, "quick_log") is None
        assert book.read(find_draft, "other") is not None


def test_that_a_draft_is_no_change(tmp_path: Path) -> None:
    with new_book(tmp_path / "profile") as book:
        mark = book.read(newest_mark)
        history = select(func.count()).select_from(tables.history)
        before = book.read(lambda session: session.scalar(history))
        changes, _answer = book.write(keep_drafts, {"quick_log": "a"})
        assert not changes
        assert (book.read(newest_mark), book.read(lambda session: session.scalar(history))) == (mark, before)
