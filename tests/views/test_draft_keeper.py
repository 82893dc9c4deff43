from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.errors import BansoError
from app.operations.book import Book
from app.operations.changes import Changes
from app.operations.drafts import find_draft, keep_drafts
from app.views.draft_keeper import BEHIND_S, DraftKeeper
from app.views.workspace import Workspace
from tests.builders import new_book, opened


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        yield made


class Holder:
    """Holds a book that may refuse for a while."""

    def __init__(self, book: Book) -> None:
        self.real, self.book = book, self
        self.refuses = 0
        self.written: list[Mapping[str, str | None]] = []

    def write(self, operation: Callable[..., Any], *args: Any, **kw: Any) -> tuple[Changes, Any]:
        if self.refuses:
            self.refuses -= 1
            raise BansoError("database.busy")
        self.written.append(args[0])
        return self.real.write(operation, *args, **kw)

    def read(self, question: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        return self.real.read(question, *args, **kw)


def kept(book: Book, key: str = "quick_log") -> str | None:
    found = book.read(find_draft, key)
    return found.body if found is not None else None


def wait_until(is_so: Callable[[], bool], seconds: float = 5.0) -> float:
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds
        time.sleep(0.005)
    return time.monotonic() - began


def test_that_what_is_typed_without_a_pause_is_never_far_behind(book: Book) -> None:
    keeper = DraftKeeper(Holder(book))
    typed, until = "", time.monotonic() + 6 * BEHIND_S
    while time.monotonic() < until:
        typed += "あ"
        keeper.keep("quick_log", typed)
        time.sleep(0.02)
    # Several writes, each for several keys.
    assert kept(book) not in (None, typed[:1])
    assert keeper.close()
    assert kept(book) == typed


def test_that_many_keys_are_one_write(book: Book) -> None:
    holder = Holder(book)
    keeper = DraftKeeper(holder)
    for at in range(10):
        keeper.keep("quick_log", "x" * at)
    wait_until(lambda: bool(holder.written))
    assert holder.written == [{"quick_log": "x" * 9}]
    keeper.keep("quick_log", "x" * 9)
    keeper.close()
    assert len(holder.written) == 1


def test_that_a_busy_book_is_tried_again_and_nothing_is_lost(book: Book) -> None:
    holder = Holder(book)
    holder.refuses = 2
    keeper = DraftKeeper(holder)
    keeper.keep("quick_log", "half a thought", at_once=True)
    wait_until(lambda: kept(book) == "half a thought")
    holder.refuses = 10**6
    keeper.keep("quick_log", "more", at_once=True)
    assert not keeper.close(0.1)
    # A book that can be written again gets it with the next key.
    holder.refuses = 0
    keeper.keep("other", "y", at_once=True)
    wait_until(lambda: kept(book) == "more" and kept(book, "other") == "y")
    assert keeper.close()


def test_that_an_import_that_holds_the_book_keeps_no_key_waiting(book: Book) -> None:
    keeper = DraftKeeper(Holder(book))
    held, let = threading.Event(), threading.Event()

    def hold() -> None:
        def busy(session: object) -> None:
            held.set()
            let.wait(5)

        book.write(busy)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(5)
    times = []
    for at in range(50):
        before = time.perf_counter()
        keeper.keep("quick_log", "x" * at, at_once=at == 49)
        times.append(time.perf_counter() - before)
    assert max(times) < 0.05
    let.set()
    thread.join(60)
    wait_until(lambda: kept(book) == "x" * 49)
    keeper.close()


def test_that_letting_go_wins_over_what_was_typed_before(book: Book) -> None:
    keeper = DraftKeeper(Holder(book))
    keeper.keep("quick_log", "x")
    keeper.keep("quick_log", None, at_once=True)
    keeper.close()
    assert kept(book) is None


def test_that_closing_a_workspace_writes_what_is_left_and_announces_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    with new_book(tmp_path / "profile") as book:
        workspace = Workspace(book, book.clock)
        announced: list[Changes] = []
        workspace.changed.connect(announced.append)
        workspace.drafts.keep("quick_log", "at the last moment")
        assert workspace.close()
        assert (announced, workspace.last_change) == ([], None)
    with opened(tmp_path / "profile") as book:
        assert kept(book) == "at the last moment"
        book.write(keep_drafts, {"quick_log": None})
