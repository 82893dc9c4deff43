"""Tech touch in one digest: how many customers there are, whom programmes reach, and what the rules say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import text

from app.models.database import Session
from app.operations.signals.shipped import rules_of
from app.operations.today_causes import Ground, ground_of
from app.vocabulary import Programme, Segment

RULE = "quiet"
_REACHED = text(
    """SELECT DISTINCT account_id FROM touchpoint WHERE deleted_at IS NULL AND state = 'done'
 AND on_date > :since AND on_date <= :today"""
)
_TAKING_PART = text(
    """SELECT account_id, programme FROM participation WHERE deleted_at IS NULL
 AND (until IS NULL OR until >= :today) GROUP BY account_id, programme"""
)


@dataclass(frozen=True)
class Digest:
    """The customers of tech touch: `reached` by anything in so many `days`, `programmes` with how many take part."""

    accounts: int
    days: int
    reached: int
    programmes: Mapping[Programme, int]

    @property
    def unreached(self) -> int:
        """Return how many nothing has reached."""
        return self.accounts - self.reached


def tech_digest(session: Session, *, today: date) -> Digest | None:
    """Return the digest of a day, for who asks for nothing else."""
    return digest_of(ground_of(session, today, rules=rules_of(session)))


def digest_of(ground: Ground) -> Digest | None:
    """Return the digest of the day; None where nobody is looked after by tech touch, or its rule is off."""
    rule = ground.rules.get(RULE)
    tech = {account.id for account in ground.accounts.values() if account.segment is Segment.TECH}
    if rule is None or not rule.on or Segment.TECH not in rule.segments or not tech:
        return None
    days = rule.number("programme_days")
    asked = {"since": (ground.today - timedelta(days)).isoformat(), "today": ground.today.isoformat()}
    reached = {row["account_id"] for row in ground.session.rows(_REACHED, **asked)} & tech
    parts = Counter(
        Programme(row["programme"])
        for row in ground.session.rows(_TAKING_PART, today=asked["today"])
        if row["account_id"] in tech and row["programme"] in set(Programme)
    )
    return Digest(len(tech), days, len(reached), dict(parts))
