from __future__ import annotations

from app.models.database import Session
from app.operations.book import Book
from app.operations.health.derived import keep_derived
from app.operations.plans.objectives import amend_objective
from app.operations.plans.plans import close_plan
from app.operations.plans.reached import objectives_reached
from app.operations.plans.tree import drop_item, remove_item, toggle_done
from tests.operations.plans.plan_books import TODAY, Made, day


def written(book: Book, made: Made) -> list[float | None]:
    def ask(session: Session) -> list[float | None]:
        sql = (
            "SELECT r.value FROM reading r JOIN measure m ON m.no = r.measure_no JOIN account a ON a.no = r.account_no"
            " WHERE m.key = 'book_objectives' AND a.id = ? ORDER BY r.no"
        )
        return [row[0] for row in session.driver.execute(sql, [made.account])]

    return book.read(ask)


def test_that_health_hears_how_many_objectives_are_met_or_on_track(book: Book, made: Made) -> None:
    assert book.read(objectives_reached, today=TODAY) == {made.account: (0, 1)}
    book.write(keep_derived, today=TODAY)
    book.write(toggle_done, made.master, on=TODAY)
    book.write(keep_derived, today=TODAY)
    book.write(keep_derived, today=TODAY)
    assert written(book, made) == [0.0, 100.0]


def test_that_what_was_dropped_or_is_far_behind_counts_as_such(book: Book, made: Made) -> None:
    book.write(toggle_done, made.master, on=TODAY)
    book.write(amend_objective, made.losses, {"due": day(-5)})
    assert book.read(objectives_reached, today=TODAY) == {made.account: (1, 2)}
    book.write(drop_item, made.losses, on=TODAY)
    assert book.read(objectives_reached, today=TODAY) == {made.account: (1, 1)}


def test_that_a_closed_plan_is_heard_for_a_while(book: Book, made: Made) -> None:
    book.write(toggle_done, made.hours, on=TODAY)
    book.write(remove_item, made.losses)
    book.write(close_plan, made.plan, on=TODAY)
    assert book.read(objectives_reached, today=day(100)) == {made.account: (1, 1)}
    assert book.read(objectives_reached, today=day(101)) == {}
