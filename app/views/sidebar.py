"""The sidebar: the mark and the places there are; icons alone where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.language import _, number
from app.views import icons
from app.views import theme as themes
from app.views.page import Place
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import RIGHT, paint_text

_MARK = 22


class NavButton(QAbstractButton):
    """One place. Up and Down move between places, Enter and Space go there."""

    def __init__(self, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        self._collapsed = False
        self._hovered = False
        self._count: int | None = None
        self.setText(place.title())
        self.setAccessibleName(place.title())
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int | None) -> None:
        """Show how many things wait there."""
        self._count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()} {number(count)}")
        self.update()

    def set_collapsed(self, collapsed: bool) -> None:
        """Show the icon alone, with a tooltip, or the words too."""
        self._collapsed = collapsed
        self.setToolTip(self.text() if collapsed else "")
        self.update()

    def nextCheckState(self) -> None:
        """A click does not change what is current: arriving there does."""

    def sizeHint(self) -> QSize:
        """A row of the sidebar."""
        return QSize(40, themes.current().size.row_compact)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there; Up and Down move along."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            others = self.window().findChildren(NavButton)
            at = others.index(self) + (1 if event.key() == Qt.Key.Key_Down else -1)
            others[at % len(others)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go dark."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(c.selected)
            painter.drawRoundedRect(box, 6, 6)
        elif self._hovered:
            painter.setBrush(c.pressed)
            painter.drawRoundedRect(box, 6, 6)
        size = theme.size.icon_nav
        left = (box.width() - size) / 2 if self._collapsed else 10
        spot = QRectF(left, (box.height() - size) / 2, size, size)
        icons.paint_icon(painter, spot, self.place.icon, c.accent_text if self.isChecked() else c.text2)
        if not self._collapsed:
            right = box.right() - 10
            if self._count is not None:
                count = number(self._count)
                width = theme.width(count, "label", 500)
                where = QRectF(right - width, 0, width + 1, box.height())
                paint_text(painter, where, count, theme, c.text2, "label", 500, RIGHT)
                right -= width + 8
            words = QRectF(left + size + 8, 0, right - left - size - 8, box.height())
            weight = 600 if self.isChecked() else 500
            paint_text(painter, words, self.text(), theme, c.text if self.isChecked() else c.text2, "body", weight)
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 5)
        painter.end()


class Sidebar(QWidget):
    """`chosen` carries the key of the place a person chose."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Places"))
        self._collapsed = False
        self._buttons: dict[str, NavButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._measure()

    def add(self, place: Place) -> None:
        """Add a place at the end."""
        button = self._buttons[place.key] = NavButton(place, self)
        button.set_collapsed(self._collapsed)
        button.clicked.connect(lambda: self.chosen.emit(place.key))
        self._column.insertWidget(self._column.count() - 1, button)

    def set_current(self, key: str) -> None:
        """Mark where we are; a place that is not listed marks nothing."""
        for each, button in self._buttons.items():
            button.setChecked(each == key)

    def set_count(self, key: str, count: int | None) -> None:
        """Show how many things wait at a place."""
        self._buttons[key].set_count(count)

    def set_collapsed(self, collapsed: bool) -> None:
        """Show icons alone or the words too."""
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            for button in self._buttons.values():
                button.set_collapsed(collapsed)
            self._measure()

    def buttons(self) -> list[NavButton]:
        """Return the buttons in their order."""
        return list(self._buttons.values())

    def focus_current(self) -> None:
        """Give the focus to where we are, or to the first place."""
        for button in self._buttons.values():
            if button.isChecked():
                button.setFocus(Qt.FocusReason.TabFocusReason)
                return
        for button in self._buttons.values():
            button.setFocus(Qt.FocusReason.TabFocusReason)
            return

    def _measure(self) -> None:
        size = themes.current().size
        self.setFixedWidth(size.sidebar_collapsed if self._collapsed else size.sidebar)
        self._column.setContentsMargins(8, size.topbar + 6, 9, 8)

    def changeEvent(self, event: QEvent) -> None:
        """Take the widths of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the mark and the name."""
        theme = themes.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color.sidebar)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.color.border)
        top = theme.size.topbar
        left = (self.width() - 1 - _MARK) / 2 if self._collapsed else 16
        icons.paint_mark(painter, QRectF(left, (top - _MARK) / 2, _MARK, _MARK), theme)
        if not self._collapsed:
            where = QRectF(left + _MARK + 9, 0, self.width() - left - _MARK - 20, top)
            paint_text(painter, where, _("Banso"), theme, theme.color.text, "subtitle")
        painter.end()
