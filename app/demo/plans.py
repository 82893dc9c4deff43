"""Writes the plans of the made-up book, with versions, readings and who said yes, on the days they happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.people import Known
from app.demo.plans_told import PLANS, Goal, Plan, Said, Step, Task
from app.demo.scene import Scene
from app.demo.usage import hours_at

MADE, SHOWN, AGREED = "demo_plans", "demo_versions", "demo_agreed"


def write_plans(ledger: Ledger, scenes: Mapping[str, Scene]) -> dict[str, tuple[date, str]]:
    """Write the plans of every customer who has one; returns their milestones of first value, with the day of each."""
    found: dict[str, tuple[date, str]] = {}
    for key, plans in PLANS.items():
        scene = scenes.get(key)
        for plan in plans if scene is not None else ():
            assert scene is not None
            writer = _Writer(ledger, scene, plan)
            writer.write()
            if writer.first_value is not None:
                found[key] = writer.made, writer.first_value
    return found


class _Writer:
    def __init__(self, ledger: Ledger, scene: Scene, plan: Plan) -> None:
        self._ledger, self._scene, self._plan = ledger, scene, plan
        self.made = max(self._day(plan.made), scene.opening)
        self._plan_id = ""
        self._goals: list[str] = []
        self.first_value: str | None = None

    def write(self) -> None:
        """Write the plan and everything that became of it."""
        plan, scene = self._plan, self._scene
        self._plan_id = self._ledger.create(
            self.made, MADE, "plan", account_id=scene.account_id,
            name=plan.name.replace("{year}", str(scene.today.year)), kind=plan.kind, success=plan.success,
            start_on=self.made.isoformat(), end_on=self._iso(plan.end), shows_score=False,
            shows_our_names=plan.names, note=plan.note,
        )  # fmt: skip
        for place, goal in enumerate(plan.goals):
            self._goals.append(self._goal(place, goal))
        if plan.review is not None:
            self._ledger.amend(
                self._day(-2), MADE, "plan", self._plan_id, next_review_on=self._iso(plan.review),
                agenda=[{"text": text, "done": False} for text in plan.agenda],
            )  # fmt: skip
        if plan.closed is not None:
            on = self._day(plan.closed)
            self._ledger.amend(on, MADE, "plan", self._plan_id, closed_on=on.isoformat())
        for number, ago in enumerate(plan.versions, 1):
            self._version(number, max(self._day(ago), self.made))
        for said in plan.said:
            self._said(said)
        for ago, who, at, words in plan.comments:
            on, known = self._day(ago), self._who(who, self._day(ago))
            self._ledger.create(
                on, AGREED, "plan_comment", account_id=scene.account_id, plan_id=self._plan_id,
                item_id=self._goals[at] if at is not None else None, words=words, on_date=on.isoformat(),
                by_name=known.name if known else None,
            )  # fmt: skip

    def _goal(self, place: int, goal: Goal) -> str:
        ledger, scene = self._ledger, self._scene
        made = self.made if goal.made is None else max(self._day(goal.made), self.made)
        owner = self._who(goal.owner, made)
        row = ledger.create(
            made, MADE, "objective", account_id=scene.account_id, plan_id=self._plan_id, place=place,
            title=goal.title, metric=goal.metric, unit=goal.unit, baseline=goal.baseline, target=goal.target,
            start_on=self._iso(goal.start), due=self._iso(goal.due),
            customer_owner=owner.name if owner else None, person_id=owner.person_id if owner else None,
            vendor_owner=self._plan.ours, value_minor=goal.worth, currency="JPY" if goal.worth else None,
            value_agreed_by=goal.worth_by, shown=goal.shown, note=goal.note,
            follows_id=self._goals[goal.follows] if goal.follows is not None else None,
        )  # fmt: skip
        for at, step in enumerate(goal.steps):
            self._step(row, at, step, made)
        for ago, value in goal.readings or self._hours(goal):
            on = max(self._day(ago), made)
            ledger.create(
                on, AGREED, "objective_reading", account_id=scene.account_id, objective_id=row, value=value,
                on_date=on.isoformat(), source="customer", by_name=owner.name if owner else None,
            )  # fmt: skip
        if goal.said is not None:
            ago, status, reason = goal.said
            ledger.amend(self._day(ago), AGREED, "objective", row, status=status, status_reason=reason)
        if goal.moved is not None:
            ledger.amend(self._day(goal.moved[0]), MADE, "objective", row, due=self._iso(goal.moved[1]))
        if goal.met is not None:
            on = self._day(goal.met)
            ledger.amend(on, AGREED, "objective", row, met_on=on.isoformat())
        return row

    def _hours(self, goal: Goal) -> list[tuple[int, str]]:
        """Return the hours that the customer counted at the end of each month, as their usage has them."""
        if goal.worth is None:
            return []
        today = self._scene.today
        ends = [days.month_end(today, -back) for back in range(4, 0, -1)]
        return [((end - today).days, f"{hours_at(today, end):g}") for end in ends]

    def _step(self, goal_id: str, place: int, step: Step, made: date) -> None:
        ledger, scene = self._ledger, self._scene
        known = self._who(step.who, made) if step.side == "customer" else None
        who = known.name if known else step.who
        row = ledger.create(
            made, MADE, "milestone", account_id=scene.account_id, objective_id=goal_id, place=place,
            title=step.title, side=step.side, who=who or None, person_id=known.person_id if known else None,
            due=self._iso(step.due), first_due=self._iso(step.due), of_amount=step.whole, unit=step.unit,
            first_value=step.first_value or None, shown=step.shown, note=step.note,
        )  # fmt: skip
        if step.first_value:
            self.first_value = row
        for ago, amount in step.amounts:
            ledger.amend(max(self._day(ago), made), AGREED, "milestone", row, amount=amount)
        if step.moved is not None:
            ledger.amend(self._day(step.moved[0]), MADE, "milestone", row, due=self._iso(step.moved[1]))
        if step.done is not None:
            on = max(self._day(step.done), made)
            ledger.amend(on, AGREED, "milestone", row, done_on=on.isoformat())
        for at, task in enumerate(step.tasks):
            self._task(row, at, task, max(self._day(-6), made))

    def _task(self, step_id: str, place: int, task: Task, made: date) -> None:
        self._ledger.create(
            made, MADE, "promise", account_id=self._scene.account_id, text=task.text, side=task.side, who=task.who,
            due=self._iso(task.due), first_due=self._iso(task.due), made_on=made.isoformat(), done_on=None,
            dropped_on=None, hidden_until=None, customer_knows=None, origin="plan", origin_id=step_id, shown=True,
            custom={"plan": {"place": place}},
        )  # fmt: skip

    def _version(self, number: int, on: date) -> None:
        # What the customer was shown is put together from the rows of that day by whoever fills the book.
        self._ledger.create(
            on, SHOWN, "plan_version", account_id=self._scene.account_id, plan_id=self._plan_id, number=number,
            made_on=on.isoformat(), sent_on=on.isoformat(), body={"lang": self._lang()},
        )  # fmt: skip

    def _said(self, said: Said) -> None:
        on = max(self._day(said.on), self.made)
        known = self._who(said.who, on)
        self._ledger.create(
            on, AGREED, "commitment", account_id=self._scene.account_id, plan_id=self._plan_id,
            objective_id=self._goals[said.goal] if said.goal is not None else None, number=said.version,
            state="committed", by_name=known.name if known else said.who,
            person_id=known.person_id if known else None, on_date=on.isoformat(), how=said.how,
        )  # fmt: skip

    def _lang(self) -> str:
        words = self._plan.success
        return "ja" if any("ぁ" <= letter <= "ヿ" or "一" <= letter <= "鿿" for letter in words) else "en"

    def _who(self, name: str, day: date) -> Known | None:
        """Return whom a name begins; "" is whoever speaks for the customer on a day."""
        if name:
            return self._scene.cast.named(name)
        there = self._scene.cast.at(day)
        return there[0] if there else None

    def _day(self, offset: int) -> date:
        """Return a working day of the past, or of the future, so many days from today."""
        day = self._scene.today + timedelta(days=offset)
        if offset == 0:
            return day
        return days.on_or_before(day) if offset < 0 else days.on_or_after(day)

    def _iso(self, offset: int) -> str:
        return self._day(offset).isoformat()
