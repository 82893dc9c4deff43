"""The top bar: the way here, the look and language, and the one primary action."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.language import _
from app.views import theme as themes
from app.views.page import Crumb
from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel


class TopBar(QWidget):
    """`wants(place, argument)` when a crumb is clicked, `log_wanted` for the primary button."""

    wants = Signal(str, object)
    log_wanted = Signal()

    def __init__(self, looks: QMenu, *, can_log: bool, log_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Top bar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(8)
        self._way = QHBoxLayout()
        self._way.setSpacing(6)
        row.addLayout(self._way, 1)
        self.looks_button = Button(kind="quiet", icon="sun-moon", name=_("Language and appearance"))
        self.looks_button.setMenu(looks)
        row.addWidget(self.looks_button)
        if can_log:
            self.log_button = Button(_("Log touchpoint"), kind="primary", icon="pen-line")
            self.log_button.setToolTip(log_key)
            self.log_button.clicked.connect(self.log_wanted)
            row.addWidget(self.log_button)
        self._measure()

    def set_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        """Show the way here; earlier steps are links."""
        while self._way.count():
            item = self._way.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, crumb in enumerate(crumbs):
            if at:
                self._way.addWidget(IconView("chevron-right", 14, "text3"))
            if crumb.place is not None and at < len(crumbs) - 1:
                self._way.addWidget(self._link(crumb, crumb.place))
            else:
                last = at == len(crumbs) - 1
                label = ElidedLabel(crumb.text, "bodyStrong" if last else "body", tone="text" if last else "text2")
                self._way.addWidget(label, 1 if last else 0)

    def _link(self, crumb: Crumb, place: str) -> Button:
        link = Button(crumb.text, kind="crumb")
        link.clicked.connect(lambda: self.wants.emit(place, crumb.argument))
        return link

    def first_focus(self) -> QWidget:
        """Return what F6 gives the focus to."""
        return self.looks_button

    def _measure(self) -> None:
        self.setFixedHeight(themes.current().size.topbar)

    def changeEvent(self, event: QEvent) -> None:
        """Take the height of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the line under it."""
        theme = themes.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color.window)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color.border)
        painter.end()
