"""次の四半期: what is to be done and when both sides meet, until a period as long as this one after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.contracts import NOTHING, standings
from app.operations.plans.loading import ORIGIN, Loaded, Row
from app.operations.reviews.gather.actions import is_overdue, open_plans
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.mutual import Names, shown_promises, source, tasks_of
from app.reports.content import Source, SourceKind
from app.reports.review.facts import Chapter, ChapterFacts, Fact
from app.vocabulary import Purpose, Side, TouchpointKind


def ahead(session: Session, known: Asked) -> ChapterFacts:
    """Return the dates ahead in their order; what has no date yet comes last."""
    names = Names(session, known)
    plans = open_plans(session, known)
    found = [
        *_promises(session, plans, names, known),
        *(fact for plan in plans for fact in _of_plan(plan, names, known)),
        *_meetings(session, known),
        *_renewals(session, known),
    ]
    facts = tuple(sorted(found, key=lambda fact: fact.values["on"] or "9999"))
    return ChapterFacts(Chapter.NEXT, facts, nothing="" if facts else "nothing_planned")


def _promises(session: Session, plans: list[Loaded], names: Names, known: Asked) -> Iterator[Fact]:
    tasks = {task.row["id"] for plan in plans for task in tasks_of(plan)}
    for row in shown_promises(session, known):
        if row["done_on"] is not None or is_overdue(row, known) or _later(row["due"], known):
            continue
        if row["origin"] == ORIGIN and (row["id"] not in tasks or row["due"] is None):
            continue
        # What a customer owes without a day is asked for, not planned.
        if row["due"] is None and row["side"] == Side.CUSTOMER:
            continue
        values = {"text": row["text"], "on": row["due"] or "", **names.of(row)}
        yield _fact("promise", row, "promise", values, SourceKind.PROMISE, row["text"])


def _of_plan(plan: Loaded, names: Names, known: Asked) -> Iterator[Fact]:
    for goal in plan.goals:
        for step in goal.steps:
            row = step.row
            if row["done_on"] is None and row["due"] and not is_overdue(row, known) and not _later(row["due"], known):
                values = {"text": row["title"], "on": row["due"], **names.of_item(row, plan)}
                yield _fact("milestone", row, "milestone", values, SourceKind.MILESTONE, row["title"])
    row = plan.row
    if (
        row["next_review_on"]
        and known.today.isoformat() <= row["next_review_on"]
        and not _later(row["next_review_on"], known)
    ):
        values = {"text": row["name"], "on": row["next_review_on"]}
        yield _fact("plan", row, "plan_review", values, SourceKind.PLAN, row["name"])


def _meetings(session: Session, known: Asked) -> Iterator[Fact]:
    """Yield planned touchpoints whose words the customer may read."""
    touchpoint = tables.touchpoint
    rows = session.rows(
        select(touchpoint)
        .where(
            touchpoint.c.account_id == known.account_id,
            touchpoint.c.deleted_at.is_(None),
            touchpoint.c.state == "planned",
            touchpoint.c.shown.is_(True),
            touchpoint.c.kind != str(TouchpointKind.NOTE),
            touchpoint.c.on_date.between(known.today.isoformat(), known.ahead.end.isoformat()),
        )
        .order_by(touchpoint.c.on_date, touchpoint.c.no)
    )
    for row in rows:
        if row["purpose"] != Purpose.INTERNAL:
            text = row["body"].strip().split("\n", 1)[0]
            values = {"text": text, "on": row["on_date"], "meeting": row["kind"]}
            yield _fact("touchpoint", row, "meeting", values, SourceKind.TOUCHPOINT, text)


def _renewals(session: Session, known: Asked) -> Iterator[Fact]:
    """Yield the contracts whose day of notice, or else whose end, lies ahead."""
    standing = standings(session, known.today, [known.account_id]).get(known.account_id, NOTHING)
    for term in standing.terms:
        notice = term.notice_date if not term.estimated and term.notice_date >= known.today else None
        on = notice or term.end
        if not known.today <= on <= known.ahead.end or term.settled:
            continue
        values = {
            "text": "、".join(term.products) if len(standing.terms) > 1 else "",
            "on": on.isoformat(),
            "notice": notice.isoformat() if notice is not None else "",
            "end": term.end.isoformat(),
            "auto_renew": "yes" if term.auto_renew else "",
        }
        sources = (Source(SourceKind.CONTRACT, term.contract_id, term.end, ""),)
        yield Fact(f"contract:{term.contract_id}", "renewal", values, sources)


def _later(day: str | None, known: Asked) -> bool:
    return day is not None and date.fromisoformat(day) > known.ahead.end


def _fact(key: str, row: Row, kind: str, values: dict[str, str], source_kind: SourceKind, label: str) -> Fact:
    return Fact(f"{key}:{row['id']}", kind, values, (source(source_kind, row, values["on"] or None, label),))
