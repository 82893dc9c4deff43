"""What a review of an account says, gathered from the book: only what the customer may see, with its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from app.models import tables
from app.models.database import Session
from app.operations.contracts import NOTHING, standings
from app.operations.settings import settings
from app.reports.content import (
    Activity,
    AgreedItem,
    LastWords,
    NextStep,
    Period,
    PersonLine,
    PromiseItem,
    Renewal,
    ReviewContent,
    Source,
    SourceKind,
    SpeakerNotes,
    part_of,
)
from app.revenue.periods import Period as Span
from app.revenue.periods import previous
from app.revenue.terms import add_months
from app.vocabulary import Role, Side, TouchpointKind

Row = Mapping[str, Any]


def review_content(
    session: Session, account_id: str, *, period: Span, today: date, lang: str, words: str
) -> ReviewContent:
    """Return what a first review says: only what the customer may see, each line with the record it comes from."""
    account = _one(session, account_id)
    member = _presenter(session)
    promises = _promises(session, account_id)
    return ReviewContent(
        lang=lang,
        account=account["name"],
        period=Period(period.start, period.end, words),
        data_as_of=today,
        currency=_standing(session, account_id, today).currency,
        presented_by=member,
        agreed=_agreed(session, account_id, promises, period),
        activity=_activity(session, account_id, period),
        promises=_in_period(promises, period),
        people=_people(session, account_id, today),
        renewal=_renewal(session, account_id, today),
        next_steps=_next(session, account_id, promises, today),
    )


def speaker_notes(session: Session, account_id: str, *, today: date) -> SpeakerNotes:
    """Return what only the presenter sees: the customer's last recorded words."""
    request = tables.request
    statement = (
        select(request)
        .where(request.c.account_id == account_id, request.c.deleted_at.is_(None))
        .order_by(request.c.raised_on.desc(), request.c.no.desc())
        .limit(1)
    )
    rows = session.rows(statement)
    if rows:
        return SpeakerNotes(today, LastWords(rows[0]["words"], "", _day(rows[0]["raised_on"])))
    last = _with_customer(_touchpoints(session, account_id, date.min, today, two_way=True))[-1:]
    if not last:
        return SpeakerNotes(today)
    people = tables.touchpoint_person
    who = session.scalar(select(people.c.name).where(people.c.touchpoint_id == last[0]["id"]))
    return SpeakerNotes(today, LastWords(last[0]["body"], who or "", _day(last[0]["on_date"])))


def _one(session: Session, account_id: str) -> Row:
    [row] = session.rows(select(tables.account).where(tables.account.c.id == account_id))
    return row


def _presenter(session: Session) -> str:
    me = settings(session).me
    return session.scalar(select(tables.member.c.name).where(tables.member.c.id == me)) or "" if me else ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _source(kind: SourceKind, row: Row, on: str | None, label: str) -> tuple[Source, ...]:
    return (Source(kind, row["id"], _day(on), label),)


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0]


def _promises(session: Session, account_id: str) -> Sequence[Row]:
    """Return the promises between the two sides; what we promised ourselves stays at home."""
    promise = tables.promise
    return session.rows(
        select(promise)
        .where(
            promise.c.account_id == account_id,
            promise.c.deleted_at.is_(None),
            promise.c.dropped_on.is_(None),
            promise.c.side != str(Side.INTERNAL),
            or_(promise.c.shown.is_(None), promise.c.shown.is_(True)),
        )
        .order_by(promise.c.due.is_(None), promise.c.due, promise.c.no)
    )


def _agreed(session: Session, account_id: str, promises: Sequence[Row], period: Span) -> tuple[AgreedItem, ...]:
    """Return what was agreed before: the outcome promised at the start, and promises made in the period before."""
    handover = tables.handover
    statement = (
        select(handover)
        .where(handover.c.account_id == account_id, handover.c.deleted_at.is_(None))
        .order_by(handover.c.handed_on.desc())
    )
    found = [
        AgreedItem(text, _day(row["handed_on"]), "", _source(SourceKind.HANDOVER, row, row["handed_on"], text))
        for row in session.rows(statement)[:1]
        for text in (row["outcome_promised"], row["success_as_sold"])
        if text
    ]
    before = previous(period)
    made = [row for row in promises if before.start.isoformat() <= row["made_on"] <= before.end.isoformat()]
    return (
        *found,
        *(
            AgreedItem(
                row["text"], _day(row["made_on"]), row["who"] or "",
                _source(SourceKind.PROMISE, row, row["made_on"], row["text"]),
            )
            for row in made
        ),
    )  # fmt: skip


def _touchpoints(
    session: Session, account_id: str, start: date, end: date, *, two_way: bool = False, state: str = "done"
) -> Sequence[Row]:
    touchpoint = tables.touchpoint
    statement = (
        select(touchpoint)
        .where(
            touchpoint.c.account_id == account_id,
            touchpoint.c.state == state,
            touchpoint.c.on_date.between(start.isoformat(), end.isoformat()),
            touchpoint.c.deleted_at.is_(None),
        )
        .order_by(touchpoint.c.on_date, touchpoint.c.no)
    )
    return session.rows(statement.where(touchpoint.c.two_way.is_(True)) if two_way else statement)


