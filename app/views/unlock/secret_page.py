"""The page of a book that does not open by itself: what is so, and the ways that are left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.views import theme
from app.views.gate import Gate, GatePage, usual
from app.views.mono import mono_font
from app.views.notice import Notice
from app.views.widgets.card import Card
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel

# With these the key is known or cannot be read at all, so that no code would help.
_NO_CODE = frozenset(
    {
        "keyinfo.missing",
        "keyinfo.damaged",
        "keyinfo.newer",
        "profile.no_book",
        "profile.busy",
        "profile.folder_unusable",
        "database.newer",
        "database.not_ours",
        "database.busy",
        "database.failed",
        "database.migration_failed",
        "backup.failed",
        "view.unexpected",
    }
)
# Here the book is not at fault, or a back-up would not help.
_NO_BACK_UP = frozenset({"profile.busy", "database.busy", "database.newer", "keyinfo.newer"})


class SecretPage(GatePage):
    """Passphrase, recovery code, back-up, another try: those of them that can help with `error`.

    `passphrase_given(passphrase)`, `code_given(code, new passphrase or "")`, `restore_wanted`, `again_wanted`.
    """

    passphrase_given = Signal(str)
    code_given = Signal(str, str)
    restore_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, gate: Gate, error: BansoError) -> None:
        super().__init__(560)
        self._reason = error.key
        self._asks_passphrase = error.key == "passphrase.needed"
        self.passphrase: QLineEdit | None = None
        self.code: QLineEdit | None = None
        self.new_passphrase: QLineEdit | None = None
        self._buttons: list[QWidget] = []
        self._came_from: QWidget | None = None
        self._head(error)
        self.notice = Notice()
        self.column.addWidget(self.notice)
        if self._asks_passphrase:
            self.column.addWidget(self._passphrase_card())
        if error.key not in _NO_CODE:
            self.column.addWidget(self._code_card())
        self.column.addWidget(self._other_ways(error))
        self.busy = PlainLabel("", "label", tone="text2", wrap=True)
        self.column.addWidget(self.busy)
        foot = QVBoxLayout()
        foot.addWidget(gate.looks_bar())
        self.whole.addLayout(foot)

    def first_focus(self) -> QWidget | None:
        """What is most likely to help."""
        return self.passphrase or self.again

    def set_busy(self, busy: bool) -> None:
        """Say that a way is being tried."""
        self.busy.setText(_("Opening… If the system asks for the keyring's password, answer there.") if busy else "")
        if busy:
            self._came_from = self.focusWidget()
        for part in self._buttons:
            part.setEnabled(not busy)
        if not busy and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, error: BansoError) -> None:
        """Say why the last try did not open the book."""
        self.set_busy(False)
        if error.key == self._reason:
            self.notice.say(_("Tried again; nothing has changed yet"), "")
        else:
            self.notice.tell(error)
        field = {"passphrase": self.passphrase, "recovery_code": self.code}.get(error.field or "")
        if field is not None:
            field.selectAll()
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self, error: BansoError) -> None:
        title, words = error_words(error)
        if self._asks_passphrase:
            title = _("Your passphrase, please")
            words = _("This book is encrypted. It opens by the passphrase, or by the recovery code you wrote down.")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconView("lock" if self._asks_passphrase else "key-round", 26, "accent_text"))
        row.addWidget(PlainLabel(title, "title", wrap=True), 1)
        self.column.addLayout(row)
        self.column.addWidget(PlainLabel(words, tone="text2", wrap=True))

    def _passphrase_card(self) -> Card:
        card = Card(_("Passphrase"))
        field = self.passphrase = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(_("Passphrase"))
        opens = usual(_("Open"), "primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(field, 1)
        row.addWidget(opens)
        card.body.addLayout(row)
        self._buttons += [field, opens]

        def give() -> None:
            if field.text():
                self.passphrase_given.emit(field.text())

        field.returnPressed.connect(give)
        opens.clicked.connect(give)
        return card

    def _code_card(self) -> Card:
        card = Card(_("Recovery code"))
        words = _("Eight groups of five. Case, spaces and hyphens do not matter.")
        if not self._asks_passphrase:
            words += _(" The keyring gets its key back with it.")
        card.body.addWidget(PlainLabel(words, "caption", tone="text2", wrap=True))
        field = self.code = QLineEdit()
        field.setAccessibleName(_("Recovery code"))
        field.setFont(mono_font(theme.current().px(13)))
        field.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        opens = usual(_("Open with the code"), "secondary" if self._asks_passphrase else "primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        card.body.addWidget(field)
        if self._asks_passphrase:
            new = self.new_passphrase = QLineEdit()
            new.setEchoMode(QLineEdit.EchoMode.Password)
            new.setAccessibleName(_("New passphrase, if you want one"))
            new.setPlaceholderText(_("New passphrase, if you want one"))
            row.addWidget(new, 1)
            self._buttons.append(new)
        else:
            row.addStretch(1)
        row.addWidget(opens)
        card.body.addLayout(row)
        self._buttons += [field, opens]

        def give() -> None:
            if field.text().strip():
                self.code_given.emit(field.text(), self.new_passphrase.text() if self.new_passphrase else "")

        field.returnPressed.connect(give)
        opens.clicked.connect(give)
        return card

    def _other_ways(self, error: BansoError) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self.again = usual(_("Try again"), icon="refresh-cw")
        self.again.clicked.connect(self.again_wanted)
        row.addWidget(self.again)
        self._buttons.append(self.again)
        if error.key not in _NO_BACK_UP:
            self.restore = usual(_("Restore from a back-up"), icon="history")
            self.restore.clicked.connect(self.restore_wanted)
            row.addWidget(self.restore)
            self._buttons.append(self.restore)
        row.addStretch(1)
        # A passphrase that was asked for is not there by itself a moment later.
        self.again.setVisible(not self._asks_passphrase)
        return part
