"""Tab goes through parts as they stand, whenever each of them was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLayout, QScrollArea, QWidget

_MARGIN = 24


class FocusFollower(QObject):
    """Scrolls to what gets the focus, from wherever it comes; `room` is how much of the foot is covered.

    Without `clicks` not to what is clicked: a list that moves under the pointer would choose another row.
    """

    def __init__(
        self, area: QScrollArea, inner: QWidget, room: Callable[[], int] = lambda: 0, *, clicks: bool = True
    ) -> None:
        super().__init__(area)
        self._area, self._inner, self._room, self._clicks = area, inner, room, clicks
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._inner.isAncestorOf(new):
            return
        if not self._clicks and QApplication.mouseButtons():
            return
        viewport, room = self._area.viewport(), self._room()
        box = new.rect().translated(new.mapTo(viewport, QPoint(0, 0)))
        bar = self._area.verticalScrollBar()
        # The area's own way asks only whether it is in the viewport, covered or not.
        if box.bottom() > viewport.height() - room:
            # What is higher than the viewport is shown from its top.
            down = min(box.bottom() - viewport.height() + room, box.top())
            bar.setValue(bar.value() + max(0, down + _MARGIN))
        elif box.top() < 0:
            bar.setValue(bar.value() + box.top() - _MARGIN)


def tab_through(*parts: QWidget) -> None:
    """Let Tab go through what is inside these, one part after the other, as it is laid out."""
    found = [widget for part in parts for widget in _inside(part)]
    for before, after in pairwise(found):
        QWidget.setTabOrder(before, after)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if layout is not None and not isinstance(widget, QComboBox):
        yield from _laid(layout)
    elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _inside(widget)
        elif inner is not None:
            yield from _laid(inner)
