"""The health of one account on a day: its score with everything that made it, and how it moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import BansoError
from app.health.score import Score, score
from app.health.trend import DAYS, Trend, delta, trend
from app.health.why import Change, change
from app.models.database import Session
from app.operations.health.inputs import known_of
from app.operations.health.models import model_at


@dataclass(frozen=True)
class AccountHealth:
    """A score as known at the end of its day by the model then in force, and the same thirty days before.

    `change` says why it moved since a day that was asked about; None where nobody asked or either day has no score.
    """

    account_id: str
    name: str
    score: Score
    change: Change | None
    before30: Score
    delta: int | None
    trend: Trend | None


def account_health(session: Session, account_id: str, *, as_of: date, since: date | None = None) -> AccountHealth:
    """Return the health of an account at the end of a day; refuses a `since` after it and an unknown account."""
    if since is not None and since > as_of:
        raise BansoError("health.since", field="since", since=since, as_of=as_of)
    try:
        known = known_of(session, account_id)
    except KeyError:
        raise BansoError("account.unknown", field="account", name=account_id) from None
    model, inputs = model_at(session, as_of=as_of), known.inputs(as_of)
    month = as_of - timedelta(DAYS)
    now, before = score(model, inputs), score(model_at(session, as_of=month), known.inputs(month))
    why = None
    if since is not None:
        why = change(model_at(session, as_of=since), known.inputs(since), model, inputs)
    by = delta(now.score, before.score)
    return AccountHealth(account_id, known.name, now, why, before, by, trend(by, model.dead_band))
