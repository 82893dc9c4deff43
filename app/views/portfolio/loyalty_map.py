"""The picture of loyalty: across what customers do, upward what they think, each account by the shape of its band."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.language import _, number
from app.operations.health.overview import quarter_of
from app.operations.health.portfolio import PortfolioRow
from app.views import theme as themes
from app.views.paint.shapes import paint_band
from app.views.paint.stamps import stamp
from app.views.paint.text import CENTER, LEFT, RIGHT, paint_text
from app.views.portfolio import words
from app.views.row_table import plain_tip
from app.views.theme import Theme
from app.vocabulary import Band

_SHAPE, _REACH = 10, 9
_CORNERS = {"likes": (0, 0), "both": (1, 0), "neither": (0, 1), "uses": (1, 1)}
_TINT = 0.55


class LoyaltyMap(QWidget):
    """`quarter_chosen(key)` and `account_chosen(row)` by a click; the list beside it says the same by keys."""

    quarter_chosen = Signal(str)
    account_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[PortfolioRow] = ()
        self._names: dict[str, str] = {}
        self._quarter, self._account = "uses", ""
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Map of loyalty: across what customers do, upward what they think"))

    def show_rows(self, rows: Sequence[PortfolioRow], names: dict[str, str]) -> None:
        """Show accounts; `names` says what each quarter is called."""
        self._rows = [row for row in rows if quarter_of(row) is not None]
        self._names = names
        self.update()

    def point_out(self, quarter: str, account_id: str = "") -> None:
        """Light up a quarter, and one account in it."""
        self._quarter, self._account = quarter, account_id
        self.update()

    def sizeHint(self) -> QSize:
        """Nearly square."""
        theme = themes.current()
        return QSize(theme.px(460), theme.px(420))

    def minimumSizeHint(self) -> QSize:
        """Enough for the names of the quarters."""
        theme = themes.current()
        return QSize(theme.px(320), theme.px(280))

    # Where things are

    def _plot(self, theme: Theme) -> QRectF:
        line = theme.line("caption")
        return QRectF(self.rect()).adjusted(line + 10, theme.line("label") + 8, -8, -2 * line - 6)

    def _spot(self, row: PortfolioRow, plot: QRectF) -> QPointF:
        x, y = float(row.behavioural or 0), float(row.psychological or 0)
        return QPointF(plot.left() + plot.width() * x / 100, plot.bottom() - plot.height() * y / 100)

    def _quarter_box(self, key: str, plot: QRectF) -> QRectF:
        across, down = _CORNERS[key]
        half = QRectF(0, 0, plot.width() / 2, plot.height() / 2)
        return half.translated(plot.left() + across * half.width(), plot.top() + down * half.height())

    def row_at(self, spot: QPointF) -> PortfolioRow | None:
        """Return the account drawn at a place."""
        plot = self._plot(themes.current())
        near = [(self._spot(row, plot) - spot, row) for row in self._rows]
        hit = [(abs(by.x()) + abs(by.y()), row) for by, row in near if max(abs(by.x()), abs(by.y())) <= _REACH]
        return min(hit, key=lambda pair: pair[0])[1] if hit else None

    # The mouse

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """An account, or the quarter that was clicked, by its name or inside."""
        row = self.row_at(event.position())
        if row is not None:
            self.account_chosen.emit(row)
            return
        plot = self._plot(themes.current())
        for key in _CORNERS:
            over = themes.current().line("label") + 8 if _CORNERS[key][1] == 0 else 0
            if self._quarter_box(key, plot).adjusted(0, -over, 0, 0).contains(event.position()):
                self.quarter_chosen.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that an account can be clicked."""
        over = self.row_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Name the account under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.row_at(QPointF(event.pos()))
            said = f"{row.name}\n{self._told(row)}" if row is not None else ""
            QToolTip.showText(event.globalPos(), plain_tip(said), self)
            return True
        return super().event(event)

    def _told(self, row: PortfolioRow) -> str:
        does, likes = words.whole(row.behavioural), words.whole(row.psychological)
        return _("Does {does}, likes {likes}", does=does, likes=likes)

    # The picture

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the quarters, the axes and the accounts."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        plot = self._plot(theme)
        painter.fillRect(plot, c.surface_alt)
        warned = QColor(theme.meaning["watch"].bg)
        warned.setAlphaF(_TINT)
        painter.fillRect(self._quarter_box("uses", plot), warned)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at in (0, 1, 2):
            x, y = plot.left() + plot.width() * at / 2, plot.top() + plot.height() * at / 2
            painter.setPen(QPen(c.border if at != 1 else c.border_strong, 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        for key in _CORNERS:
            self._draw_quarter(painter, key, plot, theme)
        self._draw_accounts(painter, plot, theme)
        self._draw_axes(painter, plot, theme)
        painter.end()

    def _draw_quarter(self, painter: QPainter, key: str, plot: QRectF, theme: Theme) -> None:
        box = self._quarter_box(key, plot)
        chosen = key == self._quarter
        if chosen:
            painter.setPen(QPen(theme.color.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        line = theme.line("label")
        # The upper names stand over the map: those who like and use much are drawn at its very top.
        top = box.top() - line - 4 if _CORNERS[key][1] == 0 else box.bottom() - line - 8
        inset = 0 if _CORNERS[key][1] == 0 else 10
        room = QRectF(box.left() + inset, top, box.width() - 2 * inset, line)
        count = sum(quarter_of(row) == key for row in self._rows)
        said = f"{self._names.get(key, '')}  {number(count)}"
        ink = theme.meaning["watch"].text if key == "uses" else theme.color.text2
        align = RIGHT if _CORNERS[key][0] else LEFT
        paint_text(painter, room, said, theme, ink, "label", 600 if chosen or key == "uses" else 500, align)

    def _draw_accounts(self, painter: QPainter, plot: QRectF, theme: Theme) -> None:
        # Thousands of accounts share some hundred places: what lies under its like is not drawn.
        drawn: set[tuple[float, float, Band]] = set()
        left, bottom, wide, high = plot.left(), plot.bottom(), plot.width() / 100, plot.height() / 100
        chosen = None
        for row in self._rows:
            if row.account_id == self._account:
                chosen = row
            x = round(left + wide * float(row.behavioural or 0))
            y = round(bottom - high * float(row.psychological or 0))
            if (x, y, row.band) not in drawn:
                drawn.add((x, y, row.band))
                self._draw_band(painter, QPointF(x, y), row.band, theme)
        if chosen is not None:
            spot = self._spot(chosen, plot)
            painter.setPen(QPen(theme.color.accent, 2))
            painter.setBrush(theme.color.surface)
            painter.drawEllipse(spot, _REACH, _REACH)
            self._draw_band(painter, spot, chosen.band, theme)

    def _draw_band(self, painter: QPainter, spot: QPointF, band: Band, theme: Theme) -> None:
        at, size = QPointF(spot.x() - _SHAPE / 2, spot.y() - _SHAPE / 2), QSizeF(_SHAPE, _SHAPE)
        stamp(painter, at, size, theme, ("band", band), lambda inner, box: paint_band(inner, box, band, theme))

    def _draw_axes(self, painter: QPainter, plot: QRectF, theme: Theme) -> None:
        line, ink = theme.line("caption"), theme.color.text2
        for value in (0, 50, 100):
            x = plot.left() + plot.width() * value / 100
            ticks = QRectF(x - 20, plot.bottom() + 2, 40, line)
            align = LEFT if value == 0 else RIGHT if value == 100 else CENTER
            if value == 0:
                ticks.moveLeft(plot.left())
            elif value == 100:
                ticks.moveRight(plot.right())
            paint_text(painter, ticks, str(value), theme, theme.color.text3, "caption", 0, align)
        below = QRectF(plot.left(), plot.bottom() + line + 2, plot.width(), line)
        paint_text(painter, below, _("What they do (use, contact, payment)"), theme, ink, "caption", 500, CENTER)
        painter.save()
        painter.translate(2, plot.center().y())
        painter.rotate(-90)
        side = QRectF(-plot.height() / 2, 0, plot.height(), line)
        paint_text(painter, side, _("What they think (NPS, value, backing)"), theme, ink, "caption", 500, CENTER)
        painter.restore()
