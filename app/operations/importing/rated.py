"""Whether the money of a row can be brought into the reporting currency: what no rate speaks of, no figure can hold."""

from __future__ import annotations

from app.models.database import Session
from app.operations.importing.plan import Run
from app.operations.rates import rates
from app.operations.settings import settings


def is_rated(session: Session, run: Run, currency: str) -> bool:
    """Tell whether a currency is the one reported in, or has a rate against it: of the book or of this import."""
    if run.base is None:
        run.base = settings(session).currency
        run.rated |= {(one.currency, one.base) for one in rates(session)}
    return currency == run.base or bool({(currency, run.base), (run.base, currency)} & run.rated)
