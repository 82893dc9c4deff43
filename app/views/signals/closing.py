"""Two small sheets: what came of a call to action, in one tap; and why one asks for nothing."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words, name_of, ngettext
from app.operations.signals.rows import CtaRow
from app.views import theme as themes
from app.views.account.flow import FlowLayout
from app.views.dialogs.sheet import as_sheet
from app.views.signals import words
from app.views.widgets.buttons import Button
from app.views.widgets.fields import captioned
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel
from app.vocabulary import CtaOutcome

_WIDE = 480


class _Sheet(QDialog):
    """What it is about over a form; what was refused is said under it."""

    def __init__(self, row: CtaRow, today: date, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        as_sheet(self, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.wrong = PlainLabel("", "label", tone="risk_text", wrap=True)
        self.wrong.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(10)
        whole.addWidget(PlainLabel(title, "dialogTitle"))
        about = f"{row.account} · {words.what(row, today)}"
        self.setAccessibleDescription(about)
        whole.addWidget(PlainLabel(about, "body", tone="text2", wrap=True))
        if row.gone_on is not None:
            whole.addWidget(PlainLabel(words.gone(row, today), "body", wrap=True))
        whole.addLayout(self.body)
        whole.addWidget(self.wrong)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        whole.addLayout(self.foot)
        self.setFixedWidth(min(themes.current().px(_WIDE), max(parent.width() - 48, 320)))

    def tell(self, error: BansoError) -> None:
        """Say why it was not done."""
        self.wrong.setText(error_words(error)[1])
        self.wrong.show()


class CloseSheet(_Sheet):
    """`closed(outcome, note)` when one of the outcomes is chosen: by its button, or 1 to 3."""

    closed = Signal(object, str)

    def __init__(self, row: CtaRow, today: date, parent: QWidget) -> None:
        super().__init__(row, today, _("What came of it?"), parent)
        left = len(row.steps) - row.done
        if left:
            said = ngettext(
                "{n} step is still open and is dropped with it.", "{n} steps are still open and are dropped with it.",
                left,
            )  # fmt: skip
            self.body.addWidget(PlainLabel(said, "label", tone="text2", wrap=True))
        self.note = QLineEdit()
        self.note.setAccessibleName(_("Note (optional)"))
        self.note.setMaxLength(500)
        self.buttons: list[Button] = []
        for outcome in CtaOutcome:
            button = Button(name_of(outcome), kind="primary" if outcome is CtaOutcome.ACHIEVED else "secondary")
            button.setAutoDefault(True)
            button.clicked.connect(lambda _on=False, outcome=outcome: self.closed.emit(outcome, self.note.text()))
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(button)
            line.addStretch(1)
            line.addWidget(KeyHint(str(len(self.buttons) + 1)))
            self.body.addLayout(line)
            self.buttons.append(button)
        self.body.addLayout(captioned(_("Note (optional)"), self.note))
        leave = Button(_("Leave"))
        leave.clicked.connect(self.reject)
        self.foot.addStretch(1)
        self.foot.addWidget(leave)
        self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 3 choose, the arrows go from one to the next."""
        at = event.key() - Qt.Key.Key_1
        there = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), None)
        if 0 <= at < len(self.buttons) and not self.note.hasFocus():
            self.buttons[at].click()
        elif there is not None and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            self.buttons[(there + by) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


class DismissSheet(_Sheet):
    """`dismissed(reason)`; the reasons most often meant are one tap away."""

    dismissed = Signal(str)

    def __init__(self, row: CtaRow, today: date, parent: QWidget) -> None:
        super().__init__(row, today, _("Dismiss without action"), parent)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.body.addLayout(captioned(_("Why does it ask for nothing?"), self.reason))
        near = FlowLayout(4, 4)
        self.common: list[Button] = []
        for said in (_("Known already"), _("Not true here"), _("Wrong data")):
            button = Button(said, kind="quiet")
            button.clicked.connect(lambda _on=False, said=said: self._take(said))
            near.addWidget(button)
            self.common.append(button)
        self.body.addLayout(near)
        leave = Button(_("Leave"))
        leave.clicked.connect(self.reject)
        self.go = Button(_("Dismiss it"), kind="primary")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        self.go.clicked.connect(lambda: self.dismissed.emit(self.reason.text()))
        self.reason.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.foot.addStretch(1)
        self.foot.addWidget(leave)
        self.foot.addWidget(self.go)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, said: str) -> None:
        self.reason.setText(said)
        self.go.setFocus(Qt.FocusReason.TabFocusReason)
