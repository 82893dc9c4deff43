from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.health.model import RollUp
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.health.groups import Member, grouped
from app.operations.health.models import shipped
from tests.builders import TODAY, new_book

SCORES = {"parent": Decimal(80), "a": Decimal(50), "b": Decimal(20), "below": None, "alone": Decimal(99)}
PAID = {"parent": 100, "a": 300, "b": 0, "below": 500, "alone": 900}


def members() -> dict[str, Member]:
    return {key: Member(None, exact) for key, exact in SCORES.items()}


def fill(session: Session) -> None:
    above = {"a": "parent", "b": "parent", "below": "a"}
    for key in SCORES:
        row = {"id": key, "name": key, "name_key": key, "parent_id": above.get(key)}
        door.create(session, "account", [row])
        if PAID[key]:
            term = {"start_on": "2026-01-01", "end_on": "2026-12-31"}
            contract = {"id": f"c-{key}", "account_id": key, "kind": "paid", "currency": "JPY", **term}
            door.create(session, "contract", [contract])
            line = {"contract_id": f"c-{key}", "product": "Cloud", "billing": "monthly", **term}
            door.create(
                session, "contract_line", [line | {"amount_minor": PAID[key], "quantity": "1", "unit_price": "1"}]
            )


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "p") as made:
        made.write(fill)
        yield made


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (RollUp.OWN, {}),
        # Who has no score is not counted: (80 + 50 + 20) ÷ 3, and a alone has nobody else who is scored.
        (RollUp.MEAN, {"parent": 50, "a": 50}),
        # (80 × 100 + 50 × 300 + 20 × 0) ÷ 400 = 57.5, rounded half up.
        (RollUp.WEIGHTED, {"parent": 58, "a": 50}),
        (RollUp.WORST, {"parent": 20, "a": 50}),
    ],
)
def test_that_a_group_is_shown_as_the_model_chooses(book: Book, how: RollUp, expected: dict[str, int]) -> None:
    model = replace(shipped(), roll_up=how)
    assert book.read(grouped, members(), model, today=TODAY) == expected


def test_that_where_nobody_pays_all_weigh_the_same_and_nobody_scored_is_nothing(book: Book) -> None:
    model = replace(shipped(), roll_up=RollUp.WEIGHTED)
    later = TODAY.replace(year=2030)
    assert book.read(grouped, members(), model, today=later)["parent"] == 50
    unscored = {key: Member(None, None) for key in SCORES}
    assert book.read(grouped, unscored, model, today=TODAY) == {"parent": None, "a": None}


def test_that_a_ring_of_parents_ends_where_it_began(book: Book) -> None:
    book.write(lambda session: door.amend(session, "account", {"parent": {"parent_id": "below"}}))
    model = replace(shipped(), roll_up=RollUp.WORST)
    assert book.read(grouped, members(), model, today=TODAY) == {"parent": 20, "a": 20, "below": 20}
