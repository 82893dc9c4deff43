"""One writer at a time in a folder, held by the operating system, which lets go when the writer dies."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.connectors.errors import Cancelled, Forbidden, Unavailable
from app.connectors.folder import words

NAME = ".banso.lock"
_TICK = 0.05

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True


@contextmanager
def hold(folder: Path, cancelled: Callable[[], bool], wait: float) -> Iterator[None]:
    """Hold the folder's lock; Unavailable where another has it for longer than `wait` seconds."""
    try:
        descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError as error:
        raise Forbidden(words.FOLDER_READ_ONLY) from error
    except OSError as error:
        raise Unavailable(words.FOLDER_UNWRITABLE) from error
    with os.fdopen(descriptor, "r+b") as file:
        _wait(file, cancelled, time.monotonic() + wait)
        yield


def _wait(file: IO[bytes], cancelled: Callable[[], bool], until: float) -> None:
    pause = threading.Event()
    try:
        while not _take(file):
            if cancelled():
                raise Cancelled
            if time.monotonic() >= until:
                raise Unavailable(words.OTHER_BANSO)
            pause.wait(_TICK)
    except OSError as error:
        raise Unavailable(words.FOLDER_UNLOCKABLE) from error
