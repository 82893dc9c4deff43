"""Where the focus was before something came over the window, and how it goes back there."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class Origin:
    """What has the focus now; `give_back` returns it once, unless that is gone or hidden by then.

    With a `window`, what has the focus there, also while a sheet stands over it.
    """

    def __init__(self, window: QWidget | None = None) -> None:
        found = QApplication.focusWidget() if window is None else window.focusWidget()
        self._widget: QWidget | None = found

    def give_back(self) -> None:
        """Give the focus back."""
        widget, self._widget = self._widget, None
        if widget is not None and shiboken6.isValid(widget) and widget.isVisible():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
