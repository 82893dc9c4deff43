"""Milestones and the tasks below them: adding and changing what they say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.plans import places
from app.operations.plans import values as v
from app.operations.plans.loading import ORIGIN, Row, load_one
from app.vocabulary import Side

_STEP: Mapping[str, v.Turn] = {
    "title": v.title,
    "side": v.side,
    "who": v.line,
    "person_id": v.ref,
    "due": v.day,
    "amount": v.amount,
    "of_amount": v.amount,
    "unit": v.line,
    "first_value": v.yes,
    "shown": v.yes,
    "note": v.prose,
}
_TASK: Mapping[str, v.Turn] = {"side": v.side, "who": v.line, "due": v.day, "shown": v.yes}


def add_milestone(
    session: Session,
    objective_id: str,
    *,
    title: str,
    values: Mapping[str, object] | None = None,
    after: str | None = None,
    first: bool = False,
) -> str:
    """Add a milestone below an objective: behind another one, as the first, or at the end; returns its id."""
    goal: Mapping[str, Any] = door.present(session, "objective", [objective_id])[objective_id]
    fields = v.stored({"side": Side.ME, **(values or {}), "title": title}, _STEP)
    row = {"account_id": goal["account_id"], "objective_id": objective_id, "shown": True, **fields}
    made = door.create(session, "milestone", [{**row, "first_due": fields.get("due")}])[0]
    siblings = places.milestones(load_one(session, goal["plan_id"]), objective_id)
    places.put_after(session, siblings, made, after, first=first)
    return made


def amend_milestone(session: Session, milestone_id: str, values: Mapping[str, object]) -> int:
    """Change what a milestone says; the day it was first due on stays known."""
    fields = v.stored(values, _STEP)
    before = door.present(session, "milestone", [milestone_id])[milestone_id]
    if fields.get("due") and before["first_due"] is None:
        fields["first_due"] = before["due"] or fields["due"]
    return door.amend(session, "milestone", {milestone_id: fields})


def add_task(
    session: Session,
    parent_id: str,
    *,
    title: str,
    values: Mapping[str, object] | None = None,
    after: str | None = None,
    first: bool = False,
    today: date,
) -> str:
    """Add a task below a milestone, or to an objective itself: a promise that stands in the plan; returns its id."""
    goal = _goal_above(session, parent_id)
    fields = v.stored({"side": Side.ME, **(values or {})}, _TASK)
    row = {
        "account_id": goal["account_id"],
        "text": v.title("title", title),
        "made_on": today.isoformat(),
        "first_due": fields.get("due"),
        "origin": ORIGIN,
        "origin_id": parent_id,
        "shown": True,
        **fields,
    }
    made = door.create(session, "promise", [row])[0]
    siblings = places.tasks(load_one(session, goal["plan_id"]), parent_id)
    places.put_after(session, siblings, made, after, first=first)
    return made


def amend_task(session: Session, task_id: str, values: Mapping[str, object]) -> int:
    """Change what a task says: its `title`, whose it is, when it is due, whether the customer sees it."""
    fields = v.stored({name: value for name, value in values.items() if name != "title"}, _TASK)
    if "title" in values:
        fields["text"] = v.title("title", values["title"])
    before = door.present(session, "promise", [task_id])[task_id]
    if fields.get("due") and before["first_due"] is None:
        fields["first_due"] = before["due"] or fields["due"]
    return door.amend(session, "promise", {task_id: fields})


def _goal_above(session: Session, parent_id: str) -> Row:
    step = tables.milestone
    goal_id = session.scalar(select(step.c.objective_id).where(step.c.id == parent_id)) or parent_id
    goal: Mapping[str, Any] = door.present(session, "objective", [goal_id])[goal_id]
    return goal
