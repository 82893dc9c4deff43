"""One row of the interpretation: icon, what it is about, what was understood, what follows from it.

By keyboard the rows are one stop: ↑↓ go through them, Enter, Space or F2 edit the part of the line that a row says.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import paint_text
from app.views.quick_log.interpretation import Row
from app.views.row_table import plain_tip

HEIGHT = 33
_ACTS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)
_ICON, _LABEL, _WORDS, _GAP = 2, 26, 146, 10


class RowView(QWidget):
    """Shows a Row; `toggled` carries what a click or Enter switches, `edited` what it edits; `stepped` is ↑ or ↓."""

    toggled = Signal(str)
    edited = Signal(str)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = Row("info", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._hovered = False

    def show_row(self, row: Row) -> None:
        """Show another row."""
        if row == self.row:
            return
        self.row = row
        self.setAccessibleName(f"{row.label}: {row.words} {row.detail}".strip())
        can_act = row.toggles or row.edits
        self.setCursor(Qt.CursorShape.PointingHandCursor if can_act else Qt.CursorShape.ArrowCursor)
        self._tip()
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(400, themes.current().px(HEIGHT))

    def _room(self) -> tuple[QRectF, QRectF]:
        theme = themes.current()
        start = theme.px(_WORDS)
        whole = QRectF(start, 0, self.width() - start, self.height())
        needed = theme.width(self.row.words, "body", 600)
        # What follows keeps a third of the row, so that a long text does not push it out.
        least = theme.width(self.row.detail, "label", 400) + _GAP if self.row.detail else 0.0
        room = max(whole.width() - min(least, whole.width() / 3), 0.0)
        words = QRectF(start, 0, min(needed + 1, room), self.height())
        left = words.right() + _GAP
        return words, QRectF(left, 0, max(self.width() - left, 0), self.height())

    def _tip(self) -> None:
        theme, (words, detail) = themes.current(), self._room()
        cut = theme.width(self.row.words, "body", 600) > words.width() or (
            theme.width(self.row.detail, "label", 400) > detail.width()
        )
        self.setToolTip(plain_tip(f"{self.row.words}\n{self.row.detail}".strip()) if cut else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the words still fit."""
        super().resizeEvent(event)
        self._tip()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click switches what the row offers, or edits what it says."""
        if self.rect().contains(event.position().toPoint()):
            self.act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Space and F2 do what a click does; ↑ and ↓ go to the row above and below."""
        key = Qt.Key(event.key())
        if key in _ACTS:
            self.act()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def act(self) -> None:
        """Switch or edit."""
        if self.row.toggles:
            self.toggled.emit(self.row.toggles)
        elif self.row.edits:
            self.edited.emit(self.row.edits)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up: it can be edited."""
        self._hovered = bool(self.row.toggles or self.row.edits)
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go dark."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        theme, row = themes.current(), self.row
        painter = QPainter(self)
        if self._hovered:
            painter.fillRect(self.rect(), theme.color.hover)
        side = theme.size.icon
        spot = QRectF(_ICON, round((self.height() - side) / 2), side, side)
        icons.paint_icon(painter, spot, "circle-check" if row.is_on else row.icon, theme.color.text2)
        label = QRectF(theme.px(_LABEL), 0, theme.px(_WORDS) - theme.px(_LABEL) - 8, self.height())
        paint_text(painter, label, row.label, theme, theme.color.text2, "label")
        words, detail = self._room()
        strong = 400 if row.tone == "text3" else 600
        paint_text(painter, words, row.words, theme, theme.tone(row.tone), "body", strong)
        paint_text(painter, detail, row.detail, theme, theme.color.text2, "label", 400)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme, 4)
        painter.end()
