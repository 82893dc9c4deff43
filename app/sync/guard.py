"""Stops a run before it takes in or sends anything, where what would vanish looks like an accident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.sync.sides import Bound, Theirs

FEW = 20
SHARE = 0.05
BLANK_SHARE = 0.10
EMPTY_FROM = 10


@dataclass(frozen=True)
class Alarm:
    """One reason to stop; `local_ids` are some of the rows it would touch. `kind`: deletes, missing, blanks, empty."""

    entity: str
    kind: str
    field: str
    count: int
    of: int
    local_ids: tuple[str, ...] = ()


@dataclass
class Tally:
    """What a run is about to do to the rows of one type. `bound` is how many of its records are bound."""

    entity: str
    bound: int
    seen: int = 0
    full: bool = False
    gone: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    blanks: Counter[str] = field(default_factory=Counter)
    blanked: dict[str, list[str]] = field(default_factory=dict)

    def count(self, theirs: Theirs, bound: Bound | None) -> None:
        """Count what one record would do."""
        if bound is None or bound.state not in ("live", "missing"):
            return
        if theirs.gone:
            self.gone.append(bound.local_id)
        for name, value in theirs.fields.items():
            if value is None and bound.base.get(name) is not None:
                self.blanks[name] += 1
                self.blanked.setdefault(name, []).append(bound.local_id)

    def alarms(self) -> list[Alarm]:
        """Return the reasons to stop."""
        found: list[Alarm] = []
        lost = len(self.gone) + len(self.missing)
        if lost > max(FEW, SHARE * self.bound):
            kind = "deletes" if len(self.gone) >= len(self.missing) else "missing"
            found.append(self._alarm(kind, "", lost, [*self.gone, *self.missing]))
        if self.full and self.bound >= EMPTY_FROM and self.seen == 0:
            found.append(self._alarm("empty", "", self.bound, self.missing))
        for name, count in self.blanks.items():
            if count > FEW and count > BLANK_SHARE * self.bound:
                found.append(self._alarm("blanks", name, count, self.blanked[name]))
        return found

    def _alarm(self, kind: str, name: str, count: int, ids: Sequence[str]) -> Alarm:
        return Alarm(self.entity, kind, name, count, self.bound, tuple(ids[:5]))


class Stopped(Exception):
    """The guard has stopped the run before it took in or sent anything."""

    def __init__(self, alarms: Sequence[Alarm]) -> None:
        super().__init__(", ".join(f"{one.entity} {one.kind} {one.count}/{one.of}" for one in alarms))
        self.alarms = tuple(alarms)


def too_many(entity: str, local_ids: Sequence[str], bound: int, few: int = FEW) -> Alarm | None:
    """Return the reason to stop where as many of our deletes are about to be sent."""
    if len(local_ids) > (max(few, SHARE * bound) if few else 0):
        return Alarm(entity, "pushes", "", len(local_ids), bound, tuple(local_ids[:5]))
    return None
