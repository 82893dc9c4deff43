"""Planned touchpoints: the next one with what is known before it, and marking one as held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from app.clock import parse_stamp
from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.promises import open_promises
from app.operations.today_causes import first_line, people_of
from app.vocabulary import Side, TouchpointKind

_LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class NextMeeting:
    """The next planned touchpoint; `at` is the instant where the time of day is known.

    `ours` and `theirs` are the open promises of either side, `known` the people who are there now, `questions` what
    somebody noted to ask.
    """

    touchpoint_id: str
    account_id: str
    account: str
    kind: TouchpointKind
    on: date
    at: datetime | None
    minutes: int | None
    text: str
    people: tuple[str, ...]
    ours: int
    theirs: int
    last_touch: date | None
    known: int
    questions: int


def next_meeting(session: Session, *, today: date, now: datetime) -> NextMeeting | None:
    """Return the planned touchpoint that comes next; one whose hour is over is not next any more."""
    touchpoint, account = tables.touchpoint, tables.account
    statement = (
        select(touchpoint, account.c.name.label("account"))
        .join(account, account.c.id == touchpoint.c.account_id)
        .where(
            touchpoint.c.state == "planned",
            touchpoint.c.on_date >= today.isoformat(),
            touchpoint.c.deleted_at.is_(None),
            account.c.deleted_at.is_(None),
        )
        # Without a time of day it may be at any: after those whose hour is known.
        .order_by(touchpoint.c.on_date, touchpoint.c.at.is_(None), touchpoint.c.at, touchpoint.c.no)
        .limit(50)
    )
    for row in session.rows(statement):
        at = parse_stamp(row["at"]) if row["at"] else None
        lasts = timedelta(minutes=row["minutes"]) if row["minutes"] else _LASTS
        if at is None or at + lasts > now:
            return _told(session, dict(row), at)
    return None


def _told(session: Session, row: dict[str, object], at: datetime | None) -> NextMeeting:
    touchpoint_id, account_id = str(row["id"]), str(row["account_id"])
    sides = [promise.side for promise in open_promises(session, account_id=account_id)]
    minutes, questions = row["minutes"], row["questions"]
    return NextMeeting(
        touchpoint_id=touchpoint_id,
        account_id=account_id,
        account=str(row["account"]),
        kind=TouchpointKind(str(row["kind"])),
        on=date.fromisoformat(str(row["on_date"])),
        at=at,
        minutes=int(str(minutes)) if minutes else None,
        text=first_line(str(row["body"])),
        people=people_of(session, [touchpoint_id]).get(touchpoint_id, ()),
        ours=sum(side is not Side.CUSTOMER for side in sides),
        theirs=sum(side is Side.CUSTOMER for side in sides),
        last_touch=_last_touch(session, account_id),
        known=_known(session, account_id),
        questions=len(questions) if isinstance(questions, list) else 0,
    )


def _last_touch(session: Session, account_id: str) -> date | None:
    touchpoint = tables.touchpoint
    day = session.scalar(
        select(func.max(touchpoint.c.on_date)).where(
            touchpoint.c.account_id == account_id,
            touchpoint.c.state == "done",
            touchpoint.c.two_way.is_(True),
            touchpoint.c.deleted_at.is_(None),
        )
    )
    return date.fromisoformat(day) if day else None


def _known(session: Session, account_id: str) -> int:
    position = tables.position
    return int(
        session.scalar(
            select(func.count(func.distinct(position.c.person_id))).where(
                position.c.account_id == account_id, position.c.to_on.is_(None), position.c.deleted_at.is_(None)
            )
        )
    )


def hold_planned(session: Session, touchpoint_id: str, *, today: date) -> int:
    """Mark a planned touchpoint as held: on its day, or today where that was still to come."""
    planned = door.present(session, "touchpoint", [touchpoint_id])[touchpoint_id]
    if planned["state"] != "planned" or planned["deleted_at"] is not None:
        raise BansoError("touchpoint.not_planned")
    values: dict[str, object] = {"state": "done", "on_date": min(str(planned["on_date"]), today.isoformat())}
    if planned["two_way"] is None:
        values["two_way"] = TouchpointKind(str(planned["kind"])).two_way
    return door.amend(session, "touchpoint", {touchpoint_id: values})
