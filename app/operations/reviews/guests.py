"""Who is in a review stays the same person where two turn out to be one."""

from __future__ import annotations

from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.models.database import Session


def follow_merge(session: Session, keep_id: str, gone_id: str) -> int:
    """Let reviews name who a person was merged into; returns how many differ now."""
    review = tables.review
    rows = session.rows(
        select(review.c.id, review.c.attendees).where(review.c.attendees.is_not(None), review.c.deleted_at.is_(None))
    )
    changed: dict[str, dict[str, object]] = {}
    for row in rows:
        there = [{**one, "person_id": keep_id} if one.get("person_id") == gone_id else one for one in row["attendees"]]
        if there != row["attendees"]:
            changed[row["id"]] = {"attendees": there}
    return door.amend(session, "review", changed)
