"""The table of a score: a head, the lines, and the drawing of the running total through all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.health.score import Score
from app.language import _
from app.views import theme as themes
from app.views.account.health.columns import HEAD, ROW, TALL, Columns, Span, columns_of, span_of
from app.views.account.health.fall import paint_fall, paint_tints
from app.views.account.health.lines import FEELING, PART, SCORE, Line, lines_of
from app.views.account.rows import Index, RowModel, RowView
from app.views.icons import paint_icon
from app.views.paint.marks import paint_focus_ring
from app.views.paint.pill import Pill, paint_pill
from app.views.paint.row import paint_row
from app.views.paint.shapes import band_meaning, paint_band
from app.views.paint.text import CENTER, RIGHT, paint_text
from app.views.row_table import plain_tip
from app.views.theme import Theme

_EMPTY = Span(36.0, 78.0, 44.5, 69.5)


class HealthTable(QWidget):
    """The lines of one score. `opened(line)` by Enter or a double click, `selected(line or None)` as one moves."""

    opened = Signal(object)
    selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RowModel(Line.spoken, parent=self)
        self.view = _View(self.model, _("How the score is made"))
        self.view.draw_by(_Delegate(self.view))
        self.head = _Head(self.view)
        self.view.keys = {Qt.Key.Key_Return: self._open, Qt.Key.Key_Space: self._open}
        self.view.doubleClicked.connect(lambda _index: self._open())
        self.view.selected.connect(self.selected)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.view)

    def show_score(self, score: Score, today: date) -> None:
        """Show another score; the focus stays on its line."""
        lines = lines_of(score, today)
        totals = [total for line in lines for total in (line.before, line.after)]
        self.view.span = span_of(totals, score.model.watch, score.model.good)
        self.view.show_rows(lines)
        self.view.fit()
        self.head.update()

    def clear(self) -> None:
        """Show nothing."""
        self.view.setCurrentIndex(self.model.index(-1, -1))
        self.view.show_rows(())
        self.view.fit()

    def lines(self) -> Sequence[Line]:
        """Return what is shown."""
        return self.model.rows

    def choose(self, line_id: str) -> bool:
        """Go to a line by its id, to the one that costs most by "worst"; False where it is not shown."""
        if line_id == "worst":
            parts = [line for line in self.lines() if line.kind == PART]
            worst = min(parts, key=lambda line: line.step, default=None)
            line_id = worst.id if worst is not None else ""
        return self.view.go_to_row(line_id)

    def _open(self) -> None:
        line = self.view.current()
        if line is not None:
            self.opened.emit(line)


class _View(RowView):
    """As high as its rows: what scrolls is the tab."""

    def __init__(self, model: RowModel, name: str) -> None:
        super().__init__(model, name)
        self.span = _EMPTY
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("bare", True)
        self._columns: tuple[float, int, Columns] | None = None

    def columns(self) -> Columns:
        """Return the columns at the present width."""
        theme, width = themes.current(), float(self.viewport().width())
        if self._columns is None or self._columns[:2] != (width, theme.scale):
            self._columns = (width, theme.scale, columns_of(width, theme))
        return self._columns[2]

    def fit(self) -> None:
        """Take the height of the rows."""
        theme = themes.current()
        high = sum(theme.px(_height(line)) for line in self.of.rows) + 2 * self.frameWidth()
        if high != self.height() or self.minimumHeight() != high:
            self.setFixedHeight(high)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Take the rows of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_columns"):
            self.fit()

    def wheelEvent(self, event: QEvent) -> None:
        """Leave the wheel to the tab."""
        event.ignore()


def _height(line: Line) -> int:
    return TALL if line.total else ROW


class _Head(QWidget):
    """The heads of the columns, over those of the view."""

    def __init__(self, view: _View) -> None:
        super().__init__()
        self._view = view
        self.setAccessibleName(_("Columns"))
        self.setAccessibleDescription(" · ".join(words for _key, words in _heads()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line of captions."""
        return QSize(200, themes.current().px(HEAD))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the captions; over the drawing the shapes of the bands stand above their tints."""
        theme = themes.current()
        painter = QPainter(self)
        columns, span = self._view.columns(), self._view.span
        for key, words in _heads():
            left, right = getattr(columns, key)
            box = QRectF(left, 0, right - left, self.height() - 1)
            align = RIGHT if key in ("weight", "score", "effect") else Qt.AlignmentFlag.AlignLeft
            paint_text(painter, box, words, theme, theme.color.text2, "caption", 500, align)
        left, right = columns.fall
        ends = [left, span.x(span.watch, left, right), span.x(span.good, left, right), right]
        for at, band in enumerate(("risk", "watch", "good")):
            middle = (ends[at] + ends[at + 1]) / 2
            if ends[at + 1] - ends[at] >= 12:
                paint_band(painter, QRectF(middle - 4.5, self.height() / 2 - 4.5, 9, 9), band, theme)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color.border)
        painter.end()


def _heads() -> tuple[tuple[str, str], ...]:
    return (
        ("name", _("Input")), ("value", _("Value now")), ("fresh", _("Age · source")), ("weight", _("Weight")),
        ("score", _("Score")), ("effect", _("Effect")),
    )  # fmt: skip


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: _View) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line = self._view.of.row_at(index.row())
        return QSize(self._view.viewport().width(), themes.current().px(_height(line)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = themes.current()
        box = QRectF(option.rect)
        line: Line = self._view.of.row_at(index.row())
        state: QStyle.StateFlag = option.state
        if line.total and line.kind != "start":
            painter.fillRect(box, theme.color.surface_alt)
        focused = self._view.hasFocus()
        current = index.row() == self._view.currentIndex().row()
        paint_row(
            painter, box, theme, selected=current and bool(state & QStyle.StateFlag.State_Selected),
            hovered=bool(state & QStyle.StateFlag.State_MouseOver), active=focused, first=True,
        )  # fmt: skip
        columns = self._view.columns()
        fall = QRectF(columns.fall[0], box.top(), columns.fall[1] - columns.fall[0], box.height())
        paint_tints(painter, fall, self._view.span, theme)
        paint_fall(painter, fall, line, self._view.span, theme)
        _words(painter, box.adjusted(0, 0, 0, -1), line, columns, theme)
        if focused and current:
            paint_focus_ring(painter, box.adjusted(0, 0, 0, -1), theme, 4)

    def helpEvent(self, event: QHelpEvent, view: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tell all of a line, also what was cut off, and where the input stands in the model."""
        from PySide6.QtWidgets import QToolTip

        if event.type() is QEvent.Type.ToolTip and index.isValid():
            line: Line = self._view.of.row_at(index.row())
            words = "\n".join(part for part in (line.spoken(), line.tip) if part)
            QToolTip.showText(event.globalPos(), plain_tip(words), self._view)
            return True
        return super().helpEvent(event, view, option, index)  # type: ignore[arg-type]


