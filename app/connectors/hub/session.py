"""One conversation with a hub."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg

from app.connectors.base import Change, Context, Identity, Op, Outcome, Page, TypeInfo
from app.connectors.errors import BadConfig, Forbidden, SchemaChanged, Unavailable
from app.connectors.hub import questions, words
from app.connectors.hub.kinds import KINDS, Kind
from app.connectors.hub.line import Line, Row
from app.connectors.hub.place import Place, State, read
from app.connectors.hub.records import change
from app.connectors.hub.schema import OLDEST, VERSION
from app.connectors.hub.settings import Settings
from app.connectors.hub.values import is_id
from app.connectors.hub.writer import Writer

SWEPT = 20_000
BATCH = 500
HAND_OVERS = 500
"""So many of the newest are looked at: a Banso that did not sync for years asks again who holds an account."""


@dataclass(frozen=True)
class Colleague:
    """A member of the hub: the name they sign in with, what they are called, their teams, and whether that is us."""

    role: str
    name: str
    teams: tuple[str, ...]
    me: bool


@dataclass(frozen=True)
class HandOver:
    """Who an account was given to last, by whom and when; `mine`: to us, `ours`: by us.

    No other one has its `number`.
    """

    number: str
    account: str
    name: str
    mine: bool
    by: str
    ours: bool
    at: datetime


class HubSession:
    """Asks as the member who signed in; what the server does not show them it does not tell of either."""

    def __init__(self, settings: Settings, ctx: Context, page: int) -> None:
        self.line = Line(settings, ctx.secrets.get("password", ""), ctx.cancelled)
        self._page = page
        self._hello: Row | None = None
        self._unused: set[str] = set()
        self._met_over = 0

    def __repr__(self) -> str:
        return f"<HubSession {self.line!r}>"

    def identity(self) -> Identity:
        """Return which hub this is, and as which member we are there."""
        hello = self._met()
        return Identity(hello["id"], hello["member"], hello["name"])

    def describe(self, types: Sequence[str] | None = None) -> Sequence[TypeInfo]:
        """Return the types that both this Banso and the hub know, with the fields that both know."""
        return [self._described(kind) for kind in self._kinds().values() if types is None or kind.name in types]

    def _described(self, kind: Kind) -> TypeInfo:
        return TypeInfo(
            kind.name, kind.name, kind.fields, True, True, True, "unique", "atomic", "sweep", "restorable", BATCH,
            sweep_hours=1,
        )  # fmt: skip

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        """Yield what changed, deleted records too, in the order of the transactions that wrote it."""
        kind = self._kind(type, fields)
        state, place, horizon, quiet = self._stand(type, cursor)
        total: int | None = None
        while not quiet:
            rows = self.line.read(questions.PAGE, type, str(place.xid), place.no, self._page)
            if total is None and len(rows) == self._page:
                total = self.line.read(questions.COUNT, type, str(place.xid), place.no)[0]["total"]
            if rows:
                place = Place(int(rows[-1]["xid"]), rows[-1]["no"])
            quiet = len(rows) < self._page
            end = max(place, horizon) if quiet else place
            yield Page([change(kind, row, fields) for row in rows], state.written(end), total or len(rows))
            if quiet:
                return
        yield Page((), state.written(max(place, horizon)), 0)

    def _stand(self, type: str, cursor: str | None) -> tuple[State, Place, Place, bool]:
        """Return where a pull begins, how far everything is told when it ends, and whether nothing has changed.

        What the hub said when it was met tells that for all types. Each of them goes by it once; who pulls again, has
        been told more since, or speaks over another line asks again.
        """
        row = self._hello
        stale = type not in self._unused or self._met_over != self.line.opened
        if row is None or stale or (cursor is not None and read(cursor)[1].xid > int(row["horizon"])):
            row = self._met()
        self._unused.discard(type)
        horizon, state = Place(int(row["horizon"])), _state(row)
        place = state.place(cursor, horizon.xid)
        xid, no = (row["newest"] or {}).get(type, (0, 0))
        return state, place, horizon, cursor is not None and Place(int(xid), no) <= place

    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        """Return records as they stand; our key and the id there are one and the same."""
        kind = self._kind(type, fields)
        if not ids and not keys:
            return []
        wanted = [one for one in dict.fromkeys((*ids, *keys)) if is_id(one)]
        return [change(kind, row, fields) for row in self.line.read(questions.READ, type, wanted)]

    def sweep(self, type: str) -> Iterator[Sequence[str]]:
        """Yield the ids of all records that this member sees."""
        self._kind(type, ())
        last = "00000000-0000-0000-0000-000000000000"
        while True:
            ids = [row["id"] for row in self.line.read(questions.SWEEP, type, last, SWEPT)]
            if ids:
                yield ids
                last = ids[-1]
            if len(ids) < SWEPT:
                return

    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        """Write all ops by one statement."""
        kind = self._kind(type, ())
        in_team = bool((self._hello or self._met())["in_team"])
        return Writer(self.line, kind, in_team=in_team).run(ops) if ops else []

    def close(self) -> None:
        """End the connection."""
        self.line.close()

    # What only a hub can do -----------------------------------------------------------------------------------------

    def members(self) -> list[Colleague]:
        """Return who is in the hub."""
        rows = self.line.read(questions.MEMBERS)
        return [Colleague(row["role"], row["name"], tuple(row["teams"] or ()), row["me"]) for row in rows]

    def hand_over(self, account: str, role: str) -> str:
        """Give an account, with all that lies under it, to another member, and return their name."""
        try:
            rows = self.line.write(questions.GIVE, account, role)
        except psycopg.Error as error:
            raise Forbidden(words.NO_RIGHT) from error
        if not rows:
            raise BadConfig("to", words.NO_SUCH_MEMBER)
        return str(rows[0]["name"])

    def newest_hand_over(self) -> str | None:
        """Return the number of the newest hand-over that this member sees, as the hub said when it was met."""
        number = (self._hello or self._met())["given"]
        return None if number is None else str(number)

    def hand_overs(self) -> list[HandOver]:
        """Return the newest hand-over of each account that this member sees."""
        return [
            HandOver(
                number=row["number"],
                account=row["account"],
                name=row["name"],
                mine=bool(row["mine"]),
                by=row["by"] or "",
                ours=bool(row["ours"]),
                at=row["at"],
            )
            for row in self.line.read(questions.HAND_OVERS, HAND_OVERS)
        ]

    # Inside ---------------------------------------------------------------------------------------------------------

    def _met(self) -> Row:
        """Return what the hub said of itself and of us; refused where it cannot be worked with."""
        try:
            rows = self.line.read(questions.HELLO)
        except Forbidden as error:
            # Who was dismissed may not even ask.
            raise Forbidden(words.NO_MEMBER) from error
        if not rows:
            raise BadConfig("database", words.NOT_PREPARED)
        (row,) = rows
        if row["version"] > VERSION:
            raise Unavailable(words.NEWER)
        if row["version"] < OLDEST:
            raise Unavailable(words.OLDER)
        if row["member"] is None:
            raise Forbidden(words.NO_MEMBER)
        _state(row)
        self._hello, self._unused, self._met_over = row, set(KINDS), self.line.opened
        return row

    def _kinds(self) -> Mapping[str, Kind]:
        told = (self._hello or self._met())["kinds"]
        found = {}
        for kind in KINDS.values():
            if kind.name in told:
                # `account` has a column of its own, and so is in no list.
                there = {*told[kind.name], "account"}
                found[kind.name] = Kind(kind.name, tuple(one for one in kind.fields if one.name in there))
        return found

    def _kind(self, type: str, fields: Sequence[str]) -> Kind:
        kind = self._kinds().get(type)
        if kind is None:
            raise SchemaChanged(type, ())
        lost = [name for name in fields if name not in kind.by_name]
        if lost:
            raise SchemaChanged(type, lost)
        return kind


def _state(row: Row) -> State:
    system, timeline = str(row["stands"]).split()
    if system != row["system"]:
        raise Unavailable(words.RESTORED)
    return State(row["epoch"], system, int(timeline), row["rights"])
