"""The driver under the book: opens a file with its key, sets what keeps it safe, copies it while it is in use."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

from app.errors import BansoError
from app.secrets.private_files import close_to_others, private_folder, sync_file, sync_folder

# sqlcipher3 carries no types; the name says what is meant.
Connection: TypeAlias = Any

BUSY_MS = 5000
_UNREADABLE = {"SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT"}
_COMPANIONS = ("-wal", "-shm", "-journal")

_NETWORK = re.compile(
    r"nfs\d?|cifs|smb(fs|2|3)?|ncpfs|afs|afpfs|ceph|glusterfs|lustre|gfs2?|davfs\d?|webdav|coda|vboxsf|vmhgfs"
    r"|fuse\.(sshfs|rclone|gvfsd-fuse|s3fs|davfs2?|glusterfs|ceph|smbnetfs|curlftpfs|onedriver|gdfuse|vmhgfs-fuse"
    r"|google-drive-ocamlfuse)"
)
_SYNCED = re.compile(
    r"dropbox( \(.*\))?|onedrive( - .*)?|(google ?drive|google ?ドライブ)( \(.*\))?|my drive|マイ ?ドライブ"
    r"|icloud ?drive|mobile documents|com~apple~clouddocs|cloudstorage|box( sync)?|nextcloud|owncloud",
    re.IGNORECASE,
)


def connect(
    path: Path, key: bytes | None, *, cache_mb: int = 64, readonly: bool = False, create: bool = True
) -> Connection:
    """Open the file at `path` with its 256-bit `key`, or None for a plain one; nothing begins a transaction by itself.

    A missing file is made (0600) unless `create` is False or it is opened `readonly`: then "database.missing".
    "database.unreadable" for a wrong key and for damage, which look alike; "database.busy"; "database.failed".
    """
    import sqlcipher3.dbapi2 as sqlcipher

    if key is not None and len(key) != 32:
        raise ValueError("a key has 32 bytes")
    path = path.absolute()
    _prepare(path, create and not readonly)
    connection = None
    try:
        address = f"{path.as_uri()}?mode={'ro' if readonly else 'rw'}"
        connection = sqlcipher.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        if key is not None:
            # Before all else: whatever touches the file first decides how it is read.
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").close()
        connection.execute("PRAGMA cipher_log_level = NONE").close()
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}").close()
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        _protect(connection, cache_mb, readonly)
    except sqlcipher.Error as error:
        if connection is not None:
            connection.close()
        raise _in_words(error, path) from error
    return connection


def copy_into(source: Connection, target: Path, key: bytes | None) -> None:
    """Copy the whole book, as it stands at one instant, to `target` while others may write; replaces a file there.

    The copy is opened with `key` and checked under another name first: "backup.failed" leaves `target` as it was.
    All pages go in one step, for a copy page by page starts anew with every write; VACUUM INTO could renumber rows.
    """
    import sqlcipher3.dbapi2 as sqlcipher

    if source.in_transaction:
        raise ValueError("a copy is made outside a transaction")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if not target.parent.exists():
            private_folder(target.parent)
        _remove(temporary)
        copy = connect(temporary, key, cache_mb=8)
        try:
            # The copy is nobody's yet: it is made safe as a whole, before it gets its name.
            copy.execute("PRAGMA journal_mode = DELETE").close()
            copy.execute("PRAGMA synchronous = OFF").close()
            source.backup(copy, pages=-1)
        finally:
            copy.close()
        _check(temporary, key)
        sync_file(temporary)
        temporary.replace(target)
        sync_folder(target.parent)
    except (sqlcipher.Error, OSError, BansoError) as error:
        raise BansoError("backup.failed", path=str(target), reason=str(error)) from error
    finally:
        _remove(temporary)


def refuse_unsafe_folder(folder: Path) -> None:
    """Refuse a profile folder whose file system or whose syncing service can spoil an open book.

    "profile.network_folder" and "profile.synced_folder". Known by the kind of the file system and by the names that
    such services give their folders; a service that syncs a folder of any other name is not noticed.
    """
    real = Path(os.path.realpath(folder))
    for part in (*folder.absolute().parts, *real.parts):
        if _SYNCED.fullmatch(part):
            raise BansoError("profile.synced_folder", field="profile", folder=str(folder), name=part)
    kind = _file_system(real)
    if _NETWORK.fullmatch(kind):
        raise BansoError("profile.network_folder", field="profile", folder=str(folder), kind=kind)


def _prepare(path: Path, create: bool) -> None:
    try:
        if create:
            private_folder(path.parent)
            # The file lends its rights to -wal and -shm.
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        elif not path.exists():
            raise BansoError("database.missing", path=str(path))
        elif path.stat().st_size == 0 and not Path(f"{path}-wal").exists():
            # SQLite takes an empty file for a new book.
            raise BansoError("database.unreadable", path=str(path))
        if path.stat().st_mode & 0o077:
            close_to_others(path, 0o600)
    except OSError as error:
        raise BansoError("database.failed", path=str(path), reason=str(error)) from error


def _protect(connection: Connection, cache_mb: int, readonly: bool) -> None:
    settings = {
        "foreign_keys": "ON",
        "cache_size": -1024 * cache_mb,
        "temp_store": "MEMORY",
        "trusted_schema": "OFF",
    }
    if readonly:
        settings["query_only"] = "ON"
    else:
        settings |= {"journal_mode": "WAL", "synchronous": "FULL", "secure_delete": "ON"}
        if sys.platform == "darwin":
            settings |= {"fullfsync": "ON", "checkpoint_fullfsync": "ON"}
    for name, value in settings.items():
        connection.execute(f"PRAGMA {name} = {value}").close()


def _check(path: Path, key: bytes | None) -> None:
    copy = connect(path, key, cache_mb=8, readonly=True, create=False)
    try:
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        copy.close()
    if found != "ok":
        raise BansoError("database.unreadable", path=str(path))


def in_words(error: Exception, path: Path) -> BansoError | None:
    """Return what a person reads for an error of a book in use; None for one that tells of a fault in the code.

    "database.busy", "database.full", "database.unreadable", "database.failed". A damaged search index is not the
    book's damage: `check` makes it anew.
    """
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_FULL"):
        return BansoError("database.full", path=str(path))
    if name.startswith("SQLITE_CORRUPT_VTAB"):
        return None
    told = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", *_UNREADABLE)
    return _in_words(error, path) if name.startswith(told) else None


def _in_words(error: Exception, path: Path) -> BansoError:
    name = str(getattr(error, "sqlite_errorname", ""))
    if any(name.startswith(known) for known in _UNREADABLE):
        return BansoError("database.unreadable", path=str(path))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return BansoError("database.busy", path=str(path))
    return BansoError("database.failed", path=str(path), reason=str(error))


def _remove(temporary: Path) -> None:
    temporary.unlink(missing_ok=True)
    for ending in _COMPANIONS:
        Path(f"{temporary}{ending}").unlink(missing_ok=True)


def _file_system(real: Path) -> str:
    """Return the kind of file system that `real` lies on or would lie on; "" where the system does not tell."""
    if sys.platform == "win32":
        import ctypes

        remote = 4
        drive = real.drive
        return "smb" if drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == remote else ""
    best, kind = -1, ""
    for mount, found in _mounts():
        if real.is_relative_to(mount) and len(mount.parts) >= best:
            best, kind = len(mount.parts), found
    return kind


def _mounts() -> list[tuple[Path, str]]:
    if sys.platform == "darwin":
        import subprocess

        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return [(Path(m[1]), m[2]) for m in re.finditer(r" on (/.*) \((\w+)", listed)]
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    return [(Path(_unescaped(line.split(" ")[1])), line.split(" ")[2]) for line in lines]


def _unescaped(name: str) -> str:
    # Blanks and backslashes in mount points are written as three octal digits.
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), name)
