"""Work that may wait for a person elsewhere, such as a keyring's prompt: on a thread the program need not wait for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app.errors import BansoError
from app.views.running import Job, Progress, Running, Work

# A thread may still be inside its Running when the one who asked is gone, and when the callbacks have been called.
_under_way: list[Work] = []


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
    _under_way[:] = [work for work in _under_way if not work.left_by_worker(pool_idle=True)]
    work = Work(Running(owner, progress, done, failed), job, args, kw)
    _under_way.append(work)
    work.start_apart("banso-aside")
    return work.running
