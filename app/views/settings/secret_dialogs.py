"""Dialogs for what opens the book: a new passphrase, and a new recovery code that is shown before it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _
from app.operations.book import Book
from app.operations.protection import NewCode, put_code, remove_way, set_passphrase, use_keyring
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.first_run.code_page import CodePage
from app.views.first_run.strength import strength_words
from app.views.settings.confirm import Confirm
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel


class PassphraseDialog(Confirm):
    """Asks twice; `given(passphrase)`."""

    given = Signal(str)

    def __init__(self, window: QWidget, *, change: bool) -> None:
        title = _("Change the passphrase") if change else _("Add a passphrase")
        line = (
            _("From now on the new one opens the book, and the old one only back-ups made until now.")
            if change
            else _("It opens the book here and on any other computer, beside the ways there are.")
        )
        super().__init__(window, title, [line], title, busy=_("Sealing the key…"))
        self.first, self.second = QLineEdit(), QLineEdit()
        for field, words in ((self.first, _("Passphrase")), (self.second, _("Once more"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(words)
            self.body.addWidget(PlainLabel(words, "label", tone="text2"))
            self.body.addWidget(field)
        self.strength = PlainLabel("", "caption", tone="text2", wrap=True)
        self.body.addWidget(self.strength)
        self.first.textChanged.connect(lambda text: self.strength.setText(strength_words(text)))
        self.agreed.connect(self._give)

    def _give(self) -> None:
        if self.first.text() != self.second.text():
            self.notice.say(_("The two passphrases differ"), _("Type the same one into both fields."))
            self.second.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.first.text().strip():
            self.tell(BansoError("passphrase.empty", field="passphrase"))
        else:
            self.set_busy(True)
            self.given.emit(self.first.text())


class CodeDialog(QDialog):
    """Shows a new code; `kept` when it is written down. Until then the old one goes on opening the book."""

    kept = Signal()

    def __init__(self, window: QWidget, new: NewCode) -> None:
        super().__init__(window)
        as_sheet(self, window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New recovery code"))
        self.setAccessibleName(_("New recovery code"))
        self.page = CodePage(new.code)
        self.page.go.setText(_("Use the new code"))
        self.page.kept.connect(self.kept)
        self.leave = Button(_("Keep the old code"))
        self.leave.clicked.connect(self.reject)
        self.page.foot.insertWidget(1, self.leave)
        line = _("The old code opens the book until you go on, and afterwards only back-ups made until now.")
        self.page.column.insertWidget(2, PlainLabel(line, "body", tone="text2", wrap=True))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        self.setFixedWidth(themes.current().px(640))
        self.page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, error: BansoError) -> None:
        """Say why the new code does not count; the old one does."""
        self.page.notice.tell(error)


def keep_passphrase(_report: object, _cancelled: Callable[[], bool], book: Book, passphrase: str) -> None:
    """Let a passphrase open the book."""
    set_passphrase(book, passphrase)


def keep_code(_report: object, _cancelled: Callable[[], bool], book: Book, new: NewCode) -> None:
    """Let a new recovery code open the book."""
    put_code(book, new)


def take_away(_report: object, _cancelled: Callable[[], bool], book: Book, kind: Any) -> None:
    """Take one way of opening the book away."""
    remove_way(book, kind)


def into_keyring(_report: object, _cancelled: Callable[[], bool], book: Book) -> None:
    """Let this computer's keyring open the book."""
    use_keyring(book)
