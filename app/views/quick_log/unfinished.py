"""Lines of the quick log that were not logged yet: kept in the book while they are written, and found there again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from app.clock import parse_stamp, stamp
from app.operations.drafts import find_draft
from app.views.workspace import Workspace

KEY = "quick_log"
MOST = 20


@dataclass(frozen=True)
class Draft:
    """A line not logged yet, the account that was on screen when it was begun, and when it was last touched."""

    text: str
    account_id: str | None
    at: str

    @property
    def touched(self) -> datetime:
        """Return when it was last written on."""
        return parse_stamp(self.at)


class Unfinished:
    """The unfinished lines of a book, the last one touched last. One is open while it is written."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lines: list[Draft] | None = None
        self._now: Draft | None = None

    def take(self, account_id: str | None, *, fresh: bool) -> Draft | None:
        """Return the line to go on with and leave it out of the others: for an account, one begun there or none.

        `fresh` goes on with none, for another line is already given.
        """
        lines = self._read()
        if fresh or not lines:
            return None
        if account_id is None:
            return lines.pop()
        at = next((n for n in reversed(range(len(lines))) if lines[n].account_id == account_id), None)
        return lines.pop(at) if at is not None else None

    def keep(self, text: str, account_id: str | None, *, at_once: bool = False) -> None:
        """Keep what is written now beside the others; nothing written lets go of it."""
        if self._now is None or (self._now.text, self._now.account_id) != (text, account_id):
            self._now = Draft(text, account_id, stamp(self._workspace.clock.now()))
        lines = [*self._read(), self._now] if text.strip() else self._read()
        self._workspace.drafts.keep(KEY, _body(lines), at_once=at_once)

    def put_back(self, text: str, account_id: str | None) -> None:
        """Leave a line for later."""
        self._now = None
        if text.strip():
            self._read().append(Draft(text, account_id, stamp(self._workspace.clock.now())))
        self._workspace.drafts.keep(KEY, _body(self._read()), at_once=True)

    def _read(self) -> list[Draft]:
        if self._lines is None:
            kept = self._workspace.read(find_draft, KEY)
            self._lines = lines_of(kept.body) if kept is not None else []
        return self._lines


def lines_of(body: str) -> list[Draft]:
    """Return the lines kept in a draft; none where another version wrote it."""
    try:
        return [Draft(str(one["text"]), one["account_id"], str(one["at"])) for one in json.loads(body)]
    except (ValueError, TypeError, KeyError):
        return []


def _body(lines: Sequence[Draft]) -> str | None:
    return json.dumps([asdict(line) for line in lines[-MOST:]], ensure_ascii=False) if lines else None
