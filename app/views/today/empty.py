"""What stands on Today where nothing is to do, or where there is no customer yet."""

from __future__ import annotations

from collections.abc import Callable

from app.language import _
from app.views.today import words
from app.views.widgets.empty_state import EmptyState


def empty_state(span: str, *, accounts: int, log: Callable[[], object], bring: Callable[[], object]) -> EmptyState:
    """Return what stands in place of the rows of a span."""
    if not accounts:
        said = _("Bring in your customers, and what to do with each will stand here every morning.")
        return EmptyState("building-2", said, button=_("Import a spreadsheet"), act=bring)
    said = {
        words.TODAY: _("All promises kept. Anyone on your mind?"),
        words.WEEK: _("What falls due within 7 days will stand here."),
        words.WAITING: _("What customers and colleagues have promised will stand here."),
    }[span]
    return EmptyState("heart-handshake", said, button=_("Log touchpoint"), act=log, shortcut="Ctrl+L")
