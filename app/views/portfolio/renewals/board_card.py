"""The cards of the board of renewals: one of a renewal, and one that stands for those that do not fit."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _, name_of, number, short_money
from app.operations.money.renewals import RenewalRow
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.shapes import paint_band
from app.views.paint.text import RIGHT, paint_text
from app.views.portfolio.renewals import words
from app.views.row_table import plain_tip
from app.views.theme import Theme
from app.views.widgets.pressable import Pressable
from app.vocabulary import Band

_PAD, _SHAPE, _SOON = 10, 10, 30


class _Boxed(Pressable):
    """A bordered box that lights up and shows its ring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and what is in it."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(QPen(theme.color.border, 1))
        painter.setBrush(theme.color.hover if self._hovered or self.isDown() else theme.color.surface)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        self.draw(painter, box.adjusted(_PAD, 8, -_PAD, -8), theme)
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 8)
        painter.end()

    def draw(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw what is in the box."""
        raise NotImplementedError


class RenewalBoardCard(_Boxed):
    """One renewal: whose, what it brings, how long until notice, what is known and expected of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row: RenewalRow | None = None
        self._band, self._currency, self._today = Band.UNKNOWN, "JPY", date.min

    def show_row(self, row: RenewalRow, band: Band, currency: str, today: date) -> None:
        """Show a renewal with the health of its account."""
        self.row, self._band, self._currency, self._today = row, band, currency, today
        said = words.aloud(row, currency, today, name_of(band))
        self.setAccessibleName(said)
        self.setAccessibleDescription(_("Enter opens the account, M makes a forecast call."))
        self.setToolTip(plain_tip(said.replace(words.DOT, "\n")))
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines."""
        theme = themes.current()
        return QSize(theme.px(150), theme.line("body") + 3 * theme.line("label") + 18)

    def draw(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw the account, its money and days, its intent and the call."""
        row, c = self.row, theme.color
        if row is None:
            return
        first, line = theme.line("body"), theme.line("label")
        shape = QRectF(box.left(), round(box.top() + (first - _SHAPE) / 2), _SHAPE, _SHAPE)
        paint_band(painter, shape, self._band, theme)
        name = QRectF(box.left() + _SHAPE + 6, box.top(), box.width() - _SHAPE - 6, first)
        paint_text(painter, name, row.account, theme, c.text, "bodyStrong")
        low = QRectF(box.left(), box.top() + first, box.width(), line)
        days = words.left(row, self._today)
        near = row.late or (row.notice_on - self._today).days <= _SOON
        ink = theme.tone("risk_text") if near and not row.confirmed else c.text2
        width = theme.width(days, "label", 600) + 2
        paint_text(painter, low, days, theme, ink, "label", 600, RIGHT)
        low.setWidth(max(box.width() - width - 6, 0))
        paint_text(painter, low, short_money(row.target, self._currency), theme, c.text, "label", 500)
        low = QRectF(box.left(), low.bottom(), box.width(), line)
        good = theme.tone("good_text") if row.confirmed else c.text2
        paint_text(painter, low, words.intent(row), theme, good, "label")
        low = QRectF(box.left(), low.bottom(), box.width(), line)
        paint_text(painter, low, words.call(row, self._currency), theme, c.text if row.hoped else c.text3, "label")


class MoreCard(_Boxed):
    """Stands for the renewals of a column that are not shown on the board."""

    def show_count(self, left: int, where: str) -> None:
        """Say how many more there are."""
        self.setText(_("and {n} more", n=number(left)))
        self.setAccessibleName(f"{where}: {self.text()}")
        self.setAccessibleDescription(_("Enter lists all renewals of this column."))
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        theme = themes.current()
        return QSize(theme.px(150), theme.line("label") + 18)

    def draw(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw how many there are."""
        paint_text(painter, box, self.text(), theme, theme.tone("accent_text"), "label", 600)
