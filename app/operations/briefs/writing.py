"""Writes one page about an account as a PDF: whole or not at all, and nothing of ours on the customer's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from app.errors import BansoError, Cancelled
from app.models.database import Session
from app.operations.book import Book
from app.operations.briefs.approval import approval_page
from app.operations.briefs.executive import executive_brief
from app.operations.reviews.internal import found_in, internal_lines
from app.reports.brief.content import ApprovalPage
from app.reports.whole_file import put_in_place

EXECUTIVE, CHAMPION = "executive", "champion"
SUFFIX = ".pdf"


@dataclass(frozen=True)
class Written:
    """What was written, and what is missing or old on it."""

    path: Path
    warnings: tuple[str, ...]
    data_as_of: date


def write_brief(
    book: Book, account_id: str, *, readers: str, to: Path, lang: str, cancelled: Callable[[], bool] = lambda: False
) -> Written:
    """Write the page for "executive" or "champion"; an error or a cancellation leaves what was there.

    Raises BansoError "brief.not_pdf" for another kind of file, "brief.internal" where words of ours stand in what goes
    to the customer.
    """
    # The maker of PDFs takes a while to be read in, and a window asks for one rarely.
    from app.reports.brief.pdf import approval_pdf, executive_pdf

    if to.suffix.lower() != SUFFIX:
        raise BansoError("brief.not_pdf", field="to", file=to.name)
    now, today = book.clock.now(), book.clock.today()
    if readers == CHAMPION:
        page, warnings = book.read(_safe_page, account_id, now=now, today=today, lang=lang)
        made = partial(approval_pdf, page)
    else:
        brief, warnings = book.read(executive_brief, account_id, now=now, today=today, lang=lang)
        made = partial(executive_pdf, brief)
    if cancelled():
        raise Cancelled
    put_in_place(to, made(), cancelled)
    return Written(to, warnings, today)


def write_executive_brief(
    book: Book, account_id: str, *, to: Path, lang: str, cancelled: Callable[[], bool] = lambda: False
) -> Path:
    """Write the page for our own executive; return where it stands."""
    return write_brief(book, account_id, readers=EXECUTIVE, to=to, lang=lang, cancelled=cancelled).path


def write_approval_page(
    book: Book, account_id: str, *, to: Path, lang: str, cancelled: Callable[[], bool] = lambda: False
) -> Path:
    """Write the page for the champion's document; return where it stands."""
    return write_brief(book, account_id, readers=CHAMPION, to=to, lang=lang, cancelled=cancelled).path


def _safe_page(
    session: Session, account_id: str, *, now: datetime, today: date, lang: str
) -> tuple[ApprovalPage, tuple[str, ...]]:
    page, warnings = approval_page(session, account_id, now=now, today=today, lang=lang)
    said = found_in(page.words(), internal_lines(session, account_id))
    if said:
        raise BansoError("brief.internal", words=said[0])
    return page, warnings
