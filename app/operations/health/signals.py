"""Why a score fell: the cause that did most of it, worked out for the rows that tell of a fall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.health.finish import fired
from app.health.trend import DAYS
from app.health.why import Cause, change
from app.models.database import Session
from app.operations.health.inputs import many_inputs
from app.operations.health.models import model_at
from app.vocabulary import Band, TodayKind

if TYPE_CHECKING:
    from app.operations.today import TodayRow

FALL = "fall"
"""The subject of the row, so that it can be put off by itself."""
_HEIGHT = {Band.RISK: 0, Band.WATCH: 1, Band.GOOD: 2}


def lower(band: Band, before: Band) -> bool:
    """Tell whether a band is lower than another; a verdict that came or went is neither."""
    return band in _HEIGHT and before in _HEIGHT and _HEIGHT[band] < _HEIGHT[before]


def explained(session: Session, rows: Iterable[TodayRow], *, today: date) -> list[TodayRow]:
    """Return rows where each fall names the cause that did most of it."""
    listed = list(rows)
    ids = list({row.account_id for row in listed if row.subject_id == FALL and row.kind is TodayKind.SIGNAL})
    if not ids:
        return listed
    then = today - timedelta(DAYS)
    was_model, now_model = model_at(session, as_of=then), model_at(session, as_of=today)
    was, now = many_inputs(session, ids, as_of=then), many_inputs(session, ids, as_of=today)
    causes: dict[str, dict[str, object]] = {}
    for account_id in ids:
        found = change(was_model, was[account_id], now_model, now[account_id])
        worst = min(found.causes, key=lambda one: one.effect, default=None) if found is not None else None
        if worst is not None and worst.effect < 0:
            names: Mapping[str, str] = {}
            if worst.measure is not None:
                measure = now_model.measure(worst.measure) or was_model.measure(worst.measure)
                names = measure.name if measure is not None else {}
            elif worst.cause is Cause.RULES:
                before = {rule.key for rule in fired(was_model, was[account_id])}
                names = next((r.name for r in fired(now_model, now[account_id]) if r.key not in before), {})
            causes[account_id] = {"cause": str(worst.cause), "names": tuple(names.items())}
    return [
        replace(row, params={**row.params, **causes[row.account_id]})
        if row.subject_id == FALL and row.account_id in causes
        else row
        for row in listed
    ]
