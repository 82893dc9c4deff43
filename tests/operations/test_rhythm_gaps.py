"""What this quarter lacks of its rhythms, over a book of a few accounts of several segments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.alerts.rhythms import Cell, first_of, lacking, month_of, strip
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.rhythm_gaps import gaps_of
from app.operations.settings import choose
from app.operations.signals.shipped import rules_of
from app.operations.today_causes import ground_of
from app.vocabulary import Rhythm
from tests.builders import TODAY, new_book
from tests.operations.test_today import account, contract


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        yield made


def met(session: Session, account_id: str, on: str, kind: str, *tags: str, state: str = "done") -> None:
    row = {"account_id": account_id, "state": state, "kind": kind, "on_date": on, "body": "話", "tags": list(tags)}
    door.create(session, "touchpoint", [row])


def lacks(book: Book, today: date = TODAY) -> dict[Rhythm, list[tuple[str, date]]]:
    gaps = book.read(lambda session: gaps_of(ground_of(session, today, rules=rules_of(session))))
    return {gap.rhythm: [(one.account, one.due) for one in gap.accounts] for gap in gaps}


def _fill(session: Session) -> None:
    every = {"high": {"regular": 3, "health_check": 3, "executive": 6}, "low": {"regular": 3}, "tech": {}}
    choose(session, "rhythms", every)
    whole, late, low, gone = (
        account(session, name, segment, phase)
        for name, segment, phase in (
            ("足りている", "high", "adoption"), ("足りない", "high", "adoption"), ("低", "low", "adoption"),
            ("解約", "high", "churned"),
        )
    )  # fmt: skip
    account(session, "技術", "tech")
    account(session, "なし", None)
    for one in (whole, late, low, gone):
        contract(session, one, date(2028, 3, 31), start=-600)
    # A review is a regular call too; the health check is named by its tag and booked for December.
    met(session, whole, "2026-11-02", "review")
    met(session, whole, "2026-09-10", "call", "ヘルスチェック")
    met(session, whole, "2026-12-03", "call", "ヘルスチェック", state="planned")
    met(session, late, "2026-08-05", "meeting")
    met(session, late, "2026-07-20", "review")
    met(session, late, "2026-03-09", "call", "health-check")
    met(session, low, "2026-07-01", "meeting")
    # Not held yet, but entered as done.
    met(session, low, "2026-11-25", "meeting")


def test_that_a_quarter_lacks_what_is_due_in_it_and_neither_done_nor_booked(book: Book) -> None:
    book.write(_fill)
    assert lacks(book) == {
        Rhythm.REGULAR: [("低", date(2026, 10, 1)), ("足りない", date(2026, 11, 1))],
        Rhythm.HEALTH_CHECK: [("足りない", date(2026, 6, 1))],
    }


def test_that_another_quarter_lacks_something_else(book: Book) -> None:
    book.write(_fill)
    found = lacks(book, date(2027, 1, 4))
    assert found[Rhythm.EXECUTIVE] == [("足りない", date(2027, 1, 1))]
    # What was booked has not been held: nothing is booked from January on.
    assert ("足りている", date(2026, 12, 1)) in found[Rhythm.HEALTH_CHECK]


def test_that_nothing_is_lacking_where_no_segment_asks(book: Book) -> None:
    def fill(session: Session) -> None:
        account(session, "A", "tech")
        account(session, "B", None)

    book.write(fill)
    assert lacks(book) == {}


@pytest.mark.parametrize("rhythm", [Rhythm.REGULAR, Rhythm.BEFORE_RENEWAL])
@pytest.mark.parametrize("every", [1, 3, 12])
@pytest.mark.parametrize("ago", [None, 0, 1, 3, 11])
@pytest.mark.parametrize("ahead", [None, 0, 1, 2, 4])
@pytest.mark.parametrize("left", [None, -2, 1, 5])
def test_that_it_lacks_what_the_strip_of_the_account_shows(
    rhythm: Rhythm, every: int, ago: int | None, ahead: int | None, left: int | None
) -> None:
    for month in range(3):
        now = month_of(date(2026, 10, 1)) + month
        today = first_of(now).replace(day=20)
        last = first_of(now - ago) if ago is not None else None
        booked = first_of(now + ahead) if ahead is not None else None
        notice = first_of(now + left) if left is not None else None
        known = {"today": today, "since": date(2025, 2, 1), "notice": notice}
        shown = strip(rhythm, every, [last] if last else [], [booked] if booked else [], **known)  # type: ignore[arg-type]
        ends = first_of(month_of(date(2026, 12, 1)))
        due = any(cell is Cell.DUE and first <= ends for first, cell in shown.cells)
        found = lacking(rhythm, every, last, booked, **known)  # type: ignore[arg-type]
        assert found == (shown.due if shown.late or due else None)
        assert shown.lacks is (found is not None)
