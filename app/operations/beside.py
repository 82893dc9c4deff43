"""What the sidebar says of a book: how much waits at each place, what is pinned, and the saved views with counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from app.models import tables
from app.models.database import Session
from app.operations.account_filter import Filters
from app.operations.account_row import by_priority, with_health
from app.operations.accounts import account_rows
from app.operations.health.row_health import RowHealth
from app.operations.pins import PinnedAccount, pinned_accounts
from app.operations.saved_views import saved_views
from app.operations.today import Health, today_rows


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
    plans: int | None = None
    reviews: int | None = None


def beside(session: Session, *, today: date, health: Health = None) -> Beside:
    """Return what the sidebar says today, with the scores as far as they are known."""
    rows = with_health(account_rows(session, today=today), health or {})
    waiting = today_rows(session, today=today, health=health)
    places: dict[str, int] = {}
    for at, one in enumerate(waiting):
        places.setdefault(one.account_id, at)
    placed = by_priority(rows, places)
    views = [
        ViewBeside(view.id, view.name, sum(map(Filters.of(view.spec.get("filters")).test(today), placed)))
        for view in saved_views(session, "accounts")
    ]
    pins = tuple(_judged(session, health or {}))
    return Beside(len(rows), len(waiting), pins, tuple(views), _plans(session), _reviews(session))


def _plans(session: Session) -> int | None:
    """Return how many plans are open; None for none."""
    plan, account = tables.plan, tables.account
    asked = (
        select(func.count())
        .select_from(plan.join(account, account.c.id == plan.c.account_id))
        .where(plan.c.closed_on.is_(None), plan.c.deleted_at.is_(None), account.c.deleted_at.is_(None))
    )
    return session.scalar(asked) or None


def _reviews(session: Session) -> int | None:
    """Return how many reviews are to come; None for none."""
    review, account = tables.review, tables.account
    asked = (
        select(func.count())
        .select_from(review.join(account, account.c.id == review.c.account_id))
        .where(review.c.held_on.is_(None), review.c.deleted_at.is_(None), account.c.deleted_at.is_(None))
    )
    return session.scalar(asked) or None


def _judged(session: Session, health: Mapping[str, RowHealth]) -> Iterator[PinnedAccount]:
    for pin in pinned_accounts(session):
        known = health.get(pin.id)
        yield pin if known is None else replace(pin, band=known.band, score=known.score)
