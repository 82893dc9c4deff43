"""Where the form of a system stands: it scrolls where it is longer than its sheet, and follows the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.views import theme as themes

# What a sheet has around its form: title and foot; margins and the bar; the room that it leaves in its window.
_CHROME, _BESIDE, _AROUND = 150, 60, 48


class FormArea(QScrollArea):
    """Shows `inner`; what takes the focus comes into view, unless the mouse gave it."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def height_of_sheet(self, wide: int, least: int) -> int:
        """Return how high a sheet so wide is to be, that nothing of the form lies below its edge.

        The window over which it lies sets the limit.
        """
        inner = self.widget()
        assert inner is not None
        layout = inner.layout()
        if layout is not None:
            layout.activate()
        room = inner.heightForWidth(wide - _BESIDE) if inner.hasHeightForWidth() else inner.sizeHint().height()
        owner = self.window().parentWidget()
        most = owner.window().height() - _AROUND if owner is not None else least
        return max(least, min(room + themes.current().px(_CHROME), most))

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        inner = self.widget()
        if now is not None and inner is not None and inner.isAncestorOf(now) and not QApplication.mouseButtons():
            self.ensureWidgetVisible(now, 0, themes.current().px(12))
