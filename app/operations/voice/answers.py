"""What comes of an answer to a survey: a request in the customer's words, or that somebody has asked why."""

from __future__ import annotations

from datetime import date

from app.errors import BansoError
from app.journal import door
from app.models.database import Session


def follow_answer(session: Session, response_id: str, *, on: date | None) -> int:
    """Keep that an answer was followed up on a day; None takes it back."""
    return door.amend(session, "response", {response_id: {"followed_on": on.isoformat() if on is not None else None}})


def request_of_answer(session: Session, response_id: str) -> str:
    """Make a request of what somebody wrote beside their answer and return its id; the answer leads to it.

    Raises BansoError "voice.no_comment" where nothing was written, "voice.request_there" where there is one already.
    """
    answer = door.present(session, "response", [response_id])[response_id]
    comment = str(answer["comment"] or "").strip()
    if not comment:
        raise BansoError("voice.no_comment", field="response")
    made = str(answer["request_id"] or "")
    if made and door.present(session, "request", [made])[made]["deleted_at"] is None:
        raise BansoError("voice.request_there", field="response")
    row = {
        "account_id": answer["account_id"],
        "words": comment,
        "raised_on": answer["on_date"],
        "person_id": answer["person_id"],
    }
    [request_id] = door.create(session, "request", [row])
    door.amend(session, "response", {response_id: {"request_id": request_id}})
    return request_id
