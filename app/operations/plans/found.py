"""Which plan a thing that was found by its words stands in."""

from __future__ import annotations

from sqlalchemy import select

from app.models import tables
from app.models.database import Session

KINDS = ("plan", "objective", "milestone", "plan_comment")


def plan_found(session: Session, kind: str, row_id: str) -> str | None:
    """Return the plan of an objective, a milestone, a comment or itself; None for other kinds and what is gone."""
    if kind not in KINDS:
        return None
    table, goal = tables.metadata.tables[kind], tables.objective
    if kind == "milestone":
        asked = select(goal.c.plan_id.label("plan")).join(table, table.c.objective_id == goal.c.id)
    else:
        asked = select((table.c.id if kind == "plan" else table.c.plan_id).label("plan"))
    found = session.rows(asked.where(table.c.id == row_id, table.c.deleted_at.is_(None)))
    return str(found[0]["plan"]) if found else None
