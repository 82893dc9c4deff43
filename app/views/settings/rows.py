"""A setting as a row: its name and what it does on the left, the control on the right, and under both what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import error_words
from app.views import theme as themes
from app.views.widgets.autosave import WAIT_MS
from app.views.widgets.fields import LineField
from app.views.widgets.labels import PlainLabel

_STACKED_BELOW = 560


class Row(QWidget):
    """One setting. `tell` says at the control why a value was refused, `clear` that it is all right again."""

    def __init__(self, label: str, *controls: QWidget, about: str = "") -> None:
        super().__init__()
        self._words = PlainLabel(label, "body", wrap=True)
        self.about = PlainLabel(about, "label", tone="text2", wrap=True)
        if not about:
            self.about.hide()
        self._wrong = PlainLabel("", "label", tone="risk_text", wrap=True)
        self._wrong.hide()
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(self._words)
        left.addWidget(self.about)
        right = QHBoxLayout()
        right.setSpacing(8)
        for control in controls:
            if not control.accessibleName():
                control.setAccessibleName(label)
            right.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self._sides = (left, right)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(16)
        self._line.addLayout(left, 1)
        self._line.addLayout(right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 6)
        whole.setSpacing(4)
        whole.addLayout(self._line)
        whole.addWidget(self._wrong)

    def say(self, about: str) -> None:
        """Say something else under the name."""
        self.about.setText(about)
        self.about.setVisible(bool(about))
        make_room(self)

    def tell(self, error: BansoError | str) -> None:
        """Say why the value was refused."""
        words = error if isinstance(error, str) else error_words(error)[1]
        self._wrong.setText(words)
        self._wrong.show()
        make_room(self)
        QAccessible.updateAccessibility(QAccessibleEvent(self._wrong, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Say nothing any more."""
        self._wrong.hide()
        self._wrong.setText("")

    def wrong(self) -> str:
        """Return what it says is wrong."""
        return self._wrong.text() if not self._wrong.isHidden() else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the control under the words where both do not fit beside each other."""
        super().resizeEvent(event)
        # Asked of both sides: the hint of the line itself is another one once they are stacked.
        wanted = sum(side.sizeHint().width() for side in self._sides) + self._line.spacing()
        narrow = self.width() < themes.current().px(_STACKED_BELOW) and wanted > self.width()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != way:
            self._line.setDirection(way)
            self._line.setAlignment(self._sides[1], Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))


class NumberField(LineField):
    """A whole number. `given(number or None)` 400 ms after the last key and when the focus goes; None for no number."""

    given = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._value: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.flush)
        self.written.connect(lambda _text: self._timer.start())
        self.left.connect(self.flush)
        self.returnPressed.connect(self.flush)
        self._measure()

    def show_number(self, value: int) -> None:
        """Show what is kept, unless something else is being written."""
        self._value = value
        if not self._timer.isActive() and not (self.hasFocus() and self.isModified()):
            self.setText(str(value))

    def flush(self) -> None:
        """Give what is written, where it is not what is kept."""
        self._timer.stop()
        text = self.text().strip()
        number = int(text) if text.isdecimal() else None
        if number is None or number != self._value:
            self.given.emit(number)
        else:
            self.setModified(False)

    def took(self, value: int) -> None:
        """Know that it was kept."""
        self._value = value
        self.setModified(False)

    def _measure(self) -> None:
        self.setFixedWidth(themes.current().px(64))

    def changeEvent(self, event: QEvent) -> None:
        """Take the width of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_timer"):
            self._measure()


class OptionalNumberField(NumberField):
    """A whole number or nothing at all. `given(number, None for nothing, or the text that is no number)`."""

    def show_value(self, value: int | None) -> None:
        """Show what is kept, unless something else is being written."""
        if value is not None:
            self.show_number(value)
            return
        self._value = None
        if not self._timer.isActive() and not (self.hasFocus() and self.isModified()):
            self.clear()

    def flush(self) -> None:
        """Give what is written, where it is not what is kept."""
        self._timer.stop()
        text = self.text().strip()
        value = int(text) if text.isdecimal() else (text or None)
        if value != self._value:
            self.given.emit(value)
        else:
            self.setModified(False)

    def took_value(self, value: int | None) -> None:
        """Know that it was kept."""
        self._value = value
        self.setModified(False)


def make_room(widget: QWidget) -> None:
    """Lay everything out anew up to the scroll area, before the next paint: words have come or gone."""
    part: QWidget | None = widget
    while part is not None and not isinstance(part, QScrollArea):
        layout = part.layout()
        if layout is not None:
            layout.activate()
        part = part.parentWidget()


def bare_field(name: str, width: int) -> QLineEdit:
    """Return a line to write in, `width` wide at 100 % text."""
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setFixedWidth(themes.current().px(width))
    return field
