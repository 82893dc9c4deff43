"""The review deck of an account: filled from what is known, written as PPTX."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from app.errors import BansoError
from app.models import tables
from app.models.database import Session
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.review_content import review_content, speaker_notes
from app.operations.settings import settings
from app.reports.content import ReviewContent, SpeakerNotes
from app.reports.deck import write_review
from app.revenue.periods import parse_period, period_words


@dataclass(frozen=True)
class WrittenDeck:
    """How many slides were written, what to look at before presenting, and the day of the data."""

    slides: int
    warnings: tuple[str, ...]
    data_as_of: date


def write_review_deck(
    book: Book,
    account: str,
    *,
    period: str,
    to: Path,
    template: Path | None = None,
    with_notes: bool = False,
    lang: str,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> WrittenDeck:
    """Write the deck of an account for a period; an error or a cancellation leaves no file.

    "deck.not_pptx" for a name that would promise another kind of file.
    """
    if to.suffix.lower() != ".pptx":
        raise BansoError("deck.not_pptx", field="to", file=to.name)
    today = book.clock.today()

    def known(session: Session) -> tuple[ReviewContent, SpeakerNotes | None]:
        account_id = find_account(session, account)
        start = fiscal_start(session, account_id)
        span = parse_period(period, start)
        words = period_words(span, lang, start)
        content = review_content(session, account_id, period=span, today=today, lang=lang, words=words)
        return content, speaker_notes(session, account_id, today=today) if with_notes else None

    content, notes = book.read(known)
    done = write_review(content, to, notes=notes, template=template, progress=progress, cancelled=cancelled)
    return WrittenDeck(done.slides, tuple(done.warnings), today)


def fiscal_start(session: Session, account_id: str) -> int:
    """Return the month in which the customer's fiscal year begins, ours where theirs is not known."""
    end = session.scalar(select(tables.account.c.fiscal_year_end).where(tables.account.c.id == account_id))
    return int(end) % 12 + 1 if end else settings(session).fiscal_year_start
