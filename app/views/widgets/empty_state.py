"""What stands where nothing is yet: one icon, one sentence, one button, one shortcut."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel


class EmptyState(QWidget):
    """One sentence of what will appear here and the one thing to do."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        *,
        button: str = "",
        act: Callable[[], object] | None = None,
        shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(sentence)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(1)
        column.addWidget(IconView(icon, 26, "text3"), 0, middle)
        words = PlainLabel(sentence, "body", tone="text2", wrap=True)
        words.setAlignment(middle)
        column.addWidget(words)
        if button and act is not None:
            self.button = Button(button, kind="primary")
            self.button.clicked.connect(lambda: act())
            column.addWidget(self.button, 0, middle)
        if shortcut:
            column.addWidget(KeyHint(shortcut), 0, middle)
        column.addStretch(1)
