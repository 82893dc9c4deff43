"""前回のお約束と結果: what was decided and promised last time, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import or_, select

from app.models import tables
from app.models.database import Session
from app.operations.plans.loading import ORIGIN
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.mutual import Names, Row, last_review, shown_promises, source
from app.reports.content import SourceKind
from app.reports.review.facts import Chapter, ChapterFacts, Fact

REVIEW = "review"


def promises(session: Session, known: Asked) -> ChapterFacts:
    """Return what was decided in the review before, and the promises that fell into the period or came from there.

    Where no review went before, the outcome promised at the start stands at the head.
    """
    names = Names(session, known)
    before = last_review(session, known)
    agreed = _decisions(session, before, names) if before is not None else outcome_promised(session, known)
    own = _of_this_period(session, known)
    kept = [
        _fact(row, names) for row in shown_promises(session, known) if _belongs(row, known) and _made_in(row) not in own
    ]
    facts = (*agreed, *kept)
    return ChapterFacts(Chapter.PROMISES, facts, nothing="" if facts else "no_promises")


def outcome_promised(session: Session, known: Asked) -> tuple[Fact, ...]:
    """Return the outcome that was promised when the customer was handed over, as the last handover that says so."""
    handover = tables.handover
    rows = session.rows(
        select(handover)
        .where(
            handover.c.account_id == known.account_id,
            handover.c.deleted_at.is_(None),
            handover.c.outcome_promised.is_not(None),
            handover.c.outcome_promised != "",
        )
        .order_by(handover.c.handed_on.desc(), handover.c.no.desc())
        .limit(1)
    )
    return tuple(
        Fact(
            f"handover:{row['id']}",
            "outcome_promised",
            {"text": row["outcome_promised"], "on": row["handed_on"] or ""},
            (source(SourceKind.HANDOVER, row, row["handed_on"], row["outcome_promised"]),),
        )
        for row in rows
    )


def _decisions(session: Session, review: Row, names: Names) -> tuple[Fact, ...]:
    decision = tables.decision
    rows = session.rows(
        select(decision)
        .where(
            decision.c.review_id == review["id"],
            decision.c.deleted_at.is_(None),
            or_(decision.c.shown.is_(None), decision.c.shown.is_(True)),
        )
        .order_by(decision.c.decided_on, decision.c.no)
    )
    return tuple(
        Fact(
            f"decision:{row['id']}",
            "decision",
            {"text": row["text"], "on": row["decided_on"], **names.whoever(row["by_name"] or "")},
            (source(SourceKind.DECISION, row, row["decided_on"], row["text"]),),
        )
        for row in rows
    )


def _belongs(row: Row, known: Asked) -> bool:
    """Tell whether a promise is of this period: kept in it or since, due in it, or still open from before.

    What was promised in it for later comes next, and is told there; what came out of a review is always told of.
    """
    start, until = known.period.start.isoformat(), known.until.isoformat()
    if row["made_on"] > until or (row["done_on"] is not None and row["done_on"] < start):
        return False
    if row["done_on"] is not None or (row["due"] is not None and row["due"] <= until):
        return True
    return bool(_made_in(row) or (row["origin"] != ORIGIN and row["made_on"] < start))


def _made_in(row: Row) -> str:
    """Return the review in which something was promised; a task of a plan keeps it beside its place."""
    if row["origin"] == REVIEW:
        return str(row["origin_id"] or REVIEW)
    kept = (row["custom"] or {}).get(REVIEW)
    return str(kept.get("id") or "") if isinstance(kept, Mapping) else ""


def _of_this_period(session: Session, known: Asked) -> set[str]:
    """Return the reviews of this period or a later one: what was promised there is not of last time."""
    review = tables.review
    statement = select(review.c.id).where(
        review.c.account_id == known.account_id,
        review.c.deleted_at.is_(None),
        review.c.end_on >= known.period.end.isoformat(),
    )
    return {row["id"] for row in session.rows(statement)}


def _fact(row: Row, names: Names) -> Fact:
    values = {
        "text": row["text"],
        "due": row["due"] or "",
        "done_on": row["done_on"] or "",
        "made_on": row["made_on"],
        **names.of(row),
    }
    return Fact(
        f"promise:{row['id']}", "promise", values, (source(SourceKind.PROMISE, row, row["made_on"], row["text"]),)
    )
