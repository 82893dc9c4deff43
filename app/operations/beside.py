"""What the sidebar says of a book: how much waits at each place, what is pinned, and the saved views with counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.database import Session
from app.operations.account_filter import Filters
from app.operations.account_row import by_priority
from app.operations.accounts import account_rows
from app.operations.pins import PinnedAccount, pinned_accounts
from app.operations.saved_views import saved_views
from app.operations.today import today_rows


@dataclass(frozen=True)
class ViewBeside:
    """A saved view of the accounts and how many pass it."""

    id: str
    name: str
    count: int


@dataclass(frozen=True)
class Beside:
    """What stands beside the pages."""

    accounts: int
    today: int
    pins: tuple[PinnedAccount, ...]
    views: tuple[ViewBeside, ...]


def beside(session: Session, *, today: date) -> Beside:
    """Return what the sidebar says today."""
    rows, waiting = account_rows(session, today=today), today_rows(session, today=today)
    places: dict[str, int] = {}
    for at, one in enumerate(waiting):
        places.setdefault(one.account_id, at)
    placed = by_priority(rows, places)
    views = [
        ViewBeside(view.id, view.name, sum(map(Filters.of(view.spec.get("filters")).test(today), placed)))
        for view in saved_views(session, "accounts")
    ]
    return Beside(len(rows), len(waiting), tuple(pinned_accounts(session)), tuple(views))
