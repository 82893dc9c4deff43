"""Promises: what is open, keeping one, moving one, hiding one for later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from app.journal import door
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.vocabulary import Side


@dataclass(frozen=True)
class PromiseRow:
    """A promise, open or kept."""

    id: str
    account_id: str
    text: str
    side: Side
    who: str
    due: date | None
    done_on: date | None
    hidden_until: date | None


_promise = tables.promise
_still_open = select(_promise).where(
    _promise.c.done_on.is_(None), _promise.c.dropped_on.is_(None), _promise.c.deleted_at.is_(None)
)
_OPEN = Prepared(_still_open)
_OPEN_AT = Prepared(_still_open.where(_promise.c.account_id == bindparam("account")))


def open_promises(session: Session, *, account_id: str | None = None) -> list[PromiseRow]:
    """Return what is still to be done, earliest due first, without a date last."""
    found = _OPEN.rows(session) if account_id is None else _OPEN_AT.rows(session, account=account_id)
    rows = [row_of(row) for row in found]
    return sorted(rows, key=lambda row: (row.due or date.max, row.id))


def row_of(row: Mapping[str, Any]) -> PromiseRow:
    """Return a promise as screens show it."""
    return PromiseRow(
        row["id"], row["account_id"], row["text"], Side(row["side"]), row["who"] or "", _day(row["due"]),
        _day(row["done_on"]), _day(row["hidden_until"]),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def keep_promise(session: Session, promise_id: str, *, on: date) -> int:
    """Mark a promise as kept."""
    return door.amend(session, "promise", {promise_id: {"done_on": on.isoformat(), "hidden_until": None}})


def move_promise(session: Session, promise_id: str, *, due: date, customer_knows: bool | None) -> int:
    """Move a promise to another day (期日を変更) and keep whether the customer knows."""
    return door.amend(session, "promise", {promise_id: {"due": due.isoformat(), "customer_knows": customer_knows}})


def hide_promise(session: Session, promise_id: str, *, until: date) -> int:
    """Hide a promise for later (あとで); its due day stays."""
    return door.amend(session, "promise", {promise_id: {"hidden_until": until.isoformat()}})
