"""Templates of plans as data: what is usually wanted, and the usual steps there, in business days from the start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from app.errors import BansoError
from app.vocabulary import Side


@dataclass(frozen=True)
class TaskDraft:
    """A task of a template."""

    text: str
    side: Side = Side.ME
    due: int | None = None


@dataclass(frozen=True)
class MilestoneDraft:
    """A milestone of a template; `due` in business days from the start of the plan."""

    title: str
    side: Side = Side.ME
    due: int | None = None
    of_amount: Decimal | None = None
    unit: str = ""
    first_value: bool = False
    tasks: tuple[TaskDraft, ...] = ()


@dataclass(frozen=True)
class ObjectiveDraft:
    """An objective of a template."""

    title: str
    metric: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    start: int = 0
    due: int | None = None
    milestones: tuple[MilestoneDraft, ...] = ()


@dataclass(frozen=True)
class Template:
    """A whole template in one language."""

    key: str
    name: str
    kind: str = ""
    success: str = ""
    objectives: tuple[ObjectiveDraft, ...] = ()


def read_template(key: str, body: object, lang: str) -> Template:
    """Return a template from its document in a language; raises BansoError "plan_template.damaged".

    A text is a string, or one string per language of which the wanted one counts, else the first.
    """
    try:
        given = _mapping(body)
        return Template(
            key,
            _text(given["name"], lang),
            str(given.get("kind") or ""),
            _text(given.get("success"), lang),
            tuple(_objective(_mapping(one), lang) for one in _list(given.get("objectives"))),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as fault:
        raise BansoError("plan_template.damaged", template=key) from fault


def write_template(template: Template) -> dict[str, object]:
    """Return the document that `read_template` reads."""
    return _filled(
        name=template.name,
        kind=template.kind,
        success=template.success,
        objectives=[
            _filled(
                title=goal.title, metric=goal.metric, unit=goal.unit, baseline=_number_text(goal.baseline),
                target=_number_text(goal.target), start=goal.start, due=goal.due,
                milestones=[
                    _filled(
                        title=step.title, side=str(step.side), due=step.due, of_amount=_number_text(step.of_amount),
                        unit=step.unit, first_value=step.first_value,
                        tasks=[_filled(text=task.text, side=str(task.side), due=task.due) for task in step.tasks],
                    )
                    for step in goal.milestones
                ],
            )
            for goal in template.objectives
        ],
    )  # fmt: skip


def _objective(given: Mapping[str, Any], lang: str) -> ObjectiveDraft:
    return ObjectiveDraft(
        title=_text(given["title"], lang),
        metric=_text(given.get("metric"), lang),
        unit=_text(given.get("unit"), lang),
        baseline=_number(given.get("baseline")),
        target=_number(given.get("target")),
        start=int(given.get("start") or 0),
        due=_whole(given.get("due")),
        milestones=tuple(_milestone(_mapping(one), lang) for one in _list(given.get("milestones"))),
    )


def _milestone(given: Mapping[str, Any], lang: str) -> MilestoneDraft:
    return MilestoneDraft(
        title=_text(given["title"], lang),
        side=Side(given.get("side", "me")),
        due=_whole(given.get("due")),
        of_amount=_number(given.get("of_amount")),
        unit=_text(given.get("unit"), lang),
        first_value=bool(given.get("first_value")),
        tasks=tuple(
            TaskDraft(_text(one["text"], lang), Side(one.get("side", "me")), _whole(one.get("due")))
            for one in map(_mapping, _list(given.get("tasks")))
        ),
    )


def _text(value: object, lang: str) -> str:
    if isinstance(value, Mapping):
        return str(value.get(lang) or next(iter(value.values()), ""))
    return str(value or "")


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError(value)
    return value


def _list(value: object) -> Sequence[object]:
    if value is not None and not isinstance(value, list):
        raise TypeError(value)
    return value or ()


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))


def _number_text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _filled(**values: object) -> dict[str, object]:
    # A due day of 0 is the start itself, not an empty one.
    return {name: value for name, value in values.items() if value or (value == 0 and value is not False)}
