"""How far a table was read: which state of its file it was and, half-way, at which record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from app.connectors.errors import CursorExpired
from app.connectors.folder.files import Stamp, same

_TEXT = re.compile(r"1 (\w+) (\d+) (\d+) ([01]) ([0-9a-f]{32}|-) (\d+|end|open) ([0-9a-f]{32}|-)", re.ASCII)
NO_FILE = "0" * 32
"""The state of a table that is not there yet."""


@dataclass(frozen=True)
class Place:
    """`digest` is "" where there was no file yet, `at` None once all was read.

    `named` is the state of the tables in which names were looked up, "" where no name was; `unmarked` tells that
    rows had no id of their own.
    """

    kind: str
    size: int = 0
    mtime_ns: int = 0
    settled: bool = True
    digest: str = ""
    at: int | None = None
    named: str = ""
    unmarked: bool = False

    @classmethod
    def of(cls, kind: str, stamp: Stamp) -> Place:
        """Return the place behind the last record of a file in this state."""
        return cls(kind, stamp.size, stamp.mtime_ns, stamp.settled, stamp.digest)

    def text(self) -> str:
        """Return it as the engine keeps it."""
        at = self.at if self.at is not None else "open" if self.unmarked else "end"
        marks = (int(self.settled), self.digest or "-", at, self.named or "-")
        return f"1 {self.kind} {self.size} {self.mtime_ns} {' '.join(map(str, marks))}"

    def is_of(self, path: Path) -> bool:
        """Tell whether the file is still in the state that was read."""
        return bool(self.digest) and same(path, self.size, self.mtime_ns, self.settled, self.digest)


def place_of(kind: str, cursor: str | None) -> Place | None:
    """Return what a cursor says; CursorExpired for one that nobody here wrote."""
    if cursor is None:
        return None
    found = _TEXT.fullmatch(cursor)
    if found is None or found[1] != kind:
        raise CursorExpired(kind)
    at = int(found[6]) if found[6].isdigit() else None
    mark, named = found[5].strip("-"), found[7].strip("-")
    return Place(kind, int(found[2]), int(found[3]), found[4] == "1", mark, at, named, found[6] == "open")
