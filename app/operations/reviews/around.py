"""What the sheets of a review offer to choose from: people of the account, and open milestones of its plans."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from app.models import tables
from app.models.database import Session
from app.reports.review.facts import Attendee


def people_to_ask(session: Session, account_id: str, *, today: date) -> tuple[Attendee, ...]:
    """Return who is at an account on a day, with post and department, by name."""
    person, position = tables.person, tables.position
    asked = (
        select(person.c.id, person.c.name, position.c.title, position.c.department)
        .join(position, position.c.person_id == person.c.id)
        .where(
            position.c.account_id == account_id,
            position.c.deleted_at.is_(None),
            person.c.deleted_at.is_(None),
            or_(position.c.to_on.is_(None), position.c.to_on >= today.isoformat()),
        )
        .order_by(person.c.name, person.c.no)
    )
    return tuple(
        Attendee(row["name"], row["title"] or "", row["department"] or "", person_id=row["id"])
        for row in session.rows(asked)
    )


def open_milestones(session: Session, account_id: str) -> tuple[tuple[str, str], ...]:
    """Return the milestones of the account's open plans that are not reached yet, each with its title."""
    plan, goal, step = tables.plan, tables.objective, tables.milestone
    asked = (
        select(step.c.id, step.c.title)
        .join(goal, goal.c.id == step.c.objective_id)
        .join(plan, plan.c.id == goal.c.plan_id)
        .where(
            plan.c.account_id == account_id,
            plan.c.closed_on.is_(None),
            step.c.done_on.is_(None),
            step.c.dropped_on.is_(None),
            *(one.c.deleted_at.is_(None) for one in (plan, goal, step)),
        )
        .order_by(plan.c.no, goal.c.no, step.c.no)
    )
    return tuple((row["id"], row["title"]) for row in session.rows(asked))
