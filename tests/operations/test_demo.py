from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.demo import Chapter, book
from app.errors import BansoError, Cancelled
from app.models import tables
from app.models.database import Session
from app.operations.demo import fill_demo
from tests.builders import TODAY, new_book


def count(session: Session, entity: str) -> int:
    return int(session.scalar(select(func.count()).select_from(tables.metadata.tables[entity])))


def made(chapters: list[Chapter], entity: str) -> int:
    return sum(len(chapter.creates.get(entity, ())) for chapter in chapters)


@pytest.mark.parametrize(("today", "accounts"), [(TODAY, 42), (date(2028, 2, 29), 12), (date(2027, 1, 1), 12)])
def test_that_the_whole_book_passes_every_constraint_and_keeps_its_dates(
    tmp_path: Path, today: date, accounts: int
) -> None:
    heard: list[tuple[int, int]] = []
    with new_book(tmp_path, today=today) as opened:
        counts = fill_demo(opened, accounts=accounts, today=today, progress=lambda n, total: heard.append((n, total)))
        chapters = book(today, accounts=accounts, me=opened.by_id)
        assert opened.read(count, "account") == counts.accounts == accounts
        assert opened.read(count, "touchpoint") == counts.touchpoints == made(chapters, "touchpoint")
        assert opened.read(count, "reading") == counts.readings == made(chapters, "reading")
        faults = opened.read(lambda s: s.connection.exec_driver_sql("PRAGMA foreign_key_check").all())
        assert faults == []
        written = opened.read(lambda s: {r["id"]: r["at"] for r in s.rows(select(tables.change))})
        assert {chapter.id for chapter in chapters} < set(written)
        contract, change = tables.contract, tables.change
        moved = opened.read(
            lambda s: s.rows(
                select(tables.history.c.new, change.c.at, change.c.by_id)
                .join(change, change.c.id == tables.history.c.change_id)
                .where(tables.history.c.entity == "promise", tables.history.c.field == "due")
            )
        )
        assert moved
        assert all(row["at"] < today.isoformat() and row["by_id"] == opened.by_id for row in moved)
        sampled = opened.read(lambda s: s.rows(select(contract.c.sample).distinct()))
        assert [row["sample"] for row in sampled] == [True]
    assert heard[-1] == (len(chapters), len(chapters))


def test_that_a_book_with_accounts_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    with new_book(tmp_path) as opened:
        fill_demo(opened, accounts=1, today=TODAY)
        before = opened.read(count, "change")
        with pytest.raises(BansoError) as refused:
            fill_demo(opened, accounts=1, today=TODAY)
        assert refused.value.key == "demo.not_empty"
        assert opened.read(count, "change") == before


def test_that_a_book_of_no_accounts_is_refused(tmp_path: Path) -> None:
    with new_book(tmp_path) as opened, pytest.raises(BansoError) as refused:
        fill_demo(opened, accounts=0, today=TODAY)
    assert refused.value.key == "demo.no_accounts"


def test_that_cancelling_in_the_middle_leaves_an_empty_book(tmp_path: Path) -> None:
    written: list[int] = []
    with new_book(tmp_path) as opened:
        before = opened.read(count, "change")
        with pytest.raises(Cancelled):
            fill_demo(
                opened,
                accounts=2,
                today=TODAY,
                progress=lambda n, _total: written.append(n),
                cancelled=lambda: len(written) >= 20,
            )
        assert len(written) == 20
        assert opened.read(count, "account") == opened.read(count, "reading") == 0
        assert opened.read(count, "change") == before
