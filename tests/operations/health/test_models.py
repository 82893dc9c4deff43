"""Versions of the model: which holds on a day, why each came about, and that none is ever lost."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import BansoError
from app.health.files import write_model
from app.health.model import Model
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.health.models import change_model, keep_first_model, model_at, model_versions, same, shipped
from tests.builders import TODAY, new_book, opened


def heavier(model: Model, key: str, weight: int) -> Model:
    """Return a model with another weight of one measure."""
    return replace(
        model,
        dimensions=tuple(
            replace(
                dimension,
                measures=tuple(
                    replace(measure, weight=Decimal(weight)) if measure.key == key else measure
                    for measure in dimension.measures
                ),
            )
            for dimension in model.dimensions
        ),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_book(tmp_path).close()
    return tmp_path


@contextlib.contextmanager
def on(folder: Path, day: date) -> Iterator[Book]:
    """Open the book as it would be on a day."""
    with opened(folder, today=day) as book:
        yield book


def test_that_the_shipped_model_holds_where_the_book_has_none(folder: Path) -> None:
    with on(folder, TODAY) as book:
        assert book.read(model_at) is shipped()
        assert book.read(model_at, as_of=date(2020, 1, 1)) is shipped()
        assert book.read(model_versions) == ()


def test_that_each_day_is_judged_by_the_model_in_force(folder: Path) -> None:
    with on(folder, date(2026, 3, 1)) as book:
        assert book.write(keep_first_model)[1]
        assert not book.write(keep_first_model)[1]
    with on(folder, date(2026, 6, 1)) as book:
        made = book.write(change_model, heavier(shipped(), "nps", 60), reason="回答が増えた")[1]
    with on(folder, TODAY) as book:
        assert made.version == 2
        first, second = book.read(model_versions)
        assert (first.version, first.reason, first.by) == (1, "", "")
        assert (second.version, second.reason, second.on, second.by) == (2, "回答が増えた", date(2026, 6, 1), "佐藤")
        for day, version in (
            (date(2026, 1, 1), 1), (date(2026, 3, 1), 1), (date(2026, 5, 31), 1), (date(2026, 6, 1), 2), (TODAY, 2),
        ):  # fmt: skip
            assert book.read(model_at, as_of=day).version == version, day
        assert book.read(model_at).version == 2
        assert book.read(model_at, as_of=TODAY).stamp == "2.1"


def test_that_a_change_of_a_bare_book_keeps_the_shipped_one_as_the_first(folder: Path) -> None:
    with on(folder, TODAY) as book:
        book.write(change_model, replace(shipped(), good=75), reason="基準を上げる")
        assert [version.version for version in book.read(model_versions)] == [1, 2]
        assert same(book.read(model_versions)[0].model, shipped())
        assert book.read(model_at).good == 75


def test_that_a_changed_measure_says_who_changed_it_and_when(folder: Path) -> None:
    with on(folder, TODAY) as book:
        made = book.write(change_model, heavier(shipped(), "nps", 60), reason="why")[1]
        nps, roles = made.measure("nps"), made.measure("roles")
        assert nps is not None and roles is not None
        assert (nps.author, nps.on) == ("佐藤", TODAY)
        assert (roles.author, roles.on) == ("", None)
        again = book.write(change_model, replace(made, good=72), reason="why")[1]
        assert again.measure("nps") == nps


def test_that_nothing_is_written_for_what_is_refused(folder: Path) -> None:
    with on(folder, TODAY) as book:
        for model, reason, key, field in (
            (replace(shipped(), good=75), "  ", "health.model.reason", "reason"),
            (shipped(), "why", "health.model.unchanged", None),
            (replace(shipped(), version=9), "why", "health.model.unchanged", None),
            (replace(shipped(), good=40), "why", "health.model.bands", "bands"),
            ({**write_model(shipped()), "rules": 3}, "why", "health.model.shape", "rules"),
        ):
            with pytest.raises(BansoError) as refused:
                book.write(change_model, model, reason=reason)
            assert (refused.value.key, refused.value.field) == (key, field)
        assert book.read(model_versions) == ()


def test_that_undo_brings_back_the_model_of_before_and_no_number_is_used_twice(folder: Path) -> None:
    with on(folder, TODAY) as book:
        book.write(keep_first_model)
        changes, second = book.write(change_model, replace(shipped(), good=75), reason="試し")
        book.write(take_back, changes.id or "")
        assert book.read(model_at).good == 70
        third = book.write(change_model, replace(shipped(), good=80), reason="別の試し")[1]
        assert (second.version, third.version) == (2, 3)
        assert [version.version for version in book.read(model_versions)] == [1, 3]


def test_that_a_model_taken_back_later_still_judges_the_days_it_was_in_force(folder: Path) -> None:
    with on(folder, date(2026, 6, 1)) as book:
        book.write(keep_first_model)
        changes, _made = book.write(change_model, replace(shipped(), good=75), reason="試し")
    with on(folder, date(2026, 7, 1)) as book:
        book.write(take_back, changes.id or "")
    with on(folder, TODAY) as book:
        assert book.read(model_at, as_of=date(2026, 6, 15)).good == 75
        assert book.read(model_at, as_of=date(2026, 7, 1)).good == 70
        assert book.read(model_at).good == 70
