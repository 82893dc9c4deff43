"""A file as it lies in the folder: whether it is whole and still the same, and how it is replaced at one stroke."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from app.connectors.errors import Forbidden, Unavailable
from app.connectors.folder import words

TEMPORARY = ".banso-new-"
_CHUNK = 1 << 20
_SETTLED = 3.0  # seconds after which a second change can no longer share the time of the first


class MovedError(Exception):
    """The file is no longer the one that was looked at."""


@dataclass(frozen=True)
class Stamp:
    """Which state of a file was seen; `digest` is that of its bytes.

    `settled`: when it was seen, its time was so old that a later change must show in size or time; else only the bytes
    tell, however much later somebody compares.
    """

    size: int
    mtime_ns: int
    digest: str
    settled: bool


def find(folder: Path, name: str) -> Path | None:
    """Return the file of that name, in any case of letters; Unavailable where the folder cannot be listed."""
    try:
        found = sorted(entry.name for entry in os.scandir(folder) if entry.name.casefold() == name)
    except OSError as error:
        raise Unavailable(words.UNREACHABLE) from error
    if len(found) > 1:
        raise Unavailable(words.of(name, words.SEVERAL))
    return folder / found[0] if found else None


def look(path: Path) -> tuple[int, int]:
    """Return size and time of a file that is there; MovedError where it is not."""
    try:
        state = path.stat()
    except FileNotFoundError as error:
        raise MovedError from error
    except OSError as error:
        raise Unavailable(words.of(path, words.UNREADABLE)) from error
    return state.st_size, state.st_mtime_ns


def _state(file: BinaryIO) -> tuple[int, int]:
    state = os.fstat(file.fileno())
    return state.st_size, state.st_mtime_ns


def survey(path: Path, each: Callable[[bytes], None] = lambda _chunk: None) -> Stamp:
    """Return the stamp of a file and hand its bytes to `each`; Unavailable while somebody writes it."""
    digest = blake2b(digest_size=16)
    began = time.time()
    try:
        with path.open("rb") as file:
            before = _state(file)
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                each(chunk)
            after = _state(file)
    except OSError as error:
        raise Unavailable(words.of(path, words.UNREADABLE)) from error
    if before != after:
        raise Unavailable(words.of(path, words.BUSY))
    return Stamp(*after, digest.hexdigest(), abs(began - after[1] / 1e9) > _SETTLED)


def same(path: Path, size: int, mtime_ns: int, settled: bool, digest: str) -> bool:
    """Tell whether a file is as it was: by size and time alone, where these cannot hide a change."""
    try:
        now = look(path)
    except MovedError:
        return False
    if now != (size, mtime_ns):
        return now[0] == size and survey(path).digest == digest
    return settled or survey(path).digest == digest


def check_closed(path: Path) -> None:
    """Raise Unavailable where a spreadsheet program holds the file open."""
    for mark in (f"~${path.name}", f".~lock.{path.name}#"):
        held = path.with_name(mark)
        if held.exists():
            raise Unavailable(words.of(path, words.OPEN, _holder(held)))


def _holder(mark: Path) -> str:
    """Return who opened the file, as far as the mark tells."""
    try:
        data = mark.read_bytes()[:200]
    except OSError:
        return ""
    if mark.name.startswith("~$"):
        return data[1 : 1 + data[0]].decode("utf-8", "replace") if data and data[0] < len(data) else ""
    return data.decode("utf-8", "replace").strip(",;\n ").split(",")[0]


def check_writable(path: Path) -> None:
    """Raise Forbidden for a file that is marked as read-only: replacing it would go past the mark."""
    if path.exists() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        raise Forbidden(words.of(path, words.READ_ONLY))


@contextmanager
def replacement(path: Path, check: Callable[[], None]) -> Iterator[Path]:
    """Yield a new file beside `path` to write to; after `check` it takes its place at one stroke.

    Left by an error, nothing has changed. What a shared folder refuses is Unavailable, or Forbidden for rights.
    """
    target = path.resolve()
    new = target.with_name(f"{TEMPORARY}{os.getpid()}-{target.name}")
    try:
        yield new
        with new.open("rb+") as file:
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, new)
        check()
        os.replace(new, target)
    except PermissionError as error:
        if sys.platform == "win32":
            raise Unavailable(words.of(path, words.OPEN)) from error  # so it is told where another holds it open
        raise Forbidden(words.of(path, words.UNWRITABLE)) from error
    except OSError as error:
        raise Unavailable(words.of(path, words.UNWRITABLE)) from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable, where the system knows of such a thing."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep_temporary(folder: Path) -> None:
    """Remove what a writer left that was cut off; call it under the lock."""
    for left in folder.glob(f"{TEMPORARY}*"):
        with suppress(OSError):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
