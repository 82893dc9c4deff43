"""What the tests of syncing share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.database import Session
from app.sync import looked, outgoing, weighing
from app.sync.rules import Route
from app.sync.scene import Scene
from tests.builders import new_book
from tests.sync.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give an open book without connections."""
    with new_book(tmp_path) as book:
        yield Desk(book, tmp_path)


@pytest.fixture(autouse=True)
def nothing_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold every look at what was written since a mark against a look at all rows; every mark is kept."""
    candidates, deleted, mark = outgoing.candidates, weighing._deleted, looked.mark

    def checked(session: Session, scene: Scene, route: Route) -> outgoing.Candidates:
        found, everything = candidates(session, scene, route), candidates(session, scene, route, whole=True)
        assert found.new == everything.new, f"{route.entity.name}: new rows are missed"
        assert set(found.changed) == set(everything.changed), f"{route.entity.name}: changed rows are missed"
        assert set(found.to_read) == set(everything.to_read), f"{route.entity.name}: rows to be read are missed"
        return found

    def weighed(session: Session, scene: Scene, route: Route) -> list[str]:
        found = deleted(session, scene, route)
        with monkeypatch.context() as forgotten:
            forgotten.setattr(looked, "mark", lambda _session, _connection, _route: looked.Mark())
            assert found == deleted(session, scene, route), f"{route.entity.name}: deletes are missed"
        assert looked.mark is mark
        return found

    monkeypatch.setattr(looked, "WORTH_KEEPING", 1)
    monkeypatch.setattr(outgoing, "candidates", checked)
    monkeypatch.setattr(weighing, "_deleted", weighed)
