"""Whose desk it is and how the book is protected: keyring, passphrase, or openly not at all."""

from __future__ import annotations

import getpass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _
from app.views import theme
from app.views.first_run.strength import strength_words
from app.views.gate import GatePage, usual
from app.views.notice import Notice
from app.views.widgets.choices import RadioButton
from app.views.widgets.labels import PlainLabel

# The margin that puts words under the words of a radio button.
_UNDER_WORDS = 27


class ProtectPage(GatePage):
    """`chosen(name, protection, passphrase)` when it is complete; `back` to the page before."""

    chosen = Signal(str, str, str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__(520)
        self.column.addWidget(PlainLabel(_("Your desk, and who can open it"), "title", wrap=True))
        self.notice = Notice()
        self.column.addWidget(self.notice)
        self.column.addSpacing(4)
        self.column.addWidget(PlainLabel(_("Your name"), "bodyStrong"))
        self.name = QLineEdit(_user())
        self.name.setAccessibleName(_("Your name"))
        self.name.setMaxLength(200)
        self.column.addWidget(self.name)
        self.column.addWidget(
            PlainLabel(_("It stands beside what you write."), "caption", tone="text2", wrap=True),
        )
        self.column.addSpacing(8)
        self.column.addWidget(PlainLabel(_("How the book is protected"), "bodyStrong"))
        self.ways: dict[str, RadioButton] = {}
        for key, words, about in (
            (
                "keyring",
                _("By this computer's keyring"),
                _("Encrypted. It opens by itself while you are logged in here; nothing to remember."),
            ),
            (
                "passphrase",
                _("By a passphrase"),
                _("Encrypted. Banso asks for it at every start; it is kept nowhere."),
            ),
            (
                "none",
                _("Not encrypted"),
                _("Whoever has the file, a copy or this disk can read every customer and every note."),
            ),
        ):
            self.column.addWidget(self._way(key, words, about))
        self.column.addSpacing(8)
        self.column.addLayout(self._buttons())
        # Each stands in a part of its own, so Qt does not know by itself that only one holds.
        group = QButtonGroup(self)
        for way in self.ways.values():
            group.addButton(way)
        self.ways["keyring"].setChecked(True)
        self.name.returnPressed.connect(self._go)

    def first_focus(self) -> QWidget:
        """The name, ready to be typed over."""
        self.name.selectAll()
        return self.name

    def protection(self) -> str:
        """Return the way that is chosen."""
        return next(key for key, way in self.ways.items() if way.isChecked())

    def set_busy(self, busy: bool) -> None:
        """Say that the profile is being made, which can wait for the keyring's own prompt."""
        self.go.setEnabled(not busy)
        self.go_back.setEnabled(not busy)
        for part in (self.name, self.first, self.second, *self.ways.values()):
            part.setEnabled(not busy)
        waiting = self.protection() == "keyring"
        words = _("Making it… If the system asks for the keyring's password, answer there.") if waiting else ""
        self.busy.setText((words or _("Making it…")) if busy else "")

    def tell(self, error: BansoError) -> None:
        """Say why it was not made, and lead to another way where there is no keyring."""
        self.set_busy(False)
        if error.key == "keyring.none":
            self.ways["passphrase"].setChecked(True)
            self.notice.say(
                _("There is no keyring here that keeps a key safe"),
                _("Nothing was made. A passphrase protects the book just as well; you can also choose no encryption."),
            )
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.notice.tell(error)
            field = self.first if error.field == "passphrase" else self.go
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _way(self, key: str, words: str, about: str) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        way = self.ways[key] = RadioButton(words, self)
        way.setAccessibleDescription(about)
        column.addWidget(way)
        tone = "risk_text" if key == "none" else "text2"
        label = PlainLabel(about, "caption", tone=tone, wrap=True)
        label.setContentsMargins(_UNDER_WORDS, 0, 0, 0)
        column.addWidget(label)
        if key == "passphrase":
            self.secret = self._secret()
            self.secret.hide()
            column.addWidget(self.secret)
            way.toggled.connect(self.secret.setVisible)
        way.toggled.connect(lambda on: self.notice.hide() if on else None)
        return part

    def _secret(self) -> QWidget:
        part = QWidget()
        form = QFormLayout(part)
        form.setContentsMargins(_UNDER_WORDS, 8, 0, 4)
        form.setHorizontalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.first, self.second = QLineEdit(), QLineEdit()
        for field, words in ((self.first, _("Passphrase")), (self.second, _("Once more"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(words)
            field.setMinimumWidth(theme.current().px(240))
            field.returnPressed.connect(self._go)
            form.addRow(PlainLabel(words, "label"), field)
        self.strength = PlainLabel("", "caption", tone="text2", wrap=True)
        form.addRow(self.strength)
        self.first.textChanged.connect(lambda text: self.strength.setText(strength_words(text)))
        return part

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.go_back = usual(_("Back"))
        self.go_back.clicked.connect(self.back)
        self.go = usual(_("Make my desk"), "primary")
        self.go.clicked.connect(self._go)
        self.busy = PlainLabel("", "label", tone="text2", wrap=True)
        row.addWidget(self.go_back)
        row.addWidget(self.busy, 1)
        row.addWidget(self.go)
        return row

    def _go(self) -> None:
        if not self.go.isEnabled():
            return
        protection = self.protection()
        if not self.name.text().strip():
            self.notice.say(_("Your name is missing"), _("Any name will do."))
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif protection == "passphrase" and self.first.text() != self.second.text():
            self.notice.say(_("The two passphrases differ"), _("Type the same one into both fields."))
            self.second.setFocus(Qt.FocusReason.OtherFocusReason)
        elif protection == "passphrase" and not self.first.text().strip():
            self.tell(BansoError("passphrase.empty", field="passphrase"))
        else:
            self.notice.hide()
            self.chosen.emit(self.name.text().strip(), protection, self.first.text())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # A user without a name in this system; the field waits for one.
        return ""
