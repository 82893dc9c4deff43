"""Arrows through widgets that stand in columns: one of them is reached by Tab, the others from there."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

Spot = tuple[int, int]
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_J: (0, 1), Qt.Key.Key_K: (0, -1),
}  # fmt: skip


class Roving(QObject):
    """Knows which widget stands at which (column, row)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._widgets: Mapping[Spot, QWidget] = {}
        self._at: Spot | None = None

    def know(self, widgets: Mapping[Spot, QWidget]) -> None:
        """Go through these; the focus stays at its place or goes to the nearest."""
        for widget in self._widgets.values():
            widget.removeEventFilter(self)
        self._widgets = widgets
        for widget in widgets.values():
            widget.installEventFilter(self)
        spots = sorted(widgets)
        if self._at not in widgets:
            at = self._at
            self._at = (
                min(spots, key=lambda spot: _far(spot, at)) if at is not None and spots else next(iter(spots), None)
            )
        self._mark()

    def current(self) -> QWidget | None:
        """Return the widget that Tab comes to."""
        return self._widgets.get(self._at) if self._at is not None else None

    def _mark(self) -> None:
        for spot, widget in self._widgets.items():
            here = spot == self._at
            widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
            widget.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus, and take the arrows."""
        if event.type() is QEvent.Type.FocusIn:
            found = next((spot for spot, widget in self._widgets.items() if widget is watched), None)
            if found is not None and found != self._at:
                self._at = found
                self._mark()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            key = Qt.Key(event.key())
            if plain and key in _ARROWS:
                self._step(*_ARROWS[key])
                return True
            if plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
                ends = sorted(self._widgets)
                self._go(ends[0] if key == Qt.Key.Key_Home else ends[-1])
                return True
        return False

    def _step(self, across: int, down: int) -> None:
        if self._at is None:
            return
        x, y = self._at
        if down:
            some = [spot for spot in self._widgets if spot[0] == x and (spot[1] - y) * down > 0]
        else:
            some = [spot for spot in self._widgets if (spot[0] - x) * across > 0]
        if some:
            self._go(min(some, key=lambda spot: (abs(spot[0] - x), abs(spot[1] - y), spot[1])))

    def _go(self, spot: Spot) -> None:
        widget = self._widgets[spot]
        widget.setFocus(Qt.FocusReason.TabFocusReason)


def _far(spot: Spot, at: Spot) -> tuple[int, int]:
    return abs(spot[0] - at[0]), abs(spot[1] - at[1])
