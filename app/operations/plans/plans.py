"""Making a plan, changing what it says as a whole, closing, opening again and removing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.plans import values as v
from app.operations.plans.loading import load_one
from app.operations.plans.rows import AgendaItem
from app.operations.plans.templates import put_template, template_called

_TURNS: Mapping[str, v.Turn] = {
    "kind": v.line,
    "success": v.prose,
    "start_on": v.day,
    "end_on": v.day,
    "next_review_on": v.day,
    "shows_score": v.yes,
    "shows_our_names": v.yes,
    "note": v.prose,
}


def create_plan(
    session: Session, account_id: str, *, name: str, start: date, template: str = "", lang: str = "ja", today: date
) -> str:
    """Make a plan that begins on `start`, from a template by its key or empty, and return its id.

    Raises BansoError "plan.no_name", "plan_template.unknown".
    """
    drafted = template_called(session, template, lang=lang) if template else None
    row = {
        "account_id": account_id,
        "name": _name(name),
        "kind": drafted.kind or None if drafted else None,
        "template": template or None,
        "success": drafted.success or None if drafted else None,
        "start_on": start.isoformat(),
        "shows_score": False,
        "shows_our_names": False,
    }
    plan_id = door.create(session, "plan", [row])[0]
    if drafted is not None:
        put_template(session, plan_id, account_id, drafted, start=start, today=today)
    return plan_id


def amend_plan(session: Session, plan_id: str, values: Mapping[str, object]) -> int:
    """Change what a plan says as a whole: its name, success, days, what goes out with it, its internal note."""
    fields = v.stored({name: value for name, value in values.items() if name != "name"}, _TURNS)
    if "name" in values:
        fields["name"] = _name(values["name"])
    return door.amend(session, "plan", {plan_id: fields})


def set_agenda(session: Session, plan_id: str, agenda: Iterable[AgendaItem]) -> int:
    """Write what to talk about at the next joint review, in this order; empty lines drop out."""
    said = [{"text": " ".join(one.text.split()), "done": one.done} for one in agenda if one.text.strip()]
    return door.amend(session, "plan", {plan_id: {"agenda": said or None}})


def close_plan(session: Session, plan_id: str, *, on: date) -> int:
    """Close a plan: it stays as it is and asks for nothing any more."""
    return door.amend(session, "plan", {plan_id: {"closed_on": on.isoformat()}})


def reopen_plan(session: Session, plan_id: str) -> int:
    """Open a closed plan again."""
    return door.amend(session, "plan", {plan_id: {"closed_on": None}})


def remove_plan(session: Session, plan_id: str) -> int:
    """Remove a plan with everything below it; returns how many rows went."""
    plan = load_one(session, plan_id)
    tasks = [task.row["id"] for goal in plan.goals for task in goal.tasks]
    tasks += [task.row["id"] for goal in plan.goals for step in goal.steps for task in step.tasks]
    back = tables.plan_return
    taken = select(back.c.id).where(back.c.plan_id == plan_id, back.c.deleted_at.is_(None))
    gone = {
        "promise": tasks,
        "milestone": [step.row["id"] for goal in plan.goals for step in goal.steps],
        "objective_reading": [one["id"] for goal in plan.goals for one in goal.readings],
        "commitment": [one["id"] for one in plan.commitments],
        "plan_comment": [one["id"] for one in plan.comments],
        "plan_version": [one["id"] for one in plan.versions],
        "plan_return": [row["id"] for row in session.rows(taken)],
        "objective": [goal.row["id"] for goal in plan.goals],
        "plan": [plan_id],
    }
    return sum(door.remove(session, entity, ids) for entity, ids in gone.items())


def _name(value: object) -> str:
    said = " ".join(str(value or "").split())
    if not said:
        raise BansoError("plan.no_name", field="name")
    return said
