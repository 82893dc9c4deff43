"""A review as its builder shows it: each section as told and as a person left it, and what the meeting decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from sqlalchemy import or_, select

from app.language import current
from app.models import tables
from app.models.database import Session
from app.operations.reviews.loading import (
    Row,
    attendees_of,
    day_of,
    facts_of,
    fiscal_start_of,
    review_of,
    review_row,
    sections_of,
    span_of,
    stale_keys,
    stored_attendees,
)
from app.operations.reviews.making import first_state
from app.operations.reviews.rows import ActionRow, DecisionRow, ReviewPage, SectionRow
from app.operations.settings import settings
from app.reports.review.facts import Chapter, ReviewFacts, Span
from app.reports.review.names import chapter_name
from app.reports.review.telling.tell import tell
from app.reports.review.told import Told
from app.vocabulary import Side

ORIGIN = "review"
"""Where a promise made in the meeting comes from; `origin_id` is the review. A task of a plan keeps it in `custom`."""


def review_page(session: Session, review_id: str, *, today: date) -> ReviewPage:
    """Return a review with everything in it; raises BansoError "review.unknown"."""
    row = review_of(session, review_id)
    ours = settings(session).fiscal_year_start
    start = fiscal_start_of(row, ours)
    facts = facts_of(row) or _unfrozen(row, start, today)
    stored = sections_of(session, [review_id]).get(review_id, [])
    return ReviewPage(
        row=review_row(row, stored, fiscal_start=start, lang=current(), today=today),
        facts=facts,
        sections=tuple(section_row(one, facts, row["lang"], today) for one in stored),
        decisions=decisions_of(session, [review_id]),
        actions=actions_of(session, row["account_id"], review_id),
        note=row["note"] or "",
        touchpoint_id=row["touchpoint_id"],
        next_id=_next(session, row),
        today=today,
    )


def page_of(facts: ReviewFacts, lang: str, *, today: date) -> ReviewPage:
    """Return a review that is kept nowhere, every section as it begins."""
    blank: dict[str, object] = dict.fromkeys(
        ("title", "headline", "points", "left_out", "metric", "speaker_notes", "note")
    )
    stored: list[Row] = [
        {**blank, "id": str(chapter), "chapter": str(chapter), **first_state(facts, chapter)}
        for chapter in Chapter
        if chapter is not Chapter.OWN
    ]
    review: Row = {
        "id": "", "account_id": facts.account_id, "account": facts.account, "on_date": None, "at": None,
        "period": facts.period.text, "start_on": facts.period.start.isoformat(),
        "end_on": facts.period.end.isoformat(), "comparison": facts.comparison, "lang": lang,
        "attendees": stored_attendees(facts.attendees), "held_on": None, "frozen_at": None, "facts": None,
    }  # fmt: skip
    row = review_row(review, stored, fiscal_start=facts.fiscal_start, lang=current(), today=today)
    sections = tuple(section_row(one, facts, lang, today) for one in stored)
    return ReviewPage(row, facts, sections, (), (), "", None, None, today)


def section_row(stored: Row, facts: ReviewFacts, lang: str, today: date) -> SectionRow:
    """Return a section as it is told, with what a person made of it."""
    chapter = Chapter(stored["chapter"])
    left_out = frozenset(stored["left_out"] or ())
    title = stored["title"] or ""
    if chapter is Chapter.OWN:
        told = Told(title)
    else:
        told = tell(chapter, facts, lang, metric=stored["metric"] or "", left_out=left_out)
    return SectionRow(
        id=stored["id"],
        chapter=chapter,
        name=chapter_name(chapter, lang, title),
        state=stored["state"],
        warned=bool(stale_keys(facts, stored, today)),
        hidden_because=stored["hidden_because"] or "",
        told=told,
        headline=stored["headline"] or told.headline,
        headline_is_own=bool(stored["headline"]),
        points=tuple(stored["points"] or ()),
        left_out=left_out,
        metric=stored["metric"] or told.metric,
        metrics=_metrics(chapter, facts, lang),
        speaker_notes=stored["speaker_notes"] or "",
        note=stored["note"] or "",
    )


def _metrics(chapter: Chapter, facts: ReviewFacts, lang: str) -> tuple[tuple[str, str], ...]:
    """Return the series that may be drawn, each as its chart calls it."""
    charts = {one.key: tell(chapter, facts, lang, metric=one.key).chart for one in facts.chapter(chapter).series}
    return tuple((key, chart.caption) for key, chart in charts.items() if chart is not None and chart.metric == key)


def decisions_of(session: Session, review_ids: Iterable[str]) -> tuple[DecisionRow, ...]:
    """Return what was decided in reviews, as it was written down."""
    decision = tables.decision
    statement = (
        select(decision)
        .where(decision.c.review_id.in_(list(review_ids)), decision.c.deleted_at.is_(None))
        .order_by(decision.c.no)
    )
    return tuple(
        DecisionRow(
            row["id"],
            row["text"],
            date.fromisoformat(row["decided_on"]),
            row["by_name"] or "",
            row["shown"] is not False,
        )
        for row in session.rows(statement)
    )


def actions_of(session: Session, account_id: str, review_id: str) -> tuple[ActionRow, ...]:
    """Return what is to be done after a review: promises made there, and tasks of the plan that were."""
    promise, milestone = tables.promise, tables.milestone
    statement = (
        select(promise, milestone.c.title.label("milestone"))
        .outerjoin(milestone, (milestone.c.id == promise.c.origin_id) & milestone.c.deleted_at.is_(None))
        .where(
            promise.c.account_id == account_id,
            promise.c.deleted_at.is_(None),
            promise.c.dropped_on.is_(None),
            or_(promise.c.origin == "plan", promise.c.origin == ORIGIN),
        )
        .order_by(promise.c.no)
    )
    return tuple(
        ActionRow(
            row["id"], row["text"], Side(row["side"]), row["who"] or "", day_of(row["due"]), day_of(row["done_on"]),
            row["origin_id"] if row["milestone"] else None, row["milestone"] or "",
        )
        for row in session.rows(statement)
        if made_in(row) == review_id
    )  # fmt: skip


def made_in(promise: Row) -> str | None:
    """Return the review in which a promise or a task was made."""
    if promise["origin"] == ORIGIN:
        return str(promise["origin_id"])
    kept = (promise["custom"] or {}).get(ORIGIN)
    return str(kept["id"]) if isinstance(kept, dict) and "id" in kept else None


def _next(session: Session, row: Row) -> str | None:
    """Return the review of the account that follows by its period."""
    review = tables.review
    found: str | None = session.scalar(
        select(review.c.id)
        .where(
            review.c.account_id == row["account_id"],
            review.c.deleted_at.is_(None),
            review.c.start_on > row["start_on"],
        )
        .order_by(review.c.start_on, review.c.no)
        .limit(1)
    )
    return found


def _unfrozen(row: Row, fiscal_start: int, today: date) -> ReviewFacts:
    """Return what is known of a review that came from another system: when and who, and nothing else yet."""
    span = span_of(row)
    at = datetime(today.year, today.month, today.day, tzinfo=UTC)
    return ReviewFacts(
        row["account_id"], row["account"], Span(span.start, span.end, span.label), None, row["comparison"], at, today,
        fiscal_start, attendees=attendees_of(row),
    )  # fmt: skip
