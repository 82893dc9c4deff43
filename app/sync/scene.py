"""What every step of a run is given, and what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.models.database import Session
from app.sync.rows import Rows
from app.sync.rules import Route


@dataclass
class Told:
    """What was taken in: records that said something new, questions opened, and what a person should read of it."""

    records: int = 0
    asked: int = 0
    notes: list[tuple[str, str, str, Mapping[str, object]]] = field(default_factory=list)
    reread: dict[str, set[str]] = field(default_factory=dict)
    shut: set[str] = field(default_factory=set)

    def note(self, key: str, entity: str = "", local_id: str = "", **params: object) -> None:
        """Add a line to the run's log."""
        self.notes.append((key, entity, local_id, params))

    def forbid(self, entity: str, reason: str = "") -> None:
        """Let one noun rest for this run: the user may not touch its records there."""
        if entity not in self.shut:
            self.shut.add(entity)
            self.note("forbidden", entity, reason=reason)


@dataclass
class Loose:
    """Rows that are bound to no record, by a key of theirs in small letters, as far as row number `last`."""

    last: int = 0
    ids: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """What every step of a run needs: the connection, its routes by noun, the run, the day and the instant."""

    connection: int
    routes: Mapping[str, Route]
    run: int
    today: str
    at: str
    org: str = ""
    several: bool = False
    loose: dict[tuple[str, str], Loose] = field(default_factory=dict)

    def rows(self, session: Session) -> Rows:
        """Return our rows as this connection sees them."""
        return Rows(session, self.connection, self.routes, today=self.today)
