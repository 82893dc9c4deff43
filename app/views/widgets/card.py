"""A card: a bordered surface with an optional heading, holding one thing."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.views.widgets.labels import PlainLabel


class Card(QFrame):
    """A surface with a hairline border; add to `body`, and to `head` beside the heading."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        if title:
            self.setAccessibleName(title)
            self.head.addWidget(PlainLabel(title, "bodyStrong"))
            self.head.addStretch(1)
            self.body.addLayout(self.head)

    def flush(self) -> None:
        """Let the content reach the border, for tables."""
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)


def rule(parent: QWidget | None = None) -> QFrame:
    """Return a hairline between two parts."""
    line = QFrame(parent)
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line
