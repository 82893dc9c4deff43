from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.journal import door
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.moves.deciding import confirm_move, dismiss_move
from app.operations.moves.evidence import note_bounce, note_moves, note_rumour
from app.operations.moves.rows import Evidence, OpenMove, open_moves
from app.operations.moves.silence import silent_people, usual_gap, wave_silence_aside
from app.operations.people import add_person
from app.operations.people_page import PositionRow, people_of
from app.vocabulary import Role
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        fill(made)
        yield made


def account(book: Book) -> str:
    return book.read(find_account, NAMES[0])


def one(book: Book, name: str = "渡辺 一郎") -> PositionRow:
    rows = book.read(people_of, account(book), today=TODAY).positions
    return next(row for row in rows if row.name == name)


def rumour(book: Book) -> str:
    return book.write(note_rumour, one(book).id, on=TODAY, evidence="人事異動の噂")[1][0]


def test_that_mail_that_came_back_is_evidence_once_until_it_comes_back_again(book: Book) -> None:
    book.write(add_person, account(book), name="伊藤 健", email="Ito@aoba.example", role=Role.PAYER)
    [made] = book.write(note_bounce, " ito@AOBA.example ", on=TODAY, evidence="5.1.1 user unknown")[1]
    assert book.write(note_bounce, "ito@aoba.example", on=TODAY, evidence="5.1.1 user unknown")[1] == []
    [move] = book.read(open_moves, account(book))
    assert (move.name, move.role, move.evidence[0].text) == (
        "伊藤 健", Role.PAYER, "ito@aoba.example · 5.1.1 user unknown",
    )  # fmt: skip
    book.write(dismiss_move, made, reason="容量超過だった", today=TODAY)
    assert book.write(note_bounce, "ito@aoba.example", on=TODAY, evidence="5.1.1 user unknown")[1] == []
    later = TODAY + timedelta(days=40)
    assert len(book.write(note_bounce, "ito@aoba.example", on=later, evidence="5.1.1 user unknown")[1]) == 1
    assert book.write(note_bounce, "nobody@x.example", on=TODAY)[1] == []
    assert book.write(note_bounce, " ", on=TODAY)[1] == []


def test_that_confirming_ends_the_position_on_its_day_and_undo_brings_all_back(book: Book) -> None:
    move = rumour(book)
    before = one(book)
    changes, began = book.write(confirm_move, move, on=date(2026, 11, 30), today=TODAY)
    assert (one(book).until, began) == (date(2026, 11, 30), None)
    assert book.read(open_moves) == ()
    book.write(take_back, changes.id)
    assert one(book) == before
    assert [row.id for row in book.read(open_moves)] == [move]


def test_that_a_position_elsewhere_or_another_one_inside_begins_on_the_day_after(book: Book) -> None:
    move = rumour(book)
    post = {"title": "室長", "department": "経営企画室"}
    book.write(confirm_move, move, on=date(2026, 11, 30), today=TODAY, to_account=account(book), post=post)
    rows = [row for row in book.read(people_of, account(book), today=date(2026, 12, 1)).positions]
    now = next(row for row in rows if row.name == "渡辺 一郎" and row.is_current(date(2026, 12, 1)))
    assert (now.title, now.department, now.since, now.role) == ("室長", "経営企画室", date(2026, 12, 1), None)


def test_that_all_evidence_of_one_move_is_decided_together(book: Book) -> None:
    held = one(book)
    rumour(book)
    row = {
        "person_id": held.person_id, "account_id": account(book), "position_id": held.id, "direction": "departure",
        "source": "network", "evidence": "Otterly / COO", "confidence": 70, "on_date": TODAY.isoformat(),
    }  # fmt: skip
    book.write(note_moves, [row])
    [move] = book.read(open_moves)
    assert {each.source for each in move.evidence} == {"said", "network"}
    assert move.confidence == 82
    book.write(dismiss_move, move.id, reason="本人に確認", today=TODAY)
    assert book.read(open_moves) == ()
    with pytest.raises(BansoError, match="decided"):
        book.write(confirm_move, move.id, on=TODAY, today=TODAY)


def test_that_dismissing_wants_a_reason(book: Book) -> None:
    move = rumour(book)
    with pytest.raises(BansoError, match="no_reason"):
        book.write(dismiss_move, move, reason=" ", today=TODAY)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_that_more_evidence_never_makes_less_sure_and_never_certain(sure: list[int]) -> None:
    def of(values: list[int]) -> int:
        evidence = tuple(Evidence(str(n), "said", "", TODAY, value) for n, value in enumerate(values))
        return OpenMove("m", "departure", "a", "A", "p", "P", None, "", "", None, evidence).confidence

    assert min(max(sure), 99) <= of(sure) <= 99
    assert of(sure) >= of(sure[:-1]) if len(sure) > 1 else True


def test_that_silence_is_told_by_ones_own_habit_and_can_be_waved_aside(book: Book) -> None:
    there, held = account(book), one(book)

    def meet(session: object, *, days: list[date]) -> None:
        for day in days:
            row = {
                "account_id": there, "state": "done", "kind": "call", "on_date": day.isoformat(), "body": "話す",
                "two_way": True,
            }  # fmt: skip
            [made] = door.create(session, "touchpoint", [row])  # type: ignore[arg-type]
            person = {"touchpoint_id": made, "person_id": held.person_id, "name": held.name}
            door.create(session, "touchpoint_person", [person])  # type: ignore[arg-type]

    last = TODAY - timedelta(days=43)
    book.write(meet, days=[last - timedelta(days=14 * n) for n in range(4)])
    [silent] = book.read(silent_people, there, today=TODAY)
    assert (silent.name, silent.days, silent.usual_days, silent.last_met) == ("渡辺 一郎", 43, 14, last)
    assert book.read(silent_people, there, today=TODAY - timedelta(days=1)) == ()
    book.write(wave_silence_aside, silent.position_id, last_met=last, reason="長期出張", today=TODAY)
    assert book.read(silent_people, there, today=TODAY) == ()
    assert book.read(open_moves) == ()


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 1, 1)), unique=True, max_size=9))
def test_that_a_habit_needs_three_gaps_and_lies_between_them(days: list[date]) -> None:
    days.sort()
    usual = usual_gap(days)
    assert (usual is None) == (len(days) < 4)
    if usual is not None:
        gaps = [(after - before).days for before, after in pairwise(days)]
        assert min(gaps) <= usual <= max(gaps)
