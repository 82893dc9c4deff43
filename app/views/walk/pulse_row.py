"""One aspect of the pulse: whether the verdict moves it, its five steps, what the step means, how old it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _, day, ngettext, number
from app.operations.pulses import HIGHEST, LOWEST, Pulse
from app.operations.walk_words import anchor, aspect_name
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.pill import Pill
from app.views.paint.text import CENTER, paint_text
from app.views.widgets.choices import CheckBox
from app.views.widgets.labels import PlainLabel
from app.views.widgets.painted import pill_view

_STEP, _GAP, _ROOM = 30, 4, 3


class Scale(QWidget):
    """Five steps. Left and Right move a mark, Enter or a click says it: `said(value)`. A digit says its step."""

    said = Signal(int)
    marked = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._value: int | None = None
        self._mark: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.show_value(None)

    def show_value(self, value: int | None) -> None:
        """Show another value."""
        self._value, self._mark = value, None
        said = _("not judged yet") if value is None else _("{value} of 5", value=value)
        self.setAccessibleName(f"{self._name}: {said}")
        self.update()

    def sizeHint(self) -> QSize:
        """Five steps side by side."""
        side = themes.current().px(_STEP)
        return QSize(5 * side + 4 * _GAP + 2 * _ROOM, side + 2 * _ROOM)

    def _box(self, value: int) -> QRectF:
        side = themes.current().px(_STEP)
        return QRectF(_ROOM + (value - 1) * (side + _GAP), _ROOM, side, side)

    def _at(self, spot: QPointF) -> int | None:
        return next((value for value in range(LOWEST, HIGHEST + 1) if self._box(value).contains(spot)), None)

    def _move(self, step: int) -> None:
        now = self._mark or self._value or (3 - step)
        self._mark = max(LOWEST, min(HIGHEST, now + step))
        self.marked.emit(self._mark)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the mark, say it; everything else is the page's."""
        key = event.key()
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(1 if key == Qt.Key.Key_Right else -1)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self.said.emit(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._mark is not None:
            self.said.emit(self._mark)
        elif key == Qt.Key.Key_Escape and self._mark is not None:
            self._forget()
        else:
            event.ignore()

    def _forget(self) -> None:
        self._mark = None
        self.marked.emit(0)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click says a step."""
        value = self._at(event.position())
        if value is not None:
            self.said.emit(value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of the mark."""
        super().focusOutEvent(event)
        if self._mark is not None:
            self._forget()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the steps: the value filled, the mark outlined."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for value in range(LOWEST, HIGHEST + 1):
            box = self._box(value)
            chosen, marked = value == self._value, value == self._mark
            painter.setPen(QPen(c.accent if chosen or marked else c.border_strong, 2 if marked else 1))
            painter.setBrush(c.accent if chosen else c.accent_subtle if marked else c.surface)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            ink = c.text_on_accent if chosen else c.accent_text if marked else c.text2
            paint_text(painter, box, number(value), theme, ink, "body", 600 if chosen or marked else 500, CENTER)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme, 8)
        painter.end()


class PulseRow(QWidget):
    """An aspect. `said(key, value)` when a step is chosen; the box says whether a verdict moves it."""

    said = Signal(str, int)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        name = aspect_name(key)
        self.box = CheckBox(name)
        self.box.setAccessibleDescription(_("Moved by the verdict"))
        self.scale = Scale(name)
        self.scale.said.connect(lambda value: self.said.emit(key, value))
        self.scale.marked.connect(self._marked)
        self._value: int | None = None
        self._meaning = PlainLabel("", "body")
        self._old = PlainLabel("", "label", tone="text2")
        self._reason = PlainLabel("", "label", tone="text2", wrap=True)
        self._pill = pill_view(Pill(_("expired"), "watch", "history"))
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.box)
        first.addStretch(1)
        first.addWidget(self._pill)
        first.addWidget(self._old)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.scale)
        second.addWidget(self._meaning, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 2, 0, 2)
        whole.setSpacing(4)
        whole.addLayout(first)
        whole.addLayout(second)
        whole.addWidget(self._reason)

    def show_pulse(self, pulse: Pulse, today: date) -> None:
        """Show an aspect as it was last judged; an expired one is moved by the verdict unless its box is emptied."""
        self._value = pulse.value
        self.scale.show_value(pulse.value)
        self.box.setChecked(pulse.expired)
        self.box.setEnabled(pulse.value is not None)
        self._say(pulse.value)
        old = ""
        if pulse.on is not None:
            days = (today - pulse.on).days
            ago = ngettext("{n} day ago", "{n} days ago", days) if days else _("today")
            old = " · ".join(part for part in (day(pulse.on), ago, pulse.by) if part)
        self._old.setText(old)
        self._reason.setText(pulse.reason)
        self._reason.setVisible(bool(pulse.reason))
        self._pill.setVisible(pulse.expired)

    def _marked(self, value: int) -> None:
        self._say(value or self._value)

    def _say(self, value: int | None) -> None:
        self._meaning.setText(anchor(self.key, value) if value is not None else _("not judged yet"))
