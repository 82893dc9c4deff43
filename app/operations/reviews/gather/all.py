"""Everything that is known for a review, every section at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.contracts import NOTHING, standings
from app.operations.reviews.gather.actions import actions
from app.operations.reviews.gather.ahead import ahead
from app.operations.reviews.gather.asked import Asked, fiscal_start
from app.operations.reviews.gather.asks import asks
from app.operations.reviews.gather.goals import goals
from app.operations.reviews.gather.health import health
from app.operations.reviews.gather.outcomes import outcomes
from app.operations.reviews.gather.people import people
from app.operations.reviews.gather.promises import promises
from app.operations.reviews.gather.roadmap import roadmap
from app.operations.reviews.gather.support import support
from app.operations.reviews.gather.use import use
from app.operations.settings import settings
from app.reports.review.facts import Attendee, Chapter, ChapterFacts, ReviewFacts, Span

Gathering = Callable[[Session, Asked], ChapterFacts]

_GATHERED: Mapping[Chapter, Gathering] = {
    Chapter.PROMISES: promises,
    Chapter.GOALS: goals,
    Chapter.OUTCOMES: outcomes,
    Chapter.USE: use,
    Chapter.SUPPORT: support,
    Chapter.HEALTH: health,
    Chapter.PEOPLE: people,
    Chapter.ACTIONS: actions,
    Chapter.NEXT: ahead,
    Chapter.ASKS: asks,
    Chapter.ROADMAP: roadmap,
}


def gather(
    session: Session,
    account_id: str,
    *,
    period: Span,
    compared: Span | None,
    comparison: str,
    attendees: tuple[Attendee, ...] = (),
    now: datetime,
    today: date,
) -> ReviewFacts:
    """Return everything known for a review of an account; raises KeyError where there is no such account."""
    name = session.scalar(select(tables.account.c.name).where(tables.account.c.id == account_id))
    if name is None:
        raise KeyError(account_id)
    asked = Asked(account_id, period, compared, today)
    return ReviewFacts(
        account_id=account_id,
        account=name,
        period=period,
        compared=compared,
        comparison=comparison,
        frozen_at=now,
        today=today,
        fiscal_start=fiscal_start(session, account_id),
        currency=standings(session, today, [account_id]).get(account_id, NOTHING).currency,
        presented_by=_presenter(session),
        attendees=attendees,
        chapters=tuple(gathering(session, asked) for gathering in _GATHERED.values()),
    )


def _presenter(session: Session) -> str:
    me, member = settings(session).me, tables.member
    return session.scalar(select(member.c.name).where(member.c.id == me)) or "" if me else ""
