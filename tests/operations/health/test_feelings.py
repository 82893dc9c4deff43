"""A feeling and an override need a reason, end by themselves, and never write over what was said before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.errors import BansoError
from app.models import tables
from app.operations.account_changes import account_changes
from app.operations.accounts import create_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.export import export_book
from app.operations.export_folder import import_export
from app.operations.forget import forget
from app.operations.health.account_health import account_health
from app.operations.health.feelings import (
    confirm_feeling,
    feelings_of,
    lift_override,
    say_feeling,
    set_override,
    take_back_feeling,
)
from app.operations.health.own_readings import add_reading
from app.operations.pulses import ASPECTS, say_pulse
from app.vocabulary import Band
from tests.builders import TODAY, new_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        yield made


@pytest.fixture
def account(book: Book) -> str:
    """Return an account of whom enough is known for a score of its own."""
    made = book.write(create_account, name="みどり食品", segment="high", today=TODAY, by_id=book.by_id)[1]
    given: dict[str, Any] = {"observed_on": TODAY, "today": TODAY, "by_id": book.by_id}
    for aspect in ASPECTS:
        book.write(say_pulse, made, aspect, 3, "見立て", observed_on=TODAY, by_id=book.by_id)
    readings = {
        "licences": 100, "active_users": 55, "training_done": 30, "nps": 0, "book_cadence": 0, "csat": 3, "tickets": 4,
    }  # fmt: skip
    for series, value in readings.items():
        if not series.startswith("book_"):
            book.write(add_reading, made, series, Decimal(value), **given)
    book.write(add_reading, made, "active_users", Decimal(60), **{**given, "observed_on": TODAY - timedelta(60)})
    book.write(add_reading, made, "key_feature_use", Decimal(300), **given)
    return made


def health(book: Book, account: str, on: date = TODAY) -> Any:
    return book.read(account_health, account, as_of=on).score


def test_that_a_feeling_moves_the_score_until_it_ends(book: Book, account: str) -> None:
    before = health(book, account)
    assert before.exact is not None
    book.write(say_feeling, account, -5, " 会議が 重い ", today=TODAY, by_id=book.by_id)
    after = health(book, account)
    assert after.exact == before.exact - 5
    assert (after.feeling.reason, after.feeling.by, after.feeling.expires) == (
        "会議が 重い", "佐藤", TODAY + timedelta(28),
    )  # fmt: skip
    last, next_day = (health(book, account, TODAY + timedelta(days)) for days in (28, 29))
    assert last.feeling is not None and next_day.feeling is None and next_day.feeling_effect == 0


def test_that_a_later_feeling_replaces_an_earlier_one_even_where_that_would_hold_longer(
    book: Book, account: str
) -> None:
    book.write(say_feeling, account, -10, "a", expires_on=TODAY + timedelta(90), today=TODAY, by_id=None)
    book.write(say_feeling, account, 5, "b", expires_on=TODAY, today=TODAY, by_id=None)
    assert health(book, account).feeling.effect == 5
    assert health(book, account, TODAY + timedelta(1)).feeling is None
    said = book.read(feelings_of, account).feeling
    assert said is not None and said.value == 5 and not said.holds(TODAY + timedelta(1))


def test_that_an_expired_feeling_can_be_confirmed_for_the_same_reason(book: Book, account: str) -> None:
    book.write(say_feeling, account, -5, "担当が多忙", expires_on=TODAY, today=TODAY, by_id=book.by_id)
    later = TODAY + timedelta(3)
    book.write(confirm_feeling, account, today=later, by_id=book.by_id)
    said = book.read(feelings_of, account).feeling
    assert said is not None
    assert (said.value, said.reason, said.on, said.expires) == (-5, "担当が多忙", later, later + timedelta(28))


def test_that_an_override_sets_the_score_and_is_lifted(book: Book, account: str) -> None:
    before = health(book, account)
    book.write(set_override, account, 90, "経営会議で継続が決定", today=TODAY, by_id=book.by_id)
    set_by_hand = health(book, account)
    assert (set_by_hand.score, set_by_hand.band, set_by_hand.by_model) == (90, Band.GOOD, before.by_model)
    changes = book.write(lift_override, account, today=TODAY)[0]
    assert health(book, account).score == before.score
    book.write(take_back, str(changes.id))
    assert health(book, account).score == 90


@pytest.mark.parametrize(
    ("operation", "value", "given", "error", "field"),
    [
        (say_feeling, 3, {}, "feeling.effect", "effect"),
        (say_feeling, 5, {"reason": "  "}, "feeling.reason", "reason"),
        (say_feeling, 5, {"expires_on": TODAY + timedelta(91)}, "feeling.expiry", "expires_on"),
        (say_feeling, 5, {"expires_on": TODAY - timedelta(1)}, "feeling.expiry", "expires_on"),
        (say_feeling, 5, {"account_id": "nobody"}, "account.unknown", "account"),
        (set_override, 101, {}, "override.score", "score"),
        (set_override, -1, {}, "override.score", "score"),
        (set_override, 50, {"reason": ""}, "override.reason", "reason"),
        (set_override, 50, {"expires_on": TODAY + timedelta(91)}, "override.expiry", "expires_on"),
    ],
)
def test_that_what_cannot_be_said_is_refused_by_name_and_changes_nothing(
    book: Book, account: str, operation: Any, value: int, given: dict[str, Any], error: str, field: str
) -> None:
    rest = {"reason": "w", "account_id": account, "expires_on": None, **given}
    with pytest.raises(BansoError) as refused:
        book.write(
            operation, rest["account_id"], value, rest["reason"], expires_on=rest["expires_on"], today=TODAY, by_id=None
        )
    assert (refused.value.key, refused.value.field) == (error, field)
    assert counts(book) == (0, 0)


def counts(book: Book) -> tuple[int, int]:
    tables_ = (tables.feeling, tables.score_override)
    first, second = (
        book.read(lambda s, t=table: s.scalar(select(func.count()).select_from(t)))  # type: ignore[misc]
        for table in tables_
    )
    return first, second


def test_that_there_must_be_something_to_take_back_lift_or_confirm(book: Book, account: str) -> None:
    for operation in (take_back_feeling, lift_override):
        with pytest.raises(BansoError):
            book.write(operation, account, today=TODAY)
    with pytest.raises(BansoError, match=r"feeling\.none"):
        book.write(confirm_feeling, account, today=TODAY, by_id=None)


def test_that_history_tells_what_was_judged_by_hand(book: Book, account: str) -> None:
    book.write(say_feeling, account, -5, "担当が多忙", today=TODAY, by_id=book.by_id)
    book.write(take_back_feeling, account, today=TODAY)
    back, said, *rest = book.read(account_changes, account)
    assert [(one.entity, one.kind, one.deed, one.title) for one in (*back.touched, *said.touched)] == [
        ("feeling", "health", "removed", "−5 担当が多忙"),
        ("feeling", "health", "created", "−5 担当が多忙"),
    ]
    read = [one.title for change in rest for one in change.touched if one.entity == "reading"]
    assert "関係の温度 3 見立て" in read and "NPS 0" in read


def test_that_forgetting_an_account_takes_what_was_judged_of_it(book: Book, account: str) -> None:
    book.write(say_feeling, account, -5, "担当が多忙", today=TODAY, by_id=None)
    book.write(set_override, account, 90, "w", today=TODAY, by_id=None)
    book.write(lift_override, account, today=TODAY)
    forget(book, "account", account)
    assert counts(book) == (0, 0)


def test_that_what_was_judged_goes_out_with_everything_and_comes_back(book: Book, account: str, tmp_path: Path) -> None:
    book.write(say_feeling, account, 10, "後押しが強い", today=TODAY, by_id=book.by_id)
    book.write(set_override, account, 90, "継続が決定", today=TODAY, by_id=book.by_id)
    done = export_book(book, tmp_path / "out")
    with new_book(tmp_path / "other") as other:
        import_export(other, tmp_path / "out")
        theirs = other.read(account_health, account, as_of=TODAY).score
        assert (theirs.score, theirs.feeling) == (90, health(book, account).feeling)
        assert export_book(other, tmp_path / "again").hash == done.hash
