"""What the quick log shows while a line is written: the account's standing, similar promises, what may be meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.models import tables
from app.models.database import Session
from app.quicklog.completion import Suggestion, complete
from app.quicklog.dates import promise_due
from app.quicklog.day_rules import month_end
from app.quicklog.names import PersonName
from app.quicklog.pulses import PulseRef
from app.quicklog.reading import AccountRef, AccountState, PersonRef, PromiseRef, Reading, Token, TokenKind
from app.quicklog.signs import script
from app.quicklog.similarity import OpenPromise, similar_promise
from app.search.fold import fold

__all__ = [
    "AccountNow", "AccountRef", "AccountState", "PersonName", "PersonRef", "PromiseRef", "PulseRef", "Reading",
    "Similar", "Suggestion", "Token", "TokenKind", "account_now", "complete", "month_end", "often_used_tags", "open_of",
    "script", "similar_open", "warm_up",
]  # fmt: skip


@dataclass(frozen=True)
class Similar:
    """An open promise that a new one resembles: it can be moved instead of made twice."""

    promise_id: str
    text: str
    due: date | None
    new_text: str
    new_due: date | None


@dataclass(frozen=True)
class AccountNow:
    """What is known of the line's account while it is written: its last two-way contact and its open promises."""

    last_touch: date | None = None
    promises: tuple[OpenPromise, ...] = ()


def account_now(session: Session, account_id: str) -> AccountNow:
    """Return what the quick log shows of an account while a line is written."""
    touchpoint = tables.touchpoint
    last = session.scalar(
        select(func.max(touchpoint.c.on_date)).where(
            touchpoint.c.account_id == account_id,
            touchpoint.c.state == "done",
            touchpoint.c.two_way.is_(True),
            touchpoint.c.deleted_at.is_(None),
        )
    )
    still_open = tuple(
        OpenPromise(row["id"], row["text"], date.fromisoformat(row["due"]) if row["due"] else None)
        for row in open_of(session, account_id)
    )
    return AccountNow(date.fromisoformat(last) if last else None, still_open)


def similar_open(reading: Reading, now: AccountNow) -> tuple[Similar, ...]:
    """Return the open promises that those of a line resemble, as `log_line` will find them."""
    found: list[Similar] = []
    for ref in reading.promises:
        alike = similar_promise(ref.text, now.promises, fold)
        if alike is not None:
            old = alike.promise
            found.append(Similar(old.id, old.text, old.due, ref.text, ref.due))
    return tuple(found)


def often_used_tags(session: Session, limit: int = 50) -> tuple[str, ...]:
    """Return the tags of the newest 500 touchpoints, most used first."""
    touchpoint = tables.touchpoint
    statement = (
        select(touchpoint.c.tags)
        .where(touchpoint.c.tags.is_not(None), touchpoint.c.deleted_at.is_(None))
        .order_by(touchpoint.c.on_date.desc())
        .limit(500)
    )
    counted = Counter(tag for row in session.rows(statement) for tag in row["tags"] or ())
    return tuple(tag for tag, _count in counted.most_common(limit))


def warm_up(today: date) -> None:
    """Make ready what the first line would wait for: the patterns of dates and the comparing of promises."""
    promise_due("x", today)
    similar_promise("x", [OpenPromise("", "y")], fold)


def open_of(session: Session, account_id: str) -> list[Mapping[str, Any]]:
    """Return the rows of an account's open promises."""
    promise = tables.promise
    statement = select(promise).where(
        promise.c.account_id == account_id,
        promise.c.done_on.is_(None),
        promise.c.dropped_on.is_(None),
        promise.c.deleted_at.is_(None),
    )
    return list(session.rows(statement))
