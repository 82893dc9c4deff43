"""What is done on a thread of its own while a window waits for its book: the first rows, then the book itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.language import _

if TYPE_CHECKING:
    from app.operations.first_rows import FirstLook

Report = Callable[..., None]


def look_first(report: Report, _cancelled: object, folder: Path, *, today: date | None) -> FirstLook:
    """Unlock a profile as it usually is and read its first rows."""
    from app.operations.first_rows import first_look

    report(0, 0, _("The keyring may ask for its password."))
    return first_look(folder, today=today)


def open_unlocked(
    _report: Report, _cancelled: object, folder: Path, key: bytes | None, *, today: date | None
) -> tuple[Any, None]:
    """Open the book of a profile that was unlocked for its first rows."""
    from app.operations.profile import open_book

    book = open_book(folder, today=today, key=key)
    # What the first screens ask with: loaded here, or the window would stand still for it.
    from app.operations import account_page, accounts, finding, news, quick_log, quick_log_aid  # noqa: F401

    return book, None
