from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.operations.book import Book
from app.operations.plans.body import items_of
from app.operations.plans.content import plan_content, version_content
from app.operations.plans.listing import plans_list
from app.operations.plans.onboarding import at_risk_onboardings, onboarding_of
from app.operations.plans.page import changes_since, plan_page
from app.operations.plans.reached import plans_say
from app.operations.plans.rows import PlanPage, PlanRow
from app.vocabulary import PlanStatus
from tests.builders import TODAY, made_up_profile, opened


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with opened(made_up_profile(tmp_path_factory.mktemp("plans"))) as there:
        yield there


def row(book: Book, account: str) -> PlanRow:
    return next(one for one in book.read(plans_list, today=TODAY) if one.account == account)


def page(book: Book, account: str) -> PlanPage:
    return book.read(plan_page, row(book, account).id, today=TODAY)


def test_that_there_are_plans_for_seven_customers_in_both_languages(book: Book) -> None:
    rows = book.read(plans_list, today=TODAY)
    assert {one.account for one in rows} == {
        "Acme Robotics", "青葉信用金庫", "北斗ロジスティクス", "Merrowgate Insurance", "みどり食品", "鷹ノ森精機",
        "Lumen Analytics",
    }  # fmt: skip
    assert [one.account for one in rows if one.closed_on] == ["Lumen Analytics"]
    assert all(one.sample for one in rows)


def test_that_the_plan_of_the_picture_stands_as_drawn(book: Book) -> None:
    there = page(book, "Acme Robotics")
    assert there.plan.name == "在庫改革 2026"
    hours, losses, figures = [one for one in there.tree if one.kind == "objective"]
    assert (hours.status, losses.status, figures.status) == (PlanStatus.ON_TRACK, PlanStatus.LATE, PlanStatus.ON_TRACK)
    assert (losses.suggested, losses.status_reason) == (PlanStatus.ATTENTION, "閾値が決まらず、検証の次に進めない")
    assert (hours.baseline, hours.actual, hours.target) == (40, 27, 20)
    assert [one.done_on is not None for one in there.tree if one.parent_id == hours.id] == [True, True, False, False]
    assert there.plan.agreed is not None and there.plan.agreed.number == 3
    assert [one.number for one in there.versions] == [4, 3, 2, 1]
    by = {one.name: one for one in there.agreements}
    assert by["Priya Novak"].number == 3 and by["Gareth Whitlock"].number == 2
    assert by["Gareth Whitlock"].changes > by["Priya Novak"].changes or there.to_confirm
    assert there.review.on is not None and len(there.review.agenda) == 3
    assert there.review.touchpoint_id is not None


def test_that_every_version_reads_back_as_it_was_shown(book: Book) -> None:
    for one in book.read(plans_list, today=TODAY):
        for number in range(1, one.version + 1):
            content = book.read(version_content, one.id, number)
            assert content.version == number and content.objectives
        now = book.read(plan_content, one.id, today=TODAY, lang="ja")
        assert len(items_of(now)) > 3
        assert isinstance(book.read(changes_since, one.id, today=TODAY), tuple)


def test_that_the_stuck_onboarding_lapsed_what_was_agreed_and_is_at_risk(book: Book) -> None:
    there = page(book, "青葉信用金庫")
    assert {one.state for one in there.commitments if one.objective_id} == {"lapsed"}
    account_id = there.plan.account_id
    assert account_id in {one.account_id for one in book.read(at_risk_onboardings, today=TODAY)}
    onboarding = book.read(onboarding_of, account_id, today=TODAY)
    assert onboarding is not None and onboarding.late and onboarding.milestone == "2店で日報を紙なしにする"


def test_that_the_expansion_is_worth_yen(book: Book) -> None:
    hours = next(one for one in page(book, "北斗ロジスティクス").tree if one.value_minor)
    assert (hours.value_minor, hours.currency, hours.value_agreed_by) == (43200, "JPY", "安達 隆")
    assert hours.status is PlanStatus.DONE
    assert any(one.follows_id == hours.id for one in page(book, "北斗ロジスティクス").tree)


def test_that_what_is_not_shown_stays_at_home(book: Book) -> None:
    there = row(book, "鷹ノ森精機")
    assert any(not one.shown for one in page(book, "鷹ノ森精機").tree)
    assert "製造一課" not in repr(book.read(plan_content, there.id, today=TODAY, lang="ja"))


def test_that_health_hears_of_the_plans(book: Book) -> None:
    said = book.read(plans_say, today=TODAY)
    shares = {one.account: said[one.account_id].objectives for one in book.read(plans_list, today=TODAY)}
    assert shares["Acme Robotics"] == (2, 3) and shares["北斗ロジスティクス"] == (3, 3)
    assert shares["Merrowgate Insurance"] == (1, 3) and shares["みどり食品"] == (2, 3)
    worth = {one.account: dict(said[one.account_id].worth) for one in book.read(plans_list, today=TODAY)}
    assert worth["北斗ロジスティクス"]["JPY"] > 800_000 and worth["Acme Robotics"] == {}


def test_that_past_onboardings_were_in_time_late_and_failed(book: Book) -> None:
    onboardings = {
        name: book.read(onboarding_of, account_id, today=TODAY) for name, account_id in _accounts(book).items()
    }
    known = [one for one in onboardings.values() if one is not None]
    assert len(known) >= 10
    assert {one.verdict for one in known} == {None, "succeeded", "failed", "abandoned"}
    assert any(one.verdict == "succeeded" and one.late for one in known)
    assert any(one.verdict == "succeeded" and not one.late for one in known)


def _accounts(book: Book) -> dict[str, str]:
    return book.read(
        lambda session: dict(session.driver.execute("SELECT name, id FROM account WHERE deleted_at IS NULL").fetchall())
    )
