"""Cursors over (stamp, id) for systems that tell when a record was last changed.

A walk asks for `stamp >= since` in the order of stamp and id and goes on after the last record of each page, never by
counting. Once it is through, the next one begins a lag before the latest stamp seen or before this walk's own start,
whichever is earlier: a record that was committed late, with a stamp of before, is found there.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

from app.connectors.errors import CursorExpired

_FORM = 1
_LONGEST = 4_096


class KeysetCursor:
    """The rule of one remote type: how late a record may appear, and how finely the system tells time."""

    def __init__(self, lag: timedelta, resolution: timedelta = timedelta(microseconds=1)) -> None:
        self.lag = lag
        self.resolution = resolution

    def walk(self, cursor: str | None, server_now: datetime) -> Walk:
        """Begin a walk, or go on with one that was left within.

        CursorExpired where the cursor is none of ours, or lies ahead of the server's clock: that was set back further
        than the lag, so that stamps of before and after cannot be compared.
        """
        if cursor is None:
            return Walk(self, None, None, server_now, None)
        since, at, start, top = _decoded(cursor)
        if at is None and since is not None and since > server_now:
            raise CursorExpired("the server's clock was set back")
        return Walk(self, since, at, start if at else server_now, top)


class Walk:
    """One pass over what changed. `since` is None where everything is asked for."""

    def __init__(
        self,
        rule: KeysetCursor,
        since: datetime | None,
        at: tuple[datetime, str] | None,
        start: datetime,
        top: datetime | None,
    ) -> None:
        self._rule = rule
        self._from = since
        self._at = at
        self._start = start
        self._top = top

    @property
    def since(self) -> datetime | None:
        """Return the earliest stamp to ask for, inclusive, as coarse as the system tells time."""
        moment = self._at[0] if self._at else self._from
        return None if moment is None else _floored(moment, self._rule.resolution)

    @property
    def after(self) -> tuple[datetime, str] | None:
        """Return the last record that was handed on in this walk: ask for those after it, by stamp and then by id.

        A system that can only be asked for stamps is asked for `since` again; what was there before comes twice, which
        harms nothing as long as a page holds more records than share one stamp.
        """
        return self._at

    def passed(self, stamp: datetime, id: str) -> str:
        """Note the last record of a page, and return the cursor that goes on after it."""
        self._at = (stamp, id)
        self._top = stamp if self._top is None else max(self._top, stamp)
        return _encoded(self._from, self._at, self._start, self._top)

    def done(self) -> str:
        """Return the cursor of the next walk: nothing more lies ahead."""
        if self._top is None:
            # Nothing was seen: nothing is known that would let us begin later than this time.
            begin = self._from if self._from is not None else self._start - self._rule.lag
        else:
            begin = min(self._top, self._start) - self._rule.lag
        return _encoded(_floored(begin, self._rule.resolution), None, self._start, None)


def _floored(moment: datetime, step: timedelta) -> datetime:
    return moment - (moment - datetime(1970, 1, 1, tzinfo=UTC)) % step


def _encoded(since: datetime | None, at: tuple[datetime, str] | None, start: datetime, top: datetime | None) -> str:
    parts = [_FORM, _text(since), [_text(at[0]), at[1]] if at else None, _text(start), _text(top)]
    return urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode()


def _decoded(cursor: str) -> tuple[datetime | None, tuple[datetime, str] | None, datetime, datetime | None]:
    try:
        if len(cursor) > _LONGEST:
            raise ValueError("too long")
        form, since, at, start, top = json.loads(urlsafe_b64decode(cursor.encode("ascii")))
        place = None if at is None else (_moment(at[0]), str(at[1]))
        begun = _moment(start)
        if form != _FORM:
            raise ValueError("another form")
        return since and _moment(since), place, begun, top and _moment(top)
    except (ValueError, TypeError, LookupError, RecursionError):
        raise CursorExpired("the cursor cannot be read") from None


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _moment(text: object) -> datetime:
    moment = datetime.fromisoformat(text if isinstance(text, str) else "")
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment.astimezone(UTC)
