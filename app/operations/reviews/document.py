"""A review as it goes out: a type without a field for anything internal, so that nothing internal can go with it."""

from __future__ import annotations

from app.operations.reviews.rows import ReviewPage, SectionRow
from app.reports.review.facts import Span
from app.reports.review.told import Document, Section
from app.revenue.periods import Period, period_words


def document(page: ReviewPage) -> Document:
    """Return the sections that are shown, in order, each as it stands."""
    facts, row = page.facts, page.row
    span = Period(row.start, row.end, row.period_text)
    return Document(
        lang=row.lang,
        account=row.account,
        period=Span(row.start, row.end, row.period_text),
        period_words=period_words(span, row.lang, facts.fiscal_start),
        meeting_on=row.held_on or row.on,
        data_as_of=facts.today,
        currency=facts.currency,
        presented_by=facts.presented_by,
        attendees=row.attendees,
        sections=tuple(_section(one) for one in page.sections if not one.is_hidden and one.headline),
    )


def _section(row: SectionRow) -> Section:
    return Section(row.chapter, row.name, row.headline, row.told, row.points, row.speaker_notes)
