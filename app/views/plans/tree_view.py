"""The tree of a plan under the keys: move, add below, nest, tick, fold, and write titles in their place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from app.language import _
from app.operations.plans.rows import TreeRow
from app.views import theme as themes
from app.views.plans import words
from app.views.plans.tree_delegate import FOLD, TICK, TreeDelegate
from app.views.plans.tree_model import Adder, Index, TreeModel
from app.views.plans.tree_shape import row_height
from app.views.plans.tree_writing import TreeWriting

DONE, UP, DOWN, NEST, UNNEST = "done", "up", "down", "nest", "unnest"
FIELDS, READING, STATUS, SHOWN, REMOVE, MENU = "fields", "reading", "status", "shown", "remove", "menu"
_LETTERS = {Qt.Key.Key_E: FIELDS, Qt.Key.Key_R: READING, Qt.Key.Key_S: STATUS, Qt.Key.Key_V: SHOWN,
            Qt.Key.Key_Space: DONE, Qt.Key.Key_Delete: REMOVE}  # fmt: skip
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
_LEAST = 6
# So the focus comes to who goes from part to part, or has just arrived at the place.
_PASSING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.MouseFocusReason)


class TreeView(QListView):
    """`wanted(act, row)` when something is wanted of a row, `added(after row or None, title, step)` for a new one.

    `named(row, title)` where a title was written anew; `selected(row or None)` as one moves.
    """

    wanted = Signal(str, object)
    added = Signal(object, str, int)
    named = Signal(object, str)
    selected = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today
        self.rows = TreeModel(lambda row: words.tip(row, self.today), self)
        self.hovered: tuple[int, str | None] = (-1, None)
        self.by_key = False
        self.setModel(self.rows)
        self.setItemDelegate(TreeDelegate(self))
        self.walking = True
        self.writing = TreeWriting(self)
        self.setAccessibleName(_("Objectives and milestones"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.doubleClicked.connect(lambda index: self._want(FIELDS, index.row()))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.writing.place())

    def sizeHint(self) -> QSize:
        """All lines, if there is room."""
        theme = themes.current()
        return QSize(
            theme.px(400), sum(row_height(self.rows.row_at(at), theme) for at in range(len(self.rows.entries)))
        )

    def minimumSizeHint(self) -> QSize:
        """A few lines."""
        theme = themes.current()
        return QSize(theme.px(300), _LEAST * theme.size.row_default)

    # Rows

    def show_rows(self, rows: Sequence[TreeRow], today: date) -> None:
        """Show other rows; the one with the focus keeps it, or the one that came into its place."""
        current, place, at = self.current(), self.currentIndex().row(), self.verticalScrollBar().value()
        self.today = today
        self.rows.show(rows)
        self.hovered = (-1, None)
        kept = self.rows.place_of(current.id) if current is not None else -1
        self.stand(kept if kept >= 0 else place)
        self.verticalScrollBar().setValue(at)
        self.updateGeometry()
        self.writing.place()

    def stand(self, at: int) -> None:
        """Go to the line at a place, or the nearest there is."""
        if self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(max(0, min(at, self.rows.rowCount() - 1)), 0))

    def current(self) -> TreeRow | None:
        """Return the row with the focus."""
        return self.rows.row_at(self.currentIndex().row())

    def go_to(self, row_id: str) -> None:
        """Go to a row and bring it into view."""
        at = self.rows.place_of(row_id)
        if at >= 0:
            self.stand(at)
            self.scrollTo(self.currentIndex())

    def spot(self) -> QPoint:
        """Return where something about the row with the focus may appear, on the screen."""
        rect = self.visualRect(self.currentIndex())
        return self.viewport().mapToGlobal(QPoint(rect.left() + 60, rect.bottom()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell who moved; single letters act on the list also while a Japanese input method is on."""
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.selected.emit(self.rows.row_at(current.row()))

    # Keys

    def event(self, event: QEvent) -> bool:
        """Tab nests a step, once somebody works in the tree; who only walks by goes on, as from an objective."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.walking:
            row = self.current()
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and row is not None and row.depth:
                self.wanted.emit(NEST if event.key() == Qt.Key.Key_Tab else UNNEST, row)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the tree; letters it does not know are left to the page."""
        key, held = Qt.Key(event.key()), event.modifiers()
        at = self.currentIndex().row()
        self.by_key, self.walking = True, False
        if held & Qt.KeyboardModifier.ControlModifier and key in _ENTER:
            self._want(DONE, at)
        elif held & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._want(UP if key == Qt.Key.Key_Up else DOWN, at)
        elif held not in _PLAIN:
            super().keyPressEvent(event)
        elif key in _ENTER:
            self.writing.add_below()
        elif key == Qt.Key.Key_F2:
            self.writing.rename()
        elif key in _LETTERS:
            self._want(_LETTERS[key], at)
        elif key in _STEPS:
            self.stand(at + _STEPS[key])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._fold(folded=key == Qt.Key.Key_Left)
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fold(self, *, folded: bool) -> None:
        row = self.current()
        if row is None:
            return
        if folded and row.parent_id is not None:
            self.go_to(row.parent_id)
        elif row.depth == 0:
            self.rows.fold(row.id, folded=folded)
            self.go_to(row.id)
            self.updateGeometry()

    def _want(self, act: str, at: int) -> None:
        row = self.rows.row_at(at)
        if row is not None:
            self.wanted.emit(act, row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the focus a row to stand on; the ring shows unless the mouse brought it."""
        super().focusInEvent(event)
        self.by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        if event.reason() in _PASSING:
            self.walking = True
        elif event.reason() is Qt.FocusReason.OtherFocusReason:
            self.walking = False
        if not self.currentIndex().isValid():
            self.stand(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is written over its row."""
        super().resizeEvent(event)
        self.writing.place()

    # The mouse

    def _part_at(self, spot: QPoint) -> tuple[int, str | None]:
        index = self.indexAt(spot)
        row = self.rows.row_at(index.row())
        delegate = self.itemDelegate()
        if row is None or not isinstance(delegate, TreeDelegate):
            return index.row(), None
        return index.row(), delegate.part_at(QPointF(spot), QRectF(self.visualRect(index)), row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row and the square under the mouse."""
        self._hover(self._part_at(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Let them go dark."""
        self._hover((-1, None))
        super().leaveEvent(event)

    def _hover(self, over: tuple[int, str | None]) -> None:
        if over != self.hovered:
            self.hovered = over
            hand = over[1] is not None or isinstance(self.rows.entry(over[0]), Adder)
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the row; what it does beyond that happens on release."""
        self.by_key = self.walking = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick, fold or add where that was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at, part = self._part_at(event.position().toPoint())
        row = self.rows.row_at(at)
        if isinstance(self.rows.entry(at), Adder):
            self.writing.add_objective()
        elif part == TICK:
            self._want(DONE, at)
        elif part == FOLD and row is not None:
            self.rows.fold(row.id, folded=not self.rows.is_folded(row))
            self.go_to(row.id)
            self.updateGeometry()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the keys do."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self.stand(self.indexAt(event.pos()).row())
        self._want(MENU, self.currentIndex().row())
