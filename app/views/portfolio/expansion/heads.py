"""The heads of the matrix: products with how many have them at the top, names at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView

from app.language import _
from app.views import theme as themes
from app.views.paint.text import CENTER, LEFT, RIGHT, paint_text
from app.views.portfolio.expansion.cells import PAD
from app.views.portfolio.expansion.matrix_model import FIT, HEALTH, MRR

if TYPE_CHECKING:
    from app.views.portfolio.expansion.matrix_view import MatrixView

NAMES = 156
LEAD = 16
ORDER_OF = {MRR: "mrr", FIT: "fit", HEALTH: "health"}


class ProductHeads(QHeaderView):
    """The titles; of a product also how many have it. Pressed, a product is chosen, another column orders the rows."""

    pressed_at = Signal(int)

    def __init__(self, view: MatrixView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._hovered = -1
        self.setMouseTracking(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.sectionClicked.connect(self.pressed_at)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one title."""
        theme, model, view = themes.current(), self._view.matrix, self._view
        c, product = theme.color, model.product(section)
        chosen = product is not None and product.name == view.chosen_product
        painter.save()
        painter.fillRect(rect, c.accent_subtle if chosen else c.hover if section == self._hovered else c.surface)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, c.divider)
        if chosen or (view.hasFocus() and section == view.currentIndex().column()):
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, c.accent if chosen else c.focus)
        title, count = model.heading(section)
        box = QRectF(rect).adjusted(PAD, 2, -PAD, -2)
        align = LEFT if section in (FIT, HEALTH) else RIGHT if section == MRR else CENTER
        if product is None:
            ordered = ORDER_OF[section] == model.order
            paint_text(
                painter, box, title, theme, c.text if ordered else c.text2, "caption", 600 if ordered else 500, align
            )
        else:
            half = box.height() / 2
            upper = QRectF(box.left(), box.top(), box.width(), half)
            paint_text(painter, upper, title, theme, c.text, "caption", 600, align)
            lower = QRectF(box.left(), box.top() + half, box.width(), half)
            paint_text(painter, lower, count, theme, c.text2, "caption", 0, align)
        painter.restore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up a title."""
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Let it go dark."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()


class NameHeads(QHeaderView):
    """The names of the customers, which stay where they are while products are scrolled."""

    def __init__(self, view: MatrixView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as most names."""
        return QSize(themes.current().px(NAMES), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one name."""
        theme, view = themes.current(), self._view
        c, here = theme.color, section == view.currentIndex().row() and view.hasFocus()
        painter.save()
        painter.fillRect(rect, c.hover if here else c.surface)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, c.divider)
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), c.border)
        box = QRectF(rect).adjusted(LEAD, 0, -PAD, -1)
        paint_text(painter, box, view.matrix.name(section), theme, c.text, "label", 600)
        painter.restore()


def paint_corner(painter: QPainter, box: QRectF, ordered: bool) -> None:
    """Draw the title over the names, bold where they make the order."""
    theme = themes.current()
    c = theme.color
    painter.fillRect(box, c.surface)
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), c.divider)
    painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), c.border)
    ink, weight = (c.text, 600) if ordered else (c.text2, 500)
    paint_text(painter, box.adjusted(LEAD, 0, -PAD, 0), _("Account"), theme, ink, "caption", weight)
