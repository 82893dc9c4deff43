"""Pinned accounts: those that a person wants at hand, in the order of the list."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.operations.account_row import order_key
from app.vocabulary import Band

_account = tables.account
_PINNED = Prepared(
    select(_account.c.id, _account.c.name, _account.c.reading).where(
        _account.c.pinned.is_(True), _account.c.deleted_at.is_(None)
    )
)


@dataclass(frozen=True)
class PinnedAccount:
    """A pinned account; its band and score come with the scores of the book."""

    id: str
    name: str
    band: Band = Band.UNKNOWN
    score: int | None = None


def pinned_accounts(session: Session) -> list[PinnedAccount]:
    """Return the pinned accounts by reading and name."""
    found = sorted(_PINNED.rows(session), key=lambda row: order_key(row["id"], row["name"], row["reading"]))
    return [PinnedAccount(row["id"], row["name"]) for row in found]


def is_pinned(session: Session, account_id: str) -> bool:
    """Tell whether an account is pinned."""
    return bool(session.scalar(select(_account.c.pinned).where(_account.c.id == account_id)))


def pin_account(session: Session, account_id: str, *, pinned: bool) -> bool:
    """Pin an account or let it go; tell whether that changed anything. Raises "account.unknown"."""
    where = select(_account.c.pinned).where(_account.c.id == account_id, _account.c.deleted_at.is_(None))
    there = session.execute(where).first()
    if there is None:
        raise BansoError("account.unknown", field="account", name=account_id)
    if bool(there[0]) is pinned:
        return False
    return bool(door.amend(session, "account", {account_id: {"pinned": pinned}}))
