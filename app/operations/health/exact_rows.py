"""The health of accounts one after the other, each day scored as its own page would; slow and plain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from app.health.finish import rounded
from app.health.model import Loyalty, Model
from app.health.score import Score, score
from app.health.trend import DAYS, delta, trend
from app.models.database import Session
from app.operations.health.groups import Member, grouped
from app.operations.health.inputs import many_known
from app.operations.health.known import Known
from app.operations.health.models import model_at
from app.operations.health.row_health import DEAR_DAYS, WEEKS, Dear, RowHealth


def days_of(today: date) -> dict[date, None]:
    """Return the days that a row tells of, without doubles: the weeks, thirty and ninety days ago."""
    weeks = [today - timedelta(7 * week) for week in range(WEEKS)]
    return dict.fromkeys([*weeks, today - timedelta(DAYS), today - timedelta(DEAR_DAYS)])


def exact_rows(session: Session, *, today: date, account_ids: Iterable[str] | None = None) -> Mapping[str, RowHealth]:
    """Return the health of accounts (None: of all) by their ids; groups only where all are asked for."""
    models = {day: model_at(session, as_of=day) for day in days_of(today)}
    rows = {
        account_id: exact_row(models, known, today=today)
        for account_id, known in many_known(session, account_ids).items()
    }
    return rows if account_ids is not None else with_groups(session, rows, models[today], today=today)


def exact_row(models: Mapping[date, Model], known: Known, *, today: date) -> RowHealth:
    """Return the health of one account; `models` are those in force on each of its days."""
    scores = {day: score(models[day], known.inputs(day)) for day in models}
    now, before = scores[today], scores[today - timedelta(DAYS)]
    by = delta(now.score, before.score)
    weeks = tuple(scores[today - timedelta(7 * week)].score for week in reversed(range(WEEKS)))
    return RowHealth(
        now.score, now.exact, now.band, now.coverage, before.score, before.band, by,
        trend(by, models[today].dead_band), weeks if any(week is not None for week in weeks) else None,
        dear_of(now, scores[today - timedelta(DEAR_DAYS)]), now.data, now.pulse,
        now.loyalty(Loyalty.BEHAVIOURAL), now.loyalty(Loyalty.PSYCHOLOGICAL), models[today].roll_up,
    )  # fmt: skip


def dear_of(now: Score, before: Score) -> dict[str, Dear]:
    """Return the dimensions of a day beside those of an earlier one; a dimension is found again by its key."""
    found = {}
    was = before.dimensions or {}
    for dimension in now.model.dimensions:
        here = (now.dimensions or {}).get(dimension.key)
        there = was.get(dimension.key)
        shown = None if here is None else rounded(here)
        found[dimension.letter] = Dear(shown, delta(shown, None if there is None else rounded(there)))
    return found


def with_groups(
    session: Session, rows: Mapping[str, RowHealth], model: Model, *, today: date
) -> Mapping[str, RowHealth]:
    """Return the rows with the figures of groups where the model rolls up."""
    found = grouped(session, {key: Member(row.score, row.exact) for key, row in rows.items()}, model, today=today)
    return {
        key: replace(row, group=found[key], group_band=model.band(found[key])) if key in found else row
        for key, row in rows.items()
    }
