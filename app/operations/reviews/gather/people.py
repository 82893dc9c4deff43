"""Who stands for the customer, as the customer would put it, and who came and went since the period began."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.reviews.gather.asked import Asked
from app.reports.content import Part, Source, SourceKind, part_of
from app.reports.review.facts import Chapter, ChapterFacts, Fact
from app.vocabulary import Role

Row = Mapping[str, Any]


def people(session: Session, known: Asked) -> ChapterFacts:
    """Return the positions held on the day of the review, those that ended since the period began, and open parts."""
    rows = _positions(session, known.account_id)
    order = list(Role)
    rows = sorted(rows, key=lambda row: order.index(Role(row["role"])) if row["role"] else len(order))
    today, start = known.today.isoformat(), known.period.start.isoformat()
    held = [row for row in rows if _begun(row, today) and not _over(row, today)]
    # Who changed only the post here has not left.
    here = {row["person_id"] for row in held}
    gone = [row for row in rows if _over(row, today) and row["to_on"] >= start and row["person_id"] not in here]
    earlier = {row["person_id"] for row in rows if row["from_on"] is None or row["from_on"] < start}
    facts = [_fact(row, "came" if _came(row, start, earlier) else "holds") for row in held]
    facts += [_fact(row, "left") for row in gone]
    if held:
        facts.append(_coverage(held, known.today))
    return ChapterFacts(Chapter.PEOPLE, tuple(facts), nothing="" if facts else "no_people")


def _positions(session: Session, account_id: str) -> Sequence[Row]:
    person, position = tables.person, tables.position
    statement = (
        select(
            position.c.id, position.c.person_id, person.c.name, position.c.title, position.c.department,
            position.c.role, position.c.from_on, position.c.to_on,
        )
        .join(person, position.c.person_id == person.c.id)
        .where(position.c.account_id == account_id, position.c.deleted_at.is_(None), person.c.deleted_at.is_(None))
        .order_by(position.c.no)
    )  # fmt: skip
    return session.rows(statement)


def _begun(row: Row, today: str) -> bool:
    return row["from_on"] is None or row["from_on"] <= today


def _over(row: Row, today: str) -> bool:
    return row["to_on"] is not None and row["to_on"] < today


def _came(row: Row, start: str, earlier: Iterable[str]) -> bool:
    return row["from_on"] is not None and row["from_on"] >= start and row["person_id"] not in earlier


def _fact(row: Row, kind: str) -> Fact:
    """Return a position; neither its role in our words, nor influence and support, nor a last day to come is told."""
    part = _part(row)
    values = {
        "person": row["person_id"],
        "name": row["name"],
        "title": row["title"] or "",
        "department": row["department"] or "",
        "part": str(part) if part is not None else "",
        "since": row["from_on"] or "",
        "until": (row["to_on"] or "") if kind == "left" else "",
    }
    changed = row["to_on"] if kind == "left" else row["from_on"]
    return Fact(f"position:{row['id']}", kind, values, (_source(row, changed),))


def _coverage(held: Sequence[Row], today: date) -> Fact:
    """Return for which parts somebody is known, and for which nobody is: facts, not what we think of anybody."""
    filled = {part for row in held if (part := _part(row)) is not None}
    values = {
        "filled": " ".join(part for part in Part if part in filled),
        "open": " ".join(part for part in Part if part not in filled),
        "people": str(len({row["person_id"] for row in held})),
    }
    return Fact("coverage", "coverage", values, tuple(_source(row, row["from_on"]) for row in held), today)


def _part(row: Row) -> Part | None:
    return part_of(Role(row["role"]) if row["role"] else None)


def _source(row: Row, on: str | None) -> Source:
    return Source(SourceKind.PERSON, row["person_id"], date.fromisoformat(on) if on else None, row["name"])
