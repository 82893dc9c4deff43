"""Everything the health tab of an account shows, in one answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import BansoError
from app.health.model import RollUp
from app.health.score import Score, score
from app.health.trend import DAYS
from app.health.why import Change, change
from app.models.database import Session
from app.operations.health.account_health import AccountHealth, account_health
from app.operations.health.decided import Decision, decided
from app.operations.health.feelings import OwnWord, feelings_of
from app.operations.health.groups import Member, children_of, grouped
from app.operations.health.inputs import known_of, many_inputs
from app.operations.health.models import model_at
from app.operations.health.row_health import DEAR_DAYS
from app.vocabulary import Band


@dataclass(frozen=True)
class Group:
    """An account with its subsidiaries together, in the way the model chooses."""

    how: RollUp
    members: int
    score: int | None
    band: Band


@dataclass(frozen=True)
class HealthPage:
    """The health of an account today, what it is held against, how it was decided; `since` is the day of `change`."""

    health: AccountHealth
    before: Score
    since: date
    decided: tuple[Decision, ...]
    own: OwnWord
    group: Group | None = None

    @property
    def score(self) -> Score:
        """Return the score of the day."""
        return self.health.score


def health_page(session: Session, account_id: str, *, today: date, since: date | None = None) -> HealthPage:
    """Return what the tab shows; the change is that since a day, thirty days ago unless said."""
    since = since or today - timedelta(DAYS)
    health = account_health(session, account_id, as_of=today, since=since)
    known = known_of(session, account_id)
    past = today - timedelta(DEAR_DAYS)
    before = score(model_at(session, as_of=past), known.inputs(past))
    own = feelings_of(session, account_id)
    return HealthPage(health, before, since, decided(session, known), own, _group(session, account_id, today))


def change_since(session: Session, account_id: str, *, today: date, since: date) -> Change | None:
    """Return why the score of an account differs from that of a day; None where either day has no verdict."""
    if since > today:
        raise BansoError("health.since", field="since", since=since, as_of=today)
    known = known_of(session, account_id)
    then, now = model_at(session, as_of=since), model_at(session, as_of=today)
    return change(then, known.inputs(since), now, known.inputs(today))


def _group(session: Session, account_id: str, today: date) -> Group | None:
    model = model_at(session, as_of=today)
    if model.roll_up is RollUp.OWN:
        return None
    family = _family(account_id, children_of(session))
    if len(family) < 2:
        return None
    scores = {one: score(model, inputs) for one, inputs in many_inputs(session, family, as_of=today).items()}
    members = {one: Member(made.score, made.exact) for one, made in scores.items()}
    together = grouped(session, members, model, today=today).get(account_id)
    return Group(model.roll_up, len(family), together, model.band(together))


def _family(account_id: str, children: dict[str, list[str]]) -> list[str]:
    found, waiting = [account_id], [account_id]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.append(child)
                waiting.append(child)
    return found


def closing_days(score: Score) -> Iterable[date]:
    """Yield the last days of the judgements that count now: feeling, override, and each pulse."""
    for own in (score.feeling, score.override):
        if own is not None:
            yield own.expires
