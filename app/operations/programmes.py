"""Who takes part in a programme: since when, and when they were asked for something last."""

from __future__ import annotations

from datetime import date

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.vocabulary import Programme


def join_programme(
    session: Session, person_id: str, account_id: str, *, programme: Programme, since: date | None
) -> str:
    """Let somebody take part in a programme and return the id of the participation; twice the same is refused."""
    part = tables.participation
    there = session.scalar(
        part.select()
        .with_only_columns(part.c.id)
        .where(
            part.c.person_id == person_id,
            part.c.account_id == account_id,
            part.c.programme == str(programme),
            part.c.until.is_(None),
            part.c.deleted_at.is_(None),
        )
    )
    if there is not None:
        raise BansoError("programme.twice", field="programme")
    row = {"person_id": person_id, "account_id": account_id, "programme": str(programme)}
    return door.create(session, "participation", [{**row, "since": since.isoformat() if since else None}])[0]


def note_asked(session: Session, participation_id: str, *, on: date) -> int:
    """Keep that somebody was asked for something on a day."""
    return door.amend(session, "participation", {participation_id: {"last_asked_on": on.isoformat()}})


def leave_programme(session: Session, participation_id: str) -> int:
    """Take a participation away; undo brings it back."""
    return door.remove(session, "participation", [participation_id])
