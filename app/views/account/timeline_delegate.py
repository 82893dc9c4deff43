"""Draws a touchpoint of the timeline and edits its words in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.clock import Clock
from app.language import _, day, name_of, short_day
from app.operations.touchpoints import TouchpointRow
from app.views import icons
from app.views import theme as themes
from app.views.account.lines import wrapped
from app.views.account.timeline_model import Index, TimelineModel
from app.views.paint.marks import paint_focus_ring
from app.views.paint.pill import Pill, paint_pill, paint_tag, pill_size
from app.views.paint.row import paint_row
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme
from app.vocabulary import TouchpointKind

ICONS = {
    TouchpointKind.CALL: "phone",
    TouchpointKind.MEETING: "users",
    TouchpointKind.EMAIL: "mail",
    TouchpointKind.VISIT: "map-pin",
    TouchpointKind.REVIEW: "presentation",
    TouchpointKind.CHAT: "message-circle",
    TouchpointKind.TRAINING: "graduation-cap",
    TouchpointKind.EVENT: "calendar",
    TouchpointKind.NOTE: "notebook-pen",
}
FIRST_LINES = 3
_LEAD, _TEXT, _PAD, _END = 20, 48, 10, 20
_ICON, _GAP = 16, 8


class TimelineDelegate(QStyledItemDelegate):
    """`save(touchpoint id, words)` returns whether it was kept; else the editor stays open, or the words are held.

    `began` when an editor opens; Qt's own `closeEditor` when it closes.
    """

    began = Signal()

    def __init__(self, view: QAbstractItemView, clock: Clock, save: Callable[[str, str], bool]) -> None:
        super().__init__(view)
        self._view, self._clock, self._save = view, clock, save
        self._broken: dict[tuple[str, str, int, bool, int], tuple[list[str], bool]] = {}
        self._held: dict[str, str] = {}
        self.edited: str | None = None

    # Drawing

    def _row(self, index: Index) -> TouchpointRow:
        model = index.model()
        assert isinstance(model, TimelineModel)
        return model.row_at(index.row())

    def _lines(self, row: TouchpointRow, theme: Theme) -> tuple[list[str], bool]:
        model = self._view.model()
        assert isinstance(model, TimelineModel)
        width = max(self._view.viewport().width() - _TEXT - _END, 80)
        whole = row.id in model.expanded
        key = (row.id, row.body, width, whole, theme.scale)
        if key not in self._broken:
            if len(self._broken) > 4000:
                self._broken.clear()
            self._broken[key] = wrapped(row.body, width, theme.font("body"), None if whole else FIRST_LINES)
        return self._broken[key]

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line of who and when, then the lines of the body."""
        theme = themes.current()
        row = self._row(index)
        lines = len(self._lines(row, theme)[0])
        if row.id == self.edited:
            lines = max(
                len(wrapped(row.body, self._view.viewport().width() - _TEXT - 60, theme.font("body"))[0]) + 2, 4
            )
            lines = min(lines, 14)
        height = 2 * _PAD + theme.line("body") * (lines + 1) + 4
        return QSize(self._view.viewport().width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one touchpoint."""
        theme = themes.current()
        c = theme.color
        row = self._row(index)
        state: QStyle.StateFlag = option.state
        box = QRectF(option.rect)
        paint_row(
            painter,
            box,
            theme,
            selected=bool(state & QStyle.StateFlag.State_Selected),
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
            active=self._view.hasFocus() or bool(state & QStyle.StateFlag.State_Active),
            first=True,
        )
        line = theme.line("body")
        top = box.top() + _PAD
        spot = QRectF(box.left() + _LEAD, round(top + (line - _ICON) / 2), _ICON, _ICON)
        icons.paint_icon(painter, spot, ICONS[row.kind], c.text2)
        right = box.right() - _END
        when = self._when(row)
        dated = QRectF(right - theme.width(when, "label") - 2, top, theme.width(when, "label") + 2, line)
        paint_text(painter, dated, when, theme, c.text2, "label", 0, RIGHT)
        self._head(painter, QRectF(box.left() + _TEXT, top, dated.left() - _GAP - box.left() - _TEXT, line), row, theme)
        if row.id != self.edited:
            self._body(
                painter, QRectF(box.left() + _TEXT, top + line + 4, right - box.left() - _TEXT, line), row, theme
            )
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            paint_focus_ring(painter, box.adjusted(0, 0, 0, -1), theme, 4)

    def _head(self, painter: QPainter, box: QRectF, row: TouchpointRow, theme: Theme) -> None:
        def rest(x: float) -> QRectF:
            return QRectF(x, box.top(), max(box.right() - x, 0), box.height())

        x = box.left()
        if row.planned:
            x = paint_pill(painter, rest(x), Pill(_("planned"), "info"), theme) + _GAP
        x = paint_text(painter, rest(x), name_of(row.kind), theme, theme.color.text, "body", 600) + _GAP
        if row.people:
            people = _(", ").join(row.people)
            x = paint_text(painter, rest(x), people, theme, theme.color.text2) + _GAP
        for word in row.tags:
            tag = Pill(f"#{word}", "unknown")
            if x + pill_size(tag, theme).width() > box.right():
                break
            x = paint_tag(painter, rest(x), tag, theme) + 6

    def _body(self, painter: QPainter, box: QRectF, row: TouchpointRow, theme: Theme) -> None:
        lines, whole = self._lines(row, theme)
        for at, words in enumerate(lines):
            if at == len(lines) - 1 and not whole:
                # What is cut says so even where its last line is short.
                words += "…"
            paint_text(painter, box.translated(0, at * box.height()), words, theme, theme.color.text)

    def _when(self, row: TouchpointRow) -> str:
        today = self._clock.today()
        said = short_day(row.date) if abs((row.date - today).days) < 300 else day(row.date)
        if row.planned and row.at is not None:
            from zoneinfo import ZoneInfo

            said += f" {row.at.astimezone(ZoneInfo(self._clock.zone)):%H:%M}"
        return said

    # Editing

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a field for the words; the row makes room for it."""
        self.edited = self._row(index).id
        self.sizeHintChanged.emit(index)
        self.began.emit()
        editor = QPlainTextEdit(parent)
        editor.setAccessibleName(_("Words of the touchpoint. Ctrl+Enter saves, Esc leaves them as they were."))
        editor.setTabChangesFocus(True)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the field: with what could not be kept the last time, else with the words as they are."""
        assert isinstance(editor, QPlainTextEdit)
        row = self._row(index)
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        editor.setPlainText(self._held.get(row.id, row.body))
        editor.moveCursor(editor.textCursor().MoveOperation.End)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """The field stands where the words stood."""
        theme = themes.current()
        rect: QRect = option.rect
        top = rect.top() + _PAD + theme.line("body") + 2
        editor.setGeometry(rect.left() + _TEXT - 6, top, rect.width() - _TEXT - _END + 6, rect.bottom() - top - 6)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps the words, Escape drops them, going elsewhere keeps them."""
        if not isinstance(editor, QPlainTextEdit):
            return super().eventFilter(editor, event)
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            # Otherwise a shortcut of the window would take the key first.
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_ours(event):
            self._end(editor, keep=event.key() != Qt.Key.Key_Escape, stay=True)
            return True
        if event.type() is QEvent.Type.FocusOut:
            if not editor.property("ended") and editor.window().isActiveWindow():
                self._end(editor, keep=bool(editor.toPlainText().strip()), stay=False)
            return False
        return False

    def _end(self, editor: QPlainTextEdit, *, keep: bool, stay: bool) -> None:
        touchpoint_id = self.edited
        words = editor.toPlainText()
        if touchpoint_id is None:
            return
        if keep and not self._save(touchpoint_id, words):
            if stay:
                return
            self._held[touchpoint_id] = words
        else:
            self._held.pop(touchpoint_id, None)
        editor.setProperty("ended", True)
        self.edited = None
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)


def _is_ours(event: QKeyEvent) -> bool:
    if event.key() == Qt.Key.Key_Escape:
        return True
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
