"""The list of Today: keys, hover and the clicks on the parts of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QToolTip

from app.language import _
from app.views.today import words
from app.views.today.delegate import TodayDelegate
from app.views.today.model import Index, TodayModel, key_of
from app.views.today.shape import CHECK, DONE, LATER, LOG
from app.views.widgets.in_view import bring

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.operations.today import TodayRow

OPEN, MOVE, CALL, MENU, SAME, FEEL = "open", "move", "call", "menu", "same", "feel"
CTA, DISMISS = "cta", "dismiss"
_KEYS = {
    Qt.Key.Key_L: LOG,
    Qt.Key.Key_S: LATER,
    Qt.Key.Key_E: DONE,
    Qt.Key.Key_H: FEEL,
    Qt.Key.Key_C: CTA,
    Qt.Key.Key_Delete: DISMISS,
    Qt.Key.Key_D: MOVE,
    Qt.Key.Key_Return: OPEN,
    Qt.Key.Key_Enter: OPEN,
    Qt.Key.Key_Space: CALL,
}
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}


class TodayList(QListView):
    """`wanted(act, row)` when a person wants something of a row; `turned(step or span)` for 1–3 and the arrows."""

    wanted = Signal(str, object)
    turned = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows = TodayModel(self)
        self.hovered_row = -1
        self.hovered_part: str | None = None
        self.by_key = False
        self.setModel(self.rows)
        self.setItemDelegate(TodayDelegate(self))
        self.setAccessibleName(_("What to do"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.doubleClicked.connect(lambda index: self._want(OPEN, index.row()))

    def show_rows(self, rows: Sequence[TodayRow], span: str, today: date) -> None:
        """Show rows; the one with the focus keeps it, or the one that came into its place."""
        current, place, at = self.current(), self.currentIndex().row(), self.verticalScrollBar().value()
        self.rows.show(rows, span, today)
        self.hovered_row, self.hovered_part = -1, None
        kept = self.rows.place_of(key_of(current)) if current is not None else -1
        if kept < 0:
            kept = next((there for there in self.rows.places() if there >= place), -1)
        places = self.rows.places()
        if kept < 0 and places:
            kept = places[-1] if current is not None else places[0]
        if kept >= 0:
            self.setCurrentIndex(self.rows.index(kept, 0))
        self.verticalScrollBar().setValue(at)

    def current(self) -> TodayRow | None:
        """Return the row with the focus."""
        return self.rows.row_at(self.currentIndex().row())

    def spot_of(self, row: TodayRow) -> QPoint:
        """Return where something about a row may appear, on the screen: under its words."""
        index = self.rows.index(max(self.rows.place_of(key_of(row)), 0), 0)
        rect = self.visualRect(index)
        return self.viewport().mapToGlobal(QPoint(rect.right() - 320, rect.bottom()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Single letters act on the list, also while a Japanese input method is on."""
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the list; what it does not know is left to the page."""
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        self.by_key = True
        if key == Qt.Key.Key_Equal or event.text() in ("=", "＝"):
            # On a Japanese keyboard with Shift.
            self._want(SAME, self.currentIndex().row())
        elif plain and key in _KEYS:
            self._want(_KEYS[key], self.currentIndex().row())
        elif plain and key in _STEPS:
            self.step(_STEPS[key])
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            places = self.rows.places()
            self._go(places[0 if key == Qt.Key.Key_Home else -1] if places else -1)
        elif plain and key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
            self.turned.emit((words.TODAY, words.WEEK, words.WAITING)[key - Qt.Key.Key_1])
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.turned.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def step(self, step: int) -> None:
        """Go to the next row or the one before, over the heads."""
        places, at = self.rows.places(), self.currentIndex().row()
        ahead = [there for there in places if there > at] if step > 0 else [there for there in places if there < at]
        if ahead:
            self._go(ahead[0] if step > 0 else ahead[-1])

    def _go(self, at: int) -> None:
        if at < 0:
            return
        self.setCurrentIndex(self.rows.index(at, 0))
        if at <= 1:
            # With the first row its head comes into sight too.
            self.scrollToTop()
        self.viewport().update()

    def _want(self, act: str, at: int) -> None:
        row = self.rows.row_at(at)
        if row is not None:
            self.wanted.emit(act, row)

    def focusInEvent(self, event: Any) -> None:
        """Give the focus a row to stand on; the ring shows unless the mouse brought it."""
        super().focusInEvent(event)
        self.by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        if not self.currentIndex().isValid() and self.rows.places():
            self.setCurrentIndex(self.rows.index(self.rows.places()[0], 0))
        if self.by_key and self.currentIndex().isValid():
            # The list is as tall as the page, which may be scrolled down to a card.
            bring(self.viewport(), self.visualRect(self.currentIndex()))
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        """The buttons go with the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    # The mouse

    def _part_at(self, spot: QPoint) -> tuple[int, str | None]:
        index = self.indexAt(spot)
        row = self.rows.row_at(index.row())
        if row is None:
            return -1, None
        delegate = self.itemDelegate()
        assert isinstance(delegate, TodayDelegate)
        shape = delegate.shape(QRectF(self.visualRect(index)), row, with_buttons=True)
        return index.row(), shape.hit(QPointF(spot))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row and the part under the mouse."""
        self._hover(*self._part_at(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Let them go dark."""
        self._hover(-1, None)
        super().leaveEvent(event)

    def _hover(self, row: int, part: str | None) -> None:
        if (row, part) != (self.hovered_row, self.hovered_part):
            self.hovered_row, self.hovered_part = row, part
            shape = Qt.CursorShape.PointingHandCursor if part is not None else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a part acts on release; elsewhere it chooses the row."""
        self.by_key = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the part under the mouse does."""
        super().mouseReleaseEvent(event)
        at, part = self._part_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and part is not None:
            self._want(DONE if part == CHECK else part, at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer everything that can be done with a row."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        at = self.indexAt(event.pos()).row() if by_mouse else self.currentIndex().row()
        self._want(MENU, at)

    def viewportEvent(self, event: QEvent) -> bool:
        """The parts have tooltips of their own."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at, part = self._part_at(event.pos())
            row = self.rows.row_at(at)
            tips = {LOG: _("Log a touchpoint"), LATER: _("Hide it until a day")}
            if row is not None and part is not None:
                QToolTip.showText(event.globalPos(), tips.get(part) or words.done_tip(row), self)
                return True
        return super().viewportEvent(event)
