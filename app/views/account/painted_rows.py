"""Rows that only tell, drawn by one widget: no account opened after another makes a widget for each of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.views import theme as themes
from app.views.row_table import plain_tip
from app.views.theme import Theme

Row = TypeVar("Row")


class PaintedRows(QWidget, Generic[Row]):
    """`paint(painter, box, row, theme)` draws a row, `say(row)` is what a screen reader and the tooltip tell of it."""

    def __init__(
        self,
        name: str,
        paint: Callable[[QPainter, QRectF, Row, Theme], None],
        height: Callable[[Theme], int],
        say: Callable[[Row], str],
    ) -> None:
        super().__init__()
        self._paint, self._height, self._say = paint, height, say
        self._rows: tuple[Row, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self._rows = tuple(rows)
        self.setAccessibleDescription("\n".join(self.told()))
        self.setVisible(bool(rows))
        self.updateGeometry()
        self.update()

    def told(self) -> list[str]:
        """Return the rows as sentences."""
        return [self._say(row) for row in self._rows]

    def sizeHint(self) -> QSize:
        """All rows, one below the other."""
        theme = themes.current()
        return QSize(theme.px(200), self._height(theme) * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        """Words are cut off where there is no room; the tooltip holds them."""
        return QSize(themes.current().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are to be seen."""
        theme = themes.current()
        painter = QPainter(self)
        height = self._height(theme)
        for at, row in enumerate(self._rows):
            box = QRectF(0, at * height, self.width(), height)
            if box.bottom() >= event.rect().top() and box.top() <= event.rect().bottom():
                self._paint(painter, box, row, theme)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tell all of the row under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = event.pos().y() // max(self._height(themes.current()), 1)
            if 0 <= at < len(self._rows):
                QToolTip.showText(event.globalPos(), plain_tip(self._say(self._rows[at])), self)
            return True
        return super().event(event)
