from __future__ import annotations

import pytest

from app.errors import BansoError
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.plans.milestones import amend_milestone
from app.operations.plans.onboarding import (
    amend_onboarding,
    at_risk_onboardings,
    judge_onboarding,
    keep_onboarding,
    onboarding_of,
    onboardings_of,
    start_onboarding,
)
from app.operations.plans.tree import toggle_done
from tests.operations.plans.plan_books import TODAY, Made, day


def start(book: Book, made: Made, **values: object) -> str:
    given = {"start_on": day(-70), "kick_off_on": day(-65), "due": day(-10), **values}
    return book.write(start_onboarding, made.account, today=day(-70), values=given)[1]


def test_that_the_day_agreed_first_is_kept_when_due_moves(book: Book, made: Made) -> None:
    one = start(book, made, success="3店で紙なし")
    book.write(amend_onboarding, one, {"due": day(20)})
    there = book.read(onboarding_of, made.account, today=TODAY)
    assert there is not None
    assert (there.agreed_due, there.due, there.target_days) == (day(-10), day(20), 60)
    assert (there.late, there.waiting, there.days, there.success) == (True, 70, None, "3店で紙なし")
    assert book.read(at_risk_onboardings, today=TODAY) == []  # the present target is still ahead


def test_that_a_due_day_named_later_is_the_one_agreed_first(book: Book, made: Made) -> None:
    one = start(book, made, due=None)
    book.write(amend_onboarding, one, {"due": day(5)})
    book.write(amend_onboarding, one, {"due": day(9)})
    there = book.read(onboarding_of, made.account, today=TODAY)
    assert there is not None and (there.agreed_due, there.due) == (day(5), day(9))


def test_that_past_the_target_without_first_value_is_at_risk(book: Book, made: Made) -> None:
    one = start(book, made, first_value="日報が紙なし")
    [risk] = book.read(at_risk_onboardings, today=TODAY)
    assert (risk.onboarding_id, risk.account_id, risk.due, risk.days_over) == (one, made.account, day(-10), 10)
    assert risk.first_value == "日報が紙なし"
    assert book.read(at_risk_onboardings, today=day(-10)) == []
    book.write(amend_onboarding, one, {"first_value_on": day(-1)})
    assert book.read(at_risk_onboardings, today=TODAY) == []


def test_that_reaching_the_milestone_is_the_first_value(book: Book, made: Made) -> None:
    start(book, made)
    book.write(amend_milestone, made.sites, {"first_value": True})
    change = book.write(toggle_done, made.sites, on=day(-3))[0]
    there = book.read(onboarding_of, made.account, today=TODAY)
    assert there is not None
    assert (there.first_value_on, there.days, there.from_kick_off) == (day(-3), 67, 62)
    assert (there.milestone, there.late, there.waiting) == ("2倉庫で本運用を始める", True, None)
    book.write(take_back, change.id)
    there = book.read(onboarding_of, made.account, today=TODAY)
    assert there is not None and there.first_value_on is None and there.milestone_id is None
    book.write(toggle_done, made.sites, on=day(-3))
    book.write(toggle_done, made.sites, on=TODAY)
    there = book.read(onboarding_of, made.account, today=TODAY)
    assert there is not None and there.first_value_on is None


def test_that_late_is_not_failed_and_an_end_has_its_reason(book: Book, made: Made) -> None:
    one = start(book, made)
    with pytest.raises(BansoError, match=r"onboarding\.no_value"):
        book.write(judge_onboarding, one, "succeeded", on=TODAY)
    with pytest.raises(BansoError, match=r"onboarding\.no_reason"):
        book.write(judge_onboarding, one, "failed", on=TODAY)
    with pytest.raises(BansoError, match=r"onboarding\.verdict"):
        book.write(judge_onboarding, one, "late", on=TODAY)  # type: ignore[arg-type]
    with pytest.raises(BansoError, match=r"onboarding\.open"):
        start(book, made)
    book.write(amend_onboarding, one, {"first_value_on": day(-1)})
    book.write(judge_onboarding, one, "succeeded", on=TODAY)
    there = book.read(onboarding_of, made.account, today=TODAY)
    assert there is not None and (there.verdict, there.late) == ("succeeded", True)
    second = start(book, made, start_on=day(-5), due=day(50), kick_off_on=None)
    assert [row.id for row in book.read(onboardings_of, made.account, today=TODAY)] == [second, one]
    book.write(judge_onboarding, second, "abandoned", on=TODAY, reason="担当の方が不在")
    book.write(judge_onboarding, second, None, on=TODAY)
    there = book.read(onboarding_of, made.account, today=TODAY)
    assert there is not None and (there.id, there.verdict, there.reason) == (second, None, "")


def test_that_value_before_the_start_counts_as_no_days(book: Book, made: Made) -> None:
    start(book, made, first_value_on=day(-80))
    there = book.read(onboarding_of, made.account, today=TODAY)
    assert there is not None and (there.days, there.from_kick_off, there.late) == (0, 0, False)


def test_that_it_begins_today_where_no_contract_says_otherwise(book: Book, made: Made) -> None:
    book.write(start_onboarding, made.account, today=TODAY)
    there = book.read(onboarding_of, made.account, today=TODAY)
    assert there is not None and (there.start_on, there.due, there.late) == (TODAY, None, False)
    with pytest.raises(BansoError, match=r"onboarding\.no_start"):
        book.write(amend_onboarding, there.id, {"start_on": None})


def test_that_a_form_begins_changes_and_ends_it_in_one_change_each(book: Book, made: Made) -> None:
    begun, one = book.write(
        keep_onboarding, made.account, None, {"start_on": day(-30), "due": day(30)}, verdict=None, today=TODAY
    )
    with pytest.raises(BansoError, match=r"onboarding\.no_value"):
        book.write(keep_onboarding, made.account, one, {"due": day(40)}, verdict="succeeded", today=TODAY)
    there = book.read(onboarding_of, made.account, today=TODAY)
    assert there is not None and there.due == day(30)  # refused as a whole
    values = {"first_value_on": day(-1), "success": "3店で紙なし"}
    ended = book.write(keep_onboarding, made.account, one, values, verdict="succeeded", today=TODAY)[0]
    there = book.read(onboarding_of, made.account, today=TODAY)
    assert there is not None and (there.verdict, there.verdict_on, there.days) == ("succeeded", TODAY, 29)
    same = book.write(keep_onboarding, made.account, one, values, verdict="succeeded", today=day(3))[0]
    assert same.id is None
    book.write(take_back, ended.id)
    book.write(take_back, begun.id)
    assert book.read(onboarding_of, made.account, today=TODAY) is None
