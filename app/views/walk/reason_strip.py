"""Asks for one line of why, at the foot of the walk: Enter keeps it with the verdict, Escape leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.views.widgets.buttons import Button
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel


class ReasonStrip(QFrame):
    """`left` when it was closed without an answer."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._keep: Callable[[str], object] = lambda _said: None
        self._title = PlainLabel("", "bodyStrong")
        self._note = PlainLabel("", "label", tone="text2", wrap=True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("One line: what did you see or hear?"))
        self.field.returnPressed.connect(self._answer)
        self.keep_button = Button(_("Keep the verdict"), kind="primary")
        self.keep_button.clicked.connect(self._answer)
        self.leave_button = Button(_("Leave"), kind="quiet")
        self.leave_button.clicked.connect(self.close_up)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self.keep_button)
        line.addWidget(KeyHint("Return"))
        line.addWidget(self.leave_button)
        line.addWidget(KeyHint("Esc"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(6)
        whole.addWidget(self._title)
        whole.addLayout(line)
        whole.addWidget(self._note)

    def ask(self, title: str, note: str, keep: Callable[[str], object]) -> None:
        """Ask; `keep(reason)` is called with what was written and may refuse it by a BansoError."""
        self._keep = keep
        self._title.setText(title)
        self._note.set_tone("text2")
        self._note.setText(note)
        self.setAccessibleName(title)
        self.field.setAccessibleName(title)
        self.field.clear()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_up(self) -> None:
        """Go away without an answer."""
        if self.isVisible():
            self.hide()
            self.left.emit()

    def _answer(self) -> None:
        try:
            self._keep(self.field.text().strip())
        except BansoError as error:
            self._note.set_tone("risk_text")
            self._note.setText(error_words(error)[1])
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; the letters of the walk are letters here."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            event.accept()
