"""Finding words in everything written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, text

from app.journal import searchable
from app.models import tables
from app.models.database import Session, json_text
from app.models.prepared import Prepared
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


_NAMES = Prepared(
    select(tables.account.c.id, tables.account.c.name).where(text("id IN (SELECT value FROM json_each(:ids))"))
)


def _names(session: Session, ids: set[str]) -> dict[str, str]:
    return {row["id"]: row["name"] for row in _NAMES.rows(session, ids=json_text(sorted(ids)))}
