"""Touchpoints of an account: the timeline, and writing, changing and removing one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.clock import parse_stamp
from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.vocabulary import TouchpointKind


@dataclass(frozen=True)
class TouchpointRow:
    """One touchpoint of the timeline; `at` is the instant where the time of day is known."""

    id: str
    date: date
    at: datetime | None
    kind: TouchpointKind
    planned: bool
    body: str
    people: tuple[str, ...]
    tags: tuple[str, ...]
    two_way: bool
    by: str


def touchpoint_rows(session: Session, account_id: str, *, limit: int = 500) -> list[TouchpointRow]:
    """Return the touchpoints of an account, newest first, planned ones before all."""
    touchpoint, member = tables.touchpoint, tables.member
    statement = (
        select(touchpoint, member.c.name.label("by"))
        .outerjoin(member, member.c.id == touchpoint.c.by_id)
        .where(touchpoint.c.account_id == account_id, touchpoint.c.deleted_at.is_(None))
        .order_by(touchpoint.c.on_date.desc(), touchpoint.c.no.desc())
        .limit(limit)
    )
    rows = session.rows(statement)
    people = _people(session, [row["id"] for row in rows])
    return [_row(row, people) for row in rows]


def _people(session: Session, ids: list[str]) -> dict[str, list[str]]:
    met = tables.touchpoint_person
    found: dict[str, list[str]] = defaultdict(list)
    statement = select(met).where(met.c.touchpoint_id.in_(ids), met.c.deleted_at.is_(None)).order_by(met.c.no)
    for row in session.rows(statement):
        found[row["touchpoint_id"]].append(row["name"])
    return found


def _row(row: Mapping[str, Any], people: Mapping[str, list[str]]) -> TouchpointRow:
    return TouchpointRow(
        id=row["id"],
        date=date.fromisoformat(row["on_date"]),
        at=parse_stamp(row["at"]) if row["at"] else None,
        kind=TouchpointKind(row["kind"]),
        planned=row["state"] == "planned",
        body=row["body"],
        people=tuple(people.get(row["id"], ())),
        tags=tuple(row["tags"] or ()),
        two_way=bool(row["two_way"]),
        by=row["by"] or "",
    )


def rewrite_touchpoint(session: Session, touchpoint_id: str, *, body: str) -> int:
    """Change the words of a touchpoint; empty ones are refused."""
    if not body.strip():
        raise BansoError("touchpoint.empty", field="body")
    return door.amend(session, "touchpoint", {touchpoint_id: {"body": body.strip()}})


def remove_touchpoint(session: Session, touchpoint_id: str) -> int:
    """Remove a touchpoint; undo brings it back."""
    return door.remove(session, "touchpoint", [touchpoint_id])
