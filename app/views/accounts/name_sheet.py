"""A sheet that asks for one name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.views.dialogs.sheet import as_sheet
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel

_WIDTH = 360


class NameSheet(QDialog):
    """`keep(name)` is tried with the name; where it refuses, the sheet stays and says why."""

    def __init__(
        self, parent: QWidget, title: str, label: str, act: str, keep: Callable[[str], object], name: str = ""
    ) -> None:
        super().__init__(parent)
        self._keep = keep
        self.setObjectName("name-sheet")
        as_sheet(self, parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.field = QLineEdit(name)
        self.field.setAccessibleName(label)
        self.field.setMinimumWidth(_WIDTH)
        self.field.selectAll()
        self.fault = PlainLabel("", "label", tone="risk_text", wrap=True)
        self.fault.hide()
        words = PlainLabel(label, "label", tone="text2")
        words.setBuddy(self.field)
        save = Button(act, kind="primary")
        save.setDefault(True)
        save.clicked.connect(self._try)
        cancel = Button(_("Leave"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(title, "dialogTitle"))
        whole.addWidget(words)
        whole.addWidget(self.field)
        whole.addWidget(self.fault)
        whole.addLayout(buttons)
        self.field.textChanged.connect(lambda _text: self.fault.hide())
        self.finished.connect(self.deleteLater)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _try(self) -> None:
        try:
            self._keep(self.field.text())
        except BansoError as error:
            _title, message = error_words(error)
            self.fault.setText(message)
            self.fault.show()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()
