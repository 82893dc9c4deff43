"""Five minutes before a call: everything to know of a planned touchpoint, on one sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from app.clock import parse_stamp
from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.account_page import AccountPage, account_page
from app.operations.call_questions import Suggestion, suggestions
from app.operations.people_page import PositionRow, people_of
from app.operations.promises import PromiseRow, promises_of
from app.operations.pulses import pulses_of
from app.operations.since import Moment, News, news
from app.operations.touchpoints import TouchpointRow, touchpoint_rows
from app.vocabulary import Purpose, Side, TouchpointKind

MOST_QUESTIONS = 3
# 「…」 and “…”, of which a word or two says nothing.
_QUOTED = re.compile(r"「([^「」\n]{6,})」|[“\"]([^“”\"\n]{12,})[”\"]")
_LOOKED_THROUGH = 5
_RECENT = 6


@dataclass(frozen=True)
class Expected:
    """Somebody who is to take part; `position` None where the name is all that is known."""

    name: str
    position: PositionRow | None


@dataclass(frozen=True)
class LastWords:
    """What the customer said last: `kind` is "request", "quote" (what a note quotes) or "note" (all of a note)."""

    text: str
    who: tuple[str, ...]
    on: date
    kind: str


@dataclass(frozen=True)
class CallSheet:
    """The sheet of one planned touchpoint. `since` is the last two-way contact before it, None where there was none.

    `touchpoints` is what happened from then on, newest first, `news` what became known; `mine`, `theirs` and
    `internal` are open promises, `kept` those kept since.
    """

    touchpoint_id: str
    account: AccountPage
    kind: TouchpointKind
    on: date
    at: datetime | None
    minutes: int | None
    purpose: Purpose | None
    body: str
    planned: bool
    people: tuple[Expected, ...]
    others: tuple[PositionRow, ...]
    since: date | None
    touchpoints: tuple[TouchpointRow, ...]
    news: tuple[News, ...]
    mine: tuple[PromiseRow, ...]
    theirs: tuple[PromiseRow, ...]
    internal: tuple[PromiseRow, ...]
    kept: tuple[PromiseRow, ...]
    last_words: LastWords | None
    questions: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]


def call_sheet(session: Session, touchpoint_id: str, *, today: date) -> CallSheet:
    """Return the sheet of a touchpoint; "call.gone" where it was removed meanwhile."""
    touchpoint = tables.touchpoint
    asked = select(touchpoint).where(touchpoint.c.id == touchpoint_id, touchpoint.c.deleted_at.is_(None))
    rows = session.rows(asked)
    if not rows:
        raise BansoError("call.gone")
    row = rows[0]
    account = account_page(session, row["account_id"], today=today)
    on = date.fromisoformat(row["on_date"])
    earlier = [
        one for one in touchpoint_rows(session, account.id, limit=60)
        if not one.planned and one.id != touchpoint_id and one.date <= on
    ]  # fmt: skip
    since = next((one.date for one in earlier if one.two_way), None)
    promises = promises_of(session, account.id)
    still_open = [one.row for one in promises if one.row.done_on is None and one.dropped_on is None]
    kept = [one.row for one in promises if one.row.done_on is not None and (since is None or one.row.done_on >= since)]
    everybody = people_of(session, account.id, today=today).positions
    expected = _expected(session, touchpoint_id, everybody)
    there = {one.position.person_id for one in expected if one.position is not None}
    now = tuple(one for one in everybody if one.is_current(today) and one.person_id not in there)
    new = news(session, {account.id: Moment(since or date.min)}, today=today).get(account.id, [])
    return CallSheet(
        touchpoint_id=touchpoint_id,
        account=account,
        kind=TouchpointKind(row["kind"]),
        on=on,
        at=parse_stamp(row["at"]) if row["at"] else None,
        minutes=row["minutes"],
        purpose=Purpose(row["purpose"]) if row["purpose"] else None,
        body=row["body"],
        planned=row["state"] == "planned",
        people=expected,
        others=now,
        since=since,
        touchpoints=tuple([one for one in earlier if since is None or one.date >= since][:_RECENT]),
        # Touchpoints stand on their own, and a first sheet need not list how the book began.
        news=tuple(one for one in new if since is not None and one.key != "touchpoint.other"),
        mine=tuple(one for one in still_open if one.side is Side.ME),
        theirs=tuple(one for one in still_open if one.side is Side.CUSTOMER),
        internal=tuple(one for one in still_open if one.side is Side.INTERNAL),
        kept=tuple(kept),
        last_words=last_words(session, account.id, earlier),
        questions=tuple(str(question) for question in row["questions"] or ()),
        suggestions=tuple(
            suggestions(session, account, pulses_of(session, account.id, today=today), still_open, today=today)
        ),
    )


def _expected(session: Session, touchpoint_id: str, everybody: Sequence[PositionRow]) -> tuple[Expected, ...]:
    met = tables.touchpoint_person
    rows = session.rows(
        select(met.c.person_id, met.c.name)
        .where(met.c.touchpoint_id == touchpoint_id, met.c.deleted_at.is_(None))
        .order_by(met.c.no)
    )
    found = []
    for row in rows:
        # The position held now stands before those that have ended.
        known = (one for one in everybody if one.person_id == row["person_id"] or one.name == row["name"])
        found.append(Expected(row["name"], next(known, None)))
    return tuple(found)


def last_words(session: Session, account_id: str, earlier: Sequence[TouchpointRow]) -> LastWords | None:
    """Return what the customer said last: a request, words that a note quotes, else the note of the last talk."""
    request, person, link = tables.request, tables.person, tables.request_account
    linked = select(link.c.request_id).where(link.c.account_id == account_id, link.c.deleted_at.is_(None))
    rows = session.rows(
        select(request.c.words, request.c.raised_on, person.c.name)
        .outerjoin(person, person.c.id == request.c.person_id)
        .where(or_(request.c.account_id == account_id, request.c.id.in_(linked)), request.c.deleted_at.is_(None))
        .order_by(request.c.raised_on.desc(), request.c.no.desc())
        .limit(1)
    )
    said: list[LastWords] = []
    for row in rows:
        said.append(
            LastWords(
                row["words"], (row["name"],) if row["name"] else (), date.fromisoformat(row["raised_on"]), "request"
            )
        )
    spoken = [one for one in earlier if one.two_way and one.purpose is not Purpose.INTERNAL]
    quoted = ((one, _QUOTED.findall(one.body)) for one in spoken[:_LOOKED_THROUGH])
    for one, quotes in quoted:
        if quotes:
            said.append(LastWords(next(filter(None, quotes[-1])), one.people, one.date, "quote"))
            break
    if not said and spoken:
        said.append(LastWords(spoken[0].body, spoken[0].people, spoken[0].date, "note"))
    return max(said, key=lambda one: (one.on, one.kind == "request"), default=None)


def write_questions(session: Session, touchpoint_id: str, questions: Sequence[str]) -> int:
    """Keep what to ask at a planned touchpoint, in its order; blank ones are left out."""
    said = [question.strip() for question in questions if question.strip()][:MOST_QUESTIONS]
    return door.amend(session, "touchpoint", {touchpoint_id: {"questions": said or None}})


def replace_planned(session: Session, touchpoint_id: str, *, by_touchpoint: str) -> int:
    """Let a logged touchpoint stand in the place of the planned one, which is gone then: one talk is one touchpoint.

    The logged one is left as it is, so that logging it can still be taken back; undo brings the planned one back.
    """
    planned = door.present(session, "touchpoint", [touchpoint_id, by_touchpoint])[touchpoint_id]
    if planned["state"] != "planned" or planned["deleted_at"] is not None:
        return 0
    gone = {"deleted_at": door.change_of(session).at, "merged_into": by_touchpoint}
    return door.amend(session, "touchpoint", {touchpoint_id: gone})
