"""The recovery code: shown once, large, to be copied by hand before anything else happens."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QWidget

from app.language import _
from app.views import theme
from app.views.gate import GatePage, usual
from app.views.mono import mono_font
from app.views.notice import Notice
from app.views.widgets.card import Card
from app.views.widgets.choices import CheckBox
from app.views.widgets.labels import PlainLabel

_PER_ROW = 4


class CodePage(GatePage):
    """`kept` when the person says that the code is written down."""

    kept = Signal()

    def __init__(self, code: str) -> None:
        super().__init__(560)
        self.code = code
        self._warned = False
        self.column.addWidget(PlainLabel(_("Write down the recovery code"), "title", wrap=True))
        self.column.addWidget(
            PlainLabel(
                _(
                    "If the keyring or the passphrase is ever lost, only this code opens the book. It is shown now and"
                    " never again. Keep it on paper or in a password manager, away from this computer."
                ),
                tone="text2",
                wrap=True,
            )
        )
        self.notice = Notice()
        self.column.addWidget(self.notice)
        self.column.addWidget(self._card())
        self.copy = usual(_("Copy"), icon="copy")
        self.copy.clicked.connect(self._copy)
        self.copied = PlainLabel("", "label", tone="text2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.save = usual(_("Save to a file…"), icon="download")
        self.save.clicked.connect(self._ask_where)
        row.addWidget(self.copy)
        row.addWidget(self.save)
        row.addWidget(self.copied, 1)
        self.column.addLayout(row)
        self.column.addSpacing(8)
        foot = self.foot = QHBoxLayout()
        self.written = CheckBox(_("I have written it down"))
        self.go = usual(_("Continue"), "primary")
        self.go.setEnabled(False)
        self.written.toggled.connect(self.go.setEnabled)
        self.go.clicked.connect(self.kept)
        foot.addWidget(self.written, 1)
        foot.addWidget(self.go)
        self.column.addLayout(foot)

    def first_focus(self) -> QWidget:
        """Copying is the first thing to do."""
        return self.copy

    def may_close(self) -> bool:
        """Hold the window back once, for the code is gone with it."""
        if self._warned or self.written.isChecked():
            return True
        self._warned = True
        self.notice.say(
            _("The code is shown only here"),
            _("Write it down before you leave. To leave without it, close the window once more."),
        )
        return False

    def _card(self) -> QWidget:
        card = Card()
        # Read out by its signs, not as one long word.
        card.setAccessibleName(_("Recovery code"))
        card.setAccessibleDescription(" ".join(self.code.replace("-", " ")))
        grid = QGridLayout()
        grid.setContentsMargins(8, 10, 8, 10)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(14)
        for at, group in enumerate(self.code.split("-")):
            label = QLabel(group)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(mono_font(theme.current().px(24), QFont.Weight.Medium))
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(label, at // _PER_ROW, at % _PER_ROW)
        card.body.addLayout(grid)
        return card

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, _("Save the recovery code"), str(Path.home() / "banso-recovery-code.txt"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda file: self.save_to(Path(file)))
        dialog.finished.connect(lambda _result: self.window().activateWindow())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, file: Path) -> None:
        """Write the code into a file that only its owner reads."""
        try:
            file.touch(mode=0o600)
            file.write_text(f"{_('Banso recovery code')}\n{self.code}\n", "utf-8")
        except OSError:
            words = _("The code is still shown here. Choose another place.")
            self.notice.say(_("It could not be saved"), words)
            return
        self.copied.setText(_("Saved. Move the file away from this computer."))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code)
        self.copied.setText(_("Copied. Paste it where you keep such things; other programs can read the clipboard."))
