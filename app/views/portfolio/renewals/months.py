"""Renewals by the month in which their term ends and by health: the size of a mark is MRR, its shape the band."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil, sqrt

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _, keyed, name_of, ngettext, number, period, short_money
from app.operations.money.renewals import RenewalRow
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.shapes import paint_band
from app.views.paint.text import CENTER, paint_text
from app.views.portfolio.one_of import OneOf
from app.views.portfolio.renewals.roving import Roving, Spot
from app.views.row_table import plain_tip
from app.views.widgets.pressable import Pressable
from app.vocabulary import Band

BANDS = (Band.RISK, Band.WATCH, Band.GOOD, Band.UNKNOWN)
_ROW, _HEAD, _LEAST, _MOST = 40, 40, 9, 24
_LABEL = 18


@dataclass(frozen=True)
class Cell:
    """The renewals of one month and band, with what they bring a month."""

    month: date
    band: Band
    rows: tuple[RenewalRow, ...]
    amount: Decimal


class Mark(Pressable):
    """A shape as large as its money, with the number of renewals."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.cell: Cell | None = None
        self._share = 0.0

    def show_cell(self, cell: Cell, most: Decimal, currency: str) -> None:
        """Show another cell; `most` is the largest amount of all."""
        self.cell = cell
        self._share = sqrt(float(cell.amount / most)) if most else 0.0
        said = (
            month_words(cell.month), name_of(cell.band),
            ngettext("{n} renewal", "{n} renewals", len(cell.rows)), short_money(cell.amount, currency),
        )  # fmt: skip
        self.setAccessibleName(" · ".join(said))
        names = [row.account for row in cell.rows[:6]]
        self.setToolTip(plain_tip("\n".join((" · ".join(said), *names))))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape and the number."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.accent_subtle if self.isChecked() else theme.color.hover)
            painter.drawRoundedRect(box, 6, 6)
        if self.cell is not None:
            count = number(len(self.cell.rows))
            wide = theme.width(count, "caption", 600)
            side = theme.px(_LEAST + (_MOST - _LEAST) * self._share)
            left = (box.width() - side - 4 - wide) / 2
            shape = QRectF(left, (box.height() - side) / 2, side, side)
            paint_band(painter, shape, self.cell.band, theme)
            rest = QRectF(shape.right() + 4, 0, wide + 2, box.height())
            paint_text(painter, rest, count, theme, theme.color.text2, "caption", 600)
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 6)
        painter.end()


