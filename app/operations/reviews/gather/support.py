"""What customers asked, suffered and answered in the period: questions, outages, wishes that came true, surveys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from app.models import tables
from app.models.database import Session
from app.operations.reviews.gather import courses
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.measured import TICKETS, Subject, measured
from app.operations.reviews.gather.read_facts import read_fact, read_series
from app.operations.reviews.gather.survey_facts import survey_facts
from app.reports.content import Source, SourceKind
from app.reports.review.facts import Chapter, ChapterFacts, Event, Fact, Series, Span

OUTAGE = "outage"
Row = Mapping[str, Any]


def support(session: Session, known: Asked) -> ChapterFacts:
    """Return what is known of questions, outages, wishes and surveys."""
    found = measured(session, known.account_id, today=known.today)
    outages = _outages(session, known, _now(known))
    events = tuple(Event(_day(row["on_date"]), OUTAGE, "", (_outage_source(row),)) for row in outages)
    facts: list[Fact] = []
    series: list[Series] = []
    for gauge in sorted(found.about(Subject.SUPPORT), key=lambda one: one.key != TICKETS):
        fact = read_fact(found, gauge, known)
        course = read_series(found, gauge, known, events)
        facts += [fact] if fact is not None else []
        series += [course] if course is not None else []
    facts += _outage_facts(session, known, outages)
    facts += _request_facts(session, known)
    facts += survey_facts(session, found, known)
    return ChapterFacts(Chapter.SUPPORT, tuple(facts), tuple(series), "" if facts else "no_support")


def _now(known: Asked) -> Span:
    return Span(known.period.start, known.until)


def _before(known: Asked) -> Span | None:
    return courses.like_for_like(known.period, known.compared, known.until) if known.compared else None


def _outages(session: Session, known: Asked, span: Span) -> Sequence[Row]:
    # What was noted of an outage is our own words: only that there was one is told.
    indicator = tables.indicator
    statement = (
        select(indicator)
        .where(
            indicator.c.account_id == known.account_id,
            indicator.c.kind == OUTAGE,
            indicator.c.on_date.between(span.start.isoformat(), span.end.isoformat()),
            indicator.c.deleted_at.is_(None),
        )
        .order_by(indicator.c.on_date, indicator.c.no)
    )
    return session.rows(statement)


def _outage_source(row: Row) -> Source:
    return Source(SourceKind.INDICATOR, row["id"], _day(row["on_date"]), OUTAGE)


def _outage_facts(session: Session, known: Asked, now: Sequence[Row]) -> list[Fact]:
    """Return how many outages there were; none is worth saying where there were some before."""
    span = _before(known)
    before = _outages(session, known, span) if span is not None else []
    if not now and not before:
        return []
    values = {"value": str(len(now)), "days": " ".join(row["on_date"] for row in now)}
    if before:
        values |= {"before": str(len(before))} | _so_far(known)
    sources = tuple(_outage_source(row) for row in (*now, *before))
    return [Fact("outages", "outages", values, sources, _day(now[-1]["on_date"]) if now else known.until)]


def _request_facts(session: Session, known: Asked) -> list[Fact]:
    """Return how many wishes of this customer came true in the period, and how many were raised."""
    request, link = tables.request, tables.request_account
    linked = select(link.c.request_id).where(link.c.account_id == known.account_id, link.c.deleted_at.is_(None))
    statement = select(request).where(
        or_(request.c.account_id == known.account_id, request.c.id.in_(linked)), request.c.deleted_at.is_(None)
    )
    rows = session.rows(statement.order_by(request.c.raised_on, request.c.no))
    span = _now(known)
    done = [row for row in rows if _within(row["shipped_on"] or row["closed_on"], span)]
    raised = [row for row in rows if _within(row["raised_on"], span)]
    if not done and not raised:
        return []
    once = {row["id"]: row for row in (*done, *raised)}
    sources = tuple(Source(SourceKind.REQUEST, row["id"], _day(row["raised_on"]), "") for row in once.values())
    values = {"value": str(len(done)), "raised": str(len(raised))}
    days = [row["shipped_on"] or row["closed_on"] for row in done] + [row["raised_on"] for row in raised]
    return [Fact("requests", "requests", values, sources, _day(max(days)))]


def _within(day: str | None, span: Span) -> bool:
    return day is not None and span.start.isoformat() <= day <= span.end.isoformat()


def _so_far(known: Asked) -> dict[str, str]:
    return {"so_far": "yes"} if known.until < known.period.end else {}


def _day(text: str) -> date:
    return date.fromisoformat(text)
