"""A small sheet: a call to action raised by hand, with a due day and a playbook where one fits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, current, error_words
from app.operations.signals.shipped import plays_of
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import DayField, captioned
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace

_WIDE = 460


class RaiseSheet(QDialog):
    """`wanted(values)` with `text`, `due` and `playbook`."""

    wanted = Signal(object)

    def __init__(self, account: str, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        as_sheet(self, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New call to action"))
        self.setAccessibleName(self.windowTitle())
        self.text = QLineEdit()
        self.text.setMaxLength(200)
        self.due = DayField(_("Due (optional)"), workspace.clock.today())
        self.playbook = ComboBox(_("Playbook"))
        self.playbook.addItem(_("None"), None)
        for play in workspace.read(plays_of).values():
            self.playbook.addItem(play.called(current()), play.key)
        self._wrong = PlainLabel("", "label", tone="risk_text", wrap=True)
        self._wrong.hide()
        leave = Button(_("Leave"))
        leave.clicked.connect(self.reject)
        self.go = Button(_("Raise it"), kind="primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._go)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(self.go)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(captioned(_("Due (optional)"), self.due), 1)
        row.addLayout(captioned(_("Playbook"), self.playbook), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(self.windowTitle(), "dialogTitle"))
        whole.addWidget(PlainLabel(account, "body", tone="text2", wrap=True))
        whole.addLayout(captioned(_("What is to be done?"), self.text))
        whole.addLayout(row)
        whole.addWidget(self._wrong)
        whole.addLayout(foot)
        self.setFixedWidth(min(themes.current().px(_WIDE), max(parent.width() - 48, 320)))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, error: BansoError) -> None:
        """Say why it was not done."""
        self._refuse(error_words(error)[1], self.text)

    def _refuse(self, said: str, field: QLineEdit) -> None:
        self._wrong.setText(said)
        self._wrong.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        due = self.due.named()
        if due is None and self.due.text().strip():
            self._refuse(_("Write a day such as fri or 11/20, or leave it empty."), self.due)
            return
        self.wanted.emit({"text": self.text.text(), "due": due, "playbook": self.playbook.currentData()})
