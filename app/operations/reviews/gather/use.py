"""How the product was used in the period, against the period before, and what happened meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.measured import Subject, measured
from app.operations.reviews.gather.read_facts import read_fact, read_series, share_fact
from app.reports.content import Source, SourceKind
from app.reports.review.facts import Chapter, ChapterFacts, Event, Fact, Series
from app.vocabulary import Purpose, TouchpointKind

_MARKED = (TouchpointKind.TRAINING, TouchpointKind.EVENT)


def use(session: Session, known: Asked) -> ChapterFacts:
    """Return what is known of how the product was used."""
    found = measured(session, known.account_id, today=known.today)
    events = sorted((*_gatherings(session, known), *_first_values(session, known)), key=lambda one: one.on)
    facts: list[Fact] = []
    series: list[Series] = []
    for gauge in found.about(Subject.USE):
        fact = read_fact(found, gauge, known)
        if fact is None:
            continue
        share = share_fact(found, gauge, known, fact)
        course = read_series(found, gauge, known, events)
        facts += [fact, share] if share is not None else [fact]
        series += [course] if course is not None else []
    # What is measured comes before what is counted: people before clicks.
    series.sort(key=lambda one: one.drawn != "line")
    return ChapterFacts(Chapter.USE, tuple(facts), tuple(series), "" if facts else "no_use")


def _gatherings(session: Session, known: Asked) -> Iterator[Event]:
    """Yield trainings and events; in the words of the touchpoint only where the customer reads them anyway."""
    touchpoint, gathering = tables.touchpoint, tables.gathering
    statement = (
        select(touchpoint, gathering.c.name.label("gathering"))
        .outerjoin(gathering, gathering.c.id == touchpoint.c.gathering_id)
        .where(
            touchpoint.c.account_id == known.account_id,
            touchpoint.c.state == "done",
            touchpoint.c.kind.in_([str(kind) for kind in _MARKED]),
            touchpoint.c.on_date.between(known.period.start.isoformat(), known.until.isoformat()),
            touchpoint.c.deleted_at.is_(None),
        )
        .order_by(touchpoint.c.on_date, touchpoint.c.no)
    )
    for row in session.rows(statement):
        if row["purpose"] == str(Purpose.INTERNAL) or row["shown"] is False:
            continue
        on = date.fromisoformat(row["on_date"])
        words = row["gathering"] or (row["body"].strip().split("\n", 1)[0] if row["shown"] else "")
        yield Event(on, row["kind"], words, (Source(SourceKind.TOUCHPOINT, row["id"], on, words),))


def _first_values(session: Session, known: Asked) -> Iterator[Event]:
    """Yield the days on which an onboarding came to its first value."""
    onboarding = tables.onboarding
    statement = select(onboarding).where(
        onboarding.c.account_id == known.account_id,
        onboarding.c.first_value_on.between(known.period.start.isoformat(), known.until.isoformat()),
        onboarding.c.deleted_at.is_(None),
    )
    for row in session.rows(statement):
        on = date.fromisoformat(row["first_value_on"])
        yield Event(on, "first_value", "", (Source(SourceKind.ONBOARDING, row["id"], on, ""),))
