"""Which accounts change band under another model, before anybody decides on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.errors import Cancelled
from app.health.model import Model
from app.health.score import Score, score
from app.models import tables
from app.models.database import Session
from app.operations.health.inputs import many_known
from app.operations.health.models import model_at
from app.vocabulary import Band, Phase

_CHUNK = 200
_WORST_FIRST = (Band.RISK, Band.WATCH, Band.WITHHELD, Band.UNKNOWN, Band.GOOD)


@dataclass(frozen=True)
class BandMove:
    """An account whose band another model changes, with its score before and after."""

    account_id: str
    name: str
    before: int | None
    band_before: Band
    after: int | None
    band_after: Band

    @property
    def falls(self) -> bool:
        """Tell whether it comes to stand lower."""
        return _WORST_FIRST.index(self.band_after) < _WORST_FIRST.index(self.band_before)


@dataclass(frozen=True)
class Preview:
    """What another model does to the customers of today: who changes band, how many scores move at all, of how many."""

    moves: tuple[BandMove, ...]
    moved: int
    accounts: int


def preview_model(
    session: Session,
    model: Model,
    *,
    today: date,
    tell: Callable[[int, int, str], object] = lambda _n, _of, _words: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Preview:
    """Return who changes band under a model, those who fall the furthest first; who has left is not asked."""
    now = model_at(session)
    account = tables.account
    ids: list[str] = [
        row[0] for row in session.execute(select(account.c.id).where(account.c.deleted_at.is_(None)))
    ]  # fmt: skip
    moves: list[BandMove] = []
    moved = counted = 0
    for start in range(0, len(ids), _CHUNK):
        if cancelled():
            raise Cancelled
        tell(start, len(ids), "")
        for account_id, known in many_known(session, ids[start : start + _CHUNK]).items():
            inputs = known.inputs(today)
            if inputs.phase is Phase.CHURNED:
                continue
            before, after = score(now, inputs), score(model, inputs)
            counted += 1
            moved += before.score != after.score
            if before.band is not after.band:
                moves.append(_move(account_id, known.name, before, after))
    moves.sort(key=lambda move: (_WORST_FIRST.index(move.band_after), not move.falls, _fall(move), move.name))
    return Preview(tuple(moves), moved, counted)


def _move(account_id: str, name: str, before: Score, after: Score) -> BandMove:
    return BandMove(account_id, name, before.score, before.band, after.score, after.band)


def _fall(move: BandMove) -> int:
    return (move.after or 0) - (move.before or 0)
