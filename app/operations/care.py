"""Care of the book: back-ups made while it is in use, kept by rule; restore and check stand in files of their own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from app.errors import BansoError
from app.models import driver, migrate
from app.operations.book import Book
from app.operations.check import Checked, check
from app.operations.restore import Restored, keyinfo_beside, restore
from app.secrets import keyfile, keyinfo
from app.secrets.private_files import private_folder, write_whole

__all__ = [
    "BackUp",
    "Checked",
    "Copy",
    "Restored",
    "back_up",
    "back_up_before_migration",
    "check",
    "copies",
    "daily_back_up",
    "keyinfo_beside",
    "kept",
    "prune",
    "restore",
    "why_kept",
]

BACKUPS = "backups"
Why = Literal["migration", "today", "daily", "weekly", "monthly"]
DAILY, WEEKLY, MONTHLY = 7, 4, 6
SIZE_CAP = 4 * 1024**3
"""Bytes that back-ups may take; those before migrations and the newest are kept beyond it."""

_NAME = re.compile(r"(book|before-\w+)-(\d{8})-(\d{6})(?:-(\d+))?\.sqlite")


@dataclass(frozen=True)
class BackUp:
    """A finished back-up: where it lies, how long it is, when it was made (UTC)."""

    path: Path
    bytes: int
    at: datetime


@dataclass(frozen=True, order=True)
class Copy:
    """A back-up as its name tells of it; `order` sorts those of one day."""

    day: date
    order: tuple[str, int]
    name: str
    bytes: int
    before_migration: bool


def back_up(book: Book, to: Path | None = None) -> BackUp:
    """Copy the book as it is at this instant, while others may write, and put its keyinfo beside it.

    `to` is a file or a folder; by default the profile's own folder of back-ups. "backup.exists" for a name that is
    taken: nothing is ever replaced. "backup.failed" leaves nothing.
    """
    at = book.clock.now()
    stem = f"book-{at.astimezone(ZoneInfo(book.clock.zone)):%Y%m%d-%H%M%S}"
    key = book.key
    source = driver.connect(book.folder / keyinfo.BOOK, key, cache_mb=8, create=False)
    try:
        if to is None or to.is_dir():
            path = _copy_under_free_name(source, book.folder, to or book.folder / BACKUPS, stem, key)
        else:
            path = to
            _copy(source, book.folder, path, key)
    except FileExistsError as error:
        raise BansoError("backup.exists", field="to", path=str(to)) from error
    finally:
        source.close()
    return BackUp(path, path.stat().st_size, at)


def daily_back_up(book: Book) -> BackUp | None:
    """Back the book up unless that was done today, and drop the back-ups that are no longer kept."""
    today = book.clock.today()
    if any(copy.day == today and not copy.before_migration for copy in copies(book.folder)):
        return None
    made = back_up(book)
    prune(book.folder, today)
    return made


def back_up_before_migration(connection: driver.Connection, folder: Path, key: bytes | None) -> BackUp:
    """Copy a book that is about to be brought to this program's schema; `connection` is in no transaction."""
    at = datetime.now(UTC)
    stem = f"before-{migrate.HEAD}-{at:%Y%m%d-%H%M%S}"
    path = _copy_under_free_name(connection, folder, folder / BACKUPS, stem, key)
    return BackUp(path, path.stat().st_size, at)


def copies(folder: Path) -> list[Copy]:
    """Return the back-ups in a profile that Banso named, oldest first; files of any other name are no back-ups."""
    found = []
    for path in (folder / BACKUPS).glob("*.sqlite"):
        said = _NAME.fullmatch(path.name)
        if said is None:
            continue
        try:
            day = datetime.strptime(said[2], "%Y%m%d").replace(tzinfo=UTC).date()
        except ValueError:
            continue
        order = (said[3], int(said[4] or 1))
        found.append(Copy(day, order, path.name, path.stat().st_size, said[1] != "book"))
    return sorted(found)


def kept(found: Sequence[Copy], today: date, cap: int = SIZE_CAP) -> frozenset[str]:
    """Return the names of the back-ups to keep: 7 daily, 4 weekly, 6 monthly, all before migrations, under `cap`.

    Of each of the latest days, ISO weeks and months that have one, the newest. Those of today and, where a clock
    was wrong, of later days stay. Over the cap the oldest go first; the newest and those before migrations never.
    """
    return frozenset(why_kept(found, today, cap))


def why_kept(found: Sequence[Copy], today: date, cap: int = SIZE_CAP) -> dict[str, Why]:
    """Return the names of the back-ups to keep, each with the first rule that keeps it."""
    named: dict[str, Why] = {copy.name: "migration" for copy in found if copy.before_migration}
    usual = sorted((copy for copy in found if not copy.before_migration), reverse=True)
    chosen: dict[Copy, Why] = {copy: "today" for copy in usual if copy.day >= today}
    rules: list[tuple[Why, int, Callable[[Copy], Hashable]]] = [
        ("daily", DAILY, lambda copy: copy.day),
        ("weekly", WEEKLY, lambda copy: copy.day.isocalendar()[:2]),
        ("monthly", MONTHLY, lambda copy: (copy.day.year, copy.day.month)),
    ]
    for why, most, span in rules:
        newest: dict[Hashable, Copy] = {}
        for copy in usual:
            newest.setdefault(span(copy), copy)
        for copy in list(newest.values())[:most]:
            chosen.setdefault(copy, why)
    total = 0
    for number, copy in enumerate(sorted(chosen, reverse=True)):
        total += copy.bytes
        if number and total > cap:
            break
        named[copy.name] = chosen[copy]
    return named


def prune(folder: Path, today: date) -> tuple[str, ...]:
    """Delete the back-ups that are not `kept`, with the keyinfo beside each, and return their names."""
    found = copies(folder)
    stay = kept(found, today)
    gone = tuple(copy.name for copy in found if copy.name not in stay)
    for name in gone:
        path = folder / BACKUPS / name
        path.unlink(missing_ok=True)
        keyinfo_beside(path).unlink(missing_ok=True)
    return gone


def _copy_under_free_name(source: driver.Connection, profile: Path, folder: Path, stem: str, key: bytes | None) -> Path:
    count = 1
    while True:
        path = folder / (f"{stem}.sqlite" if count == 1 else f"{stem}-{count}.sqlite")
        try:
            _copy(source, profile, path, key)
        except FileExistsError:
            count += 1
        else:
            return path


def _copy(source: driver.Connection, profile: Path, target: Path, key: bytes | None) -> None:
    if os.path.lexists(target):
        raise FileExistsError(target)
    beside = keyinfo_beside(target)
    try:
        private_folder(target.parent)
        # Written first and never over another one, it claims the name between processes.
        write_whole(beside, keyfile.file_of(profile).read_bytes(), new=True)
    except FileExistsError:
        raise
    except OSError as error:
        raise BansoError("backup.failed", path=str(target), reason=str(error)) from error
    try:
        driver.copy_into(source, target, key)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
