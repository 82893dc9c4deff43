"""Taking the made-up book out, and bringing it back by undo."""

from __future__ import annotations

from pathlib import Path

from app.journal import door
from app.operations.accounts import account_rows
from app.operations.changes import take_back
from app.operations.check import counted
from app.operations.content import content_hash
from app.operations.demo import fill_demo
from app.operations.quick_log import log_line
from app.operations.samples import remove_samples, sample_accounts
from tests.builders import TODAY, new_book


def test_that_the_samples_go_in_one_change_and_come_back(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        fill_demo(book, accounts=6, today=TODAY)
        own = {"name": "自分の顧客", "name_key": "自分の顧客"}
        book.write(lambda session: door.create(session, "account", [own]))
        book.write(log_line, "@自分の顧客 電話 見本と比べた", today=TODAY, now=book.clock.now(), by_id=book.by_id)
        sample = next(row for row in book.read(account_rows, today=TODAY) if row.sample)
        book.write(log_line, f'@"{sample.name}" 電話', today=TODAY, now=book.clock.now(), by_id=book.by_id)
        before = book.read(content_hash)
        changes, removed = book.write(remove_samples)
        assert removed and book.read(sample_accounts) == 0
        left = book.read(counted)
        assert (left["account"], left["touchpoint"], left["contract"], left["promise"]) == (1, 1, 0, 0)
        book.write(take_back, changes.id or "")
        assert book.read(content_hash) == before


def test_that_a_book_without_samples_is_not_written(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        changes, removed = book.write(remove_samples)
        assert (changes.id, removed) == (None, 0)
