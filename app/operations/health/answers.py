"""更新の答え合わせ: what the data said before a renewal was decided, what its holder said, and what happened."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.health.backtest import HORIZONS
from app.health.finish import rounded
from app.health.model import Model
from app.health.score import Score, score
from app.models.database import Session
from app.operations.health.assumed import assumed_known
from app.operations.health.backtest import Decided, decided_renewals
from app.operations.health.inputs import many_known
from app.operations.health.models import model_at
from app.operations.health.portfolio import batched
from app.vocabulary import Band, Outcome

__all__ = ["HORIZONS", "Answer", "Answers", "Said", "answers"]


@dataclass(frozen=True)
class Said:
    """What one side said: its score on the day, and what that means; no score where it said nothing."""

    score: int | None
    band: Band
    reason: str = ""

    def right(self, happened: Outcome) -> bool | None:
        """Tell whether it was borne out. Watch says neither; a renewal for less is neither stay nor loss."""
        if happened is Outcome.CONTRACTED or self.band not in (Band.GOOD, Band.RISK):
            return None
        return (self.band is Band.RISK) is (happened is Outcome.CHURNED)


@dataclass(frozen=True)
class Answer:
    """One decided renewal. `asked_of` is the day that is asked about, `end_on` the last day of the contract."""

    contract_id: str
    account_id: str
    name: str
    decided_on: date
    end_on: date
    asked_of: date
    happened: Outcome
    tags: tuple[str, ...]
    data: Said
    me: Said
    score: int | None
    band: Band

    @property
    def contested(self) -> bool:
        """Tell whether both said something, not the same, and just one of them was right."""
        both = self.data.score is not None and self.me.score is not None
        return both and (self.data.right(self.happened) is True) is not (self.me.right(self.happened) is True)


@dataclass(frozen=True)
class Answers:
    """Every decided renewal, the latest first, with how often each side was right and wrong.

    `assumed` readings were imported later and are taken as known when their source would have told.
    """

    rows: tuple[Answer, ...]
    assumed: int = 0

    def right(self, side: str) -> tuple[int, int]:
        """Return (right, wrong) of "data" or "me"; what said neither is in neither."""
        found = [getattr(row, side).right(row.happened) for row in self.rows]
        return sum(one is True for one in found), sum(one is False for one in found)

    @property
    def contested(self) -> tuple[Answer, ...]:
        """Return those where the two said different things and one of them was right."""
        return tuple(row for row in self.rows if row.contested)


def answers(session: Session, *, horizon: int, today: date) -> Answers:
    """Return every renewal decided up to today, with what was said so many days before, as known on that day."""
    by_account: dict[str, list[Decided]] = defaultdict(list)
    for one in decided_renewals(session, today=today):
        by_account[one.account_id].append(one)
    models: dict[date, Model] = {}
    found = []
    assumed = 0
    for some in batched(list(by_account)):
        known, moved = assumed_known(session, many_known(session, some))
        assumed += moved
        for one in (one for account_id in some for one in by_account[account_id]):
            day = one.decided_on - timedelta(horizon)
            if day not in models:
                models[day] = model_at(session, as_of=day)
            then = score(models[day], known[one.account_id].inputs(day))
            found.append(
                Answer(
                    one.contract_id, one.account_id, one.name, one.decided_on, one.end_on, day,
                    Outcome(one.outcome), one.tags,
                    _said(models[day], then.data), _said(models[day], then.pulse, _reason(then)), then.score, then.band,
                )
            )  # fmt: skip
    found.sort(key=lambda one: (one.decided_on, one.name), reverse=True)
    return Answers(tuple(found), assumed)


def _said(model: Model, value: Decimal | None, reason: str = "") -> Said:
    if value is None:
        return Said(None, Band.UNKNOWN)
    shown = rounded(value)
    return Said(shown, model.band(shown), reason)


def _reason(then: Score) -> str:
    """Return the words of the newest pulse that counted on the day."""
    notes = [
        (part.value.reading.on, part.value.reading.note)
        for part in then.parts
        if part.measure.kind == "pulse" and part.value.score is not None and part.value.reading is not None
    ]
    said = [note for _on, note in sorted(notes, reverse=True) if note]
    return said[0] if said else ""
