"""The titles over the columns of the tree."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _
from app.views import theme as themes
from app.views.paint.text import paint_text
from app.views.plans.tree_shape import CHECK, PAD, check_box, columns


class TreeHead(QWidget):
    """Stands over what shows the rows, and follows its width: a scroll bar takes some of it."""

    def __init__(self, rows: QWidget) -> None:
        super().__init__()
        self._rows = rows
        rows.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        theme = themes.current()
        return QSize(theme.px(300), theme.size.row_compact + 2)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Draw anew at another width of the rows."""
        if event.type() is QEvent.Type.Resize:
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the titles and the hairline."""
        theme = themes.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        where = columns(self._rows.width(), theme)
        first = check_box(box, 0, theme).right() + 8 + CHECK + 4
        way = _("Baseline → target (│ = by now)") if where.names else _("Baseline → target")
        for left, right, said in (
            (first, where.owner, _("Objective, milestone")),
            (where.owner, where.due, _("Owner") if where.names else ""),
            (where.due, where.bar, _("Due")),
            (where.bar, where.status, way),
            (where.status, where.end, _("Standing")),
        ):
            cell = QRectF(left, 0, right - left - (PAD if right != where.end else 0), box.height() - 1)
            paint_text(painter, cell, said, theme, theme.color.text2, "caption", 500)
        painter.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), theme.color.divider)
        painter.end()
