"""The order of siblings in a plan: a place each, counted anew where something comes between or changes places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.journal import door
from app.models.database import Session
from app.operations.plans.loading import ORIGIN, Loaded, Row, place_of


@dataclass(frozen=True)
class Siblings:
    """The rows of one table below one parent, in order."""

    entity: str
    rows: tuple[Row, ...]

    def ids(self) -> list[str]:
        """Return their ids in order."""
        return [row["id"] for row in self.rows]


def objectives(plan: Loaded) -> Siblings:
    """Return the objectives of a plan."""
    return Siblings("objective", tuple(goal.row for goal in plan.goals))


def milestones(plan: Loaded, objective_id: str) -> Siblings:
    """Return the milestones below an objective."""
    return Siblings(
        "milestone", tuple(step.row for goal in plan.goals if goal.row["id"] == objective_id for step in goal.steps)
    )


def tasks(plan: Loaded, parent_id: str) -> Siblings:
    """Return the tasks below a milestone, or those of an objective itself."""
    steps = (step for goal in plan.goals for step in goal.steps if step.row["id"] == parent_id)
    below = [task.row for step in steps for task in step.tasks]
    below += [task.row for goal in plan.goals if goal.row["id"] == parent_id for task in goal.tasks]
    return Siblings("promise", tuple(below))


def put_after(session: Session, siblings: Siblings, row_id: str, after: str | None, *, first: bool = False) -> None:
    """Put one of some siblings behind another one, before all of them, or behind all."""
    order = [one for one in siblings.ids() if one != row_id]
    at = 0 if first else order.index(after) + 1 if after in order else len(order)
    order.insert(at, row_id)
    _write(session, siblings, order)


def swap(session: Session, siblings: Siblings, row_id: str, by: int) -> bool:
    """Move one of some siblings up (−1) or down (1); tells whether it moved."""
    order = siblings.ids()
    at = order.index(row_id)
    to = at + by
    if not 0 <= to < len(order):
        return False
    order[at], order[to] = order[to], order[at]
    _write(session, siblings, order)
    return True


def _write(session: Session, siblings: Siblings, order: Sequence[str]) -> None:
    rows = {row["id"]: row for row in siblings.rows}
    moved = {row_id: place for place, row_id in enumerate(order) if place_of(rows[row_id]) != place}
    door.amend(session, siblings.entity, {row_id: _placed(rows[row_id], place) for row_id, place in moved.items()})


def _placed(row: Row, place: int) -> Mapping[str, object]:
    if "text" in row:
        return {"custom": {**(row["custom"] or {}), ORIGIN: {"place": place}}}
    return {"place": place}
