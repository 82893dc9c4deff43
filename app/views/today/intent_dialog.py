"""A small sheet: the customer has said that they renew; on which day, who and how."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words, name_of, short_day
from app.operations.day_words import day_named
from app.operations.intents import confirm_intent, who_may_confirm
from app.views.dialogs.sheet import as_sheet
from app.views.today import words
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.workspace import Workspace
from app.vocabulary import TouchpointKind

if TYPE_CHECKING:
    from app.operations.today import TodayRow

_HOW = (TouchpointKind.MEETING, TouchpointKind.CALL, TouchpointKind.EMAIL, TouchpointKind.VISIT, TouchpointKind.REVIEW)


class IntentDialog(QDialog):
    """`confirmed` once it is written down."""

    confirmed = Signal()

    def __init__(self, row: TodayRow, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("intent")
        as_sheet(self, parent)
        self.setWindowTitle(_("Renewal confirmed"))
        self.setAccessibleName(self.windowTitle())
        self._row, self._workspace = row, workspace
        self._today = workspace.clock.today()
        self.on = QLineEdit(_("today"))
        self.on.setAccessibleName(_("On"))
        self.on.setPlaceholderText(_("Such as today, 11/20, last fri"))
        self.understood = PlainLabel("", "label", tone="text2")
        self.by = ComboBox(_("By whom"))
        self.by.setEditable(True)
        self.by.addItems(list(workspace.read(who_may_confirm, row.account_id)))
        self.by.setCurrentIndex(0 if self.by.count() else -1)
        field = self.by.lineEdit()
        assert field is not None
        field.setAccessibleName(_("By whom"))
        self.how = ComboBox(_("How"))
        for kind in _HOW:
            self.how.addItem(name_of(kind), str(kind))
        self.error = PlainLabel("", "label", tone="risk_text", wrap=True)
        self.error.hide()
        self.save_button = Button(_("Note it"), kind="primary", icon="check")
        self._build()
        self.on.textChanged.connect(self._read)
        self._read()

    def _build(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, part in ((_("On"), self.on), ("", self.understood), (_("By whom"), self.by), (_("How"), self.how)):
            form.addRow(PlainLabel(caption, "body", tone="text2"), part)
        leave = Button(_("Leave"))
        leave.clicked.connect(self.reject)
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._save)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.save_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(14)
        whole.addWidget(PlainLabel(self.windowTitle(), "dialogTitle"))
        about = " · ".join((self._row.account, words.detail(self._row, self._today)))
        whole.addWidget(ElidedLabel(about, "body", tone="text2"))
        whole.addLayout(form)
        whole.addWidget(self.error)
        whole.addLayout(buttons)
        self.setMinimumWidth(440)

    def day(self) -> date | None:
        """Return the day that the words name: what was said lies behind us."""
        return day_named(self.on.text(), today=self._today, backward=True)

    def _read(self) -> None:
        named = self.day()
        self.understood.setText(short_day(named) if named is not None else _("No day yet"))
        self.save_button.setEnabled(named is not None)

    def _save(self) -> None:
        named = self.day()
        if named is None:
            return
        how = str(self.how.currentData())
        contracts = self._row.params.get("contracts", (self._row.subject_id,))
        try:
            self._workspace.write(
                confirm_intent, contracts, on=named, by=self.by.currentText(), how=how, today=self._today
            )
        except BansoError as error:
            self.error.setText(error_words(error)[1])
            self.error.show()
            return
        self.accept()
        self.confirmed.emit()
