"""The health of every account at once, for lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.models.database import Session
from app.operations.health.row_health import DEAR_DAYS, WEEKS, Dear, RowHealth

__all__ = ["DEAR_DAYS", "WEEKS", "Dear", "RowHealth", "book_scores"]


def book_scores(session: Session, *, today: date) -> Mapping[str, RowHealth]:
    """Return the health of every account by its id, each row made when it is asked for."""
    # numpy comes along, which nobody who only names a row has to wait for.
    from app.operations.health.score_cache import ScoreCache

    return ScoreCache().refresh(session, today=today).rows
