"""One plan as its page shows it: header, timeline, tree, agreement, what changed since, the next joint review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from app.clock import parse_stamp
from app.models import tables
from app.models.database import Session
from app.operations.plans.agreed import agreed_of, commitments_of
from app.operations.plans.body import content_of, items_of, terms_of
from app.operations.plans.content import content_of_loaded
from app.operations.plans.listing import plan_row
from app.operations.plans.loading import Loaded, load_one
from app.operations.plans.names import People, Who, people_of
from app.operations.plans.rows import (
    AgendaItem,
    Agreement,
    Comment,
    Commitment,
    PlanPage,
    ReadingRow,
    Review,
    Version,
)
from app.operations.plans.tree_rows import tree_rows
from app.operations.plans.values import read_day
from app.plans.differences import Change, differences
from app.plans.timeline import Lane, Mark, Timeline, timeline


def plan_page(session: Session, plan_id: str, *, today: date) -> PlanPage:
    """Return everything that the page of a plan shows; raises KeyError where there is none."""
    plan = load_one(session, plan_id, bodies=True)
    people = people_of(session, [plan], today=today)
    commitments = commitments_of(session, plan)
    since = _Since(session, plan, today)
    agreed = agreed_of(plan)
    return PlanPage(
        plan=plan_row(plan, today=today),
        note=plan.row["note"] or "",
        shows_score=bool(plan.row["shows_score"]),
        shows_our_names=bool(plan.row["shows_our_names"]),
        timeline=_timeline(plan, today),
        tree=tree_rows(
            plan, people, commitments, today=today,
            open_comments=[one["item_id"] or "" for one in plan.comments if one["answered_on"] is None],
        ),
        agreements=_agreements(plan, people, commitments, since),
        commitments=commitments,
        changes=since.count(agreed.number) if agreed is not None else None,
        versions=tuple(
            Version(int(one["number"]), date.fromisoformat(one["made_on"]), read_day(one["sent_on"]))
            for one in reversed(plan.versions)
        ),
        review=_review(session, plan),
        comments=tuple(
            Comment(
                one["id"], one["item_id"] or "", one["words"], one["by_name"] or "",
                date.fromisoformat(one["on_date"]), read_day(one["answered_on"]),
            )
            for one in reversed(plan.comments)
        ),
    )  # fmt: skip


def changes_since(
    session: Session, plan_id: str, *, today: date, number: int | None = None, progress: bool = False
) -> tuple[Change, ...]:
    """Return what changed since a version, or since the last agreed one, or since the last one where none is agreed.

    Only what both sides agree on; with `progress` also what was done and read since.
    """
    plan = load_one(session, plan_id, bodies=True)
    if number is None:
        agreed = agreed_of(plan)
        number = agreed.number if agreed is not None else None
    if number is None and plan.versions:
        number = int(plan.versions[-1]["number"])
    return _Since(session, plan, today).changes(number, progress=progress)


def readings_of(session: Session, objective_id: str) -> list[ReadingRow]:
    """Return the readings of an objective, the newest first."""
    reading = tables.objective_reading
    asked = (
        select(reading)
        .where(reading.c.objective_id == objective_id, reading.c.deleted_at.is_(None))
        .order_by(reading.c.on_date.desc(), reading.c.no.desc())
    )
    return [
        ReadingRow(
            row["id"], Decimal(row["value"]), date.fromisoformat(row["on_date"]), row["source"],
            row["by_name"] or "",
        )
        for row in session.rows(asked)
    ]  # fmt: skip


class _Since:
    """What changed between versions of a plan and today, each version compared once."""

    def __init__(self, session: Session, plan: Loaded, today: date) -> None:
        self._session, self._plan, self._today = session, plan, today
        self._bodies = {int(one["number"]): one["body"] for one in plan.versions if one["body"]}
        self._known: dict[int, int] = {}

    def changes(self, number: int | None, *, progress: bool = False) -> tuple[Change, ...]:
        body = self._bodies.get(number or 0)
        if body is None:
            return ()
        told = items_of if progress else terms_of
        now = content_of_loaded(self._session, self._plan, today=self._today, lang=body["lang"])
        return differences(told(content_of(body)), told(now))

    def count(self, number: int | None) -> int:
        if number is None:
            return 0
        if number not in self._known:
            self._known[number] = len(self.changes(number))
        return self._known[number]


def _timeline(plan: Loaded, today: date) -> Timeline | None:
    lanes = []
    for goal in plan.goals:
        if goal.row["dropped_on"] is not None:
            continue
        marks = tuple(
            Mark(step.row["id"], step.row["title"], on, step.status(goal.start, today))
            for step in goal.steps
            if step.row["dropped_on"] is None and (on := read_day(step.row["done_on"] or step.row["due"])) is not None
        )
        start = goal.start or min((mark.on for mark in marks), default=goal.due)
        end = goal.due or read_day(plan.row["end_on"]) or max((mark.on for mark in marks), default=start)
        if start is not None and end is not None:
            title = goal.row["metric"] or goal.row["title"]
            lanes.append(Lane(goal.row["id"], title, start, max(start, end), goal.status(today), marks))
    return timeline(lanes, today=today)


def _agreements(
    plan: Loaded, people: People, commitments: Iterable[Commitment], since: _Since
) -> tuple[Agreement, ...]:
    """Return everybody who has said something to the plan, then those who have something in hand and said nothing."""
    known: dict[str, Who] = {}
    said: dict[str, list[Commitment]] = {}
    for one in commitments:
        if one.by or one.person_id:
            who = people.by_id(one.person_id) or people.named(plan.row["account_id"], one.by)
            known[who.name] = who
            said.setdefault(who.name, []).append(one)
    ids: dict[str, str | None] = {}
    for goal in plan.goals:
        owner = people.owner(goal.row, "customer_owner")
        if owner is not None and goal.row["dropped_on"] is None and goal.row["shown"] is not False:
            known.setdefault(owner.name, owner)
            ids[owner.name] = goal.row["person_id"] or ids.get(owner.name)
    found = []
    for name, who in known.items():
        theirs = said.get(name, [])
        yes = [one for one in theirs if one.state != "proposed"]
        number = max((one.number for one in yes if one.number), default=None)
        found.append(
            Agreement(
                name=name,
                title=who.title,
                person_id=next((one.person_id for one in theirs if one.person_id), ids.get(name)),
                number=number,
                on=max((one.on for one in yes), default=None),
                changes=since.count(number),
                lapsed=sum(one.state == "lapsed" for one in theirs),
            )
        )
    return tuple(found)


def _review(session: Session, plan: Loaded) -> Review:
    on = read_day(plan.row["next_review_on"])
    agenda = tuple(AgendaItem(str(one["text"]), bool(one.get("done"))) for one in plan.row["agenda"] or ())
    touchpoint = tables.touchpoint
    rows = session.rows(
        select(touchpoint)
        .where(
            touchpoint.c.account_id == plan.row["account_id"],
            touchpoint.c.state == "planned",
            touchpoint.c.on_date == plan.row["next_review_on"],
            touchpoint.c.deleted_at.is_(None),
        )
        .order_by(touchpoint.c.at.is_(None), touchpoint.c.at, touchpoint.c.no)
    )
    if on is None or not rows:
        return Review(on, agenda)
    met = rows[0]
    return Review(
        on, agenda, met["id"], parse_stamp(met["at"]) if met["at"] else None, met["minutes"],
        str(met["body"]).split("\n", 1)[0],
    )  # fmt: skip
