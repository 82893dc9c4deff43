"""A review goes out: as a deck, for handing out or to present from, or as a PDF; whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import select

from app.errors import BansoError
from app.language import current, keyed
from app.models import tables
from app.models.database import Session
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.reviews.checks import content_checks, leaks
from app.operations.reviews.document import document
from app.operations.reviews.gather.asked import spans
from app.operations.reviews.making import gathered, usual_attendees
from app.operations.reviews.page import page_of, review_page
from app.operations.reviews.rows import Check, ReviewPage, Written
from app.operations.reviews.templates import layouts_of

SUFFIXES = (".pptx", ".pdf")
Progress = Callable[[int, int], None]


def export_review(
    book: Book,
    review_id: str,
    to: Path,
    *,
    variant_notes: bool = False,
    template: Path | None = None,
    layouts: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write a review by the kind of file that `to` names; an error or a cancellation leaves what was there.

    With `variant_notes` it is 発表用: the speaker notes stand on the slides' note pages; a PDF never has them. Raises
    BansoError "deck.suffix" for another kind of file, "deck.internal" where a note of ours was written into it. Without
    `layouts` those that were chosen for the template before play its parts.
    """
    today = book.clock.today()
    return _written(
        book, lambda session: review_page(session, review_id, today=today), to, variant_notes, template, layouts,
        progress, cancelled,
    )  # fmt: skip


def write_review_deck(
    book: Book,
    account: str,
    *,
    period: str,
    to: Path,
    template: Path | None = None,
    with_notes: bool = False,
    lang: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write the review of an account for a period: the one that was prepared, else one as everything is known now.

    Without `lang` it is in the language it was prepared in, and else in the one in use. Raises those of
    `export_review` and of `find_account`, and BansoError where the period cannot be read.
    """
    today, now = book.clock.today(), book.clock.now()

    def known(session: Session) -> ReviewPage:
        account_id = find_account(session, account)
        prepared = _prepared(session, account_id, period, lang)
        if prepared:
            return review_page(session, prepared, today=today)
        asked = usual_attendees(session, account_id, today=today)
        facts = gathered(session, account_id, period, "previous", asked, now=now, today=today)
        return page_of(facts, lang or current(), today=today)

    return _written(book, known, to, with_notes, template, None, progress, cancelled)


def _written(
    book: Book,
    known: Callable[[Session], ReviewPage],
    to: Path,
    with_notes: bool,
    template: Path | None,
    layouts: Mapping[str, str] | None,
    progress: Progress | None,
    cancelled: Callable[[], bool],
) -> Written:
    # The makers of documents take a while to be read in, and a window asks for them rarely.
    from app.reports.review.deck import write_review, write_review_pdf

    suffix = to.suffix.lower()
    if suffix not in SUFFIXES:
        raise BansoError("deck.suffix", field="to", file=to.name)
    page, told, checks = book.read(_read, known)
    if layouts is None:
        layouts = book.read(layouts_of, template)
    if told:
        raise BansoError("deck.internal", section=told[0].name, words=told[0].params["words"])
    out = document(page)
    if suffix == ".pdf":
        done = write_review_pdf(out, to, progress=progress, cancelled=cancelled)
    else:
        done = write_review(
            out, to, with_notes=with_notes, template=template, layouts=layouts, progress=progress, cancelled=cancelled
        )
    return Written(done.slides, (*(check_words(one) for one in checks), *done.warnings), out.data_as_of)


def check_words(check: Check) -> str:
    """Return what is to be put right as a sentence, in the language in use."""
    return keyed("check", check.kind.value, section=check.name, **check.params)


def _read(
    session: Session, known: Callable[[Session], ReviewPage]
) -> tuple[ReviewPage, tuple[Check, ...], list[Check]]:
    page = known(session)
    return page, leaks(session, page), content_checks(session, page)


def _prepared(session: Session, account_id: str, period: str, lang: str | None) -> str | None:
    """Return the review of these days that was prepared last, in a language where one is asked for."""
    review = tables.review
    span, _beside = spans(session, account_id, period.strip().upper(), "none")
    statement = (
        select(review.c.id)
        .where(
            review.c.account_id == account_id,
            review.c.start_on == span.start.isoformat(),
            review.c.end_on == span.end.isoformat(),
            review.c.facts.is_not(None),
            review.c.deleted_at.is_(None),
        )
        .order_by(review.c.no.desc())
        .limit(1)
    )
    found: str | None = session.scalar(statement if lang is None else statement.where(review.c.lang == lang))
    return found
