"""After a call: what the thank-you mail can be made of, and the numbers in the note that may be readings of a plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select

from app.clock import parse_stamp
from app.errors import BansoError, Cancelled
from app.models import tables
from app.models.database import Session
from app.operations.plans.objectives import add_reading
from app.operations.settings import settings
from app.quicklog.figures import Measured, figures_in
from app.reports.minutes import Guest, Homework, Minutes, mail_file, mail_text, subject
from app.reports.whole_file import put_in_place
from app.vocabulary import Side, TouchpointKind

__all__ = [
    "SUFFIX", "AfterCall", "Minutes", "Proposal", "Task", "after_call", "mail_text", "minutes_of", "subject",
    "take_proposals", "write_thank_you",
]  # fmt: skip

SUFFIX = ".eml"
_DECIDED = ("決定", "合意", "決まったこと", "decided", "decision", "agreed")


@dataclass(frozen=True)
class Task:
    """A promise that may stand in the mail: made at this touchpoint, or on its day."""

    id: str
    text: str
    side: Side
    who: str
    due: date | None


@dataclass(frozen=True)
class Proposal:
    """A number of the note that may be the new value of an objective; `said` is where it stands."""

    objective_id: str
    objective: str
    value: Decimal
    unit: str
    said: str


@dataclass(frozen=True)
class AfterCall:
    """Everything around one touchpoint. `note` is for our eyes only: nothing takes it into the mail by itself."""

    touchpoint_id: str
    account_id: str
    account: str
    kind: TouchpointKind
    on: date
    note: str
    guests: tuple[Guest, ...]
    tasks: tuple[Task, ...]
    decided: tuple[str, ...]
    next_on: date | None
    next_at: time | None
    sender: str
    sender_email: str
    proposals: tuple[Proposal, ...]


def after_call(session: Session, touchpoint_id: str, *, today: date) -> AfterCall:
    """Return what there is to say after a touchpoint; "call.gone" where it was removed meanwhile."""
    touchpoint, account = tables.touchpoint, tables.account
    statement = (
        select(touchpoint, account.c.name.label("account"))
        .join(account, account.c.id == touchpoint.c.account_id)
        .where(touchpoint.c.id == touchpoint_id, touchpoint.c.deleted_at.is_(None))
    )
    rows = session.rows(statement)
    if not rows:
        raise BansoError("call.gone")
    row = rows[0]
    chosen = settings(session)
    next_on, next_at = _next(session, row, today, chosen.zone)
    sender, email = _sender(session, chosen.me)
    return AfterCall(
        touchpoint_id, row["account_id"], row["account"], TouchpointKind(row["kind"]),
        date.fromisoformat(row["on_date"]), row["body"], _guests(session, row), _tasks(session, row),
        # Only what is marked as fit for the customer's eyes is taken over.
        _decided(row["body"]) if row["shown"] else (), next_on, next_at, sender, email, _proposals(session, row),
    )  # fmt: skip


def minutes_of(after: AfterCall, *, decisions: Sequence[str], left_out: Collection[str] = ()) -> Minutes:
    """Return what the mail says: these decisions, and the tasks of either side without those `left_out`."""
    tasks = [one for one in after.tasks if one.id not in left_out]
    ours = tuple(Homework(one.text, one.who, one.due) for one in tasks if one.side is Side.ME)
    theirs = tuple(Homework(one.text, one.who, one.due) for one in tasks if one.side is Side.CUSTOMER)
    said = tuple(line for text in decisions if (line := " ".join(text.split())))
    return Minutes(
        after.account, after.kind, after.on, after.guests, said, ours, theirs, after.next_on, after.next_at,
        after.sender, after.sender_email,
    )  # fmt: skip


def write_thank_you(minutes: Minutes, to: Path, *, lang: str, cancelled: Callable[[], bool] = lambda: False) -> Path:
    """Write the mail as a draft; an error or a cancellation leaves no file."""
    if cancelled():
        raise Cancelled
    put_in_place(to, mail_file(minutes, lang), cancelled)
    return to


def take_proposals(session: Session, after: AfterCall, objectives: Collection[str]) -> int:
    """Note the proposed numbers of these objectives as readings of the touchpoint's day; return how many."""
    taken = [one for one in after.proposals if one.objective_id in objectives]
    for one in taken:
        add_reading(session, one.objective_id, one.value, on=after.on, source="me")
    return len(taken)


