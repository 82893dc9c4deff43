from __future__ import annotations

from pathlib import Path

from sqlalchemy import bindparam, select

from app.journal import door
from app.models import tables
from app.models.prepared import Prepared
from tests.builders import new_book


def test_that_a_prepared_question_answers_as_the_ordinary_one(tmp_path: Path) -> None:
    book = new_book(tmp_path)
    rows = [
        {"name": "みどり", "name_key": "みどり", "tags": ["重点", "a"], "pinned": True, "fiscal_year_end": 3},
        {"name": "Acme", "name_key": "acme", "tags": None, "pinned": False},
        {"name": "Blank", "name_key": "blank"},
    ]
    book.write(door.create, "account", rows)
    account = tables.account
    asked = (
        select(account).where(account.c.name != bindparam("but"), account.c.deleted_at.is_(None)).order_by(account.c.no)
    )
    with book:
        ordinary = book.read(lambda session: [dict(row) for row in session.rows(asked, but="Blank")])
        prepared = book.read(lambda session: list(Prepared(asked.limit(2)).rows(session, but="Blank")))
    assert prepared == ordinary
    assert [row["pinned"] for row in prepared] == [True, False]
    assert prepared[0]["tags"] == ["重点", "a"]
