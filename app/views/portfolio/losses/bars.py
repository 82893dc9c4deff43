"""A list of bars, each with what it is of and its figures; pressed, it is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import RIGHT, elided, paint_text
from app.views.portfolio.beside import bare
from app.views.portfolio.one_of import OneOf
from app.views.row_table import plain_tip
from app.views.widgets.pressable import Pressable

_PAD, _GAP, _LEAST_BAR, _THICK = 12, 12, 36, 8
_LABEL = 0.28
_SHOWN = 4


@dataclass(frozen=True)
class Bar:
    """What a bar shows: `length` from 0 to 1, figures in columns, and all of it in words."""

    key: str
    label: str
    length: float
    figures: tuple[str, ...]
    words: str


class BarRow(Pressable):
    """One bar. The columns of figures have the widths that its list gives them."""

    def __init__(self, bar: Bar, owner: BarList) -> None:
        super().__init__(owner)
        self.bar, self._owner = bar, owner
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(bar.label)
        self.setAccessibleName(bar.words)

    def sizeHint(self) -> QSize:
        """A row of a dense table."""
        theme = themes.current()
        return QSize(theme.px(300), theme.size.row_compact)

    def minimumSizeHint(self) -> QSize:
        """Labels give way before figures do."""
        return QSize(2 * _PAD + _LEAST_BAR + sum(self._owner.widths()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the label, the bar and the figures."""
        theme = themes.current()
        c, on = theme.color, self.isChecked()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if on or self._hovered or self.isDown():
            painter.fillRect(box, c.accent_subtle if on else c.hover)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = box.right() - _PAD
        for figure, width in reversed(list(zip(self.bar.figures, self._owner.widths(), strict=True))):
            paint_text(
                painter, QRectF(right - width, 0, width, box.height()), figure, theme, c.text, "label", 500, RIGHT
            )
            right -= width + _GAP
        label = self._label_width()
        paint_text(
            painter, QRectF(_PAD, 0, label, box.height()), self.bar.label, theme, c.text, "label", 600 if on else 500
        )  # fmt: skip
        track = QRectF(_PAD + label + _GAP, box.center().y() - _THICK / 2, 0, _THICK)
        track.setRight(max(right, track.left() + _LEAST_BAR / 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.grid)
        painter.drawRoundedRect(track, _THICK / 2, _THICK / 2)
        if self.bar.length > 0:
            painter.setBrush(theme.meaning["risk"].fill)
            track.setWidth(max(track.width() * min(self.bar.length, 1.0), _THICK))
            painter.drawRoundedRect(track, _THICK / 2, _THICK / 2)
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 4)
        painter.end()

    def _label_width(self) -> float:
        rest = self.width() - 2 * _PAD - sum(width + _GAP for width in self._owner.widths()) - _LEAST_BAR - _GAP
        return max(min(rest, self._owner.longest_label(), max(self.width() * _LABEL, 60.0)), 24.0)

    def resizeEvent(self, event: object) -> None:
        """A label that is cut off stands in the tooltip."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        cut = elided(self.bar.label, self._label_width(), themes.current(), "label", 500) != self.bar.label
        self.setToolTip(plain_tip(self.bar.words) if cut else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to the next bar."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._owner.step(self, step)
        else:
            super().keyPressEvent(event)


class _Area(QScrollArea):
    """As high as a few bars; more are scrolled."""

    def __init__(self, bars: BarList) -> None:
        super().__init__()
        bare(self)
        self.setWidget(bars)
        bars.setAutoFillBackground(False)
        self._bars = bars

    def sizeHint(self) -> QSize:
        """The captions and a few rows."""
        theme = themes.current()
        return QSize(theme.px(300), theme.line("caption") + 10 + _SHOWN * theme.size.row_compact)

    def minimumSizeHint(self) -> QSize:
        """No less: what scrolls within what scrolls is hard to find."""
        return QSize(self._bars.minimumSizeHint().width(), self.sizeHint().height())


class BarList(QWidget):
    """Bars under one another with captions above their figures. Tab comes to one of them, the arrows to the others.

    `area` is what a layout takes: it scrolls where there are many.
    """

    def __init__(self, name: str, captions: Sequence[str], group: OneOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._captions, self._group = tuple(captions), group
        self.rows: list[BarRow] = []
        self.area = _Area(self)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._make_room()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        for row in self.rows:
            self._group.drop(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for at, bar in enumerate(bars):
            row = BarRow(bar, self)
            self.rows.append(row)
            self._group.add(row)
            self._column.insertWidget(at, row)
        self.roam(0)
        self.area.updateGeometry()
        self.update()

    def row(self, key: str) -> BarRow | None:
        """Return the bar with a key."""
        return next((row for row in self.rows if row.bar.key == key), None)

    def roam(self, here: int) -> None:
        """Let Tab come to one of the bars."""
        for at, row in enumerate(self.rows):
            row.setFocusPolicy(Qt.FocusPolicy.TabFocus if at == here else Qt.FocusPolicy.NoFocus)

    def step(self, row: BarRow, by: int) -> None:
        """Give the focus to the bar above or below."""
        at = min(max(self.rows.index(row) + by, 0), len(self.rows) - 1)
        self.roam(at)
        self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(self.rows[at], 0, 0)

    def widths(self) -> list[int]:
        """Return how wide each column of figures is."""
        theme = themes.current()
        found = [theme.width(caption, "caption", 500) for caption in self._captions]
        for row in self.rows:
            for at, figure in enumerate(row.bar.figures):
                found[at] = max(found[at], theme.width(figure, "label", 500))
        return [ceil(width) + 2 for width in found]

    def longest_label(self) -> float:
        """Return how wide the longest label is."""
        theme = themes.current()
        return max((theme.width(row.bar.label, "label", 600) for row in self.rows), default=0.0) + 2

    def _make_room(self) -> None:
        self._column.setContentsMargins(0, themes.current().line("caption") + 6, 0, 4)

    def changeEvent(self, event: QEvent) -> None:
        """Take the heights of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._make_room()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the captions above the figures."""
        if not self.rows:
            return
        theme = themes.current()
        painter = QPainter(self)
        right = self.width() - _PAD
        for caption, width in reversed(list(zip(self._captions, self.widths(), strict=True))):
            box = QRectF(right - width, 2, width, theme.line("caption"))
            paint_text(painter, box, caption, theme, theme.color.text2, "caption", 500, RIGHT)
            right -= width + _GAP
        painter.end()
