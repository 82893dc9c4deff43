"""ロードマップ: what the customer asked for and has, or will have on a day that is known; nothing else is foretold."""

from __future__ import annotations

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.mutual import source
from app.reports.content import SourceKind
from app.reports.review.facts import Chapter, ChapterFacts, Fact


def roadmap(session: Session, known: Asked) -> ChapterFacts:
    """Return the customer's own requests that were shipped in the period or since, or have a day to come."""
    request = tables.request
    rows = session.rows(
        select(request)
        .where(
            request.c.account_id == known.account_id,
            request.c.deleted_at.is_(None),
            request.c.shipped_on >= known.period.start.isoformat(),
        )
        .order_by(request.c.shipped_on, request.c.no)
    )
    today = known.today.isoformat()
    facts = tuple(
        Fact(
            f"request:{row['id']}",
            "shipped" if row["shipped_on"] <= today else "coming",
            {"text": row["words"], "area": row["product_area"] or "", "asked": row["raised_on"],
             "on": row["shipped_on"]},
            (source(SourceKind.REQUEST, row, row["raised_on"], row["words"]),),
        )
        for row in rows
    )  # fmt: skip
    return ChapterFacts(Chapter.ROADMAP, facts, nothing="" if facts else "nothing_shipped")
