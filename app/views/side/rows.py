"""The rows of the sidebar: a place, a pinned account, a saved view; a sign alone where the sidebar is narrow."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import number
from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import paint_avatar, paint_focus_ring
from app.views.paint.shapes import paint_band
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme
from app.views.widgets.pressable import Pressable

_PAD, _GAP = 10, 8
_SHAPE, _AVATAR = 10, 22


class Row(Pressable):
    """One row. Up and Down move between rows, Enter and Space go there."""

    def __init__(self, words: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._collapsed = False
        self._count: int | None = None
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int | None) -> None:
        """Show how many things wait there."""
        self._count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()} {number(count)}")
        self._tip()
        self.update()

    def set_collapsed(self, collapsed: bool) -> None:
        """Show the sign alone, with a tooltip, or the words too."""
        self._collapsed = collapsed
        self._tip()
        self.update()

    def _end(self) -> str:
        return "" if self._count is None else number(self._count)

    def _tip(self) -> None:
        from app.views.row_table import plain_tip

        cut = themes.current().width(self.text(), "body", 600) > self._room(themes.current())
        self.setToolTip(plain_tip(self.text()) if self._collapsed or cut else "")

    def _room(self, theme: Theme) -> float:
        """Return how wide the words may be."""
        end = self._end()
        taken = theme.width(end, "label", 500) + _GAP if end else 0
        return self.width() - 2 * _PAD - theme.size.icon_nav - _GAP - taken

    def nextCheckState(self) -> None:
        """A click does not change what is current: arriving there does."""

    def sizeHint(self) -> QSize:
        """A row of the sidebar."""
        return QSize(40, themes.current().size.row_compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the words still fit."""
        super().resizeEvent(event)
        self._tip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move along, in the order of the screen."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            top = self.window()
            rows = [row for row in top.findChildren(Row) if row.isVisible()]
            rows.sort(key=lambda row: row.mapTo(top, row.rect().topLeft()).y())
            at = rows.index(self) + (1 if event.key() == Qt.Key.Key_Down else -1)
            rows[at % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self._hovered:
            painter.setBrush(c.selected if self.isChecked() else c.pressed)
            painter.drawRoundedRect(box, 6, 6)
        size = theme.size.icon_nav
        left = (box.width() - size) / 2 if self._collapsed else _PAD
        self._paint_sign(painter, QRectF(left, (box.height() - size) / 2, size, size), theme)
        if not self._collapsed:
            ink, x, end = c.text if self.isChecked() else c.text2, left + size + _GAP, self._end()
            if end:
                paint_text(painter, box.adjusted(0, 0, -_PAD, 0), end, theme, c.text2, "label", 500, RIGHT)
            words = QRectF(x, 0, self._room(theme), box.height())
            paint_text(painter, words, self.text(), theme, ink, "body", 600 if self.isChecked() else 500)
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 5)
        painter.end()

    def _paint_sign(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        ink: QColor = theme.color.accent_text if self.isChecked() else theme.color.text2
        icons.paint_icon(painter, box, self._icon, ink)


class PinRow(Row):
    """A pinned account: the shape of its band and its score; without a score the ring and no number."""

    def __init__(
        self, account_id: str, name: str, band: str, score: int | None, word: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, "pin", parent)
        self.account_id = account_id
        self._band, self._score = band, score
        self.setAccessibleName(f"{name} {word if score is None else f'{score} {word}'}")

    def _end(self) -> str:
        return "" if self._score is None else number(self._score)

    def _paint_sign(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        if self._collapsed:
            # Shapes alone would not tell one customer from another.
            side = _AVATAR
            middle = box.center()
            paint_avatar(
                painter,
                QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side),
                self.text(),
                "customer",
                theme,
            )
            return
        side = theme.px(_SHAPE)
        middle = box.center()
        paint_band(painter, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), self._band, theme)


class Heading(QWidget):
    """The name of a section; a hairline where the sidebar is narrow."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._collapsed = words, False
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_collapsed(self, collapsed: bool) -> None:
        """Show a line in place of the words."""
        self._collapsed = collapsed
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room above the words too: a section stands apart from the one before."""
        return QSize(40, 17 if self._collapsed else 12 + themes.current().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words or the line."""
        theme = themes.current()
        painter = QPainter(self)
        if self._collapsed:
            painter.fillRect(8, 8, self.width() - 16, 1, theme.color.border)
        else:
            box = QRectF(_PAD, 12, self.width() - 2 * _PAD, self.height() - 12)
            paint_text(painter, box, self._words, theme, theme.color.text2, "caption", 600)
        painter.end()
