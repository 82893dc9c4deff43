"""As far as which revision the rows of a noun were looked through: only what was written since is looked at again.

A revision is only an index. All rows are looked at where nothing is known of a noun or the connection may send
otherwise than before; triggers of the schema take the mark back where an older row may have something to send again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.models.database import Session
from app.sync.rules import Route
from app.sync.sql import ask, one, write_many
from app.sync.steps import Steps

WORTH_KEEPING = 500
"""Revisions that a mark must be behind before it is moved: looking at so few rows costs less than a transaction."""


@dataclass(frozen=True)
class Mark:
    """Rows up to `rev` have nothing to send; 0: all are to be looked at. `turn` counts how often that was doubted."""

    rev: int = 0
    turn: int | None = None


@dataclass(frozen=True)
class Reached:
    """How far a look has come, and at which turn it began."""

    entity: str
    way: str
    rev: int
    turn: int


def mark(session: Session, connection: int, route: Route) -> Mark:
    """Return as far as where a noun was looked through."""
    sql = "SELECT rev, turn, way FROM looked_through WHERE connection_id = ? AND entity = ?"
    for rev, turn, way in ask(session, sql, connection, route.entity.name):
        return Mark(rev if way == _way(route) else 0, turn)
    return Mark()


def since(connection: int, route: Route, at: Mark) -> str:
    """Return the condition on which a row t is looked at again.

    It, or its other half, was written since the mark; or it waits for its turn, which no revision tells: something of
    it could not be sent yet, or was refused there before it was known.
    """
    if not at.rev:
        return "1"
    entity = route.entity
    of = f"connection_id = {connection:d} AND entity = '{entity.name}'"
    written = f"SELECT no FROM {entity.table} WHERE rev > 0 AND rev > {at.rev:d}"
    if entity.joined:
        written += (
            f" UNION SELECT h.no FROM {entity.joined} o CROSS JOIN {entity.table} h ON h.{entity.joined_by} = o.id "
            f"WHERE o.rev > 0 AND o.rev > {at.rev:d}"
        )
    waits = f"SELECT local_id FROM binding WHERE {of} AND synced_rev = 0 UNION SELECT local_id FROM unsent WHERE {of}"
    return f"t.no IN ({written} UNION SELECT no FROM {entity.table} WHERE id IN ({waits}))"


def reached(session: Session, connection: int, route: Route, before: Mark, left: Iterable[int]) -> Reached | None:
    """Return how far a look has come that leaves rows with the revisions `left` to be sent.

    None where that is not worth keeping, or where something is in flight: what comes of it is not known yet.
    """
    now = int(one(session, "SELECT n FROM sync_clock"))
    rev = min((at - 1 for at in left), default=now)
    if before.turn is None or rev < before.rev + WORTH_KEEPING:
        return None
    sql = "SELECT 1 FROM outbox WHERE connection_id = ? AND entity = ? LIMIT 1"
    if ask(session, sql, connection, route.entity.name):
        return None
    return Reached(route.entity.name, _way(route), rev, before.turn)


class Looks:
    """How far the looks of one run have come, by noun: kept in its end, for moving a mark is a transaction."""

    def __init__(self, steps: Steps, connection: int) -> None:
        self._steps, self._connection = steps, connection
        self.reached: dict[str, Reached | None] = {}

    def begin(self, routes: Sequence[Route]) -> None:
        """Let every noun have its mark, so that what is doubted while it is looked through is counted."""
        with self._steps.reading() as session:
            without = [route for route in routes if mark(session, self._connection, route).turn is None]
        if not without:
            return
        sql = "INSERT INTO looked_through (connection_id, entity, way, rev) VALUES (?, ?, ?, 0)"
        with self._steps.writing("looking") as session:
            write_many(session, sql, [(self._connection, route.entity.name, _way(route)) for route in without])

    def keep(self) -> None:
        """Keep how far the last looks have come, unless that was doubted since."""
        looks = [one for one in self.reached.values() if one is not None]
        if not looks:
            return
        sql = "UPDATE looked_through SET rev = ?, way = ? WHERE connection_id = ? AND entity = ? AND turn = ?"
        with self._steps.writing("looked") as session:
            write_many(session, sql, [(one.rev, one.way, self._connection, one.entity, one.turn) for one in looks])


def _way(route: Route) -> str:
    """Return what the connection can send: rows that it could not make there before have to be looked at."""
    return " ".join((f"{route.info.create:d}", route.info.create_key, *route.entity.says))
