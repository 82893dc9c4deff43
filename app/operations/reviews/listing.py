"""All reviews by the day of their meeting."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.language import current
from app.models import tables
from app.models.database import Session
from app.operations.reviews.loading import fiscal_start_of, review_row, sections_of
from app.operations.reviews.rows import ReviewRow
from app.operations.settings import settings


def review_rows(session: Session, *, account_id: str | None = None, today: date) -> list[ReviewRow]:
    """Return reviews, of one account or of all: those to come, the next one first, then those held, the newest first.

    Those without a day stand behind the ones to come.
    """
    review, account = tables.review, tables.account
    statement = (
        select(review, account.c.name.label("account"), account.c.fiscal_year_end)
        .join(account, account.c.id == review.c.account_id)
        .where(review.c.deleted_at.is_(None), account.c.deleted_at.is_(None))
        .order_by(review.c.no)
    )
    found = session.rows(statement if account_id is None else statement.where(review.c.account_id == account_id))
    sections = sections_of(session, [row["id"] for row in found])
    ours, lang = settings(session).fiscal_year_start, current()
    rows = [
        review_row(row, sections.get(row["id"], []), fiscal_start=fiscal_start_of(row, ours), lang=lang, today=today)
        for row in found
    ]
    ahead = sorted((row for row in rows if not row.is_held), key=lambda row: (row.on or date.max, row.account, row.id))
    held = sorted((row for row in rows if row.held_on), key=lambda row: (row.held_on or date.min, row.id), reverse=True)
    return [*ahead, *held]
