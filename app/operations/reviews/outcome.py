"""What came of a review: that it was held, what was decided, and what is to be done by whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.errors import BansoError
from app.journal import door
from app.language import tr
from app.models import tables
from app.models.database import Session
from app.operations.plans.milestones import add_task
from app.operations.reviews.loading import Row, attendees_of, fiscal_start_of, review_of, span_of
from app.operations.reviews.page import ORIGIN
from app.operations.settings import settings
from app.revenue.periods import period_words
from app.vocabulary import Purpose, Side, TouchpointKind


def add_decision(session: Session, review_id: str, text: str, *, by: str = "", shown: bool = True, today: date) -> str:
    """Write down what was decided, on the day of the meeting, and return its id; `by` is who decided."""
    review = review_of(session, review_id)
    row = {
        "account_id": review["account_id"],
        "review_id": review_id,
        "text": _text(text),
        "decided_on": review["held_on"] or min(review["on_date"] or today.isoformat(), today.isoformat()),
        "by_name": by.strip() or None,
        "shown": shown,
    }
    return door.create(session, "decision", [row])[0]


def amend_decision(session: Session, decision_id: str, **values: Any) -> int:
    """Change what is given of a decision: text, on, by, shown."""
    fields: dict[str, object] = {}
    for name, value in values.items():
        if name == "text":
            fields["text"] = _text(value)
        elif name == "on":
            fields["decided_on"] = value.isoformat()
        elif name == "by":
            fields["by_name"] = str(value or "").strip() or None
        elif name == "shown":
            fields["shown"] = bool(value)
        else:
            raise KeyError(name)
    return door.amend(session, "decision", {decision_id: fields})


def remove_decision(session: Session, decision_id: str) -> int:
    """Remove a decision; undo brings it back."""
    return door.remove(session, "decision", [decision_id])


def add_action(
    session: Session,
    review_id: str,
    text: str,
    *,
    side: Side,
    who: str = "",
    due: date | None = None,
    milestone_id: str | None = None,
    today: date,
) -> str:
    """Write down what is to be done after a review: a promise, or a task of a milestone of the plan; returns its id."""
    review = review_of(session, review_id)
    said, on = _text(text), due.isoformat() if due else None
    if milestone_id is not None:
        task = add_task(session, milestone_id, title=said, values={"side": side, "who": who, "due": due}, today=today)
        custom: Any = door.present(session, "promise", [task])[task]["custom"]
        door.amend(session, "promise", {task: {"custom": {**(custom or {}), ORIGIN: {"id": review_id}}}})
        return task
    row = {
        "account_id": review["account_id"],
        "text": said,
        "side": str(side),
        "who": who.strip() or None,
        "due": on,
        "first_due": on,
        "made_on": today.isoformat(),
        "origin": ORIGIN,
        "origin_id": review_id,
        "shown": side is not Side.INTERNAL,
    }
    return door.create(session, "promise", [row])[0]


def hold_review(session: Session, review_id: str, *, on: date, today: date, by_id: str | None = None) -> str:
    """Note that a review was held and return its touchpoint: the planned one is done, or one is made.

    Raises BansoError "review.not_yet" for a day to come.
    """
    if on > today:
        raise BansoError("review.not_yet", field="on", day=on)
    review = review_of(session, review_id)
    touchpoint_id = _touchpoint(session, review, on, by_id)
    fields = {"held_on": on.isoformat(), "on_date": on.isoformat(), "touchpoint_id": touchpoint_id}
    door.amend(session, "review", {review_id: fields})
    return touchpoint_id


def reopen_review(session: Session, review_id: str) -> int:
    """Take back that a review was held; its touchpoint stays as it is."""
    return door.amend(session, "review", {review_id: {"held_on": None}})


def _touchpoint(session: Session, review: Row, on: date, by_id: str | None) -> str:
    touchpoint = tables.touchpoint
    linked = review["touchpoint_id"]
    found = session.rows(
        touchpoint.select()
        .where(
            touchpoint.c.account_id == review["account_id"],
            touchpoint.c.deleted_at.is_(None),
            (touchpoint.c.id == linked)
            | ((touchpoint.c.kind == str(TouchpointKind.REVIEW)) & (touchpoint.c.on_date == on.isoformat())),
        )
        .order_by(touchpoint.c.id != linked, touchpoint.c.no)
    )
    if found:
        row = found[0]
        moved = {} if row["on_date"] == on.isoformat() else {"on_date": on.isoformat(), "at": None}
        door.amend(session, "touchpoint", {row["id"]: {"state": "done", **moved}})
        return str(row["id"])
    lang = review["lang"]
    words = period_words(span_of(review), lang, fiscal_start_of(review, settings(session).fiscal_year_start))
    [made] = door.create(
        session,
        "touchpoint",
        [
            {
                "account_id": review["account_id"],
                "state": "done",
                "kind": str(TouchpointKind.REVIEW),
                "on_date": on.isoformat(),
                "body": tr(lang, "Business review {period}", period=words),
                "two_way": True,
                "purpose": str(Purpose.ADOPTION),
                "by_id": by_id,
            }
        ],
    )
    people = [
        {"touchpoint_id": made, "person_id": one.person_id or None, "name": one.name}
        for one in attendees_of(review)
        if one.is_customer
    ]
    door.create(session, "touchpoint_person", people)
    return made


def _text(text: object) -> str:
    said = " ".join(str(text or "").split())
    if not said:
        raise BansoError("review.no_text", field="text")
    return said
