"""Asks for a score to be set by hand: which, why, and until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words, number
from app.operations.health.feelings import DEFAULT_DAYS, MOST_DAYS
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.widgets.buttons import Button
from app.views.widgets.fields import DayField, captioned
from app.views.widgets.labels import PlainLabel

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


class OverrideDialog(QDialog):
    """`keep(score, reason, until)` writes it; what it refuses is said here and the dialog stays."""

    def __init__(
        self, account: str, score: int | None, keep: Callable[[int, str, date], object], today: date,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("override")
        as_sheet(self, parent)
        self.setWindowTitle(_("Set the score by hand"))
        self.setAccessibleName(self.windowTitle())
        self._keep_it, self._today = keep, today
        self.score = QLineEdit("50" if score is None else number(score))
        self.score.setFixedWidth(themes.current().px(120))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setPlaceholderText(_("What no reading tells"))
        self.reason.setFixedHeight(themes.current().line("body") * 3 + 18)
        self.until = DayField(_("Holds until"), today)
        self.until.show_day(today + timedelta(DEFAULT_DAYS))
        self.fault = PlainLabel("", "label", tone="risk_text", wrap=True)
        self.fault.hide()
        self.keep_button = Button(_("Set the score"), kind="primary")
        self.reason.textChanged.connect(self._check)
        self.reason.installEventFilter(self)
        self._build(account)
        self._check()

    def _build(self, account: str) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(_("Set the score by hand"), "dialogTitle"))
        told = _("{account}: what is set holds over model and feeling, {n} days at most, and is marked as yours.")
        whole.addWidget(PlainLabel(told.format(account=account, n=MOST_DAYS), "body", tone="text2", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addLayout(captioned(_("Score (0 to 100)"), self.score))
        line.addLayout(captioned(_("Holds until"), self.until), 1)
        whole.addLayout(line)
        whole.addLayout(captioned(_("Reason (required)"), self.reason))
        whole.addWidget(self.fault)
        buttons = QHBoxLayout()
        leave = Button(_("Leave"))
        leave.clicked.connect(self.reject)
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self._keep)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.keep_button)
        whole.addLayout(buttons)
        self.setMinimumWidth(themes.current().px(480))
        self.score.setFocus()
        self.score.selectAll()

    def _check(self) -> None:
        self.keep_button.setEnabled(bool(self.reason.toPlainText().strip()))

    def _keep(self) -> None:
        until = self.until.named()
        if not self.keep_button.isEnabled():
            return
        written = self.score.text().strip().translate(_FULL_WIDTH)
        try:
            if not written.isdecimal():
                raise BansoError("override.score", field="score", score=self.score.text().strip())
            if until is None:
                raise BansoError("override.expiry", field="expires_on", day="", most=MOST_DAYS)
            self._keep_it(int(written), self.reason.toPlainText(), until)
        except BansoError as error:
            self.fault.setText(error_words(error)[1])
            self.fault.show()
            return
        self.accept()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter in the reason keeps."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._keep()
                return True
        return False
