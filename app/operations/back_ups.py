"""The copies of a book that lie in its profile: back-ups with why each is kept, and books that a restore set aside."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.operations.book import Book
from app.operations.care import BACKUPS, Why, copies, why_kept
from app.operations.restore import keyinfo_beside
from app.secrets import keyinfo

_ASIDE = "set-aside-*"


@dataclass(frozen=True)
class CopyRow:
    """A copy of the book: `why` says which rule keeps it, None where the next tidying drops it."""

    path: Path
    at: datetime
    bytes: int
    why: Why | None


def back_ups(book: Book) -> list[CopyRow]:
    """Return the back-ups in the profile, the newest first; `at` in the profile's zone."""
    found = copies(book.folder)
    why = why_kept(found, book.clock.today())
    zone = ZoneInfo(book.clock.zone)
    rows = []
    for copy in reversed(found):
        path = book.folder / BACKUPS / copy.name
        # Those before a migration are named by UTC, as no book is open then to ask for its zone.
        said = datetime.strptime(f"{copy.day:%Y%m%d}{copy.order[0]}", "%Y%m%d%H%M%S")  # noqa: DTZ007
        at = (
            said.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)
            if copy.before_migration
            else said.replace(tzinfo=zone)
        )
        rows.append(CopyRow(path, at, copy.bytes, why.get(copy.name)))
    return rows


def set_aside(folder: Path) -> list[Path]:
    """Return the folders, each a profile of its own, into which a restore put the book that was there."""
    return sorted(path for path in folder.glob(_ASIDE) if (path / keyinfo.BOOK).exists())


def drop_copies(folder: Path, paths: Sequence[Path]) -> None:
    """Delete back-ups and books set aside, for good."""
    if not all(path.is_relative_to(folder) and path != folder for path in paths):
        raise ValueError("only copies within the profile are deleted here")
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
            keyinfo_beside(path).unlink(missing_ok=True)
