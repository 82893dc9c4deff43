"""A window that waits for its book: what stands in for it, and what is done meanwhile on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import BansoError
from app.language import _

if TYPE_CHECKING:
    from app.operations.first_rows import FirstLook

Report = Callable[..., None]


class ShutBook:
    """Stands in for the book while it is being opened: nothing can be asked of it yet."""

    def read(self, *_args: Any, **_kw: Any) -> Any:
        """Refuse."""
        raise BansoError("view.opening")

    write = read


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
    from app.operations import today as _today  # noqa: F401

    return book, None
