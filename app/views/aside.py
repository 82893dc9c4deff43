"""Work that may wait for a person elsewhere, such as a keyring's prompt: on a thread the program need not wait for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app.errors import BansoError
from app.views.workspace import Job, Progress, Running

# A thread may still be inside its Running when the one who asked is gone.
_under_way: list[Running] = []


def aside(
    job: Job,
    *args: Any,
    owner: QObject,
    progress: Progress | None = None,
    done: Callable[[Any], None] | None = None,
    failed: Callable[[BansoError], None] | None = None,
    **kw: Any,
) -> Running:
    """Run `job(report, cancelled, *args, **kw)` and call back on the UI thread, as `Workspace.run` does.

    Unlike there, the end of the program does not wait for it, so it must be work that may be cut off at any point.
    """
    _under_way[:] = [running for running in _under_way if not running.finished]
    running = Running(owner, progress, done, failed)
    _under_way.append(running)
    threading.Thread(target=running.work, args=(job, args, kw), name="banso-aside", daemon=True).start()
    return running