def _guests(session: Session, row: Mapping[str, Any]) -> tuple[Guest, ...]:
    met, person, position = tables.touchpoint_person, tables.person, tables.position
    there = (
        select(met.c.name, met.c.person_id, person.c.name.label("known"), person.c.email)
        .outerjoin(person, person.c.id == met.c.person_id)
        .where(met.c.touchpoint_id == row["id"], met.c.deleted_at.is_(None))
        .order_by(met.c.no)
    )
    held = select(position.c.person_id, position.c.title).where(
        position.c.account_id == row["account_id"],
        position.c.deleted_at.is_(None),
        or_(position.c.to_on.is_(None), position.c.to_on >= row["on_date"]),
    )
    titles = {one["person_id"]: one["title"] or "" for one in session.rows(held.order_by(position.c.no))}
    return tuple(
        Guest(one["known"] or one["name"], titles.get(one["person_id"], ""), one["email"] or "")
        for one in session.rows(there)
    )


def _tasks(session: Session, row: Mapping[str, Any]) -> tuple[Task, ...]:
    promise = tables.promise
    statement = select(promise).where(
        promise.c.account_id == row["account_id"],
        or_(
            promise.c.origin_id == row["id"],
            and_(promise.c.made_on == row["on_date"], promise.c.origin.in_(("quick_log", "touchpoint", "account"))),
        ),
        promise.c.side != str(Side.INTERNAL),
        promise.c.shown.is_not(False),
        promise.c.done_on.is_(None),
        promise.c.dropped_on.is_(None),
        promise.c.deleted_at.is_(None),
    )
    return tuple(
        Task(
            one["id"], one["text"], Side(one["side"]), one["who"] or "",
            date.fromisoformat(one["due"]) if one["due"] else None,
        )
        for one in session.rows(statement.order_by(promise.c.no))
    )  # fmt: skip


def _decided(body: str) -> tuple[str, ...]:
    """Return the lines of a note that say what was decided."""
    found = []
    for line in body.splitlines():
        head, sign, rest = line.replace("：", ":").partition(":")
        if sign and rest.strip() and head.strip(" ・-*■").casefold() in _DECIDED:
            found.append(rest.strip())
    return tuple(found)


def _next(session: Session, row: Mapping[str, Any], today: date, zone: str) -> tuple[date | None, time | None]:
    touchpoint = tables.touchpoint
    statement = (
        select(touchpoint.c.on_date, touchpoint.c.at)
        .where(
            touchpoint.c.account_id == row["account_id"],
            touchpoint.c.state == "planned",
            touchpoint.c.id != row["id"],
            touchpoint.c.on_date > max(row["on_date"], today.isoformat()),
            touchpoint.c.deleted_at.is_(None),
        )
        .order_by(touchpoint.c.on_date, touchpoint.c.at)
        .limit(1)
    )
    for one in session.rows(statement):
        at = parse_stamp(one["at"]).astimezone(ZoneInfo(zone)).time() if one["at"] else None
        return date.fromisoformat(one["on_date"]), at
    return None, None


def _sender(session: Session, me: str | None) -> tuple[str, str]:
    member = tables.member
    rows = session.rows(select(member.c.name, member.c.email).where(member.c.id == me)) if me else []
    return (rows[0]["name"], rows[0]["email"] or "") if rows else ("", "")


def _proposals(session: Session, row: Mapping[str, Any]) -> tuple[Proposal, ...]:
    objective, plan, reading = tables.objective, tables.plan, tables.objective_reading
    statement = (
        select(objective)
        .join(plan, plan.c.id == objective.c.plan_id)
        .where(
            objective.c.account_id == row["account_id"],
            objective.c.metric.is_not(None),
            objective.c.met_on.is_(None),
            objective.c.dropped_on.is_(None),
            objective.c.deleted_at.is_(None),
            plan.c.closed_on.is_(None),
            plan.c.deleted_at.is_(None),
        )
        .order_by(objective.c.place, objective.c.no)
    )
    goals = {one["id"]: one for one in session.rows(statement)}
    known = {
        (one["objective_id"], Decimal(one["value"]))
        for one in session.rows(select(reading).where(reading.c.account_id == row["account_id"]))
        if one["deleted_at"] is None and one["on_date"] == row["on_date"]
    }
    measured = [
        Measured(one["id"], tuple(part for part in (one["metric"], one["title"]) if part), one["unit"] or "")
        for one in goals.values()
    ]
    return tuple(
        Proposal(one.id, goals[one.id]["title"], one.value, goals[one.id]["unit"] or "", one.said)
        for one in figures_in(row["body"], measured)
        if (one.id, one.value) not in known
    )
