"""What arrays cannot decide: the accounts it is about are read as their own pages would read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np

from app.health.dense.rows import Flags
from app.health.inputs import Inputs
from app.models.database import Session
from app.operations.health.dense_book import Dense
from app.operations.health.inputs import many_known
from app.operations.health.known import Known


class Doubts:
    """Collects what arrays cannot decide and works it out from the rows of its accounts."""

    def __init__(self, session: Session, dense: Dense) -> None:
        self._session, self._dense = session, dense
        self._known: dict[str, Mapping[date, Inputs]] = {}

    def read(self, flags: Iterable[Flags]) -> None:
        """Read the accounts that something is doubtful of, all in one go."""
        columns = sorted({int(at) for flag in flags for at in np.flatnonzero(flag.any(axis=0))})
        ids = [self._dense.ids[at] for at in columns if self._dense.ids[at] not in self._known]
        for account_id, known in (many_known(self._session, ids) if ids else {}).items():
            self._known[account_id] = _OnDays(known)

    def inputs(self, place: int, day: date) -> Inputs:
        """Return what was known of an account on a day."""
        return self._known[self._dense.ids[place]][day]


class _OnDays(dict[date, Inputs]):
    """What was known of one account, cut for a day when it is first asked about."""

    def __init__(self, known: Known) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, day: date) -> Inputs:
        made = self[day] = self._known.inputs(day)
        return made
