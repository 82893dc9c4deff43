"""Making a profile and opening it: key, locks, schema, and what a killed process left open."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from app.clock import Clock, stamp
from app.errors import BansoError
from app.ids import uuid7
from app.journal import door
from app.journal.change import changing
from app.journal.recover import recover
from app.models import driver, locks, migrate
from app.models.database import Database, Session
from app.operations.book import Book
from app.operations.care import back_up_before_migration
from app.operations.log_file import close_log, open_log
from app.operations.presence import exists
from app.operations.settings import choose, settings
from app.secrets import keyfile, keyinfo

__all__ = ["BOOK_FILE", "Made", "Protection", "Reopened", "exists", "make_profile", "open_book", "reopen_with_code"]

BOOK_FILE = keyinfo.BOOK
Protection = Literal["keyring", "passphrase", "none"]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Made:
    """A new profile; the recovery code is shown once and kept nowhere."""

    folder: Path
    protection: Protection
    recovery_code: str | None = field(repr=False)


def make_profile(folder: Path, protection: Protection, *, name: str, zone: str, passphrase: str | None = None) -> Made:
    """Make a profile in `folder` for the person `name`; refuses where one exists, leaves nothing of a failed try.

    "profile.network_folder" and "profile.synced_folder" where an open book would not be safe.
    """
    _known_zone(zone)
    driver.refuse_unsafe_folder(folder)
    created = keyinfo.create(folder, protection, passphrase=passphrase)
    path = folder / BOOK_FILE
    try:
        migrate.ensure(path, created.key, lambda _connection: None)
        path.chmod(0o600)
        database = Database(path, created.key)
        try:
            with changing(database, "make_profile", at=datetime.now(UTC), by_id=None) as session:
                me = _introduce(session, name)
                choose(session, "me", me)
                choose(session, "zone", zone)
        finally:
            database.close()
    except BaseException:
        for left in (*folder.glob(f"{BOOK_FILE}*"), folder / "turn.lock", folder / keyfile.NAME):
            left.unlink(missing_ok=True)
        raise
    return Made(folder, protection, created.recovery_code)


def _introduce(session: Session, name: str) -> str:
    return door.create(session, "member", [{"id": uuid7(), "name": name}])[0]


def _known_zone(zone: str) -> None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BansoError("profile.zone", field="zone", zone=zone) from error


def open_book(
    folder: Path,
    *,
    today: date | None = None,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    key: bytes | None = None,
) -> Book:
    """Open the book of a profile; nothing is ever made where one is missing or cannot be read.

    `key` is the book's own, where the profile has already been unlocked.
    """
    if not exists(folder):
        raise BansoError("profile.missing", field="profile", folder=str(folder))
    if key is None:
        key = keyinfo.unlock(folder, passphrase=passphrase, recovery_code=recovery_code)
    path = folder / BOOK_FILE
    if not path.exists():
        raise BansoError("profile.no_book", field="profile", folder=str(folder))
    _bring_up_to_date(folder, path, key)
    with contextlib.ExitStack() as held:
        if not held.enter_context(locks.hold(folder / "profile.lock", shared=True, wait=5.0)):
            raise BansoError("profile.busy")
        database = Database(path, key)
        held.callback(database.close)
        held.callback(close_log, open_log(folder))
        undone = recover(database, folder, at=stamp(datetime.now(UTC)))
        _log.info("opened, revision %s, %d unfinished changes undone", migrate.HEAD, undone)
        with database.reading() as session:
            chosen = settings(session)
        return Book(
            database,
            folder,
            Clock(chosen.zone, today),
            chosen.me,
            key=key,
            language=chosen.language,
            held=held.pop_all(),
        )


@dataclass(frozen=True)
class Reopened:
    """A book that the recovery code opened; `unmended` tells why the usual way in could not be mended."""

    book: Book
    unmended: BansoError | None


def reopen_with_code(
    folder: Path, recovery_code: str, *, passphrase: str | None = None, today: date | None = None
) -> Reopened:
    """Open the book by its recovery code and mend the usual way in: the keyring's entry, or a new `passphrase`.

    The refusals of `open_book`; what goes wrong in mending does not close the book that was opened.
    """
    book = open_book(folder, today=today, recovery_code=recovery_code)
    key = book.key
    try:
        if key is not None and passphrase is not None:
            keyinfo.add_passphrase(folder, key, passphrase)
        if key is not None and keyfile.read(folder).protection == "keyring":
            keyinfo.repair_keyring_slot(folder, key)
    except BansoError as error:
        return Reopened(book, error)
    return Reopened(book, None)


def _bring_up_to_date(folder: Path, path: Path, key: bytes | None) -> None:
    if migrate.is_current(path, key):
        return
    with locks.hold(folder / "profile.lock", wait=5.0) as alone:
        if not alone:
            raise BansoError("profile.busy")
        migrate.ensure(path, key, lambda connection: back_up_before_migration(connection, folder, key))
