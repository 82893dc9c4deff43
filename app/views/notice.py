"""A notice within a page: an error's title and words, said to screen readers when it appears."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import error_words
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel


class Notice(QFrame):
    """Hidden until something is to be said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title = PlainLabel("", "bodyStrong", wrap=True)
        self._words = PlainLabel("", "body", tone="text2", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        icon = IconView("circle-alert", 18, "watch_text")
        row.addWidget(icon)
        row.setAlignment(icon, row.alignment())
        row.addLayout(column, 1)
        self.hide()

    def text(self) -> str:
        """Return what is said, the title first."""
        return f"{self._title.text()}\n{self._words.text()}" if not self.isHidden() else ""

    def say(self, title: str, words: str) -> None:
        """Say it."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def tell(self, error: BansoError) -> None:
        """Say an error's words."""
        self.say(*error_words(error))
