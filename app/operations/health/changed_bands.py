"""Whose band on one day is another than on an earlier one, found for the whole book at once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.settings import settings


def changed_bands(session: Session, *, then: date, today: date) -> frozenset[str]:
    """Return the accounts whose band may differ between the ends of two days; each is still to be looked at.

    Of a model that cannot be worked out for all at once, every account may.
    """
    # numpy comes along, which nobody who only reads a report has to wait for.
    from app.health.dense.finishes import fits
    from app.operations.health.dense_book import load
    from app.operations.health.dense_days import days_at
    from app.operations.health.dense_scores import dense_scores
    from app.operations.health.score_cache import models_on

    days = days_at({then, today}, settings(session).zone)
    models = models_on(session, days)
    if not all(fits(model) for model in models):
        account = tables.account
        return frozenset(row["id"] for row in session.rows(select(account.c.id).where(account.c.deleted_at.is_(None))))
    dense = load(session, days, models)
    bands = dense_scores(session, dense, models).band
    return frozenset(dense.ids[at] for at in (bands[0] != bands[-1]).nonzero()[0])
