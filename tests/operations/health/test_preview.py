"""The preview of another model: who changes band, from where to where; who has left is not asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import Cancelled
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.health.models import shipped
from app.operations.health.preview import preview_model
from app.vocabulary import Band
from tests.builders import TODAY, new_book


def _fill(session: Session) -> None:
    names = ("Acme", "Beta", "Gone")
    ids = door.create(session, "account", [{"name": name, "name_key": name.lower()} for name in names])
    # One measure alone would leave too little to say: half of all weight is needed.
    kept = {"nps": (20, -60, 20), "book_cadence": (60, 300, 60), "active_users": (80, 5, 80), "licences": (100,) * 3}
    more = {"csat": (4, 1, 4), "book_value": (120, 0, 120), "pulse_warmth": (4, 1, 4), "pulse_backing": (4, 1, 4),
            "book_roles": (4, 0, 4), "training_done": (40, 0, 40), "pulse_embedding": (4, 1, 4)}  # fmt: skip
    series = {**kept, **more}
    for key in series:
        if session.driver.execute("SELECT 1 FROM measure WHERE key = ?", (key,)).fetchone() is None:
            door.create(session, "measure", [{"key": key}])
    numbers = dict(session.driver.execute("SELECT key, no FROM measure").fetchall())
    rows = dict(session.driver.execute("SELECT name, no FROM account").fetchall())
    door.create(session, "reading", [
        {"account_no": rows[name], "measure_no": numbers[key], "value": float(value),
         "observed_at": "2026-11-18T03:00:00.000000Z", "recorded_at": "2026-11-18T03:00:00.000000Z", "source": "test"}
        for key, values in series.items() for name, value in zip(names, values, strict=True)
    ])  # fmt: skip
    fact = {"field": "phase", "value": "churned", "effective_on": "2026-10-01",
            "recorded_at": "2026-10-01T03:00:00.000000Z"}  # fmt: skip
    door.create(session, "account_fact", [{"account_id": ids[2], **fact}])


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        made.write(_fill)
        yield made


def test_that_who_changes_band_is_told_with_before_and_after(book: Book) -> None:
    same = book.read(preview_model, shipped(), today=TODAY)
    assert same.moves == () and (same.moved, same.accounts) == (0, 2)
    stricter = replace(shipped(), good=95)
    [move] = book.read(preview_model, stricter, today=TODAY).moves
    assert (move.name, move.band_before, move.band_after) == ("Acme", Band.GOOD, Band.WATCH)
    assert move.before == move.after and move.falls
    withheld = replace(shipped(), coverage_floor=shipped().coverage_floor * 2)
    moves = book.read(preview_model, withheld, today=TODAY).moves
    assert [(one.name, one.after, one.band_after) for one in moves] == [
        ("Acme", None, Band.WITHHELD), ("Beta", None, Band.WITHHELD),
    ]  # fmt: skip
    assert [one.falls for one in moves] == [True, False]


def test_that_a_preview_can_be_stopped(book: Book) -> None:
    with pytest.raises(Cancelled):
        book.read(preview_model, shipped(), today=TODAY, cancelled=lambda: True)
