"""What the customer wrote beside a plan: whether somebody has answered it."""

from __future__ import annotations

from datetime import date

from app.journal import door
from app.models.database import Session


def answer_comment(session: Session, comment_id: str, *, on: date | None) -> int:
    """Keep on which day a comment was answered; None opens it again."""
    return door.amend(session, "plan_comment", {comment_id: {"answered_on": on.isoformat() if on else None}})
