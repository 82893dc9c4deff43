"""What a customer's answers would change: each beside what was sent and what the plan says today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from app.imports.cells import BadCell, folded
from app.imports.numbers import parse_number
from app.imports.plan_file_parts import ItemAnswer, PlanAnswers
from app.operations.plans.loading import Goal, Loaded, Row
from app.operations.plans.values import number_text, read_number
from app.reports.plan_content import PlanContent, PlanMilestone, PlanObjective, PlanTask
from app.vocabulary import Side

Field = Literal["done", "reading", "comment", "commitment"]


@dataclass(frozen=True)
class AnsweredChange:
    """One answer to one item; `item_id` is "" for the plan as a whole.

    `sent`, `now` and `answered` are days for what is done, numbers for readings, names for commitments, the words of a
    comment; "" is nothing. `conflict`: the plan was changed since in what was answered to. `gone`: the item is not
    there any more, so only a comment on it can be taken in.
    """

    item_id: str
    item: str
    field: Field
    sent: str
    now: str
    answered: str
    by: str
    on: date
    conflict: bool = False
    gone: bool = False

    @property
    def key(self) -> str:
        """Return what a change is chosen by."""
        return f"{self.item_id}:{self.field}"

    @property
    def can_be_taken(self) -> bool:
        """Tell whether there is still something to write it to."""
        return not self.gone or self.field == "comment"


@dataclass(frozen=True)
class Unread:
    """An answer that could not be read: a reading that is no number, an item that was not in what was sent."""

    item: str
    value: str


def answered_changes(
    plan: Loaded, content: PlanContent, answers: PlanAnswers, *, moved: bool, today: date
) -> tuple[tuple[AnsweredChange, ...], tuple[Unread, ...]]:
    """Return what answers would change, in the order of the plan, and what could not be read.

    `moved`: the plan as a whole does not read any more as it was sent.
    """
    found = _Answered(plan, answers, moved, today)
    found.comment("", content.name, answers.comment, answers.by, answers.on)
    found.commitment(None, content)
    for objective in content.objectives:
        found.objective(objective, content)
    answered = [*(item.item_id for item in answers.items), *(one.objective_id for one in answers.confirmed)]
    found.unread += [Unread(item, "") for item in dict.fromkeys(answered) if item and item not in found.seen]
    return tuple(found.changes), tuple(found.unread)


class _Answered:
    """Goes through what was sent and gathers what was answered to it."""

    def __init__(self, plan: Loaded, answers: PlanAnswers, moved: bool, today: date) -> None:
        self._plan, self._answers, self._moved, self._today = plan, answers, moved, today
        self._said = {item.item_id: item for item in answers.items}
        self._confirmed = {one.objective_id: one for one in answers.confirmed}
        self._goals = {goal.row["id"]: goal for goal in plan.goals if goal.row["dropped_on"] is None}
        self._rows = {row["id"]: row for goal in self._goals.values() for row in _rows_of(goal)}
        self.changes: list[AnsweredChange] = []
        self.unread: list[Unread] = []
        self.seen: set[str] = set()

    def objective(self, one: PlanObjective, content: PlanContent) -> None:
        """Gather what was answered to an objective and to everything below it."""
        self.seen.add(one.id)
        self.commitment(one, content)
        said = self._said.get(one.id)
        if said is not None:
            self._reading(one, said)
            self.comment(one.id, one.title, said.comment, said.by, said.done_on)
        for step in one.milestones:
            self._item(step, step.title)
            for task in step.tasks:
                self._item(task, task.text)
        for task in one.tasks:
            self._item(task, task.text)

    def comment(self, item_id: str, title: str, words: str, by: str, on: date | None) -> None:
        """Gather a comment that is not there yet."""
        by = by or self._answers.by
        there = {(row["item_id"] or "", row["words"], row["by_name"] or "") for row in self._plan.comments}
        if not words or (item_id, words, by) in there:
            return
        gone = bool(item_id) and item_id not in self._rows and item_id not in self._goals
        self.changes.append(
            AnsweredChange(item_id, title, "comment", "", "", words, by, self._day(on), conflict=gone, gone=gone)
        )

    def commitment(self, one: PlanObjective | None, content: PlanContent) -> None:
        """Gather a name under an objective, or under the plan as a whole."""
        item_id = one.id if one is not None else ""
        said = self._confirmed.get(item_id)
        if said is None:
            return
        by = " ".join(said.by.split())
        given = [row for row in self._plan.commitments if (row["objective_id"] or "") == item_id]
        if any(
            row["by_name"] == by and row["number"] == content.version and row["state"] == "committed" for row in given
        ):
            return
        goal = self._goals.get(item_id)
        moved = self._moved if one is None else goal is not None and _moved(one, goal.row)
        sent = [c.by for c in content.commitments if c.objective_id == item_id and c.state == "committed"]
        now = [row["by_name"] or "" for row in given if row["state"] == "committed"]
        gone = one is not None and goal is None
        title = one.title if one is not None else content.name
        self.changes.append(
            AnsweredChange(
                item_id, title, "commitment", ", ".join(sent), ", ".join(dict.fromkeys(now)), by, by,
                self._day(said.on), conflict=moved or gone, gone=gone,
            )
        )  # fmt: skip

    def _item(self, item: PlanMilestone | PlanTask, title: str) -> None:
        self.seen.add(item.id)
        said = self._said.get(item.id)
        if said is None:
            return
        if said.done is not None and item.side is Side.CUSTOMER and said.done is not (item.done_on is not None):
            self._done(item, title, said, done=said.done)
        self.comment(item.id, title, said.comment, said.by, said.done_on)

    def _done(self, item: PlanMilestone | PlanTask, title: str, said: ItemAnswer, *, done: bool) -> None:
        row = self._rows.get(item.id)
        now = row["done_on"] or "" if row is not None else ""
        if row is not None and done is bool(now):
            return
        on = self._day(said.done_on)
        reworded = row is None or (row.get("title") or row.get("text")) != title
        self.changes.append(
            AnsweredChange(
                item.id, title, "done", item.done_on.isoformat() if item.done_on else "", now,
                on.isoformat() if done else "", said.by or self._answers.by, on, conflict=reworded, gone=row is None,
            )
        )  # fmt: skip

    def _reading(self, one: PlanObjective, said: ItemAnswer) -> None:
        if not said.value:
            return
        value = _number(said.value, one.unit)
        if value is None:
            self.unread.append(Unread(one.title, said.value))
            return
        goal = self._goals.get(one.id)
        on = self._day(said.read_on)
        if goal is not None and _is_there(goal, value, on):
            return
        now = goal.actual if goal is not None else None
        self.changes.append(
            AnsweredChange(
                one.id, one.title, "reading", _text(one.actual), _text(now), _text(value), said.by or self._answers.by,
                on, conflict=goal is None or now != one.actual, gone=goal is None,
            )
        )  # fmt: skip

    def _day(self, stated: date | None) -> date:
        # A clock that goes ahead, or a day that is not over there yet, must not write into tomorrow.
        return min(stated or self._answers.on or self._today, self._today)


def _rows_of(goal: Goal) -> list[Row]:
    """Return the milestones and tasks of an objective that are still pursued."""
    steps = [step for step in goal.steps if step.row["dropped_on"] is None]
    tasks = [*goal.tasks, *(task for step in steps for task in step.tasks)]
    return [*(step.row for step in steps), *(task.row for task in tasks if task.row["dropped_on"] is None)]


def _is_there(goal: Goal, value: Decimal, on: date) -> bool:
    return any(read_number(row["value"]) == value and row["on_date"] == on.isoformat() for row in goal.readings)


def _moved(sent: PlanObjective, row: Row) -> bool:
    due = sent.due.isoformat() if sent.due is not None else None
    return (sent.title, sent.target, due) != (row["title"], read_number(row["target"]), row["due"])


def _number(typed: str, unit: str) -> Decimal | None:
    """Return a reading as it was typed, with or without its unit; per cent are counted as such."""
    words = folded(typed)
    for ending in (folded(unit), "%"):
        words = words.removesuffix(ending).strip() if ending else words
    try:
        return parse_number(words)
    except BadCell:
        return None


def _text(value: Decimal | None) -> str:
    return number_text(value) if value is not None else ""
