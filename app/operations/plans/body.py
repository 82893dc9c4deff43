"""A version of a plan as it is stored, and as items whose differences can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.operations.plans.values import number_text
from app.plans.differences import Item
from app.reports.plan_content import PlanCommitment, PlanContent, PlanMilestone, PlanObjective, PlanTask
from app.vocabulary import PlanStatus, Side

FORMAT = 1


def body_of(content: PlanContent) -> dict[str, Any]:
    """Return a content as plain data that JSON can carry and `content_of` reads back."""
    body = _plain(content)
    assert isinstance(body, dict)
    return {"format": FORMAT, **body}


def content_of(body: Mapping[str, Any]) -> PlanContent:
    """Return the content that `body_of` made plain."""
    return PlanContent(
        plan_id=body["plan_id"],
        version=body["version"],
        lang=body["lang"],
        account=body["account"],
        name=body["name"],
        success=body["success"],
        as_of=date.fromisoformat(body["as_of"]),
        start=_day(body["start"]),
        end=_day(body["end"]),
        next_review=_day(body["next_review"]),
        agenda=tuple(body["agenda"]),
        ours=body["ours"],
        score=body["score"],
        objectives=tuple(_objective(one) for one in body["objectives"]),
        commitments=tuple(PlanCommitment(**{**one, "on": _day(one["on"])}) for one in body["commitments"]),
    )


def terms_of(content: PlanContent) -> tuple[Item, ...]:
    """Return what both sides agree on: what is wanted, by when, by whom; not how far it has come."""
    return _items(content, progress=False)


def items_of(content: PlanContent) -> tuple[Item, ...]:
    """Return everything a plan says that may differ from one version to the next, also how far it has come."""
    return _items(content, progress=True)


def _items(content: PlanContent, *, progress: bool) -> tuple[Item, ...]:
    found = [
        Item(
            content.plan_id, "plan", content.name,
            _texts(success=content.success, start=content.start, end=content.end),
        )
    ]  # fmt: skip
    for goal in content.objectives:
        terms = _texts(
            metric=goal.metric, unit=goal.unit, baseline=goal.baseline, target=goal.target, start=goal.start,
            due=goal.due, owner=goal.owner,
        )  # fmt: skip
        far = _texts(actual=goal.actual, actual_on=goal.actual_on) if progress else {}
        found.append(Item(goal.id, "objective", goal.title, {**terms, **far}))
        for step in goal.milestones:
            terms = _texts(side=step.side, who=_customer(step), due=step.due, of_amount=step.of_amount, unit=step.unit)
            far = _texts(done_on=step.done_on, amount=step.amount) if progress else {}
            found.append(Item(step.id, "milestone", step.title, {**terms, **far}, goal.id))
            found += [_task_item(task, step.id, progress=progress) for task in step.tasks]
        found += [_task_item(task, goal.id, progress=progress) for task in goal.tasks]
    return tuple(found)


def _task_item(task: PlanTask, below: str, *, progress: bool) -> Item:
    terms = _texts(side=task.side, who=_customer(task), due=task.due)
    far = _texts(done_on=task.done_on) if progress else {}
    return Item(task.id, "task", task.text, {**terms, **far}, below)


def _customer(item: PlanMilestone | PlanTask) -> str:
    # Who does it on our side is ours to change, and not always shown.
    return item.who if item.side is Side.CUSTOMER else ""


def _texts(**values: object) -> dict[str, str]:
    return {name: text for name, value in values.items() if (text := _text(value))}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number_text(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, StrEnum | Decimal | date):
        return _text(value)
    return value


def _objective(body: Mapping[str, Any]) -> PlanObjective:
    return PlanObjective(
        **{
            **body,
            **{name: _number(body[name]) for name in ("baseline", "target", "actual")},
            **{name: _day(body[name]) for name in ("actual_on", "start", "due")},
            "status": PlanStatus(body["status"]),
            "milestones": tuple(_milestone(one) for one in body["milestones"]),
            "tasks": tuple(_task(one) for one in body["tasks"]),
        }
    )


def _milestone(body: Mapping[str, Any]) -> PlanMilestone:
    return PlanMilestone(
        **{
            **body,
            "side": Side(body["side"]),
            "due": _day(body["due"]),
            "done_on": _day(body["done_on"]),
            "status": PlanStatus(body["status"]),
            "amount": _number(body["amount"]),
            "of_amount": _number(body["of_amount"]),
            "tasks": tuple(_task(one) for one in body["tasks"]),
        }
    )


def _task(body: Mapping[str, Any]) -> PlanTask:
    return PlanTask(**{**body, "side": Side(body["side"]), "due": _day(body["due"]), "done_on": _day(body["done_on"])})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None
