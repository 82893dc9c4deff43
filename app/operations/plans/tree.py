"""The tree of a plan by its keys: add below, nest, move, tick, say how it stands, drop, remove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.plans import places
from app.operations.plans.loading import Loaded, Row, load_one
from app.operations.plans.milestones import add_milestone, add_task
from app.operations.plans.onboarding import keep_first_value
from app.operations.plans.places import swap
from app.vocabulary import PlanStatus

_ENTITIES = ("objective", "milestone", "promise")
_DONE = {"objective": "met_on", "milestone": "done_on", "promise": "done_on"}


@dataclass(frozen=True)
class Item:
    """One row of a tree: its table, the row, and the plan it belongs to."""

    entity: str
    row: Row
    plan: Loaded

    def siblings(self) -> places.Siblings:
        """Return the rows it stands among."""
        if self.entity == "objective":
            return places.objectives(self.plan)
        if self.entity == "milestone":
            return places.milestones(self.plan, self.row["objective_id"])
        return places.tasks(self.plan, self.row["origin_id"])


def item(session: Session, item_id: str) -> Item:
    """Return an objective, a milestone or a task by its id; raises KeyError where there is none."""
    for entity in _ENTITIES:
        table = tables.metadata.tables[entity]
        for row in session.rows(select(table).where(table.c.id == item_id, table.c.deleted_at.is_(None))):
            return Item(entity, row, load_one(session, _plan_of(session, entity, row)))
    raise KeyError(item_id)


def add_below(session: Session, item_id: str, *, title: str, today: date) -> str:
    """Add a row right below another one and return its id: below an objective its first milestone, else a sibling."""
    there = item(session, item_id)
    if there.entity == "objective":
        return add_milestone(session, item_id, title=title, first=True)
    if there.entity == "milestone":
        return add_milestone(session, there.row["objective_id"], title=title, after=item_id)
    return add_task(session, there.row["origin_id"], title=title, after=item_id, today=today)


def nest(session: Session, item_id: str, *, today: date) -> str:
    """Make a milestone a task below the milestone above it, with its own tasks behind it; returns the task's id.

    Raises BansoError "plan.nest_first" where there is no milestone above, "plan.nest_loses" where it counts an amount,
    marks the first value, or has a note or a standing that a task cannot keep, "plan.nest_not" for anything else.
    """
    there = item(session, item_id)
    if there.entity != "milestone":
        raise BansoError("plan.nest_not")
    order = there.siblings().ids()
    at = order.index(item_id)
    if at == 0:
        raise BansoError("plan.nest_first")
    row, above = there.row, order[at - 1]
    if row["of_amount"] or row["first_value"] or row["note"] or row["status"]:
        raise BansoError("plan.nest_loses")
    carried = {name: row[name] for name in ("side", "who", "due", "shown")}
    made = add_task(session, above, title=row["title"], values=carried, today=today)
    door.amend(session, "promise", {made: _kept(row)})
    last = made
    for task_id in places.tasks(there.plan, item_id).ids():
        door.amend(session, "promise", {task_id: {"origin_id": above}})
        places.put_after(session, places.tasks(load_one(session, there.plan.row["id"]), above), task_id, last)
        last = task_id
    door.remove(session, "milestone", [item_id])
    return made


def unnest(session: Session, item_id: str) -> str:
    """Make a task a milestone of its own, behind the one it was below; returns the milestone's id.

    Raises BansoError "plan.unnest_not" for anything but a task.
    """
    there = item(session, item_id)
    if there.entity != "promise":
        raise BansoError("plan.unnest_not")
    row, parent = there.row, there.row["origin_id"]
    below = next((goal for goal in there.plan.goals for step in goal.steps if step.row["id"] == parent), None)
    goal_id = below.row["id"] if below is not None else parent
    carried = {name: row[name] for name in ("side", "who", "due", "shown")}
    made = add_milestone(session, goal_id, title=row["text"], values=carried, after=parent)
    door.amend(session, "milestone", {made: _kept(row)})
    door.remove(session, "promise", [item_id])
    return made


def move_item(session: Session, item_id: str, *, by: int) -> bool:
    """Move a row up (−1) or down (1) among its siblings, with all that is below it; tells whether it moved."""
    there = item(session, item_id)
    return swap(session, there.siblings(), item_id, by)


def toggle_done(session: Session, item_id: str, *, on: date) -> bool:
    """Tick a milestone or a task as done on a day, or an objective as met; ticked again it is open. Tells which.

    Done ends what a person had said of its standing. A milestone of first value tells the onboarding.
    """
    there = item(session, item_id)
    done = there.row[_DONE[there.entity]] is None
    values: dict[str, object] = {_DONE[there.entity]: on.isoformat() if done else None}
    if done:
        values |= {"dropped_on": None}
        values |= {"hidden_until": None} if there.entity == "promise" else {"status": None, "status_reason": None}
    door.amend(session, there.entity, {item_id: values})
    if there.entity == "milestone" and there.row["first_value"]:
        keep_first_value(session, there.row["account_id"], item_id, on=on if done else None)
    return done


def say_status(session: Session, item_id: str, status: PlanStatus | None, reason: str = "") -> int:
    """Say how an objective or a milestone stands instead of what is suggested, and why; None takes it back.

    Raises BansoError "plan.no_reason", and "plan.status" for a task or a standing that is ticked, not said.
    """
    there = item(session, item_id)
    if there.entity == "promise" or status in (PlanStatus.DONE, PlanStatus.DROPPED):
        raise BansoError("plan.status", field="status")
    said = " ".join(reason.split())
    if status is not None and not said:
        raise BansoError("plan.no_reason", field="reason")
    values = {"status": str(status) if status else None, "status_reason": said if status else None}
    return door.amend(session, there.entity, {item_id: values})


def drop_item(session: Session, item_id: str, *, on: date | None) -> int:
    """Drop a row that is not pursued any more: it stays known and asks for nothing. None takes it up again."""
    there = item(session, item_id)
    return door.amend(session, there.entity, {item_id: {"dropped_on": on.isoformat() if on else None}})


def show_item(session: Session, item_id: str, *, shown: bool) -> int:
    """Show a row to the customer, or keep it and what is below it at home."""
    there = item(session, item_id)
    return door.amend(session, there.entity, {item_id: {"shown": shown}})


def remove_item(session: Session, item_id: str) -> int:
    """Remove a row that was written by mistake, with all that is below it; returns how many rows went."""
    there = item(session, item_id)
    gone: dict[str, list[str]] = {there.entity: [item_id]}
    for goal in there.plan.goals:
        mine = goal.row["id"] == item_id
        for step in goal.steps:
            if mine or step.row["id"] == item_id:
                gone.setdefault("promise", []).extend(task.row["id"] for task in step.tasks)
            if mine:
                gone.setdefault("milestone", []).append(step.row["id"])
        if mine:
            gone.setdefault("promise", []).extend(task.row["id"] for task in goal.tasks)
            gone["objective_reading"] = [one["id"] for one in goal.readings]
            gone["commitment"] = [one["id"] for one in there.plan.commitments if one["objective_id"] == item_id]
    return sum(door.remove(session, entity, ids) for entity, ids in gone.items())


def _plan_of(session: Session, entity: str, row: Row) -> str:
    if entity == "objective":
        return str(row["plan_id"])
    above = row["objective_id"] if entity == "milestone" else row["origin_id"]
    if entity == "promise":
        step = tables.milestone
        above = session.scalar(select(step.c.objective_id).where(step.c.id == above)) or above
    goal: Mapping[str, Any] = door.present(session, "objective", [above])[above]
    return str(goal["plan_id"])


def _kept(row: Row) -> dict[str, object]:
    """Return what a milestone and a task both keep and no screen writes at the start."""
    return {name: row[name] for name in ("first_due", "done_on", "dropped_on")}
