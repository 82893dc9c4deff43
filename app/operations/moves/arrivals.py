"""People we know who arrived where nobody is a customer yet: each may be a lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.models import tables
from app.models.database import Session


@dataclass(frozen=True)
class Arrival:
    """Somebody who is at a company that is no account, with the account through which they are known."""

    move_id: str
    person_id: str
    name: str
    company: str
    post: str
    known_from_id: str | None
    known_from: str
    on: date
    confirmed: bool


def arrivals_elsewhere(session: Session) -> tuple[Arrival, ...]:
    """Return who arrived at a company that is no account and was not dismissed, newest first."""
    move, person, position, account = tables.move, tables.person, tables.position, tables.account
    statement = (
        select(move, person.c.name)
        .join(person, person.c.id == move.c.person_id)
        .where(
            move.c.direction == "arrival",
            move.c.account_id.is_(None),
            move.c.state != "dismissed",
            move.c.deleted_at.is_(None),
            person.c.deleted_at.is_(None),
        )
        .order_by(move.c.on_date.desc(), move.c.no)
    )
    found = []
    for row in session.rows(statement):
        known = session.rows(
            select(position.c.account_id, account.c.name)
            .join(account, account.c.id == position.c.account_id)
            .where(position.c.person_id == row["person_id"], position.c.deleted_at.is_(None))
            .order_by(position.c.to_on.is_(None).desc(), position.c.to_on.desc(), position.c.no.desc())
            .limit(1)
        )
        at = known[0] if known else None
        found.append(
            Arrival(
                move_id=row["id"],
                person_id=row["person_id"],
                name=row["name"],
                company=row["company"] or "",
                post=row["evidence"] or "",
                known_from_id=at["account_id"] if at else None,
                known_from=at["name"] if at else "",
                on=date.fromisoformat(row["on_date"]),
                confirmed=row["state"] == "confirmed",
            )
        )
    return tuple(found)
