from __future__ import annotations

from app.journal import door
from app.models.database import Session
from app.operations.account_changes import account_changes
from app.operations.book import Book
from app.operations.finding import search
from app.operations.plans.commitments import commit
from app.operations.plans.found import plan_found
from app.operations.plans.objectives import amend_objective
from app.operations.plans.tree import move_item, remove_item, say_status
from app.vocabulary import PlanStatus
from tests.operations.plans.plan_books import TODAY, Made


def comment(session: Session, made: Made, words: str) -> None:
    row = {"account_id": made.account, "plan_id": made.plan, "item_id": made.hours, "words": words}
    door.create(session, "plan_comment", [{**row, "on_date": TODAY.isoformat(), "by_name": "佐藤"}])


def kinds(book: Book, words: str) -> set[tuple[str, str]]:
    return {(hit.kind, hit.account) for hit in book.read(search, words).hits}


def test_that_what_a_plan_says_is_found(book: Book, made: Made) -> None:
    book.write(comment, made, "倉庫の棚札が足りません")
    book.write(amend_objective, made.losses, {"note": "社内では価格の話"})
    assert kinds(book, "在庫改革") == {("plan", "Acme Robotics")}
    assert kinds(book, "半分にする") == {("objective", "Acme Robotics")}
    assert kinds(book, "在庫マスタ") == {("milestone", "Acme Robotics")}
    assert kinds(book, "手順書") == {("promise", "Acme Robotics")}
    assert kinds(book, "棚札") == {("plan_comment", "Acme Robotics")}
    assert kinds(book, "価格の話") == {("objective", "Acme Robotics")}
    book.write(remove_item, made.hours)
    assert kinds(book, "半分にする") == set()


def test_that_what_is_found_in_a_plan_names_its_plan(book: Book, made: Made) -> None:
    book.write(comment, made, "倉庫の棚札が足りません")
    for words in ("在庫改革", "半分にする", "在庫マスタ", "棚札"):
        [hit] = book.read(search, words).hits
        assert book.read(plan_found, hit.kind, hit.id) == made.plan
    assert book.read(plan_found, "account", made.account) is None
    book.write(remove_item, made.hours)
    assert book.read(plan_found, "objective", made.hours) is None


def test_that_the_history_of_the_account_tells_of_its_plan(book: Book, made: Made) -> None:
    book.write(say_status, made.hours, PlanStatus.LATE, "人手が足りない")
    book.write(commit, made.plan, by_name="佐藤", on=TODAY)
    book.write(move_item, made.losses, by=-1)
    changes = {one.cause: one for one in book.read(account_changes, made.account)}
    [said] = changes["say_status"].touched
    assert (said.entity, said.kind, said.title) == ("objective", "plan", "棚卸し時間を半分にする")
    assert [(step.name, step.new) for step in said.fields] == [("status", "late"), ("status_reason", "人手が足りない")]
    [committed] = changes["commit"].touched
    assert (committed.entity, committed.title) == ("commitment", "佐藤")
    assert all(not one.fields for one in changes["move_item"].touched)
