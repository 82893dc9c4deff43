"""Two small sheets over the queue: judge an account anew, or say why data and pulse may differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words, short_day
from app.operations.pulses import ASPECTS, Pulse
from app.operations.walk_words import anchor, aspect_name
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.walk.pulse_row import Scale
from app.views.widgets.buttons import Button
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.segmented import SegmentedControl

_WIDTH = 520
_DAYS = (30, 60, 90)


class ReasonSheet(QDialog):
    """Something and one line of why; a refusal stays on the sheet and says what is missing."""

    def __init__(self, parent: QWidget, title: str, about: str, verb: str) -> None:
        super().__init__(parent)
        self.setObjectName("reason-sheet")
        as_sheet(self, parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Why"))
        self.reason.setPlaceholderText(_("One line: what did you see or hear?"))
        self.fault = PlainLabel("", "label", tone="risk_text", wrap=True)
        self.fault.hide()
        self.reason.textChanged.connect(lambda _text: self.fault.hide())
        self.save = Button(verb, kind="primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self._try)
        leave = Button(_("Leave"))
        leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.save)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(title, "dialogTitle"))
        whole.addWidget(ElidedLabel(about, "body", tone="text2"))
        whole.addLayout(self.body)
        whole.addWidget(PlainLabel(_("Why"), "label", tone="text2"))
        whole.addWidget(self.reason)
        whole.addWidget(self.fault)
        whole.addLayout(buttons)
        self.setMinimumWidth(themes.current().px(_WIDTH))
        self.finished.connect(self.deleteLater)

    def keep(self) -> None:
        """Write it down; a BansoError is shown on the sheet."""
        raise NotImplementedError

    def _try(self) -> None:
        try:
            self.keep()
        except BansoError as error:
            self.fault.setText(error_words(error)[1])
            self.fault.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()


class AcceptSheet(ReasonSheet):
    """Says why the difference is fine; `write(reason, until)` keeps it."""

    def __init__(self, parent: QWidget, account: str, today: date, write: Callable[[str, date], object]) -> None:
        super().__init__(parent, _("Say why it is fine"), account, _("Put it off"))
        self._today, self._write = today, write
        self.span = SegmentedControl(
            [(str(days), _("{n} days", n=str(days))) for days in _DAYS], _("Ask again after"), str(_DAYS[0])
        )
        self._until = PlainLabel("", "label", tone="text2")
        self.span.chosen.connect(lambda _key: self._tell())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(PlainLabel(_("Ask again after"), "body", tone="text2"))
        line.addWidget(self.span)
        line.addWidget(self._until)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(PlainLabel(_("Your words become a note of the account."), "label", tone="text2", wrap=True))
        self._tell()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def until(self) -> date:
        """Return the day on which it is asked again."""
        return self._today + timedelta(int(self.span.key()))

    def _tell(self) -> None:
        self._until.setText(short_day(self.until()))

    def keep(self) -> None:
        """Keep the reason."""
        self._write(self.reason.text(), self.until())


class JudgeSheet(ReasonSheet):
    """The three aspects with their steps; `write(values, reason)` keeps those that were said."""

    def __init__(
        self, parent: QWidget, account: str, pulses: Sequence[Pulse], write: Callable[[dict[str, int], str], object]
    ) -> None:
        super().__init__(parent, _("Judge anew"), account, _("Keep the pulse"))
        self._write = write
        known = {pulse.key: pulse.value for pulse in pulses}
        self.said: dict[str, int] = {key: value for key in ASPECTS if (value := known.get(key)) is not None}
        self.scales: dict[str, Scale] = {}
        self._meanings: dict[str, PlainLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for at, key in enumerate(ASPECTS):
            scale = self.scales[key] = Scale(aspect_name(key))
            scale.show_value(known.get(key))
            scale.said.connect(lambda value, key=key: self._say(key, value))
            scale.marked.connect(lambda value, key=key: self._tell(key, value or self.said.get(key)))
            meaning = self._meanings[key] = PlainLabel("", "label", tone="text2")
            grid.addWidget(PlainLabel(aspect_name(key), "body"), at, 0)
            grid.addWidget(scale, at, 1)
            grid.addWidget(meaning, at, 2)
            self._tell(key, known.get(key))
        self.body.addLayout(grid)
        self.scales[ASPECTS[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, key: str, value: int) -> None:
        self.said[key] = value
        self.scales[key].show_value(value)
        self._tell(key, value)

    def _tell(self, key: str, value: int | None) -> None:
        self._meanings[key].setText(anchor(key, value) if value else _("not judged yet"))

    def keep(self) -> None:
        """Keep what was said."""
        self._write(dict(self.said), self.reason.text())
