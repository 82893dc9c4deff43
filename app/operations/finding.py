"""Finding words in everything written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.journal import searchable
from app.models import tables
from app.models.database import Session
from app.search.fold import fold
from app.search.query import Order, find
from app.search.snippet import Snippet

__all__ = ["FoundRow", "FoundRows", "Order", "Snippet", "fold", "search"]


@dataclass(frozen=True)
class FoundRow:
    """One thing found: its kind is the table it stands in, its snippet plain text with the spans that match."""

    kind: str
    id: str
    account_id: str | None
    account: str
    date: date
    snippet: Snippet


@dataclass(frozen=True)
class FoundRows:
    """What was found: `total`, or more than that where `capped`."""

    total: int
    capped: bool
    hits: tuple[FoundRow, ...]


def search(
    session: Session,
    words: str,
    *,
    order: Order = "newest",
    limit: int = 50,
    account_id: str | None = None,
    kind: str | None = None,
) -> FoundRows:
    """Return what holds all `words`: Japanese by substring, Latin words and numbers by their beginning."""
    found = find(
        searchable.raw(session),
        words,
        bodies=lambda refs: searchable.bodies(session, refs),
        order=order,
        limit=limit,
        account_ids=[account_id] if account_id else None,
        kinds=[kind] if kind else None,
    )
    names = _names(session, {hit.account_id for hit in found.hits if hit.account_id})
    hits = tuple(
        FoundRow(hit.kind, hit.ref, hit.account_id, names.get(hit.account_id or "", ""), hit.day, hit.snippet)
        for hit in found.hits
    )
    return FoundRows(found.total, found.capped, hits)


def _names(session: Session, ids: set[str]) -> dict[str, str]:
    account = tables.account
    return {
        row[0]: row[1] for row in session.execute(select(account.c.id, account.c.name).where(account.c.id.in_(ids)))
    }
