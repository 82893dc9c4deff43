"""The folder in which a calendar leaves its files: which one it is, and what is new there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import BansoError
from app.imports.calendar_files import SUFFIX
from app.journal.changes import Changes
from app.models.database import Session
from app.operations.book import Book
from app.operations.meetings.arriving import MOST_FILES, Arrived, Opened, open_files, take_files
from app.operations.settings import choose, chosen_value

_LOG = logging.getLogger(__name__)
KEY = "calendar_folder"
Seen = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Looked:
    """What a look into the folder found: `asked` are the files that hold meetings of nobody known."""

    seen: Seen
    opened: Opened = field(default_factory=Opened)
    done: Arrived = field(default_factory=Arrived)
    changes: Changes | None = None
    asked: tuple[Path, ...] = ()


def calendar_folder(session: Session) -> Path | None:
    """Return the folder to watch; None where nobody chose one."""
    kept = chosen_value(session, KEY)
    return Path(str(kept)) if kept else None


def choose_calendar_folder(session: Session, folder: Path | None) -> None:
    """Watch another folder, or none."""
    if folder is not None and not folder.is_dir():
        raise BansoError("calendar.no_folder", "folder", folder=str(folder))
    choose(session, KEY, str(folder) if folder is not None else None)


def bring_in_calendar(book: Book) -> Arrived:
    """Bring in what lies in the calendar's folder, where one is chosen."""
    folder = book.read(calendar_folder)
    if folder is None:
        return Arrived()
    try:
        return look_into_folder(book, folder, {}).done
    except BansoError:
        # A drive that is not there today keeps nobody from seeing what today asks for.
        _LOG.warning("the calendar's folder cannot be read")
        return Arrived()


def look_into_folder(book: Book, folder: Path, seen: Seen, cancelled: Callable[[], bool] = lambda: False) -> Looked:
    """Bring in the calendar files that are new in a folder or other than when `seen`; for a worker thread."""
    there: dict[str, tuple[int, int]] = {}
    fresh: list[Path] = []
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() == SUFFIX and path.is_file())
    except OSError as fault:
        raise BansoError("calendar.no_folder", "folder", folder=str(folder)) from fault
    for path in files[:MOST_FILES]:
        try:
            state = path.stat()
        except OSError:
            # It went away between two looks, as calendars write beside and rename.
            continue
        there[path.name] = (state.st_mtime_ns, state.st_size)
        if seen.get(path.name) != there[path.name]:
            fresh.append(path)
    if not fresh:
        return Looked(there)
    opened = open_files(book, fresh, cancelled)
    changes, done = take_files(book, opened, by_hand=False)
    return Looked(there, opened, done, changes, tuple(fresh) if done.asked else ())
