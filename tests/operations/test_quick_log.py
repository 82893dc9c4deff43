"""One line becomes a touchpoint with what hangs on it, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import BansoError
from app.ids import uuid7
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.content import content_hash
from app.operations.quick_log import Logged, log_line
from app.vocabulary import Side
from tests.builders import TODAY, new_book


def people_of_two_firms(session: Session) -> None:
    rows = [
        {
            "name": "株式会社みどり食品",
            "name_key": "みどり食品",
            "reading": "みどりしょくひん",
            "domain": "midori.example",
        },
        {"name": "Acme Robotics", "name_key": "acmerobotics", "external_id": "C-1"},
        {"name": "みどり物流", "name_key": "みどり物流"},
    ]
    midori, acme, _third = door.create(session, "account", rows)
    for account, name in ((midori, "佐藤 花子"), (acme, "Ken Sato")):
        person = uuid7()
        door.create(session, "person", [{"id": person, "name": name, "name_key": name}])
        door.create(session, "position", [{"person_id": person, "account_id": account}])


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as opened:
        opened.write(people_of_two_firms)
        yield opened


def log(book: Book, line: str, **more: Any) -> Logged:
    return book.write(log_line, line, today=TODAY, now=book.clock.now(), by_id=book.by_id, **more)[1]


def rows(book: Book, entity: str) -> list[dict[str, Any]]:
    table = tables.metadata.tables[entity]
    return book.read(lambda s: [dict(r) for r in s.rows(select(table).where(table.c.deleted_at.is_(None)))])


FRIDAY = date(2026, 11, 27)
LINES = {
    "@みどり食品 佐藤さんと電話。在庫画面で混乱 #活用 次: 手順書を送る 11/27まで !risk": (
        "call", "done", [("手順書を送る", FRIDAY, Side.ME)], {"indicator": "risk"}, "佐藤 花子"),
    "＠みどりしょくひん　佐藤さんと打ち合わせ　次（先方）：開始日を決める　１１／２７まで　！声": (
        "meeting", "done", [("開始日を決める", FRIDAY, Side.CUSTOMER)], {"request": None}, "佐藤 花子"),
    "@midori.example 2026/11/10 訪問 !win": ("visit", "done", [], {"indicator": "win"}, None),
    "@C-1 call with Sato next: send deck by 11/27 next(internal): ask legal !csql": (
        "call", "done", [("send deck", FRIDAY, Side.ME), ("ask legal", None, Side.INTERNAL)],
        {"csql": None}, "Ken Sato"),
    "@Acme 昨日 メール !voice !risk": ("email", "done", [], {"request": None, "indicator": "risk"}, None),
    "@acme robotics 電話": ("call", "done", [], {}, None),
}  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_that_a_line_becomes_what_it_says(book: Book, line: str) -> None:
    kind, state, promises, marks, person = LINES[line]
    logged = log(book, line)
    [touchpoint] = rows(book, "touchpoint")
    assert (touchpoint["id"], touchpoint["kind"], touchpoint["state"]) == (logged.touchpoint_id, kind, state)
    assert touchpoint["by_id"] == book.by_id
    assert (touchpoint["at"] is None) == (touchpoint["on_date"] != TODAY.isoformat())
    assert [(p.text, p.due, p.owner) for p in logged.promises] == promises
    stored = [(p["text"], p["due"] and date.fromisoformat(p["due"]), Side(p["side"])) for p in rows(book, "promise")]
    assert stored == promises
    assert all(p["shown"] is (p["side"] != "internal") for p in rows(book, "promise"))
    for entity in ("indicator", "request", "csql"):
        found = rows(book, entity)
        assert len(found) == (entity in marks)
        assert [row["touchpoint_id"] for row in found] == [touchpoint["id"]] * len(found)
        if marks.get(entity):
            assert found[0]["kind"] == marks[entity]
    known = {row["id"]: row["name"] for row in rows(book, "person")}
    assert [known.get(row["person_id"]) for row in rows(book, "touchpoint_person")] == ([person] if person else [])


def test_that_an_unknown_person_stays_as_typed(book: Book) -> None:
    log(book, "@C-1 call with Maria Lopez about seats")
    [met] = rows(book, "touchpoint_person")
    assert (met["name"], met["person_id"]) == ("Maria Lopez", None)


@pytest.mark.parametrize(
    ("line", "key", "candidates"),
    [
        ("@だれも知らない 電話", "log.unknown_account", []),
        ("@みどり 電話 次: 送る !risk", "log.ambiguous_account", ["みどり物流", "株式会社みどり食品"]),
        ("@Acmee 電話", "log.unknown_account_like", ["Acme Robotics"]),
        ("電話した 次: 送る", "log.no_account", []),
        ("@C-1", "log.empty", None),
        ("", "log.no_account", []),
    ],
)
def test_that_a_line_that_is_refused_writes_nothing(
    book: Book, line: str, key: str, candidates: list[str] | None
) -> None:
    before = book.read(content_hash)
    with pytest.raises(BansoError) as refused:
        log(book, line)
    assert refused.value.key == key
    if candidates is not None:
        assert sorted(refused.value.params["candidates"]) == sorted(candidates)  # type: ignore[call-overload]
    assert book.read(content_hash) == before


def test_that_the_account_on_screen_is_meant_where_none_is_named(book: Book) -> None:
    [acme] = [row["id"] for row in rows(book, "account") if row["external_id"] == "C-1"]
    assert log(book, "電話で確認", account_id=acme).account == "Acme Robotics"
    assert log(book, "@midori.example 電話", account_id=acme).account == "株式会社みどり食品"


def test_that_a_similar_promise_is_offered_and_moved_when_asked(book: Book) -> None:
    [first] = log(book, "@C-1 次: 在庫レポートを送る 11/24まで").promises
    again = log(book, "@C-1 次: 在庫レポートを送付 11/27まで")
    assert [(s.promise_id, s.due, s.new_due) for s in again.similar] == [(first.id, date(2026, 11, 24), FRIDAY)]
    assert len(rows(book, "promise")) == 2
    moved = log(book, "@C-1 次: 在庫レポートを送る 12/4まで", move=[first.id])
    assert [(p.id, p.due) for p in moved.promises] == [(first.id, date(2026, 12, 4))]
    stored = {row["id"]: row for row in rows(book, "promise")}
    assert len(stored) == 2
    assert (stored[first.id]["due"], stored[first.id]["first_due"]) == ("2026-12-04", "2026-11-24")
    undated = log(book, "@C-1 次: 在庫レポートを送る", move=[first.id])
    assert [p.due for p in undated.promises] == [date(2026, 12, 4)]
    assert log(book, "@midori.example 次: 在庫レポートを送る").similar == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("@Acme !risk 次: 見積を送る", "見積を送る"),
        ("@Acme !risk 次: 見積を送る 金曜まで", "見積を送る"),
        ("@Acme 障害が続く !risk 次: 見積を送る", "障害が続く"),
        ("@Acme 電話 !risk", "電話 !risk"),
    ],
)
def test_that_a_mark_says_what_the_line_tells_else_what_was_promised(book: Book, line: str, words: str) -> None:
    log(book, line)
    assert [row["note"] for row in rows(book, "indicator")] == [words]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("@Acme with Ken Sato seats are full !voice", "Ken Sato"),
        # Of two nobody knows whose words they are, and a stranger is nobody in the book.
        ("@Acme with Ken Sato and Lee: seats are full !voice", None),
        ("@Acme seats are full !voice", None),
    ],
)
def test_that_words_of_one_person_are_theirs(book: Book, line: str, name: str | None) -> None:
    log(book, line)
    [request] = rows(book, "request")
    assert request["words"] == "seats are full"
    names = {row["id"]: row["name"] for row in rows(book, "person")}
    assert names.get(request["person_id"]) == name
