"""The health of all accounts in one bar: how many are in each band, and how that differs from a week ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _, name_of, ngettext, number
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.shapes import paint_band
from app.views.paint.text import paint_text
from app.views.theme import Theme
from app.views.widgets.card import Card
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.vocabulary import Band

if TYPE_CHECKING:
    from app.operations.today import Bands

ORDER = (Band.GOOD, Band.WATCH, Band.RISK, Band.UNKNOWN)
_BAR, _BETWEEN, _TOP, _SHAPE, _MARGIN = 14, 2, 12, 10, 16
# A band with one account of five hundred is still seen.
_LEAST = 6.0


class PulseCard(Card):
    """`went(place, argument)` to the accounts of a band."""

    went = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Health of the accounts"))
        self._title = PlainLabel("", "bodyStrong")
        self._moves = ElidedLabel("", "label", tone="text2", right=True)
        self._under = PlainLabel("", "label", tone="text2", wrap=True)
        self.head.addWidget(self._title)
        self.head.addWidget(self._moves, 1)
        self.body.addLayout(self.head)
        self.bar = BandBar()
        self.bar.opened.connect(lambda band: self.went.emit("accounts", f"band:{band}"))
        self.body.addWidget(self.bar)
        self.body.addWidget(self._under)
        self.body.addStretch(1)
        self.hide()

    def show_bands(self, bands: Bands | None) -> None:
        """Show other counts; nothing while the scores are not known."""
        self.setVisible(bands is not None)
        if bands is None:
            return
        total = sum(bands.now.values())
        self._title.setText(ngettext("Health of {n} account", "Health of {n} accounts", total))
        self._moves.setText(moves_words(bands))
        self._under.setText(moves_words(bands))
        self.bar.show_bands(bands)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What does not fit beside the heading stands under the counts."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        room = self.contentsRect().width() - 2 * _MARGIN - self._title.sizeHint().width() - self.head.spacing()
        beside = self._moves.sizeHint().width() <= room
        self._moves.setVisible(beside)
        self._under.setVisible(not beside)


def moves_words(bands: Bands) -> str:
    """Return what differs from a week ago in words: 先週比 注意 +2・危険 +1."""
    moved = [
        f"{name_of(band)} {'+' if bands.moved(band) > 0 else ''}{number(bands.moved(band))}"
        for band in ORDER
        if bands.moved(band)
    ]
    if not moved:
        return _("As a week ago")
    return _("On the week: {moves}", moves=_(" · ").join(moved))


class BandBar(QWidget):
    """The bar over the counts. Left and Right go from band to band, Enter or a click opens its accounts (`opened`)."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bands: Bands | None = None
        self._at = 0
        self._by_key = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def show_bands(self, bands: Bands) -> None:
        """Show other counts."""
        self._bands = bands
        self._tell()
        self.update()

    def count(self, band: Band) -> int:
        """Return how many accounts are in a band."""
        return self._bands.now.get(band, 0) if self._bands is not None else 0

    def words(self, band: Band) -> str:
        """Return a band with its count, as it is read aloud."""
        return f"{name_of(band)} {number(self.count(band))}"

    def _tell(self) -> None:
        self.setAccessibleName(_("Accounts by health"))
        all_of = _(", ").join(self.words(band) for band in ORDER)
        self.setAccessibleDescription(all_of if not self.hasFocus() else self.words(ORDER[self._at]))

    def sizeHint(self) -> QSize:
        """The bar, a line of numbers and a line of words."""
        theme = themes.current()
        return QSize(theme.px(200), _BAR + _TOP + theme.line("subtitle") + theme.line("label"))

    def minimumSizeHint(self) -> QSize:
        """The counts need their room."""
        return self.sizeHint()

    def cell(self, at: int) -> QRectF:
        """Return where the count of a band stands."""
        left, right = self._edges()[at : at + 2]
        return QRectF(left, _BAR + _TOP - 4, right - left, self.height() - _BAR - _TOP + 4)

    def _edges(self) -> list[float]:
        """Return where the counts begin and end: each has the room of its words, and the same of what is left."""
        theme = themes.current()
        wanted = [theme.width(name_of(band), "label", 400) + 4 for band in ORDER]
        spare = (self.width() - sum(wanted)) / len(ORDER)
        edges = [0.0]
        for width in wanted:
            edges.append(edges[-1] + width + spare)
        return edges

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar and the counts."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bar(painter, theme)
        for at, band in enumerate(ORDER):
            self._paint_count(painter, self.cell(at), band, theme)
        if self.hasFocus() and self._by_key:
            paint_focus_ring(painter, self.cell(self._at).adjusted(0, 0, -4, 0), theme, 6)
        painter.end()

    def _paint_bar(self, painter: QPainter, theme: Theme) -> None:
        there = [band for band in ORDER if self.count(band)]
        total = sum(self.count(band) for band in there)
        room = self.width() - _BETWEEN * max(len(there) - 1, 0)
        wide = {band: max(room * self.count(band) / total, _LEAST) for band in there}
        scale = room / sum(wide.values()) if wide else 1.0
        x = 0.0
        for band in there:
            box = QRectF(x, 0, wide[band] * scale, _BAR)
            meaning = theme.meaning[str(band)]
            if band is Band.UNKNOWN:
                painter.setPen(QPen(meaning.fill, 1))
                painter.setBrush(meaning.bg)
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(meaning.fill)
                painter.drawRoundedRect(box, 3, 3)
            x = box.right() + _BETWEEN

    def _paint_count(self, painter: QPainter, cell: QRectF, band: Band, theme: Theme) -> None:
        upper = QRectF(cell.left(), cell.top() + 4, cell.width() - 4, theme.line("subtitle"))
        side = theme.px(_SHAPE)
        paint_band(painter, QRectF(upper.left(), round(upper.center().y() - side / 2), side, side), str(band), theme)
        rest = upper.adjusted(side + 6, 0, 0, 0)
        paint_text(painter, rest, number(self.count(band)), theme, theme.color.text, "subtitle")
        lower = QRectF(upper.left(), upper.bottom(), upper.width(), theme.line("label"))
        paint_text(painter, lower, name_of(band), theme, theme.color.text2, "label", 400)

    # Keys and the mouse

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows unless the mouse brought the focus."""
        super().focusInEvent(event)
        self._by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """All bands are told of again."""
        super().focusOutEvent(event)
        self._tell()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the bands and open one."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._at = (self._at + (1 if key == Qt.Key.Key_Right else -1)) % len(ORDER)
            self._by_key = True
            self._tell()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(str(ORDER[self._at]))
        else:
            super().keyPressEvent(event)

    def _at_spot(self, x: float) -> int:
        return next((at for at, edge in enumerate(self._edges()[1:]) if x < edge), len(ORDER) - 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A count can be clicked."""
        over = event.position().y() > _BAR
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        band = ORDER[self._at_spot(event.position().x())]
        self.setToolTip(_("Show the accounts: {band}", band=name_of(band)) if over else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a count opens its accounts."""
        if event.button() is Qt.MouseButton.LeftButton and event.position().y() > _BAR:
            self.opened.emit(str(ORDER[self._at_spot(event.position().x())]))
