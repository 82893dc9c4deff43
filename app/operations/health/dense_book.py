"""What the scores of many accounts are made of, as arrays by day and account: read once, patched by account."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from app.health.dense.curves import Standing
from app.health.dense.finishes import Own
from app.health.dense.rows import Flags, Ints
from app.health.dense.taken import Taken, Want, newest, take, want_of
from app.health.model import Expired, Measure, Model, Take
from app.models.database import Session
from app.operations.health.day_end import after_day
from app.operations.health.dense_days import Days
from app.operations.health.dense_facts import Condition, events, own, standing
from app.operations.health.dense_readings import Readings, readings

_ALL = "SELECT id, no FROM account WHERE deleted_at IS NULL ORDER BY no"
_SOME = "SELECT id, no FROM account WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY no"


@dataclass(frozen=True)
class Dense:
    """`ids` are the accounts in the order of the columns; `codes` number those who hold and judge."""

    days: Days
    ids: tuple[str, ...]
    codes: dict[str | None, int]
    taken: dict[Want, Taken]
    newest: dict[str, Taken]
    events: dict[Condition, Flags]
    standing: Standing
    own: Own

    def serves(self, models: Iterable[Model]) -> bool:
        """Tell whether everything these models ask for is here."""
        asked = Asked.by(models)
        return (
            asked.takes <= self.taken.keys()
            and asked.newest <= self.newest.keys()
            and asked.events <= self.events.keys()
        )

    def some(self, which: slice) -> Dense:
        """Return some of the accounts, in the same memory."""
        return Dense(
            self.days, self.ids[which], self.codes,
            {key: taken.accounts(which) for key, taken in self.taken.items()},
            {key: taken.accounts(which) for key, taken in self.newest.items()},
            {key: holds[:, which] for key, holds in self.events.items()},
            Standing(**{name: values[:, which] for name, values in vars(self.standing).items()}),
            Own(self.own.feeling[:, which], self.own.override[:, which]),
        )  # fmt: skip

    def put(self, other: Dense, at: Ints) -> None:
        """Take over the accounts of another one at some places."""
        for key in [key for key in self.taken if key not in other.taken]:
            # No model asks for it any more; should one do so again, everything is read anew.
            del self.taken[key]
        for key, taken in self.taken.items():
            taken.put(other.taken[key], at)
        for series in [series for series in self.newest if series not in other.newest]:
            del self.newest[series]
        for series, last in self.newest.items():
            last.put(other.newest[series], at)
        for condition in [condition for condition in self.events if condition not in other.events]:
            del self.events[condition]
        for condition, holds in self.events.items():
            holds[:, at] = other.events[condition]
        for mine, yours in ((self.standing, other.standing), (self.own, other.own)):
            for name, values in vars(mine).items():
                values[:, at] = getattr(yours, name)


@dataclass(frozen=True)
class Asked:
    """What some models ask of the book."""

    takes: frozenset[Want]
    newest: frozenset[str]
    events: frozenset[Condition]

    @classmethod
    def by(cls, models: Iterable[Model]) -> Asked:
        """Return what models ask for."""
        rules = [rule for model in models for rule in model.rules]
        return cls(
            frozenset(want_of(measure) for model in models for _dimension, measure in model.measures()),
            frozenset(rule.reading for rule in rules if rule.reading is not None),
            frozenset((rule.event, rule.within_days) for rule in rules if rule.event is not None),
        )


def load(
    session: Session, days: Days, models: Sequence[Model], *, account_ids: Iterable[str] | None = None,
    codes: dict[str | None, int] | None = None,
) -> Dense:  # fmt: skip
    """Read what models ask for, of all accounts or of some."""
    some = account_ids is not None
    found = (
        session.driver.execute(_SOME, (json.dumps(list(account_ids or ())),)) if some else session.driver.execute(_ALL)
    )
    accounts = found.fetchall()
    by_id = {row[0]: place for place, row in enumerate(accounts)}
    by_number = {row[1]: place for place, row in enumerate(accounts)}
    codes = {} if codes is None else codes
    models = list({id(model): model for model in models}.values())
    asked = Asked.by(models)
    known = readings(session, days, by_number, _since(models, days), codes, some=some)
    size = len(days), len(accounts)
    taken = {}
    for wanted in asked.takes:
        made = take(wanted, known.rows(wanted.reading), known.rows(wanted.per) if wanted.per else None, *size)
        taken[wanted] = _doubted(made, known, [wanted.reading, wanted.per or ""], *size)
    last = {series: _doubted(newest(known.rows(series), *size), known, [series], *size) for series in asked.newest}
    return Dense(
        days, tuple(by_id), codes, taken, last, events(session, days, by_id, asked.events, some=some),
        standing(session, days, by_id, codes, some=some), own(session, days, by_id, some=some),
    )  # fmt: skip


def _doubted(taken: Taken, known: Readings, series: list[str], days: int, accounts: int) -> Taken:
    doubt = known.doubtful(series, days, accounts)
    if doubt is not None:
        np.logical_or(taken.doubt, doubt, out=taken.doubt)
    return taken


def _since(models: Iterable[Model], days: Days) -> dict[str, str | None]:
    """Return the series that models ask for, each with the instant before which nothing matters to any of the days."""
    found: dict[str, str | None] = {}

    def want(series: str, lookback: int | None) -> None:
        since = None
        if lookback is not None and found.get(series, "") is not None:
            since = after_day(days.dates[0] - timedelta(lookback + 2), days.zone)
            since = min(since, found.get(series) or since)
        found[series] = since

    for model in models:
        for _dimension, measure in model.measures():
            want(measure.reading, _lookback(measure))
            if measure.per is not None:
                want(measure.per, None)
        for rule in model.rules:
            if rule.reading is not None:
                want(rule.reading, rule.within_days)
    return found


def _lookback(measure: Measure) -> int | None:
    """Return how old a reading may be and still matter; None for any age. An expired one counts as none."""
    if measure.expired is not Expired.EXCLUDE or measure.validity_days is None:
        return None
    windows = {Take.LATEST: 0, Take.CHANGE: 2}.get(measure.take, 1) * (measure.window_days or 28)
    return max(measure.validity_days, measure.validity_low_days or 0) + windows
