"""The bar under the editor: how much differs from what is in force, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.language import _, ngettext
from app.views import theme as themes
from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel


class SaveBar(QWidget):
    """Shown while something differs."""

    wants_save = Signal()
    wants_discard = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Changes that are not saved"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.words = PlainLabel("", "body")
        self.discard = Button(_("Discard changes"), kind="quiet")
        self.discard.clicked.connect(self.wants_discard)
        self.save = Button(_("Preview and save…"), kind="primary")
        self.save.clicked.connect(self.wants_save)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(8)
        row.addWidget(IconView("pen-line", 16, "accent_text"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        row.addWidget(self.discard)
        row.addWidget(self.save)

    def show_count(self, count: int) -> None:
        """Say in how many places it differs; nothing hides the bar."""
        self.setVisible(count > 0)
        self.words.setText(ngettext("{n} change, not saved yet", "{n} changes, not saved yet", count))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the line above."""
        theme = themes.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color.raised)
        painter.fillRect(0, 0, self.width(), 1, theme.color.border)
        painter.end()
