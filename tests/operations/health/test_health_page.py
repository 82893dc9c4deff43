"""The questions of the health tab: how it was decided, the course, the readings behind a part, the group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import BansoError
from app.health.model import RollUp
from app.journal import door
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.health.course import (
    FEELING,
    MODEL,
    OUTCOME,
    ROLE_LEFT,
    Course,
    CourseEvent,
    chosen,
    course,
)
from app.operations.health.decided import ADDED, BANDS, CHANGED, OTHER, WEIGHT, Decision, next_review, steps_between
from app.operations.health.feelings import say_feeling, set_override, take_back_feeling
from app.operations.health.health_page import HealthPage, change_since, health_page
from app.operations.health.models import change_model, model_at
from app.operations.health.own_readings import add_reading, correct_reading
from app.operations.health.part_readings import PartReadings, part_readings
from tests.builders import TODAY, new_book
from tests.operations.health.portfolio_book import MODEL as SMALL
from tests.operations.health.portfolio_book import begin, tell


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        yield made


@pytest.fixture
def account(book: Book) -> str:
    [made] = begin(book, "みどり食品")
    tell(book, made, 200, use=80, paid=90, pulse_backing=4, pulse_warmth=4)
    tell(book, made, 10, use=40, paid=90, pulse_backing=4, pulse_warmth=3)
    return made


def page(book: Book, account: str) -> HealthPage:
    return book.read(health_page, account, today=TODAY)


def readings(book: Book, account: str, measure: str) -> PartReadings:
    return book.read(part_readings, account, page(book, account).score, measure)


def feel(book: Book, account: str, effect: int, reason: str = "静か") -> None:
    book.write(say_feeling, account, effect, reason, today=TODAY, by_id=None)


def lighter(book: Book, weight: int) -> None:
    model = book.read(model_at)
    first = model.dimensions[0]
    measure = replace(first.measures[0], weight=Decimal(weight))
    changed = replace(first, measures=(measure, *first.measures[1:]))
    book.write(change_model, replace(model, dimensions=(changed, *model.dimensions[1:])), reason="先に下がったため")


def test_that_a_feeling_and_its_withdrawal_are_both_told(book: Book, account: str) -> None:
    feel(book, account, -5)
    feel(book, account, -10, "面談で手応えなし")
    book.write(take_back_feeling, account, today=TODAY)
    told = page(book, account).decided
    assert [(one.kind, one.before, one.after) for one in told if one.after is not None] == [
        ("feeling", -5, -10), ("feeling", None, -5),
    ]  # fmt: skip
    assert next(one.before for one in told if one.after is None) == -10
    assert told[-1].by == "佐藤"
    assert told[-1].reason == "静か"


def test_that_a_changed_weight_is_told_with_its_reason(book: Book, account: str) -> None:
    lighter(book, 3)
    [told] = page(book, account).decided
    [step] = told.steps
    assert (told.kind, told.version, told.reason) == ("model", 2, "先に下がったため")
    assert (step.kind, step.before, step.after) == (WEIGHT, Decimal(1), Decimal(3))


def test_that_steps_name_what_differs_between_two_models() -> None:
    more = replace(SMALL, good=80)
    assert [(one.kind, one.before, one.after) for one in steps_between(SMALL, more)] == [
        (BANDS, Decimal(70), Decimal(80))
    ]
    first = SMALL.dimensions[0]
    longer = replace(first, measures=(*first.measures, replace(first.measures[0], key="new")))
    assert next(one.kind for one in steps_between(SMALL, replace(SMALL, dimensions=(longer,)))) == ADDED
    assert [one.kind for one in steps_between(SMALL, replace(SMALL, dead_band=9))] == [OTHER]
    kept = replace(first, measures=(replace(first.measures[0], validity_days=7), *first.measures[1:]))
    sooner = replace(SMALL, dimensions=(kept, *SMALL.dimensions[1:]))
    assert [(one.kind, one.names["en"]) for one in steps_between(SMALL, sooner)] == [(CHANGED, "use")]


def test_that_the_next_look_is_the_day_after_the_first_end() -> None:
    ends = [TODAY + timedelta(9), TODAY, TODAY - timedelta(3)]
    assert next_review(ends, TODAY) == TODAY + timedelta(1)
    assert next_review([], TODAY) is None


def test_that_the_course_is_that_of_each_day_as_known_then(book: Book, account: str) -> None:
    made = book.read(course, account, today=TODAY)
    assert [point.on for point in made.points][-2:] == [TODAY - timedelta(7), TODAY]
    assert made.points[-1].score == page(book, account).score.score
    assert made.points[0].score is not None
    assert made.points[0].score > (made.points[-1].score or 0)
    before = [point.score for point in made.points[:-1]]
    # A reading that comes late does not change what was known before.
    tell(book, account, 100, late=100, use=1)
    again = book.read(course, account, today=TODAY)
    assert [point.score for point in again.points[:-1]] == before


def test_that_what_happened_stands_in_the_course_by_day(book: Book, account: str) -> None:
    feel(book, account, -5)
    lighter(book, 3)

    def leave(session: object) -> None:
        [person] = door.create(session, "person", [{"name": "渡辺", "name_key": "渡辺"}])  # type: ignore[arg-type]
        row = {"person_id": person, "account_id": account, "role": "sponsor", "to_on": "2026-10-31"}
        door.create(session, "position", [row])  # type: ignore[arg-type]

    book.write(leave)
    made: Course = book.read(course, account, today=TODAY)
    assert [(one.kind, one.key or one.value) for one in made.events] == [
        (ROLE_LEFT, "sponsor"), (FEELING, -5), (MODEL, 2),
    ]  # fmt: skip


def test_that_of_too_many_events_those_that_matter_are_told() -> None:
    many = [CourseEvent(TODAY - timedelta(n), MODEL, value=n) for n in range(9)]
    outcome = CourseEvent(TODAY - timedelta(60), OUTCOME, "renewed")
    told = chosen([*many, outcome])
    assert len(told) == 5
    assert told[0] == outcome
    assert [one.on for one in told] == sorted(one.on for one in told)


def test_that_the_readings_of_a_part_say_what_counts_and_what_was_corrected(book: Book, account: str) -> None:
    found = readings(book, account, "use")
    assert [(one.value, one.counts) for one in found.readings] == [(Decimal(40), True), (Decimal(80), False)]
    book.write(correct_reading, found.readings[0].no, Decimal(70), note="数え違い", by_id=None)
    again = readings(book, account, "use").readings
    assert [(one.value, one.counts, one.replaced) for one in again] == [
        (Decimal(70), True, False), (Decimal(40), False, True), (Decimal(80), False, False),
    ]  # fmt: skip
    book.write(
        add_reading, account, "use", Decimal(75), note="聞いた", observed_on=TODAY, today=TODAY, by_id=book.by_id
    )
    newest = readings(book, account, "use").readings[0]
    assert (newest.value, newest.source, newest.by, newest.counts) == (Decimal(75), "me", "佐藤", True)


def test_that_a_part_nobody_knows_is_refused(book: Book, account: str) -> None:
    with pytest.raises(BansoError) as refused:
        readings(book, account, "nothing")
    assert refused.value.key == "reading.unknown_measure"


def test_that_the_change_since_a_day_is_that_of_the_two_scores(book: Book, account: str) -> None:
    since = TODAY - timedelta(60)
    moved = book.read(change_since, account, today=TODAY, since=since)
    assert moved is not None
    assert sum((one.effect for one in moved.causes), Decimal(0)) == moved.total
    with pytest.raises(BansoError):
        book.read(change_since, account, today=TODAY, since=TODAY + timedelta(1))


def test_that_a_group_is_told_where_the_model_rolls_up(book: Book, account: str) -> None:
    assert page(book, account).group is None
    [child] = book.write(
        lambda session: door.create(session, "account", [{"name": "子", "name_key": "子", "parent_id": account}])
    )[1]
    tell(book, child, 5, use=10, paid=10, pulse_backing=1, pulse_warmth=1)
    assert page(book, account).group is None
    book.write(change_model, replace(book.read(model_at), roll_up=RollUp.WORST), reason="弱い方を見る")
    group = page(book, account).group
    assert group is not None
    assert (group.how, group.members) == (RollUp.WORST, 2)
    assert group.score is not None
    assert group.score < (page(book, account).score.score or 0)
    assert page(book, child).group is None


def test_that_an_override_is_told_and_an_unknown_account_refused(book: Book, account: str) -> None:
    book.write(set_override, account, 60, "合意ずみ", today=TODAY, by_id=None)
    told: Decision = page(book, account).decided[0]
    assert (told.kind, told.after, told.reason) == ("override", 60, "合意ずみ")
    book.write(amend_accounts, [account], {"industry": "食品"}, today=TODAY)
    with pytest.raises(BansoError):
        page(book, "nobody")
