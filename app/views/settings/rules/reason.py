"""A small sheet before a rule is switched: why, which stands beside it from then on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.language import _
from app.views.settings.confirm import Confirm
from app.views.widgets.labels import PlainLabel


class ReasonSheet(Confirm):
    """`agreed` once a reason is written and the button pressed."""

    def __init__(self, window: QWidget, title: str, line: str, verb: str) -> None:
        super().__init__(window, title, [line], verb)
        said = _("Why does it change?")
        self.reason = QLineEdit()
        self.reason.setAccessibleName(said)
        self.reason.setMaxLength(500)
        self.body.addWidget(PlainLabel(said, "label"))
        self.body.addWidget(self.reason)
        self.go.setDefault(True)
        self.go.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
