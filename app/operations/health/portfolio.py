"""Every account on one day beside thirty days before: what its data, its holder and each side of loyalty say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import text

from app.health.model import Loyalty, Measure, Model
from app.models.database import Session, json_text
from app.operations.accounts import account_rows
from app.operations.health.book_scores import book_scores
from app.operations.health.models import model_at
from app.operations.health.row_health import RowHealth
from app.vocabulary import Band, Phase, Segment

R = TypeVar("R")
SPAN = timedelta(days=30)
"""What an account is held against: what was known of it this long ago."""
_AT_ONCE = 200
_LEAST_ANSWERS = 2
"""A single answer does not speak for a whole side of loyalty."""
_LATEST = text(
    """SELECT a.id AS account_id, m.key, max(r.observed_at) AS newest FROM measure m
 JOIN reading r ON r.measure_no = m.no JOIN account a ON a.no = r.account_no
 WHERE m.deleted_at IS NULL AND r.deleted_at IS NULL AND r.value IS NOT NULL
 AND m.key IN (SELECT value FROM json_each(:series)) GROUP BY a.id, m.key"""
)


@dataclass(frozen=True)
class PortfolioRow:
    """One account. `before` and `band_before` are those of thirty days ago, as known then.

    `data` and `pulse` are the scores by data alone and by the holder's own pulse alone; `behavioural` and
    `psychological` what the customer does, and thinks.
    """

    account_id: str
    name: str
    segment: Segment | None
    mrr: Decimal
    currency: str
    score: int | None
    band: Band
    before: int | None
    band_before: Band
    coverage: Decimal
    data: Decimal | None
    pulse: Decimal | None
    behavioural: Decimal | None
    psychological: Decimal | None

    @property
    def delta(self) -> int | None:
        """Return by how much the score moved; None where either day has none."""
        return None if self.score is None or self.before is None else self.score - self.before

    @property
    def gap(self) -> Decimal | None:
        """Return data − pulse where both are known."""
        return None if self.data is None or self.pulse is None else self.data - self.pulse


def portfolio_rows(session: Session, *, today: date) -> tuple[PortfolioRow, ...]:
    """Return every account that is a customer today, in the order of the list."""
    health = book_scores(session, today=today)
    told = _told(session, model_at(session, as_of=today), today)
    rows = []
    for row in account_rows(session, today=today):
        if row.phase is Phase.CHURNED:
            continue
        known = health.get(row.id, RowHealth())
        rows.append(
            PortfolioRow(
                row.id, row.name, row.segment, row.mrr, row.currency,
                known.score, known.band, known.before, known.band_before, known.coverage, known.data, known.pulse,
                known.behavioural if told[row.id, Loyalty.BEHAVIOURAL] >= _LEAST_ANSWERS else None,
                known.psychological if told[row.id, Loyalty.PSYCHOLOGICAL] >= _LEAST_ANSWERS else None,
            )
        )  # fmt: skip
    return tuple(rows)


def _told(session: Session, model: Model, today: date) -> Counter[tuple[str, Loyalty]]:
    """Return how many measures of each side of loyalty have a reading that is still valid, by account."""
    found: Counter[tuple[str, Loyalty]] = Counter()
    by_series: dict[str, list[Measure]] = defaultdict(list)
    for _dimension, measure in model.measures():
        by_series[measure.reading].append(measure)
    for row in session.rows(_LATEST, series=json_text(list(by_series))):
        age = (today - date.fromisoformat(row["newest"][:10])).days
        for measure in by_series[row["key"]]:
            if measure.validity_days is None or age <= measure.validity_days:
                found[row["account_id"], measure.loyalty] += 1
    return found


def batched(rows: Sequence[R]) -> Iterator[Sequence[R]]:
    """Yield rows some at a time: all readings of a large book at once would fill the memory."""
    for at in range(0, len(rows), _AT_ONCE):
        yield rows[at : at + _AT_ONCE]
