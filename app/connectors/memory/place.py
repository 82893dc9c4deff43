"""Where a pull stands: the cursor of a server in memory."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass

from app.connectors.errors import CursorExpired


@dataclass(frozen=True)
class Place:
    """After this id at this stamp, or at the stamp itself where there is no id.

    `since` is when the pull began: what is stamped later may stand before records that are told already.
    """

    epoch: int
    stamp: int
    id: str
    since: int

    def written(self) -> str:
        """Return the cursor."""
        return json.dumps(astuple(self))


def place_of(cursor: str | None, epoch: int, now: int) -> Place:
    """Read a cursor; one of another epoch, of the future or of nobody has expired."""
    if cursor is None:
        return Place(epoch, 0, "", now)
    try:
        of, stamp, id, since = json.loads(cursor)
        place = Place(int(of), int(stamp), str(id), int(since) or now)
    except (ValueError, TypeError) as problem:
        raise CursorExpired("not a cursor") from problem
    # Of the future: the clock there went back, and what was written since bears stamps before this cursor.
    if place.epoch != epoch or place.stamp > now:
        raise CursorExpired("the cursor is not known")
    return place
