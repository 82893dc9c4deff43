"""Brings into view what keys came to from outside a scroll area; Qt does so only for steps within it."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget


class FollowingArea(QScrollArea):
    """Scrolls to what has the focus, unless the mouse brought it. A list brings its own row (`bring`)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        inner = self.widget()
        if now is None or inner is None or isinstance(now, QAbstractItemView) or QApplication.mouseButtons():
            return
        if inner.isAncestorOf(now):
            self.ensureWidgetVisible(now)


def bring(widget: QWidget, box: QRect) -> None:
    """Scroll the area around a widget until a box of the widget is seen."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    inner = around.widget() if around is not None else None
    if around is not None and inner is not None:
        spot = widget.mapTo(inner, box.center())
        around.ensureVisible(spot.x(), spot.y(), 0, box.height())
