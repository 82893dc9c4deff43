"""Logs the lines on standard input one after another, as `banso log` does, and tells each id once it is committed.

`python -m tests.proof.writer PROFILE [--acknowledge-early]`: the second way tells it before the commit, which is the
fault that the proof has to find.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app.cli.main import open_profile, read_arguments
from app.models.database import Session
from app.operations.quick_log import Logged, log_line


def acknowledge(done: Logged) -> None:
    """Tell whoever reads that this touchpoint is safe."""
    sys.stdout.write(f"{done.touchpoint_id}\n")
    sys.stdout.flush()


def main(folder: Path, early: bool) -> None:
    """Log until there are no more lines, or until somebody kills this process."""
    arguments = read_arguments(["banso", "--profile", str(folder), "log", ""])
    with open_profile(arguments, folder) as book:

        def log_too_soon(session: Session, line: str) -> Logged:
            done = log_line(session, line, today=book.clock.today(), now=book.clock.now(), by_id=book.by_id)
            acknowledge(done)
            return done

        for line in sys.stdin:
            if early:
                book.write(log_too_soon, line)
                continue
            _changes, done = book.write(
                log_line, line, today=book.clock.today(), now=book.clock.now(), by_id=book.by_id
            )
            acknowledge(done)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--acknowledge-early" in sys.argv[2:])
