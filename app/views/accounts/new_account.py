"""The sheet for a new account: its name, and what is known from the first day on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words, name_of
from app.views.dialogs.sheet import as_sheet
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace
from app.vocabulary import Phase, Segment

_WIDTH = 380


class NewAccount(QDialog):
    """`made(account id)` once it is written. `by_id` holds the new account."""

    made = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget, by_id: str | None) -> None:
        super().__init__(parent)
        self._workspace, self._by_id = workspace, by_id
        self.setObjectName("new-account")
        as_sheet(self, parent)
        title = _("New account")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("As it stands in the contract"))
        self.reading = QLineEdit()
        self.reading.setPlaceholderText(_("For sorting and finding"))
        self.segment = ComboBox(_("Segment"))
        self.phase = ComboBox(_("Phase"))
        for box, words in ((self.segment, Segment), (self.phase, Phase)):
            box.addItem(_("Not set"), None)
            for word in words:
                if word is not Phase.CHURNED:
                    box.addItem(name_of(word), str(word))
        self.phase.setCurrentIndex(self.phase.findData(str(Phase.ONBOARDING)))
        self.fault = PlainLabel("", "label", tone="risk_text", wrap=True)
        self.fault.hide()
        form = QFormLayout()
        form.setSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, field in (
            (_("Name"), self.name),
            (_("Reading"), self.reading),
            (_("Segment"), self.segment),
            (_("Phase"), self.phase),
        ):
            field.setMinimumWidth(_WIDTH - 120)
            field.setAccessibleName(text)
            label = PlainLabel(text, "body", tone="text2")
            label.setBuddy(field)
            form.addRow(label, field)
        self.add = Button(_("Add account"), kind="primary")
        self.add.setDefault(True)
        self.add.clicked.connect(self._make)
        cancel = Button(_("Leave"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(14)
        whole.addWidget(PlainLabel(title, "dialogTitle"))
        whole.addLayout(form)
        whole.addWidget(self.fault)
        whole.addLayout(buttons)
        self.name.textChanged.connect(lambda _text: self.fault.hide())
        self.finished.connect(self.deleteLater)
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make(self) -> None:
        from app.operations.accounts import create_account

        try:
            account_id = self._workspace.write(
                create_account,
                name=self.name.text(),
                reading=self.reading.text(),
                segment=self.segment.currentData(),
                phase=self.phase.currentData(),
                today=self._workspace.clock.today(),
                by_id=self._by_id,
            )
        except BansoError as error:
            _title, message = error_words(error)
            self.fault.setText(message)
            self.fault.show()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self.name.selectAll()
            return
        self.accept()
        self.made.emit(account_id)
