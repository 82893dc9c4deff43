"""Templates of plans: those that ship with Banso, those a person saved, and what becomes of one in a plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from app import paths
from app.alerts.calendar import Calendar, add_business_days, is_business_day
from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.chosen import calendar_of
from app.operations.plans.loading import ORIGIN, Goal, Row, Step, load_one
from app.operations.plans.values import number_text, read_day, read_number
from app.operations.settings import settings
from app.plans.templates import (
    MilestoneDraft,
    ObjectiveDraft,
    TaskDraft,
    Template,
    read_template,
    write_template,
)
from app.vocabulary import Side

SHIPPED = ("onboarding", "adoption", "renewal")
OWN = "plan:"
_playbook = tables.playbook


@dataclass(frozen=True)
class TemplateRow:
    """A template to choose from; `own` where a person saved it."""

    key: str
    name: str
    kind: str
    own: bool
    objectives: tuple[str, ...]
    milestones: int


def plan_templates(session: Session, *, lang: str) -> list[TemplateRow]:
    """Return the templates there are: the shipped ones, then a person's own by name."""
    own = {row["key"]: row["body"] for row in _own(session)}
    found = [read_template(key, _shipped(key), lang) for key in SHIPPED]
    found += sorted((read_template(key, body, lang) for key, body in own.items()), key=lambda one: one.name)
    return [
        TemplateRow(
            one.key, one.name, one.kind, one.key in own, tuple(goal.title for goal in one.objectives),
            sum(len(goal.milestones) for goal in one.objectives),
        )
        for one in found
    ]  # fmt: skip


def template_called(session: Session, key: str, *, lang: str) -> Template:
    """Return a template by its key; raises BansoError "plan_template.unknown"."""
    if key in SHIPPED:
        return read_template(key, _shipped(key), lang)
    body = next((row["body"] for row in _own(session) if row["key"] == key), None)
    if body is None:
        raise BansoError("plan_template.unknown", template=key.removeprefix(OWN))
    return read_template(key, body, lang)


def save_as_template(session: Session, plan_id: str, *, name: str) -> str:
    """Save how a plan is built as a template of one's own and return its key; one of the same name gives way.

    Days become business days from the plan's start; names of people, readings and what is done stay behind.
    Raises BansoError "plan_template.no_name".
    """
    said = " ".join(name.split())
    if not said:
        raise BansoError("plan_template.no_name", field="name")
    plan = load_one(session, plan_id)
    calendar = calendar_of(settings(session))
    start = read_day(plan.row["start_on"]) or min((goal.start for goal in plan.goals if goal.start), default=None)
    count = _Days(start, calendar)
    template = Template(
        OWN + said.casefold(),
        said,
        plan.row["kind"] or "",
        plan.row["success"] or "",
        tuple(_drafted(goal, count) for goal in plan.goals if goal.row["dropped_on"] is None),
    )
    body = write_template(template)
    there = next((row["id"] for row in _own(session) if row["key"] == template.key), None)
    if there is None:
        door.create(session, "playbook", [{"key": template.key, "body": body}])
    else:
        door.amend(session, "playbook", {there: {"body": body}})
    return template.key


def remove_template(session: Session, key: str) -> int:
    """Remove a template of one's own; plans made from it stay as they are."""
    return door.remove(session, "playbook", [row["id"] for row in _own(session) if row["key"] == key])


def put_template(
    session: Session, plan_id: str, account_id: str, template: Template, *, start: date, today: date
) -> None:
    """Write what a template holds into a plan, its days counted in business days from a start."""
    calendar = calendar_of(settings(session))

    def day(offset: int | None) -> str | None:
        return None if offset is None else add_business_days(start, offset, calendar).isoformat()

    for place, goal in enumerate(template.objectives):
        row: dict[str, object] = {
            "account_id": account_id, "plan_id": plan_id, "place": place, "title": goal.title,
            "metric": goal.metric or None, "unit": goal.unit or None, "shown": True,
            "baseline": number_text(goal.baseline) if goal.baseline is not None else None,
            "target": number_text(goal.target) if goal.target is not None else None,
            "start_on": day(goal.start), "due": day(goal.due),
        }  # fmt: skip
        goal_id = door.create(session, "objective", [row])[0]
        for at, step in enumerate(goal.milestones):
            row = {
                "account_id": account_id, "objective_id": goal_id, "place": at, "title": step.title,
                "side": str(step.side), "due": day(step.due), "first_due": day(step.due), "unit": step.unit or None,
                "of_amount": number_text(step.of_amount) if step.of_amount is not None else None,
                "first_value": step.first_value or None, "shown": True,
            }  # fmt: skip
            step_id = door.create(session, "milestone", [row])[0]
            tasks: list[Mapping[str, object]] = [
                {
                    "account_id": account_id, "text": task.text, "side": str(task.side), "due": day(task.due),
                    "first_due": day(task.due), "made_on": today.isoformat(), "origin": ORIGIN, "origin_id": step_id,
                    "shown": task.side is not Side.INTERNAL, "custom": {ORIGIN: {"place": number}},
                }
                for number, task in enumerate(step.tasks)
            ]  # fmt: skip
            door.create(session, "promise", tasks)


@dataclass(frozen=True)
class _Days:
    """Counts the business days from the start of a plan to a day; without a start nothing is counted."""

    start: date | None
    calendar: Calendar

    def to(self, day: date | None) -> int | None:
        if day is None or self.start is None:
            return None
        # Beyond three years nobody plans by the day.
        span = min((day - self.start).days, 3 * 366)
        return sum(is_business_day(self.start + timedelta(back + 1), self.calendar) for back in range(span))


def _drafted(goal: Goal, days: _Days) -> ObjectiveDraft:
    row = goal.row
    return ObjectiveDraft(
        row["title"],
        row["metric"] or "",
        row["unit"] or "",
        read_number(row["baseline"]),
        read_number(row["target"]),
        days.to(read_day(row["start_on"])) or 0,
        days.to(goal.due),
        tuple(_drafted_step(step, days) for step in goal.steps if step.row["dropped_on"] is None),
    )


def _drafted_step(step: Step, days: _Days) -> MilestoneDraft:
    row = step.row
    return MilestoneDraft(
        row["title"],
        Side(row["side"]),
        days.to(read_day(row["due"])),
        read_number(row["of_amount"]),
        row["unit"] or "",
        bool(row["first_value"]),
        tuple(
            TaskDraft(task.row["text"], Side(task.row["side"]), days.to(read_day(task.row["due"])))
            for task in step.tasks
            if task.row["dropped_on"] is None
        ),
    )


def _own(session: Session) -> list[Row]:
    asked = select(_playbook).where(_playbook.c.key.like(f"{OWN}%"), _playbook.c.deleted_at.is_(None))
    return list(session.rows(asked.order_by(_playbook.c.no)))


@cache
def _shipped(key: str) -> Any:
    return json.loads(paths.resource("playbooks", "plans", f"{key}.json").read_text("utf-8"))
