"""What is expected of the renewals that are due: what was called of each last, never more than is to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.revenue.renewals import Due, State


@dataclass(frozen=True, slots=True)
class Call:
    """What was expected of a renewal on a day, in fine units, and why."""

    contract: str
    on: date
    committed: int
    best: int
    worst: int
    reason: str


@dataclass(frozen=True)
class Forecast:
    """Sums in fine units; a decided renewal counts as it was decided, an open one as it was called last.

    One that is said to be renewed and has no contract after its grace counts in the best case alone.

    `uncalled` are the open ones nobody has spoken of: they stand in `due` alone.
    """

    due: int
    committed: int
    best: int
    worst: int
    calls: Mapping[str, Call]
    uncalled: tuple[Due, ...]


def forecast(
    due: Sequence[Due], calls: Sequence[Call], begun: Mapping[tuple[str, date], date] | None = None
) -> Forecast:
    """Return the forecast of renewals; no call counts for more than its target.

    `begun` gives the first day of the term that a contract ends with on a day: what was said before was said of an
    earlier renewal.
    """
    newest: dict[str, Call] = {}
    for said in calls:
        if said.contract not in newest or said.on >= newest[said.contract].on:
            newest[said.contract] = said
    sums = {"committed": 0, "best": 0, "worst": 0}
    used: dict[str, Call] = {}
    uncalled: list[Due] = []
    for one in due:
        call = newest.get(one.contract)
        if call is not None and call.on < (begun or {}).get((one.contract, one.end), date.min):
            call = None
        if not one.state.is_open:
            for name in sums:
                sums[name] += one.kept
        elif call is None:
            uncalled.append(one)
        else:
            used[one.contract] = call
            # Of what the bridge counts as gone nothing is sure before its contract has come.
            hoped = ("best",) if one.state is State.UNSIGNED else tuple(sums)
            for name in hoped:
                sums[name] += max(0, min(getattr(call, name), one.target))
    return Forecast(sum(one.target for one in due), **sums, calls=used, uncalled=tuple(uncalled))
