"""課題と対応策: what does not go as agreed, each with the task or the milestone that answers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.models.database import Session
from app.operations.plans.loading import ORIGIN, Goal, Loaded, Row, Step, Task
from app.operations.plans.values import number_text, read_number
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.goals import holds_for, numbers, read_sources
from app.operations.reviews.gather.mutual import Names, as_on, shown_plans, shown_promises, source, tasks_of
from app.operations.reviews.gather.tickets import tickets_pile
from app.reports.content import Source, SourceKind
from app.reports.review.facts import Chapter, ChapterFacts, Fact
from app.vocabulary import PlanStatus

_BEHIND = {PlanStatus.ATTENTION, PlanStatus.LATE}
_NOBODY = {"answer": "", "answer_due": "", "side": "", "who": "", "post": ""}


def actions(session: Session, known: Asked) -> ChapterFacts:
    """Return objectives that are behind, what is overdue, and tickets that pile up, as they stand today."""
    names = Names(session, known)
    plans = open_plans(session, known)
    tasks = {task.row["id"] for plan in plans for task in tasks_of(plan)}
    facts = [
        *(fact for plan in plans for goal in plan.goals for fact in _of_goal(goal, plan, names, known)),
        *(
            _promise(row, names)
            for row in shown_promises(session, known)
            if is_overdue(row, known) and (row["origin"] != ORIGIN or row["id"] in tasks)
        ),
        *tickets_pile(session, known),
    ]
    return ChapterFacts(Chapter.ACTIONS, tuple(facts), nothing="" if facts else "all_on_track")


def open_plans(session: Session, known: Asked) -> list[Loaded]:
    """Return the plans that are still followed, as far as they are shown."""
    return [plan for plan in shown_plans(session, known) if plan.row["closed_on"] is None]


def is_overdue(row: Row, known: Asked) -> bool:
    """Tell whether the day has passed on which something was due that is still open."""
    return row["done_on"] is None and row["due"] is not None and row["due"] < known.today.isoformat()


def _of_goal(goal: Goal, plan: Loaded, names: Names, known: Asked) -> Iterator[Fact]:
    """Yield an objective whose own number or day is behind, and its overdue milestones."""
    then = as_on(goal, known.today)
    if replace(then, steps=()).status(known.today) in _BEHIND:
        steps = [step for step in goal.steps if step.row["done_on"] is None]
        items: list[Step | Task] = [*goal.tasks, *(task for step in steps for task in step.tasks), *steps]
        yield _behind(then, _answer(items, plan, names, known), known)
    for step in goal.steps:
        if is_overdue(step.row, known):
            yield _late(step, _answer(step.tasks, plan, names, known))


def _behind(goal: Goal, answer: tuple[dict[str, str], tuple[Source, ...]], known: Asked) -> Fact:
    row, target = goal.row, read_number(goal.row["target"])
    left = abs(target - goal.actual) if target is not None and goal.actual is not None else None
    late = row["due"] is not None and row["due"] < known.today.isoformat()
    values = {
        **numbers(goal),
        "left": number_text(left) if left is not None else "",
        "issue_due": row["due"] or "",
        "late": "yes" if late else "",
        **answer[0],
    }
    sources = (*read_sources(goal), *answer[1])
    return Fact(f"objective:{row['id']}", "behind", values, sources, goal.actual_on, holds_for(goal, known))


def _late(step: Step, answer: tuple[dict[str, str], tuple[Source, ...]]) -> Fact:
    row = step.row
    values = {"text": row["title"], "issue_due": row["due"], **answer[0]}
    return Fact(
        f"milestone:{row['id']}", "late", values,
        (source(SourceKind.MILESTONE, row, row["due"], row["title"]), *answer[1]),
    )  # fmt: skip


def _promise(row: Row, names: Names) -> Fact:
    values = {"text": row["text"], "issue_due": row["due"], **names.of(row)}
    label = source(SourceKind.PROMISE, row, row["made_on"], row["text"])
    return Fact(f"promise:{row['id']}", "overdue", values, (label,))


def _answer(
    items: Iterable[Step | Task], plan: Loaded, names: Names, known: Asked
) -> tuple[dict[str, str], tuple[Source, ...]]:
    """Return what is to be done about something, the first due, with its record; what is overdue answers nothing."""
    still = [one for one in items if one.row["done_on"] is None and not is_overdue(one.row, known)]
    if not still:
        return dict(_NOBODY), ()
    first = min(still, key=lambda one: one.row["due"] or "9999")
    row = first.row
    kind = SourceKind.MILESTONE if isinstance(first, Step) else SourceKind.PROMISE
    text = row["title"] if isinstance(first, Step) else row["text"]
    values = {"answer": text, "answer_due": row["due"] or "", **names.of_item(row, plan)}
    return values, (source(kind, row, row["due"], text),)
