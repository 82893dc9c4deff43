"""Influence and support, cadence, ties, succession, and one person or two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.errors import BansoError
from app.operations.account_changes import account_changes
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.content import content_hash
from app.operations.moves.evidence import note_rumour
from app.operations.people import add_person, amend_person, amend_position
from app.operations.people_alike import alike_people, merged_into
from app.operations.people_page import People, PositionRow, people_of
from app.operations.people_sameness import keep_apart, merge_people, split_people
from app.operations.people_succession import hand_over_role
from app.operations.people_ties import tie_people, untie_people
from app.operations.plans.commitments import commit
from app.operations.plans.milestones import add_milestone
from app.operations.plans.objectives import add_objective
from app.operations.plans.page import plan_page
from app.operations.plans.plans import create_plan
from app.views.account.history.words import headline, lines
from app.vocabulary import Role
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        fill(made)
        yield made


def account(book: Book) -> str:
    return book.read(find_account, NAMES[0])


def people(book: Book, today: date = TODAY) -> People:
    return book.read(people_of, account(book), today=today)


def one(book: Book, name: str, today: date = TODAY) -> PositionRow:
    return next(row for row in people(book, today).positions if row.name == name)


def test_that_influence_support_and_cadence_are_kept_within_their_bounds(book: Book) -> None:
    sato = one(book, "佐藤 花子")
    book.write(amend_position, sato.id, {"influence": 80, "support": -40, "cadence": 10})
    now = one(book, "佐藤 花子")
    assert (now.influence, now.support, now.cadence_days) == (80, -40, 10)
    assert now.over_cadence(TODAY) == (TODAY - date(2026, 11, 2)).days - 10
    assert people(book).standing(now, TODAY) == "watch"
    for field, value in (("influence", 101), ("support", -101), ("cadence", 0)):
        with pytest.raises(BansoError, match="out_of_range") as error:
            book.write(amend_position, sato.id, {field: value})
        assert error.value.field == field
    book.write(amend_position, sato.id, {"support": None, "cadence": None})
    assert people(book).standing(one(book, "佐藤 花子"), TODAY) == "unknown"


def test_that_two_people_have_one_tie_whoever_is_named_first(book: Book) -> None:
    sato, boss = one(book, "佐藤 花子"), one(book, "渡辺 一郎")
    _changes, made = book.write(tie_people, account(book), sato.person_id, boss.person_id)
    again = book.write(tie_people, account(book), boss.person_id, sato.person_id, note="同期")[1]
    assert made == again
    [tie] = people(book).ties
    assert (tie.note, tie.beside(sato.person_id), people(book).known_by(boss.person_id)) == (
        "同期", boss.person_id, (sato.person_id,),
    )  # fmt: skip
    with pytest.raises(BansoError, match="same_person"):
        book.write(tie_people, account(book), sato.person_id, sato.person_id)
    book.write(untie_people, made)
    assert people(book).ties == ()


def test_that_a_role_is_handed_over_in_one_change(book: Book) -> None:
    old, sato = one(book, "渡辺 一郎"), one(book, "佐藤 花子")
    book.write(amend_position, old.id, {"influence": 90, "support": 20})
    last, after = date(2026, 11, 30), date(2026, 12, 1)
    before = book.read(content_hash)
    changes, made = book.write(hand_over_role, old.id, on=last, successor_id=sato.person_id, title="部長")
    rows = people(book, after)
    assert [row.name for row in rows.held(Role.SPONSOR, after)] == ["佐藤 花子"]
    new = next(row for row in rows.positions if row.id == made.position_id)
    assert (new.title, new.since, new.influence, new.support) == ("部長", after, 90, None)
    assert one(book, "佐藤 花子").until is None
    assert changes.id is not None
    book.write(take_back, changes.id)
    assert book.read(content_hash) == before


def test_that_a_successor_may_be_new(book: Book) -> None:
    old = one(book, "渡辺 一郎")
    book.write(hand_over_role, old.id, on=date(2026, 11, 30), name="菅原 修")
    new = one(book, "菅原 修", date(2026, 12, 1))
    assert (new.role, new.title, new.since) == (Role.SPONSOR, old.title, date(2026, 12, 1))
    with pytest.raises(BansoError, match="same_person"):
        book.write(hand_over_role, new.id, on=date(2026, 12, 31), successor_id=new.person_id)


def test_that_two_are_made_one_and_split_again_without_a_trace(book: Book) -> None:
    sato = one(book, "佐藤 花子")
    book.write(amend_person, sato.person_id, {"email": "h@midori.example"})
    made = book.write(add_person, account(book), name="佐藤 花子", email="h2@midori.example", reading="さとう")[1]
    book.write(tie_people, account(book), made.person_id, one(book, "渡辺 一郎").person_id)
    book.write(keep_apart, made.person_id, sato.person_id)
    before = book.read(content_hash)
    book.write(merge_people, sato.person_id, made.person_id)
    assert one(book, "佐藤 花子").person_id == sato.person_id
    assert people(book).ties[0].beside(sato.person_id) is not None
    [gone] = book.read(merged_into, [sato.person_id])
    assert (gone.person_id, gone.email) == (made.person_id, "h2@midori.example")
    book.write(split_people, made.person_id)
    assert book.read(content_hash) == before
    with pytest.raises(BansoError, match="not_merged"):
        book.write(split_people, made.person_id)


def test_that_who_looks_alike_is_asked_about_until_somebody_said(book: Book) -> None:
    book.write(amend_person, one(book, "佐藤 花子").person_id, {"email": "h@midori.example"})
    made = book.write(add_person, account(book), name="佐藤花子", email="h2@midori.example")[1]
    [pair] = book.read(alike_people, account(book))
    assert {pair.one.person_id, pair.other.person_id} == {made.person_id, one(book, "佐藤 花子").person_id}
    assert pair.because == ("name",)
    book.write(keep_apart, pair.one.person_id, pair.other.person_id)
    assert book.read(alike_people, account(book)) == ()


def test_that_history_tells_of_moves_ties_and_merges_by_name(book: Book) -> None:
    sato, boss = one(book, "佐藤 花子"), one(book, "渡辺 一郎")
    book.write(amend_person, sato.person_id, {"email": "h@midori.example"})
    made = book.write(add_person, account(book), name="佐藤 花子", email="h2@midori.example", title="課長")[1]
    book.write(tie_people, account(book), made.person_id, boss.person_id, note="同期")
    book.write(note_rumour, made.position_id, on=TODAY, evidence="噂")
    book.write(merge_people, sato.person_id, made.person_id)
    merged, noted, tied = book.read(account_changes, account(book))[:3]
    assert (noted.touched[0].entity, noted.touched[0].title) == ("move", "佐藤 花子 噂")
    assert {tied.touched[0].kind, noted.touched[0].kind} == {"person"}
    assert tied.touched[0].title.endswith("同期")
    assert headline(merged) == "同じ人として統合"
    assert any("つながり" in line for line in lines(tied, book.clock))
    assert all("_id" not in line for line in lines(merged, book.clock))


def test_that_what_a_plan_says_of_somebody_goes_along_when_two_are_made_one(book: Book) -> None:
    sato = one(book, "佐藤 花子")
    book.write(amend_person, sato.person_id, {"email": "h@midori.example"})
    made = book.write(add_person, account(book), name="佐藤 花子", email="h2@midori.example")[1].person_id
    _changes, plan = book.write(create_plan, account(book), name="在庫改革", start=TODAY, today=TODAY)
    _changes, goal = book.write(add_objective, plan, title="棚卸しを半分にする", values={"person_id": made})
    book.write(add_milestone, goal, title="移行する", values={"side": "customer", "person_id": made})
    book.write(commit, plan, objective_id=goal, person_id=made, by_name="", on=TODAY)
    book.write(commit, plan, objective_id=goal, person_id=sato.person_id, by_name="", on=TODAY)
    before = book.read(content_hash)
    changes, _moved = book.write(merge_people, sato.person_id, made)
    shown = book.read(plan_page, plan, today=TODAY)
    assert {row.person_id for row in shown.tree} == {sato.person_id}
    assert [one.person_id for one in shown.commitments] == [sato.person_id]
    assert changes.id is not None
    book.write(take_back, changes.id)
    assert book.read(content_hash) == before
    book.write(merge_people, sato.person_id, made)
    book.write(split_people, made)
    assert {row.person_id for row in book.read(plan_page, plan, today=TODAY).tree} == {made}
