"""Walking through what changed: Odoo tells whole seconds and keeps microseconds, and one import stamps thousands alike.

So a page goes by (second, id): whole seconds as far as they fit, and a second that is larger than a page by its ids.
Counting (`offset`) would skip records as soon as one before them changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from app.connectors.kit.cursor import Walk
from app.connectors.kit.pages import in_pieces
from app.connectors.odoo.kinds import EVERYTHING, Domain
from app.connectors.odoo.reader import Reader, Row
from app.connectors.odoo.rpc import Rpc
from app.connectors.odoo.schema import Known
from app.connectors.odoo.wire import moment, stamp

_SECOND = timedelta(seconds=1)
_WHOLE = ""
"""In place of an id: the second was read to its end."""


class Walking:
    """One pull of one kind.

    `ahead`: what its first question would be answered, where that is known. `mark`: a record from before all that is
    asked for, None once it is not found there any more. `few`: without a mark all of it may be asked for at once.
    """

    def __init__(
        self,
        reader: Reader,
        rpc: Rpc,
        known: Known,
        walk: Walk,
        page: int,
        *,
        ahead: list[Row] | None = None,
        mark: int | None = None,
        few: bool = False,
    ) -> None:
        self._reader, self._rpc, self._known, self._walk, self._size = reader, rpc, known, walk, page
        self._ahead, self.mark, self._few = ahead, mark, few
        self._left = False

    def pages(self) -> Iterator[tuple[list[Row], Mapping[int, str], str]]:
        """Yield rows and their keys, with the place from which to go on after them."""
        since = self._walk.since
        if self._walk.after is not None:
            second, last = self._walk.after
            if last != _WHOLE:
                yield from self._within(second, int(last))
            since = second + _SECOND
        rows = self._at_once(since)
        while True:
            if rows is None:
                rows = self._asked(_from(since), "write_date, id")
            if not self._left:
                yield from self._whole(rows, is_end=True)
                return
            latest = stamp(rows[-1]["write_date"])
            whole = [row for row in rows if stamp(row["write_date"]) < latest]
            if whole:
                yield from self._whole(whole)
                since = latest
            else:
                yield from self._within(latest, 0)
                since = latest + _SECOND
            rows = None

    def _whole(self, rows: list[Row], *, is_end: bool = False) -> Iterator[tuple[list[Row], Mapping[int, str], str]]:
        """Yield what fills whole seconds, a page at a time; a second that is cut in two is gone on in by its ids."""
        keys = self._reader.keys(self._known, rows)
        rows = sorted(rows, key=lambda row: (row["write_date"], row["id"]))
        for start in range(0, len(rows), self._size):
            some, rest = rows[start : start + self._size], rows[start + self._size :]
            last = some[-1]
            cut = bool(rest) and rest[0]["write_date"] == last["write_date"]
            place = self._walk.passed(stamp(last["write_date"]), str(last["id"]) if cut else _WHOLE)
            yield some, keys, self._walk.done() if is_end and not rest else place
        if not rows:
            yield [], keys, self._walk.done()

    def _within(self, second: datetime, last: int) -> Iterator[tuple[list[Row], Mapping[int, str], str]]:
        """Yield what was stamped within one second, by id."""
        while True:
            domain = [*_from(second), ["write_date", "<", moment(second + _SECOND)], ["id", ">", last]]
            rows = self._asked(domain, "id")
            keys = self._reader.keys(self._known, rows)
            for some in in_pieces(rows, self._size):
                last = some[-1]["id"]
                yield some, keys, self._walk.passed(second, str(last))
            if not self._left:
                return

    def _at_once(self, since: datetime | None) -> list[Row] | None:
        """Return everything since an instant, where one question tells that it is everything; None where none does."""
        self._left = False
        if self._ahead is not None or since is None or not self._known.kind.filtered:
            return self._ahead
        if self.mark is not None:
            # The latest first: if the mark, older than all, still has a place on the page, all of them had one.
            domain, order = ["|", ["id", "=", self.mark], *_from(since)], "write_date desc, id desc"
            rows = self._reader.rows(self._known, domain, order=order, limit=self._most)
            if rows and stamp(rows[-1]["write_date"]) < since:
                return rows[:-1]
            if len(rows) >= self._most:
                return None
            self.mark = None
        # Where nothing is counted, nothing that this user may not see cuts it short.
        return self._reader.rows(self._known, _from(since), order="write_date, id") if self._few else None

    @property
    def _most(self) -> int:
        return self._size * self._known.kind.pages

    def _asked(self, domain: Domain, order: str) -> list[Row]:
        rows = self._reader.rows(self._known, domain, order=order, limit=self._most)
        self._left = len(rows) >= self._most
        if self._left or not self._known.kind.filtered:
            return rows
        # Odoo counts a page before it takes out what this user may not see: a short one need not be the last.
        model, whole = self._known.kind.model, [*self._known.domain, *domain]
        ids = self._rpc.ask(model, "search", domain=whole, order=order, context=EVERYTHING)
        if len(ids) <= len(rows):
            return rows
        for some in in_pieces(ids, self._size):
            ids = ids[len(some) :]
            rows = self._reader.rows(self._known, [*domain, ["id", "in", some]], order=order)
            if rows:  # all of them may have gone in the meantime
                break
        self._left = bool(ids)
        return rows


def _from(since: datetime | None) -> Domain:
    return [] if since is None else [["write_date", ">=", moment(since)]]
