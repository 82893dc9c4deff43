"""The form of a connection, drawn from what its connector asks for; what is wrong is said at its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.operations.syncing.rows import Param
from app.views import theme as themes
from app.views.settings.rows import make_room
from app.views.sync.words import own_words
from app.views.widgets.buttons import Button
from app.views.widgets.choices import CheckBox, ComboBox
from app.views.widgets.labels import PlainLabel

Value = str | int | bool | None


class ParamRow(QWidget):
    """One parameter: its name, the field for its kind, what helps, and what is wrong with it."""

    written = Signal()

    def __init__(self, param: Param, *, builtin: bool, value: Value = None, kept: bool = False) -> None:
        super().__init__()
        self.param = param
        say: Callable[[str], str] = own_words if builtin else str
        self._label = say(param.label)
        self._kept = kept
        self.line: QLineEdit | None = None
        self.check: CheckBox | None = None
        self.combo: ComboBox | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        caption = self._label if param.required or param.kind == "bool" else _("{label} (optional)", label=self._label)
        if param.kind != "bool":
            whole.addWidget(PlainLabel(caption, "label", tone="text2"))
        given = value if value is not None else param.default
        whole.addLayout(self._field(param, given, say))
        self._help = say(param.help)
        self._about = PlainLabel(self._help, "label", tone="text2", wrap=True)
        if not self._help:
            self._about.hide()
        self._wrong = PlainLabel("", "label", tone="risk_text", wrap=True)
        self._wrong.hide()
        whole.addWidget(self._about)
        whole.addWidget(self._wrong)
        self.field.setAccessibleDescription(self._help)

    def _field(self, param: Param, value: object, say: Callable[[str], str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        if param.kind == "bool":
            self.check = CheckBox(self._label)
            self.check.setChecked(bool(value))
            self.check.toggled.connect(lambda _on: self._changed())
            row.addWidget(self.check)
            row.addStretch(1)
            return row
        if param.kind == "choice":
            self.combo = ComboBox(self._label)
            for key, words in param.choices:
                self.combo.addItem(say(words), key)
            self.combo.setCurrentIndex(max(self.combo.findData(value), 0))
            self.combo.currentIndexChanged.connect(lambda _at: self._changed())
            row.addWidget(self.combo)
            row.addStretch(1)
            return row
        self.line = QLineEdit("" if value is None else str(value))
        self.line.setAccessibleName(self._label)
        self.line.textEdited.connect(lambda _text: self._changed())
        if param.kind == "password":
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
            if self._kept:
                self.line.setPlaceholderText(_("Kept; write here only to replace it"))
        elif param.kind == "int":
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            self.line.setFixedWidth(themes.current().px(120))
        elif param.kind == "url":
            self.line.setPlaceholderText(_("such as https://crm.example"))
        row.addWidget(self.line, 0 if param.kind == "int" else 1)
        if param.kind in ("file", "folder"):
            choose = Button(_("Choose…"), icon="folder-open")
            choose.setAccessibleName(_("Choose: {label}", label=self._label))
            choose.clicked.connect(self.choose)
            row.addWidget(choose)
        elif param.kind == "int":
            row.addStretch(1)
        return row

    @property
    def field(self) -> QWidget:
        """Return what takes the focus."""
        found = self.line or self.combo or self.check
        assert found is not None
        return found

    def choose(self) -> None:
        """Ask for a file or a folder."""
        dialog = QFileDialog(self, _("Choose a folder") if self.param.kind == "folder" else _("Choose a file"))
        dialog.setObjectName("choose-path")
        if self.param.kind == "folder":
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.filesSelected.connect(self._take_paths)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_paths(self, paths: Sequence[str]) -> None:
        if paths and self.line is not None:
            self.line.setText(paths[0])
            self._changed()

    def value(self) -> Value:
        """Return what is written or chosen; None for nothing."""
        if self.check is not None:
            return self.check.isChecked()
        if self.combo is not None:
            return str(self.combo.currentData())
        assert self.line is not None
        text = self.line.text() if self.param.kind == "password" else self.line.text().strip()
        return text or None

    def wrong(self) -> str:
        """Return what is said to be wrong."""
        return self._wrong.text()

    def look_over(self) -> bool:
        """Say what cannot be right before anybody is asked; False where something is."""
        value, param = self.value(), self.param
        if value is None:
            if param.required and not self._kept:
                self.tell(_("This is needed."))
                return False
            return True
        text = str(value)
        unfit = (
            (param.pattern and not re.fullmatch(param.pattern, text))
            or (param.kind == "url" and not re.match(r"https?://\S", text))
            or (param.kind == "int" and not re.fullmatch(r"[+-]?\d{1,9}", text))
        )
        if unfit:
            self.tell(_("Write a whole number.") if param.kind == "int" else _("This is not in the form it should be."))
        return not unfit

    def tell(self, words: str) -> None:
        """Say what is wrong, here and to a screen reader."""
        self._wrong.setText(words)
        self._wrong.show()
        make_room(self)
        self.field.setAccessibleDescription(f"{words} {self._help}".strip())
        QAccessible.updateAccessibility(QAccessibleEvent(self._wrong, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Say nothing any more."""
        self._wrong.setText("")
        self._wrong.hide()
        self.field.setAccessibleDescription(self._help)

    def _changed(self) -> None:
        self.clear()
        self.written.emit()


class ParamForm(QWidget):
    """All parameters. `values` and `secrets` are what is written; `written` when any of it changes."""

    written = Signal()

    def __init__(
        self,
        params: Sequence[Param],
        *,
        builtin: bool,
        values: Mapping[str, Value] | None = None,
        kept: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._builtin = builtin
        given = values or {}
        self.rows = {
            param.name: ParamRow(param, builtin=builtin, value=given.get(param.name), kept=param.name in kept)
            for param in params
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for row in self.rows.values():
            row.written.connect(self.written)
            column.addWidget(row)

    def values(self) -> dict[str, Value]:
        """Return what is no secret."""
        return {name: row.value() for name, row in self.rows.items() if row.param.kind != "password"}

    def secrets(self) -> dict[str, str]:
        """Return the secrets that were written."""
        found = {name: row.value() for name, row in self.rows.items() if row.param.kind == "password"}
        return {name: str(value) for name, value in found.items() if value}

    @property
    def asks_secrets(self) -> bool:
        """Tell whether anything here is a secret."""
        return any(row.param.kind == "password" for row in self.rows.values())

    def only_secrets(self) -> None:
        """Let nothing but what is secret be changed any more."""
        for row in self.rows.values():
            row.setEnabled(row.param.kind == "password")

    def look_over(self) -> bool:
        """Say at each field what cannot be right, and go to the first; False where something is."""
        bad = [row for row in self.rows.values() if not row.look_over()]
        if bad:
            bad[0].field.setFocus(Qt.FocusReason.OtherFocusReason)
        return not bad

    def tell(self, error: BansoError) -> bool:
        """Say an error at the field it names; False where it names none of these."""
        row = self.rows.get(error.field or "")
        if row is None:
            return False
        message = error.params.get("message")
        if error.key == "sync.bad_config" and isinstance(message, str):
            row.tell(own_words(message) if self._builtin else message)
        else:
            row.tell(error_words(error)[1])
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_first(self) -> None:
        """Give the focus to the first field."""
        for row in self.rows.values():
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def where_secrets_are_kept(encrypted: bool) -> str:
    """Return in words where what is secret goes."""
    if encrypted:
        return _("What is secret is kept sealed inside your encrypted book, and in no back-up of settings or log.")
    return _("What is secret is kept in this computer's keyring. Without one, Banso asks again at each start.")
