"""The stakeholder map: influence against support, moved by mouse and by arrows, ties of who is chosen lit up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from app.language import _
from app.operations.people_page import People
from app.views import theme as themes
from app.views.account.people.map_labels import labels_of
from app.views.account.people.map_nodes import Field, Node, nodes_of, spread
from app.views.account.people.map_paint import (
    field_of,
    paint_field,
    paint_numbers,
    paint_person,
    paint_tie,
    paint_words,
    room,
)
from app.views.paint.marks import paint_focus_ring

STEP = 5
REST_MS = 400
_STEPS = {
    Qt.Key.Key_Up: (STEP, 0),
    Qt.Key.Key_Down: (-STEP, 0),
    Qt.Key.Key_Right: (0, STEP),
    Qt.Key.Key_Left: (0, -STEP),
}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class StakeholderMap(QWidget):
    """`chosen(position)` as one is chosen, `moved(position, influence, support)` once, `edit_wanted`, `remove_wanted`.

    Arrows move who is chosen; what rests for 400 ms, or is left, is one move.
    """

    chosen = Signal(str)
    moved = Signal(str, int, int)
    edit_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Stakeholder map"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.people = People((), ())
        self.nodes: tuple[Node, ...] = ()
        self.current = ""
        self._held: tuple[str, QPointF] | None = None
        self._moving: Node | None = None
        self._dragging = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.settle)

    def minimumSizeHint(self) -> QSize:
        """Enough for four people one below the other, drawn small."""
        theme = themes.current()
        return QSize(theme.px(280), theme.px(220))

    def show_people(self, people: People, today: date) -> None:
        """Show who is there; who is being moved stays in the hand."""
        self.people, self.nodes = people, nodes_of(people, today)
        if not any(node.id == self.current for node in self.nodes):
            self.current = ""
        if self._moving is not None and not any(node.id == self._moving.id for node in self.nodes):
            self._let_go()
        self._tell()
        self.update()

    def choose(self, position_id: str) -> None:
        """Show who is chosen, without telling."""
        self.settle()
        self.current = position_id if any(node.id == position_id for node in self.nodes) else ""
        self._tell()
        self.update()

    def node(self) -> Node | None:
        """Return who is chosen, where they are now."""
        if self._moving is not None and self._moving.id == self.current:
            return self._moving
        return next((node for node in self.nodes if node.id == self.current), None)

    def settle(self) -> None:
        """Tell of a move that is under way by keys."""
        moving = self._moving
        if moving is None or self._dragging:
            return
        self._let_go()
        self.moved.emit(moving.id, moving.influence, moving.support)

    def _let_go(self) -> None:
        self._rest.stop()
        self._held, self._moving, self._dragging = None, None, False
        self.unsetCursor()
        self.update()

    def _tell(self) -> None:
        node = self.node()
        words = node.told() if node is not None else _("Nobody chosen. J and K go through the people.")
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # Where everybody is

    def field(self) -> Field:
        """Return where the map lies."""
        return field_of(QRectF(self.rect()).adjusted(2, 2, -2, -2), themes.current())

    def places(self) -> dict[str, QPointF]:
        """Return where everybody is drawn."""
        shown = tuple(self._moving if self._moving and self._moving.id == n.id else n for n in self.nodes)
        field = self.field()
        return spread(shown, field, room(themes.current(), field))

    def node_at(self, point: QPointF) -> Node | None:
        """Return who is at a point of the widget, words included."""
        taken, places = room(themes.current(), self.field()), self.places()
        under = [node for node in self.nodes if taken.translated(places[node.id]).contains(point)]
        return min(under, key=lambda node: (places[node.id] - point).manhattanLength(), default=None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the field, the ties, the words, then the people, who is chosen last."""
        theme = themes.current()
        painter = QPainter(self)
        field = self.field()
        paint_field(painter, field, theme)
        places = self.places()
        now = self.node()
        at = {node.person_id: places[node.id] for node in self.nodes}
        known = set(self.people.known_by(now.person_id)) if now is not None else set()
        for tie in self.people.ties:
            if tie.one_id in at and tie.other_id in at:
                strong = now is not None and tie.beside(now.person_id) is not None
                paint_tie(painter, at[tie.one_id], at[tie.other_id], theme, strong=strong)
        others = [node for node in self.nodes if node.id != self.current]
        shown = [*others, *([now] if now is not None else [])]
        labels = labels_of(shown, places, self.current, theme, field)
        for node in shown:
            paint_words(painter, node, labels[node.id], theme)
        for node in shown:
            paint_person(
                painter, node, places[node.id], theme, field.size,
                chosen=node.id == self.current, focused=self.hasFocus(), known=node.person_id in known,
            )  # fmt: skip
        if self._moving is not None:
            paint_numbers(painter, self._moving, places[self._moving.id], theme)
        if self.hasFocus() and now is None:
            paint_focus_ring(painter, QRectF(self.rect()), theme, 8)
        painter.end()

    # By keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move who is chosen, J and K choose, Enter writes, Delete removes, Escape puts back."""
        key = Qt.Key(event.key())
        if event.modifiers() not in _PLAIN:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self._step(1 if key == Qt.Key.Key_J else -1)
        elif key in _STEPS and self.node() is not None:
            self._nudge(*_STEPS[key])
        elif key in _STEPS:
            self._step(1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current:
            self.settle()
            self.edit_wanted.emit()
        elif key == Qt.Key.Key_Delete and self.current:
            self._let_go()
            self.remove_wanted.emit()
        elif key == Qt.Key.Key_Escape and self._moving is not None:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        self.settle()
        ids = [node.id for node in self.nodes]
        if ids:
            at = ids.index(self.current) + by if self.current in ids else 0
            self._choose(ids[max(0, min(at, len(ids) - 1))])

    def _nudge(self, influence: int, support: int) -> None:
        node = self.node()
        if node is None:
            return
        self._moving = replace(
            node, placed=True,
            influence=max(0, min(100, node.influence + influence)), support=max(-100, min(100, node.support + support)),
        )  # fmt: skip
        self._rest.start()
        self._tell()
        self.update()

    def _choose(self, position_id: str) -> None:
        if position_id != self.current:
            self.current = position_id
            self._tell()
            self.update()
            self.chosen.emit(position_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was moved by keys."""
        super().focusOutEvent(event)
        self.settle()
        self.update()

    # By mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose who is there, and take hold of them."""
        self.settle()
        node = self.node_at(event.position())
        if node is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._choose(node.id)
        self._held = (node.id, event.position() - self.places()[node.id])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move who is held once the mouse has left its place."""
        if self._held is None:
            over = self.node_at(event.position()) is not None
            self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        held_id, grip = self._held
        node = next((each for each in self.nodes if each.id == held_id), None)
        if node is None:
            return
        away = (event.position() - grip - self.places()[held_id]).manhattanLength()
        if not self._dragging and away < QApplication.startDragDistance():
            return
        self._dragging = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        influence, support = self.field().numbers(event.position() - grip)
        self._moving = replace(node, placed=True, influence=influence, support=support)
        self._tell()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put down who was held."""
        super().mouseReleaseEvent(event)
        moving, dragged = self._moving, self._dragging
        self._let_go()
        if moving is not None and dragged:
            self.moved.emit(moving.id, moving.influence, moving.support)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write in who is there."""
        self._let_go()
        if self.node_at(event.position()) is not None:
            self.edit_wanted.emit()

    def event(self, event: QEvent) -> bool:
        """Say who is under the mouse in full."""
        if isinstance(event, QHelpEvent):
            node = self.node_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), node.told() if node is not None else "", self)
            return True
        return super().event(event)
