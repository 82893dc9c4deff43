"""What a run with a team hub costs in questions to the server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.connectors.hub.line import Line
from app.journal import door
from app.operations.book import Book
from app.operations.syncing.running import run_sync


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Yield every question, in the order they are asked."""
    questions: list[object] = []
    ask = Line._ask

    def counted(self: Line, query: object, *rest: object, **also: object) -> object:
        questions.append(query)
        return ask(self, query, *rest, **also)  # type: ignore[arg-type]

    monkeypatch.setattr(Line, "_ask", counted)
    yield questions


def test_that_a_run_without_changes_asks_the_hub_once(aikos: Book, kens: Book, asked: list[object]) -> None:
    for name in ("みどり食品", "あおい印刷"):
        aikos.write(door.create, "account", [{"name": name, "name_key": name}])
    for book in (aikos, kens):
        # The first run sweeps as well, and ends before what it sent itself is old.
        for _n in range(2):
            assert run_sync(book, 1, pressed=True)[1].result == "done"
    for book in (aikos, kens):
        asked.clear()
        result = run_sync(book, 1, pressed=True)[1]
        assert (result.result, len(asked)) == ("done", 1), asked
    kens.write(door.create, "account", [{"name": "しろ工業", "name_key": "しろ工業"}])
    run_sync(kens, 1, pressed=True)
    asked.clear()
    assert run_sync(aikos, 1, pressed=True)[1].pulled == 1
    assert len(asked) == 2
