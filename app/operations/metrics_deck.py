"""The metrics deck: what a customer-success team answers for in a period, as slides with native charts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.errors import BansoError
from app.language import current, tr
from app.models.database import Session
from app.operations.book import Book
from app.operations.health.movement import Movement, band_movement
from app.operations.metrics_sections import Figures, sections
from app.operations.money.metrics import metrics
from app.operations.money.series import by_month
from app.operations.reviews.exporting import SUFFIXES
from app.operations.reviews.rows import Written
from app.operations.settings import settings
from app.reports.review.facts import Span
from app.reports.review.told import Document
from app.revenue.periods import Period, parse_period, period_words
from app.revenue.terms import add_months

QUARTERS = 4


def write_metrics_deck(
    book: Book,
    to: Path,
    *,
    period: str = "",
    lang: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write the figures of a period as slides, by the kind of file that `to` names; an error leaves no file.

    Without a period it is that of the twelve months up to today. "deck.suffix" for another kind of file; else what
    `metrics` raises.
    """
    from app.reports.review.deck import write_review, write_review_pdf

    suffix = to.suffix.lower()
    if suffix not in SUFFIXES:
        raise BansoError("deck.suffix", field="to", file=to.name)
    out = book.read(metrics_document, period=period, today=book.clock.today(), lang=lang or current())
    write = write_review if suffix == ".pptx" else write_review_pdf
    done = write(out, to, progress=progress, cancelled=cancelled)
    return Written(done.slides, done.warnings, out.data_as_of)


def metrics_document(session: Session, *, period: str, today: date, lang: str) -> Document:
    """Return the deck of a period as a document: retention, bridge, quarters, renewals, starts, health."""
    chosen = settings(session)
    span = parse_period(period, chosen.fiscal_year_start) if period else _last_year(today)
    if span.start > today:
        raise BansoError("metrics.ahead", field="period", day=span.start)
    until = Period(span.start, min(span.end, today), span.label)
    moved: Movement = band_movement(session, today=today)
    figures = Figures(
        metrics(session, period=until, today=today),
        by_month(session, period=until, today=today),
        tuple((one, metrics(session, period=one, today=today)) for one in _quarters(until)),
        moved,
        chosen.fiscal_year_start,
    )
    words = period_words(until, lang, chosen.fiscal_year_start)
    return Document(
        lang=lang,
        account="",
        period=Span(until.start, until.end, period),
        period_words=words,
        meeting_on=None,
        data_as_of=today,
        currency=figures.metrics.currency,
        presented_by="",
        attendees=(),
        sections=sections(figures, lang),
        title=tr(lang, "Portfolio metrics"),
    )


def _last_year(today: date) -> Period:
    start = add_months(today.replace(day=1), -11)
    return Period(start, today, f"{start}..{today}")


def _quarters(period: Period) -> tuple[Period, ...]:
    """Return the last quarters of the period, counted back from its end, the earliest first."""
    found: list[Period] = []
    end = period.end
    while len(found) < QUARTERS:
        start = add_months(end.replace(day=1), -2)
        if start < period.start:
            break
        found.append(Period(start, end, f"{start}..{end}"))
        end = date.fromordinal(start.toordinal() - 1)
    return tuple(reversed(found))
