"""Which accounts ask for something today, and how much: the order that a list of accounts begins with."""

from __future__ import annotations

from datetime import date

from app.models.database import Session
from app.operations.account_filter import Filters
from app.operations.account_row import AccountRow, by_priority, with_health
from app.operations.accounts import account_rows
from app.operations.saved_views import saved_view
from app.operations.today import Health, today_rows


def pressing(session: Session, *, today: date, health: Health = None) -> dict[str, int]:
    """Return the place of the most pressing row of today of each account that has one."""
    places: dict[str, int] = {}
    for row in today_rows(session, today=today, health=health):
        places.setdefault(row.account_id, row.rank)
    return places


def accounts_by_priority(session: Session, *, today: date) -> list[AccountRow]:
    """Return every account, the most pressing first."""
    return by_priority(account_rows(session, today=today), pressing(session, today=today))


def view_count(session: Session, view_id: str, *, today: date) -> int:
    """Return how many accounts a saved view shows."""
    filters = Filters.of(saved_view(session, view_id).spec.get("filters"))
    ask = accounts_by_priority if filters.asks_today else account_rows
    rows = ask(session, today=today)
    if filters.asks_health:
        from app.operations.health.book_scores import book_scores

        rows = with_health(rows, book_scores(session, today=today))
    return sum(map(filters.test(today), rows))
