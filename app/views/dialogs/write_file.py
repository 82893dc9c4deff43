"""A dialog that asks where a file is written to; what else it asks is added by whoever builds on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.language import _
from app.views.dialogs.sheet import as_sheet
from app.views.folders import default_folder, free_place
from app.views.widgets.buttons import Button
from app.views.widgets.labels import ElidedLabel, PlainLabel


class WriteFileDialog(QDialog):
    """`wished(wish)` once it is answered. A subclass fills `form`, then calls `lay_out`, and tells its `wish`."""

    wished = Signal(object)

    def __init__(self, parent: QWidget | None, title: str, stem: str, suffix: str, icon: str) -> None:
        super().__init__(parent)
        as_sheet(self, parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._stem, self._suffix = stem, suffix
        self.to = free_place(default_folder(), stem, suffix)
        self._to_label = ElidedLabel(str(self.to), "body")
        self.write_button = Button(_("Write the file"), kind="primary", icon=icon)
        self.write_button.setDefault(True)
        self.write_button.setAutoDefault(True)
        self.write_button.clicked.connect(self._answer)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(10)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def wish(self) -> object:
        """Return what is asked for."""
        raise NotImplementedError

    def name_filter(self) -> str:
        """Return how the file dialog calls such files; empty leaves it to the ending."""
        return ""

    def ask(self, words: str, field: QWidget) -> None:
        """Add a row to the form."""
        self.form.addRow(PlainLabel(words, "body", tone="text2"), field)

    def lay_out(
        self, above: QWidget | None = None, beneath: tuple[QWidget | QLayout, ...] = (), choose_name: str = ""
    ) -> None:
        """Put together the heading, the form that ends with the place of the file, and the buttons.

        `choose_name` names the button that chooses the place, where others say "Choose…" too.
        """
        choose = Button(_("Choose…"), icon="folder-open", name=choose_name)
        choose.clicked.connect(self._choose)
        leave = Button(_("Leave"))
        leave.clicked.connect(self.reject)
        place, buttons = QHBoxLayout(), QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._to_label, 1)
        place.addWidget(choose)
        self.form.addRow(PlainLabel(_("File"), "body", tone="text2"), place)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.write_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(14)
        whole.addWidget(PlainLabel(self.windowTitle(), "dialogTitle"))
        if above is not None:
            whole.addWidget(above)
        whole.addLayout(self.form)
        for part in beneath:
            if isinstance(part, QLayout):
                whole.addLayout(part)
            else:
                whole.addWidget(part)
        whole.addLayout(buttons)

    def turn(self, suffix: str) -> None:
        """Write a file with another ending, under the same name."""
        self._suffix = suffix
        self.set_place(str(free_place(self.to.parent, self._stem, suffix)))

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.windowTitle(), str(self.to))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if self.name_filter():
            dialog.setNameFilter(self.name_filter())
        dialog.setDefaultSuffix(self._suffix.removeprefix("."))
        dialog.fileSelected.connect(self.set_place)
        dialog.finished.connect(lambda _result: self.activateWindow())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def set_place(self, to: str) -> None:
        """Write to this file; the file dialog has asked before taking one that is there."""
        self.to = Path(to)
        self._to_label.setText(to)

    def _answer(self) -> None:
        self.wished.emit(self.wish())
        self.accept()
