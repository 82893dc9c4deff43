"""My time as a matrix: purposes down, segments across, under them what the accounts pay; each cell can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.language import _
from app.operations.money.own_time import ALL
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import RIGHT, elided, paint_text
from app.views.row_table import plain_tip
from app.views.theme import Theme

_TINT, _PAD, _GAP = 0.30, 10, 2
_STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """What a cell shows: a figure, smaller under it what share that is, and how strongly it is tinted (0 to 1)."""

    figure: str
    share: str = ""
    weight: float = 0.0
    said: str = ""


@dataclass(frozen=True)
class Line:
    """One row: its key, its words and a cell for each segment; a `sum` stands apart from what is above it."""

    key: str
    words: str
    cells: Sequence[Cell]
    sum: bool = False


class TimeMatrix(QWidget):
    """`chosen(row key, segment key)` when the keys or the mouse stand in a cell; `entered` on Enter."""

    chosen = Signal(str, str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: Sequence[tuple[str, str]] = ()
        self._lines: Sequence[Line] = ()
        self._row, self._column = ALL, ALL
        self._lit = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(_("The arrows go from cell to cell, Enter goes to the list of its accounts."))

    def show_lines(self, segments: Sequence[tuple[str, str]], lines: Sequence[Line]) -> None:
        """Show other rows; `segments` are the keys and names of the columns. The chosen cell stays where it can."""
        self._segments, self._lines = segments, lines
        # What has no cell has nothing to stand on.
        self.setVisible(bool(lines))
        if self._row not in [line.key for line in lines]:
            self._row = ALL
        if self._column not in [key for key, _name in segments]:
            self._column = ALL
        self._tell()
        self.updateGeometry()
        self.update()

    def cell(self) -> tuple[str, str]:
        """Return the keys of the row and the segment that are chosen."""
        return self._row, self._column

    def light(self, lit: bool) -> None:
        """Show the chosen cell, or none where something else is chosen beside the matrix."""
        self._lit = lit
        self.update()

    def choose(self, row: str, segment: str) -> None:
        """Stand in a cell."""
        self._row, self._column, self._lit = row, segment, True
        self._tell()
        self.update()
        self.chosen.emit(row, segment)

    def _place(self) -> tuple[int, int]:
        rows, columns = [line.key for line in self._lines], [key for key, _name in self._segments]
        return rows.index(self._row), columns.index(self._column)

    def _tell(self) -> None:
        said = _("My time by purpose and segment")
        if self._lines:
            down, across = self._place()
            line = self._lines[down]
            said = f"{said}. {self._segments[across][1]}, {line.words}: {line.cells[across].said}"
        self.setAccessibleName(said)

    # Where things are

    def _heights(self, theme: Theme) -> list[float]:
        two, one = theme.line("body") + theme.line("caption") + 5, theme.line("body") + 10
        return [two if any(cell.share for cell in line.cells) else one for line in self._lines]

    def _head(self, theme: Theme) -> float:
        return theme.line("caption") + 12

    def _lead(self, theme: Theme) -> float:
        wanted = max((theme.width(line.words, "body", 600) for line in self._lines), default=0) + 2 * _PAD
        rest = self.width() - sum(self._needs(theme))
        return min(wanted, max(self.width() * 0.24, min(self.width() * 0.32, rest)))

    def _needs(self, theme: Theme) -> list[float]:
        """Return how much room the widest figure of each column takes, and its heading."""
        needs = []
        for across, (_key, name) in enumerate(self._segments):
            figures = (theme.width(line.cells[across].figure, "label", 600) for line in self._lines)
            needs.append(max(theme.width(name, "caption", 600), *figures) + _PAD + 6)
        return needs

    def _columns(self, theme: Theme) -> list[float]:
        """Return the widths of the columns: alike where their figures fit, else by what each needs."""
        room = self.width() - self._lead(theme)
        needs = self._needs(theme)
        alike = room / max(len(needs), 1)
        if all(need <= alike for need in needs):
            return [alike] * len(needs)
        return [room * need / sum(needs) for need in needs]

    def _box(self, down: int, across: int, theme: Theme) -> QRectF:
        heights, widths = self._heights(theme), self._columns(theme)
        top = self._head(theme) + sum(heights[:down])
        return QRectF(self._lead(theme) + sum(widths[:across]), top, widths[across], heights[down])

    def cell_at(self, spot: QPointF) -> tuple[int, int] | None:
        """Return the row and the column at a place."""
        theme = themes.current()
        for down in range(len(self._lines)):
            for across in range(len(self._segments)):
                if self._box(down, across, theme).contains(spot):
                    return down, across
        return None

    def sizeHint(self) -> QSize:
        """As tall as its rows."""
        theme = themes.current()
        return QSize(theme.px(480), round(self._head(theme) + sum(self._heights(theme))) + 2)

    def minimumSizeHint(self) -> QSize:
        """Room for hours in every column."""
        return QSize(themes.current().px(120 + 64 * len(self._segments)), self.sizeHint().height())

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go to the next cell, Enter to the list."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self._lines:
            down, across = self._place()
            down = min(max(down + step[0], 0), len(self._lines) - 1)
            across = min(max(across + step[1], 0), len(self._segments) - 1)
            self.choose(self._lines[down].key, self._segments[across][0])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses a cell."""
        found = self.cell_at(event.position())
        if found is not None:
            self.choose(self._lines[found[0]].key, self._segments[found[1]][0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a cell can be chosen."""
        over = self.cell_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Say all of a cell."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.cell_at(QPointF(event.pos()))
            said = self._lines[found[0]].cells[found[1]].said if found is not None else ""
            QToolTip.showText(event.globalPos(), plain_tip(said), self)
            return True
        return super().event(event)

    # The picture

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names, the cells and which one is chosen."""
        theme = themes.current()
        painter = QPainter(self)
        for across, (_key, name) in enumerate(self._segments):
            column = self._box(0, across, theme)
            head = QRectF(column.left(), 0, column.width() - _PAD, self._head(theme))
            paint_text(painter, head, name, theme, theme.color.text2, "caption", 600, RIGHT)
        for down, line in enumerate(self._lines):
            self._draw_line(painter, down, line, theme)
        if self._lines and (self._lit or self.hasFocus()):
            box = self._box(*self._place(), theme).adjusted(_GAP, _GAP, -_GAP, -_GAP)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus():
                paint_focus_ring(painter, box, theme, 4)
            else:
                painter.setPen(QPen(theme.color.accent, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box, 4, 4)
        painter.end()

    def _draw_line(self, painter: QPainter, down: int, line: Line, theme: Theme) -> None:
        first = self._box(down, 0, theme)
        painter.setPen(QPen(theme.color.border_strong if line.key == ALL else theme.color.border, 1))
        y = round(first.top()) + 0.5
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        words = QRectF(0, first.top(), first.left() - 8, first.height())
        weight = 600 if line.sum else 500
        shown = elided(line.words, words.width(), theme, "body", weight)
        paint_text(painter, words, shown, theme, theme.color.text, "body", weight)
        for across, cell in enumerate(line.cells):
            box = self._box(down, across, theme)
            if cell.weight > 0:
                tint = QColor(theme.color.accent)
                tint.setAlphaF(_TINT * min(cell.weight, 1.0))
                painter.fillRect(box.adjusted(_GAP, _GAP, -_GAP, -_GAP), tint)
            self._draw_cell(painter, box.adjusted(2, 0, -_PAD, 0), cell, line.sum, theme)

    def _draw_cell(self, painter: QPainter, box: QRectF, cell: Cell, strong: bool, theme: Theme) -> None:
        ink = theme.color.text if cell.share or strong else theme.color.text2
        if not cell.share:
            paint_text(painter, box, cell.figure, theme, ink, "body", 600 if strong else 0, RIGHT)
            return
        high, low = theme.line("body"), theme.line("caption")
        top = box.top() + (box.height() - high - low) / 2
        upper = QRectF(box.left(), top, box.width(), high)
        weight = 600 if strong else 500
        # A large sum may need a smaller hand.
        fits = (one for one in ("body", "label") if theme.width(cell.figure, one, weight) <= box.width())
        token = next(fits, "caption")
        paint_text(painter, upper, cell.figure, theme, ink, token, weight, RIGHT)
        lower = QRectF(box.left(), top + high, box.width(), low)
        paint_text(painter, lower, cell.share, theme, theme.color.text2, "caption", 0, RIGHT)
