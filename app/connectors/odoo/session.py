"""One conversation with Odoo, in the words of the contract."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.connectors.base import Change, Context, Identity, Op, Outcome, Page, TypeInfo
from app.connectors.errors import CursorExpired, SchemaChanged
from app.connectors.kit.cursor import KeysetCursor
from app.connectors.odoo.ahead import LEADING, Ahead, asked_ahead
from app.connectors.odoo.keys import Keys
from app.connectors.odoo.kinds import EVERYTHING, KINDS, Domain, Kind
from app.connectors.odoo.memory import Ended, Told
from app.connectors.odoo.merges import moved
from app.connectors.odoo.reader import Reader, Row
from app.connectors.odoo.rpc import Rpc
from app.connectors.odoo.schema import Known, Schema
from app.connectors.odoo.walking import Walking
from app.connectors.odoo.wire import moment
from app.connectors.odoo.writer import Writer

LAG = KeysetCursor(timedelta(minutes=15), timedelta(seconds=1))
"""A record is stamped when its transaction begins and seen when that ends."""

ALL_ANEW = timedelta(days=7)
"""So often everything is compared: what was committed later than the lag lies behind the cursor for good."""

_FEW = 1_000
"""Where fewer are told once more, and none from before them is known, what is new is asked for in one piece."""

_SWEPT = 10_000
_EVER = datetime.max.replace(tzinfo=UTC)
_REMEMBERED = 2_000


class OdooSession:
    """A conversation as the user whose key it is."""

    def __init__(self, rpc: Rpc, ctx: Context, page: int) -> None:
        self._rpc, self._ctx, self._page = rpc, ctx, page
        self._schema = Schema(rpc)
        self._keys = Keys(rpc)
        self._ahead: Ahead | None = None

    def __repr__(self) -> str:
        return f"<OdooSession with {self._rpc.address}>"

    @cached_property
    def _zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(str(self._schema.me.get("tz") or "UTC"))
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self._rpc, self._schema, self._keys, self._zone)

    @cached_property
    def _writer(self) -> Writer:
        return Writer(self._rpc, self._schema, self._reader, self._keys, self._zone, self._ctx.server_now)

    def identity(self) -> Identity:
        """Return which database this is: its server, and the instant at which its countries came into it."""
        memory = self._rpc.memory
        ahead = asked_ahead(self._rpc, self._schema, self._ctx, self._page_of(KINDS[LEADING]) * KINDS[LEADING].pages)
        if ahead is None or not ahead.proves:
            self._schema.see_who()
        self._ahead = ahead if memory.place is not None else None
        place = self._schema.place()
        if memory.created is None:
            born = self._rpc.ask("res.country", "search_read", domain=[], fields=["create_date"], order="id", limit=1)
            memory.created = str(born[0]["create_date"]) if born else ""
        server = urlsplit(self._rpc.address)
        parts = (f"{server.netloc}{server.path}", self._rpc.database, memory.created)
        return Identity(
            " · ".join(filter(None, parts)), str(self._schema.me["uid"]), place.name, self._zone.key, place.code
        )

    def describe(self, types: Sequence[str] | None = None) -> Sequence[TypeInfo]:
        """Return the kinds that this Odoo has, with this user's rights; asked anew each time."""
        self._ahead = None
        self._schema.forget()
        found = [known for known in self._schema.all() if types is None or known.info.name in types]
        return [self._schema.allowed(known) for known in found]

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        """Walk through what changed, by second and id, in pages."""
        ahead = self._taken(type, cursor)
        known = self._asked(type, fields)
        begun, inner = _opened(cursor)
        now = ahead.at if ahead is not None else self._ctx.server_now()
        if begun is not None and now - begun > ALL_ANEW:
            raise CursorExpired("it is time to compare everything")
        memory = self._rpc.memory
        # It is put back at the end: what fails is asked otherwise the next time.
        ended = memory.ended.pop(type, None)
        ended = ended if ended is not None and ended.cursor == cursor else None
        again, page = len(memory.told.get(type, {})), self._page_of(known.kind)
        walking = Walking(
            self._reader, self._rpc, known, LAG.walk(inner, now), page,
            ahead=ahead.rows if ahead is not None else None,
            mark=ended.mark if ended is not None and again < page else None,
            few=ended is not None and again < _FEW,
        )  # fmt: skip
        begun = begun or now
        latest: deque[tuple[Row, Told]] = deque(maxlen=_REMEMBERED)
        for rows, keys, place in walking.pages():
            cursor = f"{int(begun.timestamp())}.{place}"
            yield Page(self._reader.changes(known, rows, fields, keys), cursor)
            latest += [(row, self._reader.told(known, row, keys)) for row in rows[-_REMEMBERED:]]
        since = LAG.walk(_opened(cursor)[1], _EVER).since
        if cursor is not None and since is not None:
            if latest:
                # These come again with the next pull, which looks as far back.
                memory.told[type] = {row["id"]: told for row, told in latest if row["write_date"] >= moment(since)}
            mark = next((row["id"] for row, _ in latest if row["write_date"] < moment(since)), walking.mark)
            memory.ended[type] = Ended(cursor, since, mark)

    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        """Read records; of those that are not there, tell which are surely gone and where they went."""
        self._ahead = None
        known = self._asked(type, fields)
        numbers = list(dict.fromkeys(int(id) for id in ids if id.isascii() and id.isdigit() and len(id) < 10))
        of_keys = self._keys.ids(known, keys)
        wanted = list(dict.fromkeys([*numbers, *of_keys.values()]))
        # Also where no id can be one of Odoo's it is asked: that it answers is part of the answer.
        rows = self._reader.by_id(known, wanted or [0]) if ids or keys else {}
        found = self._reader.changes(known, list(rows.values()), fields)
        by_number = {number: key for key, number in of_keys.items()}
        # Whose key was asked for is told by that key, also where a merge has given the record a second one.
        found = [replace(one, key=by_number.get(int(one.id), one.key)) for one in found]
        gone = self._reader.surely_gone(known, [id for id in numbers if id not in rows])
        went = moved(self._rpc, self._reader, known, gone)
        return found + [Change(str(id), None, gone=True, moved_to=went.get(id)) for id in gone]

    def sweep(self, type: str) -> Iterator[Sequence[str]]:
        """Tell the ids of all records of a kind that are in use there."""
        self._ahead = None
        known = self._schema.known(type)
        context = {} if known.kind.archive else EVERYTHING
        last = 0
        while True:
            beyond: Domain = [*known.domain, ["id", ">", last]]
            limit = None if known.kind.filtered else _SWEPT
            ids = self._rpc.ask(known.kind.model, "search", domain=beyond, order="id", limit=limit, context=context)
            yield [str(id) for id in ids]
            if limit is None or len(ids) < limit:
                return
            last = ids[-1]

    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        """Write, each op compared with the record as it stands right before."""
        self._ahead = None
        return self._writer.push(self._schema.known(type), ops) if ops else []

    def close(self) -> None:
        """Keep nothing."""

    def _page_of(self, kind: Kind) -> int:
        return min(self._page, kind.page)

    def _taken(self, type: str, cursor: str | None) -> Ahead | None:
        """Return what was asked ahead for this pull. It serves what is asked next, or nothing: it would grow old."""
        ahead, self._ahead = self._ahead, None
        return ahead if ahead is not None and (type, cursor) == (LEADING, ahead.cursor) else None

    def _asked(self, type: str, fields: Sequence[str]) -> Known:
        known = self._schema.known(type)
        # What Odoo no longer tells of this user's fields is absent; what it never had is a change of its schema.
        lost = [name for name in fields if name not in known.shapes and name not in known.kind.fields]
        if lost:
            raise SchemaChanged(type, lost)
        return known


def _opened(cursor: str | None) -> tuple[datetime | None, str | None]:
    """Return when everything was last compared, and the place to go on from."""
    if cursor is None:
        return None, None
    begun, dot, inner = cursor.partition(".")
    if not (dot and inner and begun.isascii() and begun.isdigit() and len(begun) < 12):
        raise CursorExpired("the cursor cannot be read")
    return datetime.fromtimestamp(int(begun), UTC), inner