def _words(painter: QPainter, box: QRectF, line: Line, columns: Columns, theme: Theme) -> None:
    c = theme.color
    grey = line.out and line.kind == PART
    strong = line.total or line.kind not in (PART,)

    def cell(column: tuple[float, float]) -> QRectF:
        return QRectF(column[0], box.top(), column[1] - column[0], box.height())

    _mark(painter, cell(columns.mark), line, theme)
    paint_text(
        painter, cell(columns.name), line.name, theme, c.text3 if grey else c.text, "body", 600 if line.total else 500
    )  # fmt: skip
    paint_text(painter, cell(columns.value), line.value, theme, c.text3 if grey else c.text2, "label")
    if line.stale:
        paint_pill(painter, cell(columns.fresh), Pill(line.stale, "unknown", "history"), theme)
    else:
        paint_text(painter, cell(columns.fresh), line.fresh, theme, c.text3 if grey else c.text2, "caption")
    tone = c.text3 if grey else c.text2
    paint_text(painter, cell(columns.weight), line.weight, theme, tone, "label", 0, RIGHT)
    paint_text(painter, cell(columns.score), line.score, theme, tone, "label", 600, RIGHT)
    token = "subtitle" if line.kind == SCORE else "body"
    paint_text(
        painter, cell(columns.effect), line.effect, theme, _ink(line, theme), token, 600 if strong or not grey else 0,
        RIGHT,
    )  # fmt: skip


def _ink(line: Line, theme: Theme) -> QColor:
    c = theme.color
    if line.kind == SCORE:
        return theme.meaning[band_meaning(line.band)].text
    if line.total:
        return c.text
    if line.effect.strip("+−0.") == "":
        return c.text3
    if line.kind in (FEELING, "override"):
        return c.accent_text
    if line.kind == "rounding":
        return c.text2
    return theme.meaning["good" if line.step > 0 else "risk"].text


def _mark(painter: QPainter, box: QRectF, line: Line, theme: Theme) -> None:
    side = min(theme.px(18), box.width())
    square = QRectF(box.left(), box.center().y() - side / 2, side, side)
    if line.kind == PART:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color.border if line.out else theme.color.pressed)
        painter.setBrush(theme.color.surface if line.out else theme.color.pressed)
        painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.restore()
        ink = theme.color.text3 if line.out else theme.color.text2
        paint_text(painter, square, line.mark, theme, ink, "caption", 600, CENTER)
    elif line.kind == SCORE:
        paint_band(painter, square.adjusted(3, 3, -3, -3), line.band, theme)
    elif line.kind in (FEELING, "override"):
        paint_icon(painter, square.adjusted(2, 2, -2, -2), "heart-handshake", theme.color.accent_text)
    elif line.kind == "rule":
        paint_icon(painter, square.adjusted(2, 2, -2, -2), "list-checks", theme.color.text2)
