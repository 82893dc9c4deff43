"""A book with one customer, and what a section of its review says: the period is July to September 2026."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.clock import stamp
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.accounts import create_account
from app.operations.book import Book
from app.operations.reviews.gather.all import gather
from app.operations.reviews.gather.asked import spans
from app.reports.review.codec import dump
from app.reports.review.facts import Chapter, ChapterFacts, ReviewFacts
from app.reports.review.telling.tell import tell
from app.reports.review.told import Told
from tests.builders import TODAY

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
QUARTER = "2026Q3"
SUNDAYS = [date(2026, 7, 5) + timedelta(7 * week) for week in range(13)]
"""Those of the period."""

BEFORE = [day - timedelta(91) for day in SUNDAYS]
"""Those of the quarter before."""

_MEASURES: dict[str, dict[str, object]] = {
    "active_users": {"name_ja": "週間利用者数", "name_en": "Weekly active users", "unit": "people"},
    "licences": {"name_ja": "契約ライセンス数", "name_en": "Licences", "unit": "licences"},
    "reports_made": {"name_ja": "帳票の出力数", "name_en": "Reports made", "unit": "times"},
    "tickets": {"name_ja": "問い合わせ件数", "name_en": "Tickets", "unit": "tickets"},
    "csat": {"name_ja": "問い合わせの満足度", "name_en": "Satisfaction", "unit": "points"},
    "nps": {"name_ja": "NPS", "name_en": "NPS", "unit": "points", "loyalty": "psychological"},
}


class Small:
    """One customer of a book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.account = book.write(create_account, name="みどり食品", today=TODAY, by_id=book.by_id)[1]

    def add(self, entity: str, **values: Any) -> str:
        """Write a row of the customer and return its id."""
        row = {"account_id": self.account, **values}
        return self.book.write(lambda session: door.create(session, entity, [row]))[1][0]

    def amend(self, entity: str, row_id: str, **values: Any) -> None:
        """Change a row."""
        self.book.write(lambda session: door.amend(session, entity, {row_id: values}))

    def remove(self, entity: str, row_id: str) -> None:
        """Take a row away."""
        self.book.write(lambda session: door.remove(session, entity, [row_id]))

    def read(self, key: str, days: Sequence[date], values: Sequence[float | None], **more: Any) -> list[str]:
        """Write readings of a series and return their numbers."""
        return self.book.write(self._read, key, days, values, more)[1]

    def facts(self, period: str = QUARTER, comparison: str = "previous", today: date = TODAY) -> ReviewFacts:
        """Return what is known for a review."""

        def known(session: Session) -> ReviewFacts:
            span, compared = spans(session, self.account, period, comparison)
            return gather(
                session, self.account, period=span, compared=compared, comparison=comparison, now=NOW, today=today
            )

        return self.book.read(known)

    def chapter(self, chapter: Chapter, **more: Any) -> ChapterFacts:
        """Return what is known for one section."""
        return self.facts(**more).chapter(chapter)

    def told(
        self, chapter: Chapter, lang: str = "ja", metric: str = "", left_out: Sequence[str] = (), **more: Any
    ) -> Told:
        """Return what a section says."""
        return tell(chapter, self.facts(**more), lang, metric=metric, left_out=left_out)

    def outgoing(self) -> str:
        """Return everything that is kept for a review, as text."""
        return json.dumps(dump(self.facts()), ensure_ascii=False)

    def _read(
        self, session: Session, key: str, days: Sequence[date], values: Sequence[float | None], more: dict[str, Any]
    ) -> list[str]:
        measure, account = tables.measure, tables.account
        number = session.scalar(select(measure.c.no).where(measure.c.key == key))
        if number is None:
            row = {"loyalty": "behavioural", "null_rule": "zero_is_value", "validity_days": 14, "delay_days": 0}
            door.create(session, "measure", [{"key": key, **row, **_MEASURES[key]}])
            number = session.scalar(select(measure.c.no).where(measure.c.key == key))
        account_no = session.scalar(select(account.c.no).where(account.c.id == self.account))
        rows = []
        for day, value in zip(days, values, strict=True):
            observed = stamp(datetime.combine(day, time(17), ZoneInfo("Asia/Tokyo")).astimezone(UTC))
            rows.append(
                {"account_no": account_no, "measure_no": number, "value": value, "observed_at": observed,
                 "recorded_at": more.get("recorded_at", observed), "source": more.get("source", "product"),
                 "note": more.get("note")}
            )  # fmt: skip
        before = session.scalar(select(tables.reading.c.no).order_by(tables.reading.c.no.desc()).limit(1)) or 0
        door.create(session, "reading", rows)
        newer = select(tables.reading.c.no).where(tables.reading.c.no > before).order_by(tables.reading.c.no)
        return [str(row[0]) for row in session.execute(newer)]


def words(told: Told) -> str:
    """Return every word of a section."""
    cells = [span.text for line in told.statements for cell in line.cells for span in cell]
    figures = [text for one in told.figures for text in (one.label, one.value, one.remark)]
    marks = [mark.words for mark in told.chart.marks] if told.chart is not None else []
    return "\n".join((told.headline, *cells, *figures, *marks, told.source_line))


def behind(told: Told, key: str) -> set[str]:
    """Return the ids of the records behind a figure or a line."""
    keyed = [(one.key, one.sources) for one in told.figures] + [(one.key, one.sources) for one in told.statements]
    return {source.id for own, sources in keyed if own == key for source in sources}
