from __future__ import annotations

import pytest

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.plans.commitments import commit
from app.operations.plans.objectives import add_reading, amend_objective
from app.operations.plans.page import changes_since, plan_page
from app.operations.plans.rows import Commitment
from app.operations.plans.tree import remove_item, toggle_done
from app.operations.plans.versions import make_version, mark_sent
from tests.operations.plans.plan_books import TODAY, Made, day


def standing(book: Book, made: Made) -> list[Commitment]:
    return list(book.read(plan_page, made.plan, today=TODAY).commitments)


@pytest.mark.parametrize("versioned", [False, True])
def test_that_a_commitment_lapses_when_what_it_was_given_to_changes(book: Book, made: Made, versioned: bool) -> None:
    number = book.write(make_version, made.plan, today=day(-10), lang="ja")[1] if versioned else None
    book.write(commit, made.plan, objective_id=made.hours, by_name="佐藤", on=day(-9), number=number)
    assert [one.state for one in standing(book, made)] == ["committed"]
    book.write(amend_objective, made.hours, {"note": "社内だけの話", "vendor_owner": "伊藤"})
    book.write(add_reading, made.hours, 22, on=TODAY)
    assert [one.state for one in standing(book, made)] == ["committed"]
    change = book.write(amend_objective, made.hours, {"target": "18"})[0]
    assert [one.state for one in standing(book, made)] == ["lapsed"]
    assert book.read(plan_page, made.plan, today=TODAY).agreements[0].lapsed == 1
    book.write(take_back, change.id)
    assert [one.state for one in standing(book, made)] == ["committed"]
    book.write(amend_objective, made.hours, {"due": day(60)})
    assert [one.state for one in standing(book, made)] == ["lapsed"]
    book.write(commit, made.plan, objective_id=made.hours, by_name="佐藤", on=TODAY)
    assert [one.state for one in standing(book, made)] == ["committed"]


def test_that_a_slip_that_is_mended_lapses_nothing(book: Book, made: Made) -> None:
    book.write(commit, made.plan, objective_id=made.hours, by_name="佐藤", on=day(-9))
    for title in ("棚卸し時", "棚卸し時間を半分にする"):
        book.write(amend_objective, made.hours, {"title": title})
    assert [one.state for one in standing(book, made)] == ["committed"]


def arrive(session: Session, made: Made, **said: object) -> None:
    """Write a word that a sync brings."""
    row = {"account_id": made.account, "plan_id": made.plan, "objective_id": None, **said}
    door.create(session, "commitment", [row])


def test_that_each_person_has_a_last_word(book: Book, made: Made) -> None:
    said = {"objective_id": made.hours, "by_name": "佐藤", "on_date": day(-9).isoformat()}
    book.write(arrive, made, state="proposed", **said)
    book.write(commit, made.plan, objective_id=made.hours, person_id=made.person, by_name="", on=day(-8), how="定例")
    book.write(commit, made.plan, by_name="渡辺", on=day(-7))
    first, second, third = standing(book, made)
    assert (first.state, second.by, second.how) == ("proposed", "佐藤 花子", "定例")
    book.write(arrive, made, state="lapsed", by_name=third.by, on_date=TODAY.isoformat(), how="異動")
    assert [one.state for one in standing(book, made)] == ["proposed", "committed", "lapsed"]
    with pytest.raises(BansoError, match=r"commitment\.no_name"):
        book.write(commit, made.plan, by_name="  ", on=TODAY)


def test_that_versions_are_numbered_and_the_changes_since_any_can_be_told(book: Book, made: Made) -> None:
    assert book.read(changes_since, made.plan, today=TODAY) == ()
    assert book.write(make_version, made.plan, today=day(-30), lang="ja")[1] == 1
    book.write(amend_objective, made.hours, {"target": "18"})
    assert book.write(make_version, made.plan, today=day(-20), lang="en", sent_on=day(-20))[1] == 2
    book.write(toggle_done, made.master, on=day(-3))
    book.write(remove_item, made.losses)
    book.write(mark_sent, made.plan, 1, on=day(-29))
    page = book.read(plan_page, made.plan, today=TODAY)
    assert [(one.number, one.sent_on) for one in page.versions] == [(2, day(-20)), (1, day(-29))]
    assert [one.deed for one in book.read(changes_since, made.plan, today=TODAY)] == ["removed"]
    [target, removed] = book.read(changes_since, made.plan, today=TODAY, number=1)
    assert [(f.field, f.old, f.new) for f in target.fields] == [("target", "20", "18")]
    assert removed.item.title == "欠品を減らす"
    [done, _removed] = book.read(changes_since, made.plan, today=TODAY, progress=True)
    assert [(f.field, f.new) for f in done.fields] == [("done_on", day(-3).isoformat())]
    with pytest.raises(KeyError):
        book.write(mark_sent, made.plan, 7, on=TODAY)
