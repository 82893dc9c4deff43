"""Putting a back-up in the place of the book: proved first, the present book set aside, all or nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import BansoError
from app.models import driver, locks, migrate
from app.secrets import keyfile, keyinfo
from app.secrets.private_files import private_folder, sync_file, sync_folder, write_whole
from app.sync.keeping import pause_all

_ENDINGS = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Restored:
    """The book in its place and the folder, itself a profile, that holds the one of before; None where none was."""

    path: Path
    set_aside: Path | None


def keyinfo_beside(copy: Path) -> Path:
    """Return where the keyinfo of a back-up lies, with which it opens on another machine."""
    return copy.with_name(f"{copy.name}.{keyfile.NAME}")


def restore(folder: Path, file: Path, *, passphrase: str | None = None, recovery_code: str | None = None) -> Restored:
    """Make the back-up `file` the book of the profile in `folder`, which may be new; the back-up itself stays.

    The keyinfo beside the back-up replaces the profile's; without one the profile's own must open it.
    "restore.missing", "restore.same", "restore.no_keyinfo", "restore.unreadable", "restore.not_a_book",
    "database.newer", "profile.busy", "restore.failed", and those of keyinfo.unlock: everything is as it was.
    """
    book = folder / keyinfo.BOOK
    if not file.is_file():
        raise BansoError("restore.missing", field="file", path=str(file))
    if book.exists() and book.samefile(file):
        raise BansoError("restore.same", field="file", path=str(file))
    driver.refuse_unsafe_folder(folder)
    place = _keyinfo_for(folder, file)
    key = keyinfo.unlock(place, passphrase=passphrase, recovery_code=recovery_code)
    with _alone(folder):
        staged = folder / f".restore-{os.getpid()}.sqlite"
        try:
            _stage(file, staged, key)
            return Restored(book, _swap(folder, staged, keyfile.file_of(place)))
        except OSError as error:
            raise BansoError("restore.failed", path=str(file), reason=str(error)) from error
        finally:
            for ending in _ENDINGS:
                Path(f"{staged}{ending}").unlink(missing_ok=True)


def _keyinfo_for(folder: Path, file: Path) -> Path:
    places = [keyinfo_beside(file), folder / keyfile.NAME]
    if file.name == keyinfo.BOOK:
        # A book that was set aside is a profile of its own.
        places.insert(1, file.parent / keyfile.NAME)
    for place in places:
        if place.exists():
            return place
    raise BansoError("restore.no_keyinfo", field="file", path=str(file), name=keyinfo_beside(file).name)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    # A folder made for this goes again when the restore fails.
    new = not folder.exists()
    private_folder(folder)
    lock = folder / "profile.lock"
    try:
        with locks.hold(lock, wait=1.0) as taken:
            if not taken:
                raise BansoError("profile.busy")
            yield
    except BaseException:
        if new:
            lock.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _stage(file: Path, staged: Path, key: bytes | None) -> None:
    """Copy the back-up into the profile and prove it there: opening it in its own place could change it."""
    # A book that was copied by hand while in use has its newest writes in the -wal beside it.
    for ending in ("", "-wal"):
        source, target = Path(f"{file}{ending}"), Path(f"{staged}{ending}")
        if source.exists():
            target.touch(mode=0o600)
            shutil.copyfile(source, target)
    try:
        _prove(staged, key, file)
        migrate.ensure(staged, key, lambda _connection: None)
        # What is older than the other side's last word goes there only once a person has said so.
        pause_all(staged, key)
    except BansoError as error:
        if error.key in {"database.unreadable", "database.failed", "database.missing"}:
            raise BansoError("restore.unreadable", field="file", path=str(file)) from error
        if error.key == "database.not_ours":
            raise BansoError("restore.not_a_book", field="file", path=str(file)) from error
        raise
    sync_file(staged)


def _prove(staged: Path, key: bytes | None, file: Path) -> None:
    import sqlcipher3.dbapi2 as sqlcipher

    connection = driver.connect(staged, key, cache_mb=8, create=False)
    try:
        sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        if sound and migrate.revision(connection) is None:
            raise BansoError("restore.not_a_book", field="file", path=str(file))
    except sqlcipher.Error as error:
        raise BansoError("restore.unreadable", field="file", path=str(file)) from error
    finally:
        connection.close()
    if not sound:
        raise BansoError("restore.unreadable", field="file", path=str(file))


def _swap(folder: Path, staged: Path, key_file: Path) -> Path | None:
    present = [f"{keyinfo.BOOK}{ending}" for ending in _ENDINGS] + [keyfile.NAME]
    names = [name for name in present if (folder / name).exists()]
    opens = key_file.read_bytes()
    aside = _set_aside(folder, names) if names else None
    try:
        # An old -wal beside a new book would be played into it.
        for ending in _ENDINGS[1:]:
            (folder / f"{keyinfo.BOOK}{ending}").unlink(missing_ok=True)
        write_whole(folder / keyfile.NAME, opens)
        staged.replace(folder / keyinfo.BOOK)
        sync_folder(folder)
    except BaseException:
        _put_back(folder, present, aside)
        raise
    return aside


def _set_aside(folder: Path, names: list[str]) -> Path:
    """Give the present files a second name in a folder of their own, so that at no moment they have none."""
    base = f"set-aside-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    aside, count = folder / base, 1
    while os.path.lexists(aside):
        count += 1
        aside = folder / f"{base}-{count}"
    private_folder(aside)
    try:
        for name in names:
            _second_name(folder / name, aside / name)
        sync_folder(aside)
        sync_folder(folder)
    except BaseException:
        shutil.rmtree(aside)
        raise
    return aside


def _second_name(present: Path, other: Path) -> None:
    try:
        os.link(present, other)
    except OSError:
        # A file system without hard links (exFAT).
        shutil.copy2(present, other)
        sync_file(other)


def _put_back(folder: Path, present: list[str], aside: Path | None) -> None:
    for name in present:
        if aside is not None and (aside / name).exists():
            (aside / name).replace(folder / name)
            # Renaming onto another name of the same file does nothing.
            (aside / name).unlink(missing_ok=True)
        else:
            (folder / name).unlink(missing_ok=True)
    if aside is not None:
        aside.rmdir()
