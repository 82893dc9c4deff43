"""Brings what the keys go to into view, where a section is taller than the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class Following(QObject):
    """Scrolls an area to each of some parts as it takes the focus, unless the mouse gave it."""

    def __init__(self, area: QScrollArea, *parts: QWidget) -> None:
        super().__init__(area)
        self._area = area
        for part in parts:
            part.installEventFilter(self)

    def eventFilter(self, part: QObject, event: QEvent) -> bool:
        """Look for the focus coming in."""
        by_mouse = isinstance(event, QFocusEvent) and event.reason() is Qt.FocusReason.MouseFocusReason
        if event.type() is QEvent.Type.FocusIn and not by_mouse and isinstance(part, QWidget):
            self._area.ensureWidgetVisible(part, 0, 0)
        return super().eventFilter(part, event)
