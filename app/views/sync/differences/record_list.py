"""The records with open questions, those that are settled ticked off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.language import _
from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import RIGHT, elided, paint_text
from app.views.row_table import plain_tip
from app.views.sync.differences.record import Key, Record
from app.views.sync.differences.words import ICONS, record_line

_Index = QModelIndex | QPersistentModelIndex
_HEIGHT, _GAP, _PAD, _ICON = 52, 4, 12, 16


@dataclass(frozen=True)
class Entry:
    """One line: a record, how many of its questions are answered, and whether it is settled."""

    record: Record
    answered: int
    settled: bool = False

    @property
    def count(self) -> str:
        """Return the answered of all, as they are shown."""
        total = len(self.record.questions)
        return f"{total if self.settled else self.answered}/{total}"


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # as Qt asks
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a line."""
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            state = _("settled") if entry.settled else _("{count} chosen", count=entry.count)
            return f"{entry.record.first.title}, {record_line(entry.record)}, {state}"
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Two lines and a little air."""
        return QSize(100, themes.current().px(_HEIGHT) + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one record."""
        theme = themes.current()
        c = theme.color
        model = index.model()
        assert isinstance(model, _Model)
        entry: Entry = model.entries[index.row()]
        box = QRectF(option.rect).adjusted(0, 0, 0, -_GAP)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.selected if chosen else c.hover)
            painter.drawRoundedRect(box, 6, 6)
        tone = theme.meaning["good"].text if entry.settled else theme.meaning["watch"].text
        icon = "circle-check" if entry.settled else ICONS.get(entry.record.first.entity, "git-merge")
        spot = QRectF(box.left() + _PAD, round(box.center().y() - _ICON / 2), _ICON, _ICON)
        icons.paint_icon(painter, spot, icon, tone if entry.settled else c.text2)
        width = theme.width(entry.count, "label", 600) + 4
        left, right = spot.right() + 10, box.right() - _PAD
        paint_text(painter, QRectF(right - width, box.top(), width, box.height()), entry.count, theme,
                   c.text2 if entry.settled else tone, "label", 600, RIGHT)  # fmt: skip
        line, low = theme.line("body"), theme.line("label")
        top = box.top() + (box.height() - line - low) / 2
        room = max(right - width - 8 - left, 10)
        ink = c.text2 if entry.settled else c.text
        paint_text(painter, QRectF(left, top, room, line), entry.record.first.title, theme, ink, "body", 600)
        said = _("Settled") if entry.settled else record_line(entry.record)
        paint_text(painter, QRectF(left, top + line, room, low), said, theme, c.text2, "label")
        if state & QStyle.StateFlag.State_HasFocus and chosen:
            paint_focus_ring(painter, box, theme, 5)
        painter.setPen(QPen())
        painter.restore()

    def helpEvent(self, _event: Any, view: Any, _option: Any, index: _Index) -> bool:
        """Tell a title that is cut off."""
        from PySide6.QtWidgets import QToolTip

        if not index.isValid():
            return False
        model = index.model()
        assert isinstance(model, _Model)
        title = model.entries[index.row()].record.first.title
        theme = themes.current()
        room = view.viewport().width() - 2 * _PAD - _ICON - 10 - theme.px(40)
        cut = elided(title, room, theme, "body", 600) != title
        QToolTip.showText(view.cursor().pos(), plain_tip(title) if cut else "", view)
        return True


class RecordList(QListView):
    """`picked(key)` when another record is to be shown; `entered` when the focus is to go to its questions."""

    picked = Signal(object)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Records that differ"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setStyleSheet("QListView { background: transparent; }")
        self._rows = _Model(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._moved)

    def show_entries(self, entries: Sequence[Entry], current: Key | None) -> None:
        """Show these lines, the one of a record chosen."""
        self._quiet = True
        try:
            same = [one.record.key for one in entries] == [one.record.key for one in self._rows.entries]
            if same:
                self._rows.entries = list(entries)
                self.viewport().update()
            else:
                self._rows.beginResetModel()
                self._rows.entries = list(entries)
                self._rows.endResetModel()
            at = next((n for n, one in enumerate(entries) if one.record.key == current), -1)
            if at >= 0 and at != self.currentIndex().row():
                self.setCurrentIndex(self._rows.index(at))
        finally:
            self._quiet = False

    def entries(self) -> list[Entry]:
        """Return the lines."""
        return self._rows.entries

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._quiet and now.isValid():
            self.picked.emit(self._rows.entries[now.row()].record.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes to the questions; J and K move as the arrows do."""
        moves: dict[int, Callable[[], QModelIndex]] = {
            Qt.Key.Key_J: lambda: self._rows.index(min(self.currentIndex().row() + 1, len(self._rows.entries) - 1)),
            Qt.Key.Key_K: lambda: self._rows.index(max(self.currentIndex().row() - 1, 0)),
        }
        if event.modifiers():
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Right):
            self.entered.emit()
        elif event.key() in moves:
            self.setCurrentIndex(moves[event.key()]())
        elif event.key() == Qt.Key.Key_Escape or event.text().isdigit():
            event.ignore()
        else:
            super().keyPressEvent(event)