class MonthBands(QWidget):
    """Marks that can be pressed, of which arrows go through; they belong to the `group` of what is chosen."""

    def __init__(self, band_of: Callable[[str], Band], group: OneOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Renewals by month"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._band_of, self._group = band_of, group
        self._months: tuple[date, ...] = ()
        self._totals: dict[date, Decimal] = {}
        self._currency = "JPY"
        self.marks: list[Mark] = []
        self.roving = Roving(self)
        # Tab goes through widgets as they were made: the first mark stands before what follows it.
        self._make()

    def show_rows(self, rows: Sequence[RenewalRow], start: date, end: date, currency: str) -> None:
        """Show the renewals that end from `start` to `end`; what is pressed stays so where it is still there."""
        kept = self.checked()
        self._currency = currency
        self._months = _months(start, end)
        by_cell: dict[tuple[date, Band], list[RenewalRow]] = defaultdict(list)
        for row in rows:
            band = self._band_of(row.account_id)
            by_cell[row.end.replace(day=1), band if band in BANDS else Band.UNKNOWN].append(row)
        cells = [
            Cell(month, band, tuple(some), sum((row.target for row in some), Decimal(0)))
            for (month, band), some in sorted(by_cell.items(), key=_place)
        ]
        self._totals = dict.fromkeys(self._months, Decimal(0))
        for cell in cells:
            self._totals[cell.month] = self._totals.get(cell.month, Decimal(0)) + cell.amount
        most = max((cell.amount for cell in cells), default=Decimal(0))
        while len(self.marks) < len(cells):
            self._make()
        spots: dict[Spot, QWidget] = {}
        for at, mark in enumerate(self.marks):
            mark.setVisible(at < len(cells))
            if at < len(cells):
                cell = cells[at]
                mark.show_cell(cell, most, currency)
                spots[self._months.index(cell.month), BANDS.index(cell.band)] = mark
                if kept is not None and (kept.month, kept.band) == (cell.month, cell.band):
                    self._group.check(mark)
            else:
                mark.cell = None
        self.roving.know(spots)
        self._place()
        self.update()

    def _make(self) -> None:
        mark = Mark(self)
        mark.hide()
        self._group.add(mark)
        if self.marks:
            QWidget.setTabOrder(self.marks[-1], mark)
        self.marks.append(mark)

    def checked(self) -> Cell | None:
        """Return the cell that is pressed."""
        return next((mark.cell for mark in self.marks if mark.isChecked() and mark.cell is not None), None)

    def sizeHint(self) -> QSize:
        """A line of months over one for each band."""
        theme = themes.current()
        return QSize(theme.px(620), theme.px(_HEAD + _ROW * len(BANDS)))

    def changeEvent(self, event: QEvent) -> None:
        """Take the lines of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "marks"):
            self.updateGeometry()
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the marks in their places."""
        super().resizeEvent(event)
        self._place()

    def _lead(self) -> int:
        """Return how much room the names of the bands take."""
        theme = themes.current()
        return _LABEL + ceil(max(theme.width(name_of(band), "label") for band in BANDS)) + 8

    def _width(self) -> float:
        room = self.width() - self._lead()
        return room / max(len(self._months), 1)

    def _place(self) -> None:
        theme = themes.current()
        lead, row, head, wide = self._lead(), theme.px(_ROW), theme.px(_HEAD), self._width()
        for mark in self.marks:
            if mark.cell is not None:
                x, y = self._months.index(mark.cell.month), BANDS.index(mark.cell.band)
                mark.setGeometry(
                    QRect(round(lead + x * wide) + 1, head + y * row + 2, max(round(wide) - 2, 8), row - 4)
                )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the months with what is due in each, and the bands."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        lead, row, head, wide = self._lead(), theme.px(_ROW), theme.px(_HEAD), self._width()
        line = theme.line("caption")
        for at, month in enumerate(self._months):
            box = QRectF(lead + at * wide, 2, wide, line)
            first = at == 0 or month.month == 1
            words = (
                month_words(month) if first and wide > theme.width("2026年12月", "caption", 500) else short_month(month)
            )
            paint_text(painter, box, words, theme, c.text2, "caption", 500, CENTER)
            amount = self._totals.get(month, Decimal(0))
            if amount and wide > theme.width("1,840万円", "caption"):
                below = box.translated(0, line)
                paint_text(painter, below, short_money(amount, self._currency), theme, c.text, "caption", 600, CENTER)
        for at, band in enumerate(BANDS):
            top = head + at * row
            painter.setPen(QPen(c.grid, 1))
            painter.drawLine(0, top, self.width(), top)
            paint_band(painter, QRectF(2, top + row / 2 - 5, 10, 10), band, theme)
            label = QRectF(_LABEL, top, lead - _LABEL - 2, row)
            paint_text(painter, label, name_of(band), theme, c.text2, "label")
        painter.end()


def month_words(month: date) -> str:
    """Return a month with its year."""
    return period(month, _next(month) - timedelta(1))


def short_month(month: date) -> str:
    """Return a month without its year: 3月, Mar."""
    return keyed("month", str(month.month))[:3]


def _months(start: date, end: date) -> tuple[date, ...]:
    found, month = [], start.replace(day=1)
    while month <= end:
        found.append(month)
        month = _next(month)
    return tuple(found)


def _next(month: date) -> date:
    return (month + timedelta(31)).replace(day=1)


def _place(one: tuple[tuple[date, Band], list[RenewalRow]]) -> tuple[date, int]:
    return one[0][0], BANDS.index(one[0][1])
