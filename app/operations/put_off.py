"""あとで: a row of Today that is hidden until a day, and then stands there again."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.models.database import Session

Row = tuple[str, str, str]
"""What names a row of Today: account, kind and subject (the id of what it is about, or nothing)."""
KINDS_OF_SUBJECT: Mapping[str, str] = {"score_fell": "fall", "data_against_feeling": "disagreement"}
"""Rules of which an account has one row at most, whichever call to action it is: those are named by what they are."""


def put_off_row(session: Session, account_id: str, kind: str, subject: str, *, until: date) -> int:
    """Hide one row of Today before `until`; returns how many rows of the book differ now.

    A row that was put off before is moved, so that there is one day for it.
    """
    table = tables.put_off
    there = session.scalar(
        select(table.c.id)
        .where(
            table.c.account_id == account_id,
            table.c.kind == kind,
            table.c.subject == subject,
            table.c.deleted_at.is_(None),
        )
        .order_by(table.c.no.desc())
        .limit(1)
    )
    if there is not None:
        return door.amend(session, "put_off", {there: {"until": until.isoformat()}})
    row = {"account_id": account_id, "kind": kind, "subject": subject, "until": until.isoformat()}
    return len(door.create(session, "put_off", [row]))


def hidden_rows(session: Session, *, today: date) -> AbstractSet[Row]:
    """Return which rows of Today are hidden on a day; on the day itself they are back."""
    table = tables.put_off
    statement = select(table.c.account_id, table.c.kind, table.c.subject).where(
        table.c.until > today.isoformat(), table.c.deleted_at.is_(None)
    )
    return {(row[0], row[1], row[2]) for row in session.execute(statement)}


def hidden_until(session: Session, kind: str, *, today: date) -> Mapping[tuple[str, str], date]:
    """Return until when rows of a kind are hidden, by account and subject."""
    table = tables.put_off
    statement = select(table.c.account_id, table.c.subject, table.c.until).where(
        table.c.kind == kind, table.c.until > today.isoformat(), table.c.deleted_at.is_(None)
    )
    return {(row[0], row[1]): date.fromisoformat(row[2]) for row in session.execute(statement)}
