"""The scores of a book kept in memory, so that a change costs what it touched."""

from __future__ import annotations

import json
import threading
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from app.health.dense.finishes import fits
from app.health.dense.rows import Ints
from app.health.model import Model, RollUp
from app.journal.changes import Changes
from app.models.database import Session
from app.operations.health.dense_book import Dense, load
from app.operations.health.dense_days import Days, days_for
from app.operations.health.dense_scores import dense_scores
from app.operations.health.exact_rows import exact_rows
from app.operations.health.groups import Member, grouped
from app.operations.health.models import model_at
from app.operations.health.row_health import RowHealth
from app.operations.health.score_rows import ScoreRows, put
from app.operations.settings import settings

_OF_ACCOUNTS = ("account_fact", "feeling", "score_override", "indicator")
_MOST = 500
"""So many accounts are looked up one by one; more, and going through the whole book is quicker."""


_TURNS = "SELECT said_at FROM health_model UNION SELECT deleted_at FROM health_model WHERE deleted_at IS NOT NULL"


@dataclass(frozen=True)
class Scored:
    """Every account's health, and the accounts whose health may differ from what was known before."""

    rows: Mapping[str, RowHealth] = field(default_factory=dict)
    differs: frozenset[str] = frozenset()


class ScoreCache:
    """Keeps the scores of one book. May be asked from any thread, one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._dense: Dense | None = None
        self._rows: Mapping[str, RowHealth] = {}

    def refresh(self, session: Session, *, today: date, changes: Iterable[Changes] = ()) -> Scored:
        """Return the scores of a day; after the first time only what the changes touched is worked out again."""
        with self._lock:
            days = days_for(today, settings(session).zone)
            models = models_on(session, days)
            before, told = self._rows, list(changes)
            if not all(fits(model) for model in models):
                self._dense = None
                self._rows = exact_rows(session, today=today)
                return Scored(self._rows, frozenset({*self._rows, *before}))
            touched = self._touched(session, told) if self._dense is not None and self._dense.days == days else None
            if touched is None or self._dense is None or not self._dense.serves(models) or len(touched) > _MOST:
                self._dense, touched = load(session, days, models), None
                self._rows = self._whole(session, self._dense, models)
            else:
                part = load(session, days, models, account_ids=touched, codes=self._dense.codes) if touched else None
                if part is not None:
                    self._dense.put(part, self._places(part))
                if any(one.touches("health_model") for one in told):
                    self._rows, touched = self._whole(session, self._dense, models), None
                elif part is not None:
                    self._patch(session, part, models)
            self._group(session, models[-1], today)
            return Scored(self._rows, self._differing(before, touched))

    def _touched(self, session: Session, changes: Sequence[Changes]) -> frozenset[str] | None:
        """Return the accounts that changes are about; None where everything is to be read anew."""
        assert self._dense is not None
        found: set[str] = set()
        numbers: set[str] = set()
        for change in changes:
            if change.touches("measure", "setting"):
                return None
            found |= change.ids("account")
            numbers |= change.ids("reading")
            for table in _OF_ACCOUNTS:
                ids = json.dumps(sorted(change.ids(table)))
                asked = f"SELECT account_id FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
                found.update(row[0] for row in session.driver.execute(asked, (ids,)))
        asked = "SELECT id FROM account WHERE no IN (SELECT value FROM json_each(?))"
        found.update(row[0] for row in session.driver.execute(asked, (json.dumps([int(no) for no in numbers]),)))
        there = "SELECT id FROM account WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))"
        live = {row[0] for row in session.driver.execute(there, (json.dumps(sorted(found)),))}
        # An account that came or went moves every column.
        return frozenset(found) if live == found and live <= set(self._dense.ids) else None

    def _whole(self, session: Session, dense: Dense, models: Sequence[Model]) -> ScoreRows:
        places = {account_id: place for place, account_id in enumerate(dense.ids)}
        return ScoreRows(places, dense.days, models[-1], dense_scores(session, dense, models))

    def _patch(self, session: Session, part: Dense, models: Sequence[Model]) -> None:
        rows = self._rows
        assert isinstance(rows, ScoreRows)
        scores = put(rows.scores, dense_scores(session, part, models), self._places(part))
        self._rows = replace(rows, scores=scores, _made={})

    def _places(self, part: Dense) -> Ints:
        rows = self._rows
        assert isinstance(rows, ScoreRows)
        return np.array([rows.places[account_id] for account_id in part.ids], np.int64)

    def _group(self, session: Session, model: Model, today: date) -> None:
        rows = self._rows
        assert isinstance(rows, ScoreRows)
        if model.roll_up is RollUp.OWN and not rows.groups:
            return
        members = {key: Member(None, rows.exact(place)) for key, place in rows.places.items()}
        groups = grouped(session, members, model, today=today)
        if groups != rows.groups:
            self._rows = replace(rows, groups=groups, _made={})

    def _differing(self, before: Mapping[str, RowHealth], touched: frozenset[str] | None) -> frozenset[str]:
        if touched is None:
            return frozenset({*self._rows, *before})
        asked = set(touched)
        if isinstance(before, ScoreRows) and isinstance(self._rows, ScoreRows):
            was, now = before.groups, self._rows.groups
            asked |= {key for key in {*was, *now} if was.get(key, -1) != now.get(key, -1)}
        return frozenset(key for key in asked if self._rows.get(key) != before.get(key))


def models_on(session: Session, days: Days) -> list[Model]:
    """Return the model in force on each day. Between two instants at which versions came or went it is the same."""
    turns = sorted(days.since(row[0]) for row in session.driver.execute(_TURNS))
    found: dict[int, Model] = {}
    for at, day in enumerate(days.dates):
        step = bisect_right(turns, at)
        if step not in found:
            found[step] = model_at(session, as_of=day)
    return [found[bisect_right(turns, at)] for at in range(len(days))]
