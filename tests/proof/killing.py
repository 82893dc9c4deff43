"""Kills a process that writes to a book, and tells from outside whether it was inside a write."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from app.models import driver
from app.secrets import keyinfo
from tests.builders import PASSPHRASE

ROOT = Path(keyinfo.__file__).parents[2]
# Where SQLite locks the shared memory of a write-ahead log while somebody writes (WAL_WRITE_LOCK).
_WRITE_LOCK = 120
_FLOCK = "hhqqi4x"


def start(
    arguments: Sequence[str], *, phrase_file: Path, stdin: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start Python with `arguments`, as a person would who keeps the passphrase in a file."""
    environment = {**(env or os.environ), "BANSO_PASSPHRASE_FILE": str(phrase_file), "PYTHONPATH": str(ROOT)}
    # Lines come out when they are flushed and not before: what is told must have been meant.
    environment.pop("PYTHONUNBUFFERED", None)
    given = stdin.open("rb") if stdin else None
    try:
        return subprocess.Popen(
            [sys.executable, *arguments],
            stdin=given or subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=environment,
        )
    finally:
        if given:
            given.close()


def somebody_writes(book: Path) -> bool:
    """Tell whether a process holds the write lock of the book at this instant, without opening the book."""
    try:
        shared = os.open(f"{book}-shm", os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        asked = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, _WRITE_LOCK, 1, 0)
        answer = struct.unpack(_FLOCK, fcntl.fcntl(shared, fcntl.F_GETLK, asked))
    finally:
        os.close(shared)
    return bool(answer[0] != fcntl.F_UNLCK)


def has_log(book: Path) -> bool:
    """Tell whether pages of a write, finished or not, stand in the write-ahead log."""
    log = Path(f"{book}-wal")
    return log.exists() and log.stat().st_size > 0


def imports(folder: Path) -> bool:
    """Tell whether a process is writing for a long change, or undoing one: opening a book locks it for a moment too."""
    inodes = {file.stat().st_ino for file in (folder / "changes").glob("*.lock")}
    held = {int(line.split()[-3].split(":")[2]) for line in _locks() if " FLOCK " in line}
    return bool(inodes & held) and somebody_writes(folder / keyinfo.BOOK)


def _locks() -> list[str]:
    # Looking here takes no lock, which the one who is looked at would find taken.
    return [line for line in Path("/proc/locks").read_text("ascii").splitlines() if "->" not in line]


def wait_until(reached: Callable[[], bool], process: subprocess.Popen[bytes], seconds: float = 60.0) -> bool:
    """Wait, looking again and again, until `reached()`; False where the process ended before."""
    until = time.monotonic() + seconds
    while not reached():
        if process.poll() is not None:
            return False
        if time.monotonic() > until:
            process.kill()
            raise AssertionError("the process never came so far")
        time.sleep(0.0003)
    return True


def strike(process: subprocess.Popen[bytes], book: Path) -> tuple[bytes, bool]:
    """Kill -9 a process where it is; returns what it had told and whether it held the write lock in that instant.

    It is stopped for the look, or the answer would be about another instant than that of its death.
    """
    inside = False
    if process.poll() is None:
        os.kill(process.pid, signal.SIGSTOP)
        _pid, status = os.waitpid(process.pid, os.WUNTRACED)
        if os.WIFSTOPPED(status):
            inside = somebody_writes(book)
            os.kill(process.pid, signal.SIGKILL)
        else:
            process.returncode = os.waitstatus_to_exitcode(status)
    assert process.stdout is not None and process.stderr is not None
    told, complaints = process.stdout.read(), process.stderr.read()
    process.stdout.close()
    process.stderr.close()
    if process.wait() not in {0, -signal.SIGKILL}:
        raise AssertionError(complaints.decode())
    return told, inside


def open_changes(folder: Path, passphrase: str = PASSPHRASE) -> int:
    """Return how many changes a killed process left open: looked at read-only, before the next start undoes them."""
    key = keyinfo.unlock(folder, passphrase=passphrase)
    connection = driver.connect(folder / keyinfo.BOOK, key, readonly=True)
    try:
        return int(connection.execute("SELECT count(*) FROM change WHERE state = 'open'").fetchone()[0])
    finally:
        connection.close()
