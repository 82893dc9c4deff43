"""Rows of the list made from arrays, each when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import numpy as np

from app.health.dense.finishes import BANDS, NO_SCORE
from app.health.dense.rows import Ints
from app.health.finish import rounded
from app.health.model import Loyalty, Model
from app.health.trend import DAYS, delta, trend
from app.operations.health.dense_days import Days
from app.operations.health.dense_scores import Scores
from app.operations.health.row_health import DEAR_DAYS, WEEKS, Dear, RowHealth

A = TypeVar("A", bound="np.ndarray[Any, Any]")


@dataclass(frozen=True, eq=False)
class ScoreRows(Mapping[str, RowHealth]):
    """The health of every account by its id; `groups` are the figures of parents where the model rolls up."""

    places: Mapping[str, int]
    days: Days
    model: Model
    scores: Scores
    groups: Mapping[str, int | None] = field(default_factory=dict)
    _made: dict[str, RowHealth] = field(default_factory=dict)

    def __getitem__(self, account_id: str) -> RowHealth:
        row = self._made.get(account_id)
        if row is None:
            row = self._made[account_id] = self._make(account_id, self.places[account_id])
        return row

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def __contains__(self, account_id: object) -> bool:
        return account_id in self.places

    def exact(self, place: int) -> Decimal | None:
        """Return the exact score of an account by its place."""
        value = int(self.scores.exact[place])
        return None if value == NO_SCORE else Decimal(value).scaleb(-6)

    def _make(self, account_id: str, at: int) -> RowHealth:
        scores, today = self.scores, self.days.dates[-1]
        month = self._at(DAYS)
        now, before = _shown(scores.score[-1, at]), _shown(scores.score[month, at])
        by = delta(now, before)
        weeks = tuple(_shown(scores.score[week, at]) for week in self._weeks())
        return RowHealth(
            now, self.exact(at), BANDS[scores.band[-1, at]], _decimal(scores.coverage[at]) or Decimal(0), before,
            BANDS[scores.band[month, at]], by, trend(by, self.model.dead_band),
            weeks if any(week is not None for week in weeks) else None, self._dear(at, today),
            _decimal(scores.data[at]), _decimal(scores.pulse[at]), _decimal(scores.sides[Loyalty.BEHAVIOURAL][at]),
            _decimal(scores.sides[Loyalty.PSYCHOLOGICAL][at]), self.model.roll_up, self.groups.get(account_id),
            self.model.band(self.groups[account_id]) if account_id in self.groups else None,
        )  # fmt: skip

    def _dear(self, at: int, today: date) -> dict[str, Dear]:
        found = {}
        for dimension in self.model.dimensions:
            now = _decimal(self.scores.dimensions[today, dimension.key][at])
            then = self.scores.dimensions.get((today - timedelta(DEAR_DAYS), dimension.key))
            was = None if then is None else _decimal(then[at])
            shown = None if now is None else rounded(now)
            found[dimension.letter] = Dear(shown, delta(shown, None if was is None else rounded(was)))
        return found

    def _at(self, ago: int) -> int:
        return self.days.place(self.days.dates[-1] - timedelta(ago))

    def _weeks(self) -> Ints:
        return np.array([self._at(7 * week) for week in reversed(range(WEEKS))], np.int64)


def put(scores: Scores, other: Scores, at: Ints) -> Scores:
    """Return scores with the accounts of others at some places; what was handed out before stays as it was."""

    def one(mine: A, yours: A) -> A:
        made = mine.copy()
        made[..., at] = yours
        return made

    return Scores(
        one(scores.score, other.score), one(scores.band, other.band), one(scores.exact, other.exact),
        one(scores.coverage, other.coverage), one(scores.data, other.data), one(scores.pulse, other.pulse),
        {side: one(values, other.sides[side]) for side, values in scores.sides.items()},
        {key: one(values, other.dimensions[key]) for key, values in scores.dimensions.items()},
    )  # fmt: skip


def _shown(value: int) -> int | None:
    return None if value == NO_SCORE else int(value)


def _decimal(value: float) -> Decimal | None:
    return None if np.isnan(value) else Decimal(int(value)).scaleb(-6)
