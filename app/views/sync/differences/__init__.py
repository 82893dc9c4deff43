"""The differences between here and other systems, settled by a person: one sheet over the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.views.sync.differences.record import Key
from app.views.sync.differences.sheet import DifferencesSheet
from app.views.workspace import Workspace

__all__ = ["DifferencesSheet", "open_differences"]


def open_differences(window: QWidget, workspace: Workspace, at: Key | None = None) -> DifferencesSheet | None:
    """Open the sheet over `window`, at a record where one is named; None where nothing is open."""
    from app.operations.syncing.differences import differences, settle, settled_counts

    there = next((one for one in window.findChildren(DifferencesSheet) if one.isVisible()), None)
    sheet = there or DifferencesSheet(
        window, workspace, differences, settle, lambda session: settled_counts(session).merged
    )
    return sheet if there is not None or sheet.open_at(at) else None
