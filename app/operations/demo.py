"""Fills an empty book with the made-up one, each chapter a change of its own date, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from sqlalchemy import func, select

from app import demo
from app.demo import Chapter
from app.errors import BansoError, Cancelled
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.plans.body import body_of
from app.operations.plans.content import plan_content
from app.operations.reviews.loading import attendees_of, facts_of, review_of
from app.operations.reviews.making import first_state, frozen, gathered
from app.reports.review.facts import Chapter as Section


@dataclass(frozen=True)
class DemoCounts:
    """How much of the made-up book was written."""

    accounts: int
    touchpoints: int
    readings: int


def fill_demo(
    book: Book,
    *,
    accounts: int = 42,
    seed: int = 7,
    today: date,
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> DemoCounts:
    """Write the made-up book of the 24 months before `today` into a book without accounts.

    `progress` hears (chapters written, all chapters). Raises BansoError demo.not_empty where there are accounts, and
    Cancelled as soon as `cancelled()` says so; in both cases nothing was written.
    """
    if accounts < 1:
        raise BansoError("demo.no_accounts", field="accounts", accounts=accounts)
    if book.read(_accounts):
        raise BansoError("demo.not_empty")
    chapters = demo.book(today, accounts=accounts, seed=seed, zone=book.clock.zone, me=book.by_id)
    with book.retelling() as turn:
        numbers: dict[str, int] = {}
        for at, chapter in enumerate(chapters):
            if cancelled():
                raise Cancelled
            _write(turn(chapter.id, chapter.at, chapter.cause), chapter, numbers)
            if progress is not None:
                progress(at + 1, len(chapters))
    return DemoCounts(*(_made(chapters, entity) for entity in ("account", "touchpoint", "reading")))


def _accounts(session: Session) -> int:
    statement = select(func.count()).select_from(tables.account).where(tables.account.c.deleted_at.is_(None))
    return int(session.scalar(statement))


def _made(chapters: Iterable[Chapter], entity: str) -> int:
    return sum(len(chapter.creates.get(entity, ())) for chapter in chapters)


def _write(session: Session, chapter: Chapter, numbers: dict[str, int]) -> None:
    for entity, rows in chapter.creates.items():
        if entity == "reading":
            door.create(session, entity, [_numbered(row, numbers) for row in rows])
            continue
        if entity == "review":
            door.create(session, entity, [_taken(session, row, chapter) for row in rows])
            continue
        if entity == "review_section":
            door.create(session, entity, [_begun(session, row) for row in rows])
            continue
        if entity == "plan_version":
            door.create(session, entity, [_shown(session, row) for row in rows])
            continue
        ids = door.create(session, entity, rows)
        if entity in ("account", "measure"):
            table = tables.metadata.tables[entity]
            for row in session.rows(select(table.c.id, table.c.no).where(table.c.id.in_(ids))):
                numbers[row["id"]] = row["no"]
    for entity, values in chapter.amends.items():
        door.amend(session, entity, _shown_only(session, values) if entity == "review_section" else values)


def _numbered(row: Mapping[str, object], numbers: Mapping[str, int]) -> dict[str, object]:
    # Readings refer to rows by their short numbers, which only the database knows.
    plain = {key: value for key, value in row.items() if key not in ("account_id", "measure_id")}
    return {
        "note": None,
        "by_id": None,
        **plain,
        "account_no": numbers[str(row["account_id"])],
        "measure_no": numbers[str(row["measure_id"])],
    }


def _taken(session: Session, row: Mapping[str, Any], chapter: Chapter) -> dict[str, object]:
    # A review is frozen with what the book knew on the day it was prepared.
    facts = gathered(
        session, row["account_id"], row["period"], row["comparison"], attendees_of(row),
        now=chapter.at.astimezone(UTC), today=chapter.at.date(),
    )  # fmt: skip
    return {**row, **frozen(facts)}


def _begun(session: Session, row: Mapping[str, Any]) -> dict[str, object]:
    facts = facts_of(review_of(session, row["review_id"]))
    assert facts is not None
    return {**row, **first_state(facts, Section(row["chapter"]))}


def _shown_only(session: Session, values: Mapping[str, Mapping[str, object]]) -> dict[str, Mapping[str, object]]:
    # Nobody accepts a section that has nothing to say.
    there = door.present(session, "review_section", list(values))
    return {key: edits for key, edits in values.items() if there[key]["state"] != "hidden"}


def _shown(session: Session, row: Mapping[str, Any]) -> dict[str, object]:
    # A version holds what the customer was shown: the plan as the book has it by that day.
    made_on, lang = date.fromisoformat(row["made_on"]), str(row["body"]["lang"])
    content = plan_content(session, row["plan_id"], today=made_on, lang=lang, version=row["number"])
    return {**row, "body": body_of(content)}
