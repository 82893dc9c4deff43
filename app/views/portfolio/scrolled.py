"""A section that scrolls as a whole where the window is low or the text large, and follows the keys, lists included."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.views.portfolio.beside import bare


class Scrolled(QScrollArea):
    """Shows `content` in full; scrolls to what has the focus unless the mouse brought it."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        bare(self)
        content.setAutoFillBackground(False)
        self.setWidget(content)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        inner = self.widget()
        if now is not None and inner is not None and inner.isAncestorOf(now) and not QApplication.mouseButtons():
            self.ensureWidgetVisible(now, 0, 0)
