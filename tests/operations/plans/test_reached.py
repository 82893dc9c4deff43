from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.health.derived import keep_derived
from app.operations.plans.objectives import amend_objective, fee_currency
from app.operations.plans.plans import close_plan
from app.operations.plans.reached import plans_say
from app.operations.plans.tree import drop_item, remove_item, toggle_done
from tests.operations.plans.plan_books import TODAY, Made, day


def objectives(book: Book, today: date = TODAY) -> dict[str, tuple[int, int] | None]:
    return {account_id: said.objectives for account_id, said in book.read(plans_say, today=today).items()}


def written(book: Book, made: Made) -> list[float | None]:
    def ask(session: Session) -> list[float | None]:
        sql = (
            "SELECT r.value FROM reading r JOIN measure m ON m.no = r.measure_no JOIN account a ON a.no = r.account_no"
            " WHERE m.key = 'book_objectives' AND a.id = ? ORDER BY r.no"
        )
        return [row[0] for row in session.driver.execute(sql, [made.account])]

    return book.read(ask)


def test_that_health_hears_how_many_objectives_are_met_or_on_track(book: Book, made: Made) -> None:
    assert objectives(book) == {made.account: (0, 1)}
    book.write(keep_derived, today=TODAY)
    book.write(toggle_done, made.master, on=TODAY)
    book.write(keep_derived, today=TODAY)
    book.write(keep_derived, today=TODAY)
    assert written(book, made) == [0.0, 100.0]


def test_that_what_was_dropped_or_is_far_behind_counts_as_such(book: Book, made: Made) -> None:
    book.write(toggle_done, made.master, on=TODAY)
    book.write(amend_objective, made.losses, {"due": day(-5)})
    assert objectives(book) == {made.account: (1, 2)}
    book.write(drop_item, made.losses, on=TODAY)
    assert objectives(book) == {made.account: (1, 1)}


def test_that_a_closed_plan_is_heard_for_a_while(book: Book, made: Made) -> None:
    book.write(toggle_done, made.hours, on=TODAY)
    book.write(remove_item, made.losses)
    book.write(close_plan, made.plan, on=TODAY)
    assert objectives(book, day(100)) == {made.account: (1, 1)}
    assert objectives(book, day(101)) == {}


def test_that_agreed_money_is_held_against_the_fee(book: Book, made: Made) -> None:
    def kept(key: str) -> list[float | None]:
        sql = "SELECT r.value FROM reading r JOIN measure m ON m.no = r.measure_no WHERE m.key = ? ORDER BY r.no"
        return book.read(lambda session: [row[0] for row in session.driver.execute(sql, [key])])

    def worth() -> dict[str, Decimal]:
        return dict(book.read(plans_say, today=TODAY)[made.account].worth)

    assert book.read(fee_currency, made.account, today=TODAY) == "JPY"
    book.write(_pay, made.account)
    assert book.read(fee_currency, made.account, today=TODAY) == "USD"
    book.write(keep_derived, today=TODAY)
    assert kept("book_value") == []
    book.write(amend_objective, made.hours, {"value_minor": 5000, "currency": "USD"})
    assert worth() == {}
    book.write(amend_objective, made.hours, {"value_agreed_by": "安達 隆"})
    [(currency, monthly)] = worth().items()
    assert currency == "USD" and monthly > 0
    book.write(keep_derived, today=TODAY)
    assert kept("book_value")[-1] == round(monthly * 100 / 100_000)
    # Money of another currency says nothing about this fee, and what is dropped brings nothing.
    book.write(amend_objective, made.hours, {"currency": "JPY"})
    book.write(keep_derived, today=TODAY)
    assert kept("book_value")[-1] is None
    book.write(drop_item, made.hours, on=TODAY)
    assert worth() == {}


def _pay(session: Session, account_id: str) -> None:
    span = {"start_on": day(-200).isoformat(), "end_on": day(165).isoformat()}
    [contract] = door.create(
        session, "contract", [{"account_id": account_id, "kind": "paid", "currency": "USD", **span}]
    )
    line = {"contract_id": contract, "product": "Standard", "quantity": "1", "unit_price": "100000"}
    door.create(session, "contract_line", [{**line, **span, "amount_minor": 100_000, "billing": "monthly"}])
