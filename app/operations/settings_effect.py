"""What the settings of segments do to the book of today: how many accounts count as quiet, and where each stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.models.database import Session
from app.operations.accounts import account_rows
from app.operations.contracts import standings
from app.operations.today_causes import Ground, quiet
from app.vocabulary import Phase, Segment


@dataclass(frozen=True)
class Effect:
    """How many accounts have gone quiet, and how many of each segment stand in each phase, None where nobody said."""

    quiet: int
    phases: Mapping[Segment, Mapping[Phase | None, int]]


def effect(session: Session, *, today: date) -> Effect:
    """Return what the settings of now do."""
    phases: dict[Segment, Counter[Phase | None]] = defaultdict(Counter)
    money = standings(session, today)
    rows = account_rows(session, today=today, money=money)
    for row in rows:
        if row.segment is not None:
            phases[row.segment][row.phase] += 1
    customers = {row.id: row for row in rows if row.phase is not Phase.CHURNED}
    return Effect(sum(1 for _one in quiet(Ground(session, customers, money, today), today)), phases)
