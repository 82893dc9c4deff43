"""Bringing a back-up back: which one, and what opens it where this computer's keyring does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from app.errors import BansoError
from app.language import _
from app.views import theme
from app.views.gate import GatePage, usual
from app.views.mono import mono_font
from app.views.notice import Notice
from app.views.widgets.card import Card
from app.views.widgets.labels import ElidedLabel, PlainLabel

# A back-up that refuses with one of these opens by a passphrase or a recovery code.
_SECRET_HELPS = ("key.", "keyring.", "passphrase.", "recovery.")


class RestorePage(GatePage):
    """`wanted(file, passphrase, code)` to bring a back-up back; `back` to the page before."""

    wanted = Signal(str, str, str)
    back = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__(560)
        self._folder = folder
        self.file: Path | None = None
        self.column.addWidget(PlainLabel(_("Restore from a back-up"), "title", wrap=True))
        about = _("The back-up is checked first. A book that lies here already is put aside, never deleted.")
        self.column.addWidget(PlainLabel(about, tone="text2", wrap=True))
        self.notice = Notice()
        self.column.addWidget(self.notice)
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(8)
        self.name = ElidedLabel(_("No file chosen yet"), tone="text2")
        self.choose = usual(_("Choose a file"), icon="folder-open")
        self.choose.clicked.connect(self._choose)
        row.addWidget(self.name, 1)
        row.addWidget(self.choose)
        card.body.addLayout(row)
        self.column.addWidget(card)
        self.column.addWidget(self._secrets())
        self.column.addLayout(self._foot())

    def first_focus(self) -> QWidget:
        """The file comes first."""
        return self.choose

    def take(self, file: Path) -> None:
        """Use this back-up."""
        self.file = file
        self.name.setText(str(file))
        self.notice.hide()
        self.go.setEnabled(True)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """Say that the back-up is being brought back."""
        self.busy.setText(_("Checking the back-up and putting it in place…") if busy else "")
        for part in (self.choose, self.go, self.go_back, self.passphrase, self.code):
            part.setEnabled(not busy)

    def tell(self, error: BansoError) -> None:
        """Say why it is not back, and ask for what opens it where that would help."""
        self.set_busy(False)
        if error.key.startswith(_SECRET_HELPS):
            self.secrets.show()
        if error.key in ("passphrase.needed", "key.lost", "key.backend_changed", "key.keyring_unreachable"):
            self.notice.say(
                _("This back-up is encrypted"),
                _("Its key is not in this computer's keyring. Type its passphrase or the recovery code. Nothing was"
                  " changed."),
            )  # fmt: skip
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.notice.tell(error)

    def _secrets(self) -> QWidget:
        card = self.secrets = Card(_("To open the back-up"))
        self.passphrase, self.code = QLineEdit(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.setFont(mono_font(theme.current().px(13)))
        for field, words in ((self.passphrase, _("Passphrase")), (self.code, _("Recovery code"))):
            field.setAccessibleName(words)
            field.returnPressed.connect(self._go)
            card.body.addWidget(PlainLabel(words, "label", tone="text2"))
            card.body.addWidget(field)
        card.hide()
        return card

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.go_back = usual(_("Back"))
        self.go_back.clicked.connect(self.back)
        self.busy = PlainLabel("", "label", tone="text2", wrap=True)
        self.go = usual(_("Restore"), "primary")
        self.go.setEnabled(False)
        self.go.clicked.connect(self._go)
        row.addWidget(self.go_back)
        row.addWidget(self.busy, 1)
        row.addWidget(self.go)
        return row

    def _choose(self) -> None:
        start = self._folder / "backups"
        dialog = QFileDialog(self, _("Choose a back-up"), str(start if start.is_dir() else Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Back-ups (*.sqlite)"), _("All files (*)")])
        dialog.fileSelected.connect(lambda file: self.take(Path(file)))
        dialog.finished.connect(self._came_back)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _came_back(self) -> None:
        # Without a window manager nobody else makes the window the active one again.
        self.window().activateWindow()

    def _go(self) -> None:
        if self.file is not None and self.go.isEnabled():
            self.wanted.emit(str(self.file), self.passphrase.text(), self.code.text())


def restore_and_open(
    _report: object, _cancelled: object, folder: Path, file: Path, passphrase: str, code: str, today: date | None
) -> tuple[Any, BansoError | None]:
    """Bring the back-up back and open it: (book, why the usual way in could not be mended)."""
    from app.operations.profile import open_book, reopen_with_code
    from app.operations.restore import restore

    restore(folder, file, passphrase=passphrase or None, recovery_code=code or None)
    if code:
        opened = reopen_with_code(folder, code, today=today)
        return opened.book, opened.unmended
    return open_book(folder, today=today, passphrase=passphrase or None), None
