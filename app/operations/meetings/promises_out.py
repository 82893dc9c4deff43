"""Open promises out as a calendar file, which any calendar takes in and updates by the same ids."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from app.errors import BansoError, Cancelled
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.promises import open_promises
from app.reports.promise_calendar import DuePromise, calendar_text
from app.reports.whole_file import put_in_place
from app.vocabulary import Side

SUFFIX = ".ics"


def due_promises(session: Session, *, account_id: str | None = None) -> tuple[DuePromise, ...]:
    """Return the open promises that have a day, of one account or of all.

    Those inside our own house stay at home: a calendar is shared more easily than one thinks.
    """
    account = tables.account
    names = {
        row["id"]: row["name"]
        for row in session.rows(select(account.c.id, account.c.name).where(account.c.deleted_at.is_(None)))
    }
    return tuple(
        DuePromise(f"{one.id}@banso", one.text, one.due, names[one.account_id], one.side)
        for one in open_promises(session, account_id=account_id)
        if one.due is not None and one.side is not Side.INTERNAL and one.account_id in names
    )


def write_promises(
    book: Book, to: Path, *, lang: str, account_id: str | None = None, cancelled: Callable[[], bool] = lambda: False
) -> int:
    """Write the file and return how many promises it holds; an error or a cancellation leaves no file."""
    found = book.read(due_promises, account_id=account_id)
    if not found:
        raise BansoError("promises_out.none")
    if cancelled():
        raise Cancelled
    put_in_place(to, calendar_text(found, lang=lang, now=book.clock.now()), cancelled)
    return len(found)