def _with_customer(rows: Sequence[Row]) -> list[Row]:
    """Return touchpoints that had the customer in them: a note to oneself and an internal meeting are none."""
    return [row for row in rows if row["kind"] != str(TouchpointKind.NOTE) and row["purpose"] != "internal"]


def _activity(session: Session, account_id: str, period: Span) -> Activity:
    rows = _with_customer(_touchpoints(session, account_id, period.start, period.end))
    months = _months(period)
    counts = Counter((row["kind"], row["on_date"][:7]) for row in rows)
    kinds = tuple(kind for kind in TouchpointKind if any(counts[str(kind), f"{m:%Y-%m}"] for m in months))
    before = previous(period)
    earlier = _with_customer(_touchpoints(session, account_id, before.start, before.end))
    minutes = sum(row["minutes"] or 0 for row in rows)
    return Activity(
        months=months,
        kinds=kinds,
        counts=tuple(tuple(counts[str(kind), f"{month:%Y-%m}"] for month in months) for kind in kinds),
        minutes=minutes or None,
        previous_total=len(earlier) or None,
        sources=tuple(
            Source(SourceKind.TOUCHPOINT, row["id"], _day(row["on_date"]), _first_line(row["body"])) for row in rows
        ),
    )


def _months(period: Span) -> tuple[date, ...]:
    months = [period.start.replace(day=1)]
    while add_months(months[-1], 1) <= period.end:
        months.append(add_months(months[-1], 1))
    return tuple(months)


def _in_period(promises: Sequence[Row], period: Span) -> tuple[PromiseItem, ...]:
    """Return promises made by the period's end that were not kept before it: kept in it, since, or still open."""
    start, end = period.start.isoformat(), period.end.isoformat()
    return tuple(
        PromiseItem(
            row["text"], Side(row["side"]), row["who"] or "", _day(row["due"]), _day(row["done_on"]),
            _source(SourceKind.PROMISE, row, row["made_on"], row["text"]),
        )
        for row in promises
        if row["made_on"] <= end and (row["done_on"] is None or row["done_on"] >= start)
    )  # fmt: skip


def _people(session: Session, account_id: str, today: date) -> tuple[PersonLine, ...]:
    person, position = tables.person, tables.position
    statement = (
        select(person.c.id, person.c.name, position.c.title, position.c.department, position.c.role, position.c.from_on)
        .join(position, position.c.person_id == person.c.id)
        .where(
            position.c.account_id == account_id,
            position.c.deleted_at.is_(None),
            person.c.deleted_at.is_(None),
            or_(position.c.to_on.is_(None), position.c.to_on >= today.isoformat()),
        )
        .order_by(position.c.no)
    )
    order = list(Role)
    rows = sorted(session.rows(statement), key=lambda r: order.index(Role(r["role"])) if r["role"] else len(order))
    return tuple(
        PersonLine(
            name=row["name"],
            title=row["title"] or "",
            department=row["department"] or "",
            part=part_of(Role(row["role"]) if row["role"] else None),
            since=_day(row["from_on"]),
            sources=_source(SourceKind.PERSON, row, row["from_on"], row["name"]),
        )
        for row in rows
    )


def _standing(session: Session, account_id: str, today: date) -> Any:
    return standings(session, today, [account_id]).get(account_id, NOTHING)


def _renewal(session: Session, account_id: str, today: date) -> Renewal | None:
    standing = _standing(session, account_id, today)
    if standing.renewal_date is None:
        return None
    source = Source(SourceKind.CONTRACT, standing.contract_id or "", standing.renewal_date, "")
    return Renewal(
        standing.renewal_date, standing.notice_date, standing.estimated, standing.auto_renew, standing.arr, (source,)
    )


def _next(session: Session, account_id: str, promises: Sequence[Row], today: date) -> tuple[NextStep, ...]:
    steps = [
        NextStep(
            row["text"], _day(row["due"]), Side(row["side"]), row["who"] or "",
            sources=_source(SourceKind.PROMISE, row, row["made_on"], row["text"]),
        )
        for row in promises
        if row["done_on"] is None
    ]  # fmt: skip
    # The words of a touchpoint are our own notes; the customer reads them only where somebody said so.
    planned = _touchpoints(session, account_id, today, date.max, state="planned")
    steps += [
        NextStep(
            _first_line(row["body"]) if row["shown"] else "", _day(row["on_date"]), planned=TouchpointKind(row["kind"]),
            sources=_source(SourceKind.TOUCHPOINT, row, row["on_date"], _first_line(row["body"])),
        )
        for row in _with_customer(planned)
    ]  # fmt: skip
    return tuple(sorted(steps, key=lambda step: step.on or date.max))
