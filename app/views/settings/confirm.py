"""A question before what undo cannot reach: what will happen, in words, and a verb on the button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.notice import Notice
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel

_WIDTH = 460


class Confirm(QDialog):
    """`agreed` when the button was pressed; the dialog stays until `accept`, or says what went wrong by `tell`.

    With `typed` the button waits until exactly these words are written.
    """

    agreed = Signal()

    def __init__(
        self, window: QWidget, title: str, lines: Sequence[str], verb: str, *, typed: str = "", busy: str = ""
    ) -> None:
        super().__init__(window)
        as_sheet(self, window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription("\n".join(lines))
        self._typed, self._working = " ".join(typed.split()), busy
        self.notice = Notice()
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        heading = PlainLabel(title, "dialogTitle", wrap=True)
        heading.setFixedWidth(themes.current().px(_WIDTH))
        whole.addWidget(heading)
        for line in lines:
            whole.addWidget(PlainLabel(line, "body", tone="text2", wrap=True))
        whole.addLayout(self.body)
        self.field: QLineEdit | None = None
        if typed:
            words = _("To go on, type: {name}", name=typed)
            whole.addWidget(PlainLabel(words, "label", wrap=True))
            self.field = QLineEdit()
            self.field.setAccessibleName(words)
            self.field.textChanged.connect(self._weigh)
            whole.addWidget(self.field)
        whole.addWidget(self.notice)
        whole.addLayout(self._foot(verb))
        self._weigh()

    def _foot(self, verb: str) -> QHBoxLayout:
        self.busy = PlainLabel("", "label", tone="text2", wrap=True)
        self.leave = Button(_("Leave"))
        self.leave.clicked.connect(self.reject)
        self.go = Button(verb, kind="primary")
        # Enter presses it only where words had to be typed first, or nothing is at stake yet.
        self.go.setAutoDefault(True)
        self.go.clicked.connect(self._agree)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.busy, 1)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        return row

    def tell(self, error: BansoError) -> None:
        """Say why it was not done."""
        self.set_busy(False)
        self.notice.tell(error)

    def set_busy(self, busy: bool) -> None:
        """Say that it is being done; meanwhile nothing can be pressed."""
        self.busy.setText(self._working if busy else "")
        self.leave.setEnabled(not busy)
        self.go.setEnabled(not busy)
        if not busy:
            self._weigh()

    def reject(self) -> None:
        """Leave, unless it is being done."""
        if self.leave.isEnabled():
            super().reject()

    def _agree(self) -> None:
        self.notice.hide()
        self.agreed.emit()

    def _weigh(self) -> None:
        if self.field is not None:
            self.go.setEnabled(" ".join(self.field.text().split()) == self._typed)
