"""Where a pull stands in the order of a hub's changes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.connectors.errors import CursorExpired

_TEXT = re.compile(
    r"1 ([0-9a-f-]{36}) (\d{1,20}(?:\.\d{1,10}){2}) (\d{1,9}) (\d{1,18}) (\d{1,19}) (\d{1,19})", re.ASCII
)


@dataclass(frozen=True, order=True)
class Place:
    """After this row of this transaction; 0 stands before all rows of it."""

    xid: int = 0
    no: int = 0


@dataclass(frozen=True)
class State:
    """What has to be the same for a place to mean anything: which database it is, and what one may see there."""

    epoch: str
    system: str
    timeline: int
    rights: int

    def written(self, place: Place) -> str:
        """Return the cursor of a place."""
        return f"1 {self.epoch} {self.system} {self.timeline} {self.rights} {place.xid} {place.no}"

    def place(self, cursor: str | None, horizon: int) -> Place:
        """Read a cursor; one of another database, of other rights or of the future has expired."""
        if cursor is None:
            return Place()
        told, place = read(cursor)
        if told != self or place.xid > horizon:
            raise CursorExpired("the cursor is of another time")
        return place


def read(cursor: str) -> tuple[State, Place]:
    """Return what a cursor says; CursorExpired for what is none."""
    found = _TEXT.fullmatch(cursor)
    if found is None:
        raise CursorExpired("not a cursor of a hub")
    epoch, system, *numbers = found.groups()
    timeline, rights, xid, no = map(int, numbers)
    return State(epoch, system, timeline, rights), Place(xid, no)
