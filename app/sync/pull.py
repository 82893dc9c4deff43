"""Takes in what changed there: all of it is looked at before any of it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.clock import parse_stamp, stamp
from app.connectors.base import Change, Page
from app.connectors.errors import CursorExpired, Forbidden
from app.models.database import Session
from app.sync import bindings, waiting
from app.sync.apply import apply, lead_references
from app.sync.guard import Stopped, Tally
from app.sync.record import Record, packed, record, unpacked
from app.sync.released import release_all
from app.sync.rules import Route
from app.sync.scene import Scene, Told
from app.sync.sql import ask, write, write_many
from app.sync.steps import MOST_ROWS, Steps
from app.sync.talk import Talk
from app.sync.whole import HELD

IN_MEMORY = 2_000
"""Changes of one type that wait in memory for the guard; more of them wait in the book."""

Report = Callable[[int, int | None, str], None]


@dataclass
class Pulled:
    """What waits for the guard: the changes of one type, where to go on next time, and what they would do."""

    route: Route
    tally: Tally
    cursor: str | None
    waiting: list[Record] = field(default_factory=list)
    spooled: bool = False
    missing: list[str] = field(default_factory=list)
    swept: bool = False


class Pull:
    """The pull of one run, over all types."""

    def __init__(self, steps: Steps, scene: Scene, talk: Talk, told: Told, *, report: Report, guarded: bool) -> None:
        self._steps, self._scene, self._talk, self._told = steps, scene, talk, told
        self._report = report
        self._guarded = guarded
        self._done = 0

    def run(self) -> None:
        """Fetch, let the guard look, then write; Stopped leaves everything as it was."""
        with self._steps.reading() as session:
            first = {name for name, route in self._scene.routes.items() if not self._bound(session, route)}
            crumbs = ask(session, "SELECT 1 FROM spool WHERE connection_id = ? LIMIT 1", self._scene.connection)
        if crumbs:
            self._sweep_spool()
        fetched: dict[str, Pulled] = {}
        for name, route in self._scene.routes.items():
            if name not in first and (pulled := self._fetch(route)) is not None:
                fetched[name] = pulled
        alarms = [alarm for pulled in fetched.values() for alarm in pulled.tally.alarms()]
        if alarms and self._guarded:
            self._sweep_spool()
            raise Stopped(alarms)
        for name, route in self._scene.routes.items():
            if name in first:
                self._take_first(route)
            elif name in fetched:
                self._write(fetched[name])
        self._complete()

    def _bound(self, session: Session, route: Route) -> bool:
        sql = "SELECT 1 FROM binding WHERE connection_id = ? AND rtype = ? LIMIT 1"
        return bool(ask(session, sql, self._scene.connection, route.rtype))

    def _pages(self, route: Route, cursor: str | None) -> Iterator[Page]:
        for page in self._talk.pages(route.rtype, route.fields, cursor):
            self._done += len(page.changes)
            self._report(self._done, page.total, route.entity.name)
            yield page

    # A type of which nothing is bound yet: nothing can be lost, each page is written as it comes

    def _take_first(self, route: Route) -> None:
        with self._steps.reading() as session:
            cursor, _swept = self._cursor(session, route)
        try:
            for page in self._pages(route, cursor):
                records = [record(route, change) for change in page.changes]
                self._apply(route, records, page.cursor)
        except CursorExpired:
            if cursor is None:
                raise
            with self._steps.writing("cursor") as session:
                self._keep_cursor(session, route, None)
            self._take_first(route)
        except Forbidden as error:
            self._told.forbid(route.entity.name, str(error))

    def _apply(self, route: Route, records: Sequence[Record], cursor: str | None) -> None:
        """Write records in short transactions; the cursor goes on with the last of them."""
        at = 0
        while True:
            with self._steps.writing("page") as session:
                while at < len(records):
                    some = records[at : at + self._steps.portion]
                    with self._steps.timing(len(some)):
                        apply(session, self._scene, route, some, self._told)
                    at += len(some)
                    if self._steps.due():
                        break
                if at >= len(records):
                    if cursor is not None:
                        self._keep_cursor(session, route, cursor)
                    return
            self._talk.stop_if_asked()

    # A type with bindings: fetched, weighed, then written

    def _fetch(self, route: Route) -> Pulled | None:
        with self._steps.reading() as session:
            cursor, swept = self._cursor(session, route)
            afresh = self._is_afresh(session, route)
            bound = bindings.live(session, self._scene.connection, route.rtype)
        pulled = Pulled(route, Tally(route.entity.name, bound, full=cursor is None), cursor)
        seen: set[str] = set()
        try:
            for page in self._pages(route, cursor):
                pulled.tally.seen += len(page.changes)
                seen.update(change.id for change in page.changes)
                self._keep(pulled, page.changes, echoes=afresh)
                pulled.cursor = page.cursor
        except CursorExpired:
            if cursor is None:
                raise
            self._sweep_spool(route.rtype)
            with self._steps.writing("cursor") as session:
                self._keep_cursor(session, route, None)
                # It may have expired because other rights hold now.
                release_all(session, self._scene.connection, route.entity.name)
            return self._fetch(route)
        except Forbidden as error:
            self._told.forbid(route.entity.name, str(error))
            return None
        if self._sweeps(route, swept):
            self._sweep(pulled, seen)
        return pulled

    def _keep(self, pulled: Pulled, changes: Sequence[Change], *, echoes: bool) -> None:
        """Put aside what says something new, and count what it would do."""
        route = pulled.route
        with self._steps.reading() as session:
            known = bindings.versions(session, self._scene.connection, route.rtype, [one.id for one in changes])
            fresh = [record(route, one) for one in changes if echoes or not _is_echo(one, known.get(one.id))]
            weighty = self._weighty(session, route, fresh)
            bounds = bindings.load(session, self._scene.connection, route.rtype, weighty)
        for one in fresh:
            pulled.tally.count(one.theirs, bounds.get(one.theirs.id))
        pulled.waiting += fresh
        if len(pulled.waiting) > IN_MEMORY:
            self._spool([(self._scene.connection, route.rtype, packed(one)) for one in pulled.waiting])
            pulled.waiting, pulled.spooled = [], True

    def _spool(self, rows: Sequence[tuple[object, ...]]) -> None:
        """Let records wait in the book; thousands of them are no reason either to let a person wait."""
        sql = "INSERT INTO spool (connection_id, rtype, body) VALUES (?, ?, ?)"
        at = 0
        while at < len(rows):
            with self._steps.writing("spool") as session:
                while at < len(rows):
                    write_many(session, sql, rows[at : at + MOST_ROWS])
                    at += MOST_ROWS
                    if self._steps.due():
                        break

    def _weighty(self, session: Session, route: Route, records: Sequence[Record]) -> set[str]:
        """Return the records that would delete something or leave a field empty that was not."""
        empty = {one.theirs.id: [name for name, value in one.theirs.fields.items() if value is None] for one in records}
        gone = {one.theirs.id for one in records if one.theirs.gone}
        return gone | bindings.blanked(session, self._scene.connection, route.rtype, empty)

    def _sweeps(self, route: Route, swept: str | None) -> bool:
        if route.info.deletions != "sweep":
            return False
        if swept is None:
            return True
        ago = self._now() - parse_stamp(swept)
        return ago >= timedelta(hours=route.info.sweep_hours) or ago < timedelta(0)

    def _sweep(self, pulled: Pulled, pulled_ids: set[str]) -> None:
        """Ask which records are there at all; of those that are not, which were surely deleted."""
        route = pulled.route
        there = self._talk.sweep(route.rtype)
        with self._steps.reading() as session:
            states = bindings.alive(session, self._scene.connection, route.rtype)
            awaited = waiting.awaited(session, self._scene.connection, route.rtype) - pulled_ids
        # One that was lost sight of may have been deleted or merged since: that is told again by reading it.
        absent = [one for one in states if one not in there]
        back = [one for one, state in states.items() if one in there and state == "missing" and one not in pulled_ids]
        # What others wait for may have gone into another record before it was ever known: no pull and no sweep says so.
        unclear = [*absent, *back, *sorted(awaited)]
        changes = self._talk.read(route.rtype, route.fields, ids=unclear) if unclear else []
        self._keep(pulled, changes, echoes=True)
        told = {change.id for change in changes}
        pulled.missing = [one for one in absent if one not in told and states[one] != "missing"]
        with self._steps.reading() as session:
            lost = bindings.load(session, self._scene.connection, route.rtype, pulled.missing)
        pulled.tally.missing += [bound.local_id for bound in lost.values()]
        pulled.tally.full, pulled.tally.seen = True, len(there)
        pulled.swept = True

    def _write(self, pulled: Pulled) -> None:
        route = pulled.route
        if pulled.spooled:
            self._write_spool(route)
        if pulled.waiting or pulled.missing or pulled.swept or self._moved(route, pulled.cursor):
            self._apply(route, pulled.waiting, pulled.cursor)
        if pulled.missing:
            with self._steps.writing("missing") as session:
                bindings.lose_sight(session, self._scene.connection, route.rtype, pulled.missing, swept=True)
        if pulled.swept and route.info.sweep_hours:
            with self._steps.writing("swept") as session:
                sql = "UPDATE sync_cursor SET swept_at = ? WHERE connection_id = ? AND rtype = ?"
                write(session, sql, stamp(self._now()), self._scene.connection, route.rtype)

    def _write_spool(self, route: Route) -> None:
        """Write what waits in the book, in the order in which it was told."""
        of = (self._scene.connection, route.rtype)
        some = "SELECT no, body FROM spool WHERE connection_id = ? AND rtype = ? AND no > ? ORDER BY no LIMIT ?"
        done = "DELETE FROM spool WHERE connection_id = ? AND rtype = ? AND no <= ?"
        last = 0
        while True:
            self._talk.stop_if_asked()
            with self._steps.writing("page") as session:
                while rows := ask(session, some, *of, last, self._steps.portion):
                    with self._steps.timing(len(rows)):
                        apply(session, self._scene, route, unpacked(body for _no, body in rows), self._told)
                    last = rows[-1][0]
                    if self._steps.due():
                        break
                write(session, done, *of, last)
                if not rows:
                    return

    # What waits for others

    def _complete(self) -> None:
        """Read what waited for records that have come or is to be looked at again, and lead references to them."""
        for name, route in self._scene.routes.items():
            with self._steps.reading() as session:
                ready = set(waiting.ready(session, self._scene.connection, route.rtype))
                ready |= self._told.reread.pop(name, set())
                ready |= set(bindings.unread(session, self._scene.connection, route.rtype))
                ready |= set(bindings.refused(session, self._scene.connection, route.rtype, HELD))
            if not ready or name in self._told.shut:
                continue
            try:
                changes = self._talk.read(route.rtype, route.fields, ids=sorted(ready))
            except Forbidden as error:
                self._told.forbid(name, str(error))
                continue
            self._apply(route, [record(route, change) for change in changes], None)
        for route in self._scene.routes.values():
            with self._steps.reading() as session:
                found = bindings.with_found_refs(session, self._scene.connection, route.rtype)
            while found:
                self._talk.stop_if_asked()
                some, found = found[: self._steps.portion], found[self._steps.portion :]
                with self._steps.writing("references") as session, self._steps.timing(len(some)):
                    lead_references(session, self._scene, route, some)

    # Cursors

    def _now(self) -> datetime:
        return self._steps.now()

    def _cursor(self, session: Session, route: Route) -> tuple[str | None, str | None]:
        sql = "SELECT value, fields_hash, swept_at FROM sync_cursor WHERE connection_id = ? AND rtype = ?"
        rows = ask(session, sql, self._scene.connection, route.rtype)
        if not rows:
            return None, None
        value, fields_hash, swept = rows[0]
        return (value if fields_hash == route.fields_hash else None), swept

    def _is_afresh(self, session: Session, route: Route) -> bool:
        sql = "SELECT fields_hash FROM sync_cursor WHERE connection_id = ? AND rtype = ?"
        rows = ask(session, sql, self._scene.connection, route.rtype)
        return not rows or rows[0][0] != route.fields_hash

    def _moved(self, route: Route, cursor: str | None) -> bool:
        with self._steps.reading() as session:
            return self._cursor(session, route)[0] != cursor

    def _keep_cursor(self, session: Session, route: Route, cursor: str | None) -> None:
        sql = (
            "INSERT INTO sync_cursor (connection_id, rtype, value, fields_hash) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (connection_id, rtype) DO UPDATE SET value = excluded.value, "
            "fields_hash = excluded.fields_hash"
        )
        write(session, sql, self._scene.connection, route.rtype, cursor, route.fields_hash)

    def _sweep_spool(self, *rtypes: str) -> None:
        """Throw away what waits of these types, or of all."""
        with self._steps.writing("spool") as session:
            for rtype in rtypes:
                write(session, "DELETE FROM spool WHERE connection_id = ? AND rtype = ?", self._scene.connection, rtype)
            if not rtypes:
                write(session, "DELETE FROM spool WHERE connection_id = ?", self._scene.connection)


def _is_echo(one: Change, known: tuple[str | None, str] | None) -> bool:
    if known is None or one.moved_to is not None:
        return False
    version, state = known
    if one.gone:
        return state in ("gone", "away")
    return version is not None and version == one.version and state != "missing"
