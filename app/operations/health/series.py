"""Which series of readings there are: those of the model in force, and every other that was ever brought in."""

from __future__ import annotations

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.health.models import model_at

_OWN = ("book_cadence", "book_roles", "book_sponsor", "book_overdue", "book_value", "book_objectives")


def known_series(session: Session) -> tuple[str, ...]:
    """Return the keys of the series that a measure or a rule can be read from, those of the model first."""
    model = model_at(session)
    found = [series for _d, one in model.measures() for series in (one.reading, one.per) if series]
    found += [rule.reading for rule in model.rules if rule.reading]
    measure = tables.measure
    rows = session.execute(select(measure.c.key).where(measure.c.deleted_at.is_(None)).order_by(measure.c.key))
    return tuple(dict.fromkeys((*found, *(row[0] for row in rows), *_OWN)))
