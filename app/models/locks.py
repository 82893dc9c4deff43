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
    """Hold the lock on `path` and yield True, or yield False where another has it after `wait` seconds.

    Who holds a lock may delete its file: the lock taken is always that of the file that `path` names then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            taken = _take(file, shared)
            while not taken and time.monotonic() < until:
                time.sleep(0.02)
                taken = _take(file, shared)
            # The holder before may have swept the file away in between: its lock would keep nobody out.
            if taken and not _is_named(file, path):
                continue
            yield taken
        return


def _is_named(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
