"""What a section says and where each of it comes from: Enter opens the record, V leaves it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from app.language import _
from app.operations.reviews.preview import Ground
from app.operations.reviews.rows import SectionRow
from app.views import icons
from app.views.account.row_delegate import RowDelegate
from app.views.account.rows import RowModel
from app.views.paint.text import RIGHT, paint_text
from app.views.reviews.fitted import FittedView
from app.views.theme import Theme
from app.views.widgets.card import Card
from app.views.widgets.choices import ComboBox
from app.views.widgets.labels import ElidedLabel, PlainLabel

_ROW, _PAD, _MOST = 28, 16, 9


def sign(row: Ground) -> tuple[str, str]:
    """Return the sign of a line and its tone."""
    if row.left_out:
        return "eye-off", "text3"
    if not row.sources:
        return "circle-alert", "risk_text"
    return ("circle-alert", "watch_text") if row.stale else ("circle-check", "good_text")


class GroundDelegate(RowDelegate):
    """Sign, figure, what it is, and where it comes from at the right."""

    def height(self, row: Any, width: int, theme: Theme) -> int:
        """One line."""
        return theme.px(_ROW)

    def draw(self, painter: QPainter, box: QRectF, row: Any, theme: Theme, *, hovered: bool) -> None:
        """Draw a line; what is left out is pale."""
        c, px = theme.color, theme.px
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        name, tone = sign(row)
        side = px(14)
        icons.paint_icon(
            painter, QRectF(inner.left(), round(box.center().y() - side / 2), side, side), name, theme.tone(tone)
        )
        left = inner.left() + side + 8
        ink = c.text3 if row.left_out else c.text
        wide = min(theme.width(origin(row), "label"), inner.width() * 0.42)
        room = QRectF(left, inner.top(), inner.right() - wide - 12 - left, inner.height())
        if row.value:
            left = paint_text(painter, room, row.value, theme, ink, "body", 700) + 8
            room.setLeft(min(left, room.right()))
        paint_text(painter, room, row.label, theme, c.text3 if row.left_out else c.text2 if row.value else ink)
        source = QRectF(inner.right() - wide, inner.top(), wide, inner.height())
        warned = theme.tone(tone) if tone in ("watch_text", "risk_text") else c.accent_text if hovered else c.text2
        paint_text(painter, source, origin(row), theme, warned, "label", 500, RIGHT)


def origin(row: Ground) -> str:
    """Return where a line comes from, or that nobody knows."""
    if row.left_out:
        return _("left out")
    if not row.sources:
        return _("no source")
    return _("{origin} · stale, take the data again", origin=row.origin) if row.stale else row.origin


def spoken(row: Ground) -> str:
    """Return a line as a screen reader says it."""
    return _(", ").join(part for part in (row.value, row.label, origin(row)) if part)


class GroundsCard(Card):
    """`opened(Ground)`, `turned(key)` to leave out or show, `metric_chosen(key)` for what the chart shows."""

    opened = Signal(object)
    turned = Signal(str)
    metric_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Figures and where they come from"))
        self.flush()
        self.view = FittedView(RowModel(spoken), _("Figures and where they come from"), _MOST)
        self.view.draw_by(GroundDelegate(self.view))
        self.measure = ComboBox(_("What the chart shows"))
        self._keys = ElidedLabel(_("Enter opens the record, V leaves it out"), "caption", tone="text2", right=True)
        self._nothing = PlainLabel("", "body", tone="text2", wrap=True)
        self._nothing.setContentsMargins(_PAD - 1, 0, _PAD - 1, 0)
        title = ElidedLabel(_("Figures and where they come from"), "bodyStrong")
        self.head.setContentsMargins(_PAD - 1, 10, _PAD - 1, 6)
        self.head.addWidget(title)
        self.head.addWidget(self.measure)
        self.head.addWidget(self._keys, 1)
        self.body.addLayout(self.head)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.view)
        self.body.addSpacing(8)
        self.view.keys = {Qt.Key.Key_Return: self._open, Qt.Key.Key_V: self.turn}
        self.view.fill_menu = self._fill_menu
        self.view.doubleClicked.connect(lambda _index: self._open())
        self.measure.activated.connect(lambda at: self.metric_chosen.emit(str(self.measure.itemData(at))))

    def show_section(self, row: SectionRow, grounds: Sequence[Ground]) -> None:
        """Show what a section rests on."""
        self.view.show_rows(grounds)
        self.view.setVisible(bool(grounds))
        self._keys.setVisible(bool(grounds))
        self._nothing.setText("" if grounds else _("Nothing here comes from the book: it stands as you write it."))
        self._nothing.setVisible(not grounds)
        self.measure.setVisible(len(row.metrics) > 1)
        if [self.measure.itemData(at) for at in range(self.measure.count())] != [key for key, _name in row.metrics]:
            self.measure.clear()
            for key, name in row.metrics:
                self.measure.addItem(name, key)
        self.measure.setCurrentIndex(max(self.measure.findData(row.metric), 0))

    def _open(self) -> None:
        row: Ground | None = self.view.current()
        if row is not None and row.sources:
            self.opened.emit(row)

    def turn(self) -> None:
        """Leave the line with the focus out, or show it again."""
        row: Ground | None = self.view.current()
        if row is not None and row.key:
            self.turned.emit(row.key)

    def _fill_menu(self, menu: QMenu) -> None:
        row: Ground | None = self.view.current()
        if row is None:
            return
        if row.sources:
            menu.addAction(_("Open the record")).triggered.connect(lambda: self._open())
        if row.key:
            words = _("Show it again") if row.left_out else _("Leave it out")
            menu.addAction(words).triggered.connect(lambda: self.turn())
