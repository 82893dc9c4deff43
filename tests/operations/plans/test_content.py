from __future__ import annotations

import json

import pytest

from app.journal import door
from app.operations.book import Book
from app.operations.plans.body import body_of, content_of, items_of
from app.operations.plans.commitments import commit
from app.operations.plans.content import plan_content, version_content
from app.operations.plans.milestones import amend_milestone, amend_task
from app.operations.plans.names import Who, addressed
from app.operations.plans.objectives import amend_objective
from app.operations.plans.plans import amend_plan, set_agenda
from app.operations.plans.rows import AgendaItem
from app.operations.plans.tree import drop_item, say_status, show_item
from app.operations.plans.versions import make_version
from app.vocabulary import PlanStatus, Side
from tests.operations.plans.plan_books import TODAY, Made, day


def test_that_the_customer_sees_what_is_shown_to_them(book: Book, made: Made) -> None:
    content = book.read(plan_content, made.plan, today=TODAY, lang="ja")
    assert (content.account, content.name, content.success, content.version) == (
        "Acme Robotics", "在庫改革 2026", "棚卸し 20時間/月以下", 0,
    )  # fmt: skip
    hours, losses = content.objectives
    assert (hours.owner, losses.owner) == ("課長 佐藤様", "渡辺様")
    assert [step.who for step in hours.milestones] == ["課長 佐藤様", "課長 佐藤様"]
    assert (hours.progress, hours.expected) == (0.65, 0.6)
    assert (content.score, content.ours, hours.our_owner) == (None, "", "")
    assert hours.milestones[1].tasks[0].who == ""
    for item in (made.master, made.task, made.losses):
        book.write(show_item, item, shown=False)
    [hours] = book.read(plan_content, made.plan, today=TODAY, lang="ja").objectives
    assert [step.id for step in hours.milestones] == [made.sites]
    assert hours.milestones[0].tasks == ()


def test_that_names_and_score_go_out_only_where_the_plan_says_so(book: Book, made: Made) -> None:
    book.write(amend_plan, made.plan, {"shows_our_names": True, "shows_score": True})
    content = book.read(plan_content, made.plan, today=TODAY, lang="en")
    assert (content.ours, content.objectives[0].our_owner) == ("佐藤", "山本")
    assert content.objectives[0].milestones[1].tasks[0].who == "山本"
    assert content.objectives[0].owner == "佐藤 花子"
    assert content.score is None  # nothing is known of this account's health


def test_that_what_is_internal_or_dropped_stays_at_home(book: Book, made: Made) -> None:
    canary = "CANARY"
    book.write(amend_plan, made.plan, {"note": canary})
    book.write(amend_objective, made.hours, {"note": canary, "value_agreed_by": canary, "vendor_owner": canary})
    book.write(say_status, made.hours, PlanStatus.ATTENTION, canary)
    book.write(amend_milestone, made.sites, {"note": canary})
    book.write(amend_milestone, made.master, {"side": Side.INTERNAL, "title": canary})
    book.write(amend_task, made.task, {"who": canary})
    book.write(amend_objective, made.losses, {"title": canary})
    book.write(drop_item, made.losses, on=TODAY)
    book.write(commit, made.plan, objective_id=made.hours, by_name="佐藤", on=TODAY, how=canary)
    book.write(commit, made.plan, objective_id=made.losses, by_name=canary, on=TODAY)
    content = book.read(plan_content, made.plan, today=TODAY, lang="ja")
    assert canary not in repr(content)
    assert content.objectives[0].status is PlanStatus.ATTENTION
    assert [one.by for one in content.commitments] == ["課長 佐藤様"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_version_is_kept_as_it_went_out(book: Book, made: Made, lang: str) -> None:
    book.write(set_agenda, made.plan, [AgendaItem("開始日を決める")])
    book.write(commit, made.plan, objective_id=made.hours, by_name="佐藤", on=day(-1))
    now = book.read(plan_content, made.plan, today=TODAY, lang=lang, version=1)
    assert content_of(json.loads(json.dumps(body_of(now)))) == now
    assert book.write(make_version, made.plan, today=TODAY, lang=lang)[1] == 1
    book.write(amend_objective, made.hours, {"title": "別の題"})
    kept = book.read(version_content, made.plan, 1)
    assert kept == now
    later = book.read(plan_content, made.plan, today=TODAY, lang=lang)
    assert later.version == 1 and later != kept
    assert [item.id for item in items_of(kept)] == [
        made.plan,
        made.hours,
        made.master,
        made.sites,
        made.task,
        made.losses,
    ]
    with pytest.raises(KeyError):
        book.read(version_content, made.plan, 2)


def test_that_an_owner_is_who_they_are_on_that_day(book: Book, made: Made) -> None:
    row = {"person_id": made.person, "account_id": made.account, "title": "部長", "from_on": day(10).isoformat()}
    book.write(lambda session: door.create(session, "position", [row]))
    now = book.read(plan_content, made.plan, today=TODAY, lang="ja")
    later = book.read(plan_content, made.plan, today=day(11), lang="ja")
    assert (now.objectives[0].owner, later.objectives[0].owner) == ("課長 佐藤様", "部長 佐藤様")


@pytest.mark.parametrize(
    ("who", "ja", "en"),
    [
        (Who("佐藤 花子", "課長"), "課長 佐藤様", "佐藤 花子"),
        (Who("佐藤"), "佐藤様", "佐藤"),
        (Who("佐藤さん"), "佐藤様", "佐藤さん"),
        (Who("佐藤 課長"), "課長 佐藤様", "佐藤 課長"),
        (Who("渡辺 CIO"), "CIO 渡辺様", "渡辺 CIO"),
        (Who("情報システム部"), "情報システム部", "情報システム部"),
        (Who("Priya Novak", "Operations Manager"), "Operations Manager Priya Novak 様", "Priya Novak"),
        (None, "", ""),
    ],
)  # fmt: skip
def test_that_people_are_addressed_as_a_document_does(who: Who | None, ja: str, en: str) -> None:
    assert (addressed(who, "ja"), addressed(who, "en")) == (ja, en)
