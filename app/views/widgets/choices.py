"""Check boxes, radio buttons and lists to choose from: borders that can be seen, painted marks, a focus ring."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QRadioButton, QWidget

from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import paint_text

_BOX, _GAP = 16, 8


def _size(button: QAbstractButton) -> QSize:
    theme = themes.current()
    return QSize(_BOX + _GAP + round(theme.width(button.text(), "body")) + 8, theme.size.control_sm + 2)


def _paint(button: QAbstractButton, *, round_: bool) -> None:
    theme = themes.current()
    c = theme.color
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(3, (button.height() - _BOX) / 2, _BOX, _BOX)
    on = button.isChecked()
    ground = c.accent if on else c.surface
    edge = c.accent if on else c.border_strong
    if not button.isEnabled():
        ground, edge = (c.text_disabled, c.text_disabled) if on else (c.surface, c.text_disabled)
    painter.setPen(QPen(edge, 1.4))
    painter.setBrush(ground)
    inner = box.adjusted(0.7, 0.7, -0.7, -0.7)
    if round_:
        painter.drawEllipse(inner)
    else:
        painter.drawRoundedRect(inner, 4, 4)
    if on and round_:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.text_on_accent)
        painter.drawEllipse(box.center(), 3, 3)
    elif on:
        painter.setPen(QPen(c.text_on_accent, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ticks = QPolygonF()
        for x, y in ((4.4, 8.4), (7.0, 11.0), (11.8, 5.4)):
            ticks.append(QPointF(box.left() + x, box.top() + y))
        painter.drawPolyline(ticks)
    words = QRectF(box.right() + _GAP, 0, button.width() - box.right() - _GAP, button.height())
    paint_text(painter, words, button.text(), theme, c.text if button.isEnabled() else c.text_disabled)
    if button.hasFocus():
        paint_focus_ring(painter, QRectF(button.rect()), theme, 4)
    painter.end()


class CheckBox(QCheckBox):
    """A yes or no."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """The box and its words."""
        return _size(self)

    def hitButton(self, pos: QPoint) -> bool:
        """The words count as the box."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and its words."""
        _paint(self, round_=False)


class RadioButton(QRadioButton):
    """One of several."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """The circle and its words."""
        return _size(self)

    def hitButton(self, pos: QPoint) -> bool:
        """The words count as the circle."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the circle and its words."""
        _paint(self, round_=True)


class ComboBox(QComboBox):
    """One of a list; `name` is what a screen reader says."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and its arrow."""
        super().paintEvent(event)
        theme = themes.current()
        painter = QPainter(self)
        spot = QRectF(self.width() - 22, (self.height() - 14) / 2, 14, 14)
        icons.paint_icon(painter, spot, "chevron-down", theme.color.text2)
        painter.end()
