from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.errors import BansoError
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.promises import (
    PromiseFull,
    add_promise,
    amend_promise,
    drop_promise,
    hide_promise,
    keep_promise,
    move_promise,
    open_promises,
    promises_of,
    reopen_promise,
)
from app.vocabulary import Side
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        fill(made)
        yield made


def promises(book: Book) -> list[PromiseFull]:
    return book.read(promises_of, book.read(find_account, NAMES[0]))


def named(book: Book, text: str) -> PromiseFull:
    return next(one for one in promises(book) if one.row.text == text)


def test_that_a_promise_is_made_worded_anew_and_refused_when_empty(book: Book) -> None:
    account = book.read(find_account, NAMES[0])
    made = book.write(
        add_promise,
        account,
        text=" 見積を\n送る ",
        side=Side.INTERNAL,
        who="法務 中村",
        due=date(2026, 11, 30),
        today=TODAY,
    )[1]
    one = named(book, "見積を 送る")
    assert (one.id, one.row.side, one.row.who, one.first_due, one.made_on) == (
        made, Side.INTERNAL, "法務 中村", date(2026, 11, 30), TODAY,
    )  # fmt: skip
    book.write(amend_promise, made, {"text": "契約書を送る", "side": "me", "who": ""})
    changed = named(book, "契約書を送る")
    assert (changed.row.side, changed.row.who) == (Side.ME, "")
    with pytest.raises(BansoError, match="empty"):
        book.write(amend_promise, made, {"text": " "})


def test_that_moves_of_the_due_day_are_told_but_not_those_taken_back(book: Book) -> None:
    one = named(book, "手順書を送る")
    book.write(move_promise, one.id, due=date(2026, 11, 25), customer_knows=True)
    moved = book.write(move_promise, one.id, due=date(2026, 12, 9), customer_knows=False)[0].id
    told = [(move.old, move.new) for move in named(book, "手順書を送る").moves]
    assert told == [(date(2026, 11, 17), date(2026, 11, 25)), (date(2026, 11, 25), date(2026, 12, 9))]
    undone = book.write(take_back, moved)[0].id
    assert len(named(book, "手順書を送る").moves) == 1
    book.write(take_back, undone)
    assert len(named(book, "手順書を送る").moves) == 2
    assert named(book, "手順書を送る").customer_knows is False


def test_that_the_first_day_that_is_named_is_agreed_and_not_moved(book: Book) -> None:
    account = book.read(find_account, NAMES[0])
    made = book.write(add_promise, account, text="日程を決める", side=Side.ME, today=TODAY)[1]
    book.write(move_promise, made, due=date(2026, 12, 1), customer_knows=None)
    one = named(book, "日程を決める")
    assert (one.first_due, one.moves) == (date(2026, 12, 1), ())


def test_that_what_ended_stands_after_what_is_open_and_can_be_opened_again(book: Book) -> None:
    first, second = promises(book)
    book.write(keep_promise, first.id, on=TODAY)
    book.write(hide_promise, second.id, until=date(2026, 12, 1))
    book.write(drop_promise, second.id, on=TODAY)
    assert book.read(open_promises) == []
    dropped = next(one for one in promises(book) if one.id == second.id)
    assert (dropped.dropped_on, dropped.row.hidden_until) == (TODAY, None)
    book.write(reopen_promise, second.id)
    assert [one.id for one in promises(book)] == [second.id, first.id]
    assert [row.id for row in book.read(open_promises)] == [second.id]
