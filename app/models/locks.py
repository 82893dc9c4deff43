"""File locks between processes that the operating system lets go of when their holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes], shared: bool) -> bool:
        # Windows knows no shared lock here: a reader locks one byte of many, a writer all of them.
        file.seek(os.getpid() % 1000 if shared else 0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1 if shared else 1000)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(file: IO[bytes], shared: bool) -> bool:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


@contextmanager
def hold(path: Path, *, shared: bool = False, wait: float = 0.0) -> Iterator[bool]:
    """Hold the lock on `path` and yield True, or yield False where another has it after `wait` seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + wait
    with os.fdopen(descriptor, "r+b") as file:
        taken = _take(file, shared)
        while not taken and time.monotonic() < until:
            time.sleep(0.02)
            taken = _take(file, shared)
        yield taken
