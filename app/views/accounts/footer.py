"""The line under the list: how many of how many, what they are worth together, and the keys that act on them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.language import _, name_of, ngettext, number
from app.views import theme as themes
from app.views.paint.shapes import paint_band
from app.views.paint.text import paint_text
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel
from app.vocabulary import Band

_MARGIN, _GAP = 20, 16
_SHAPE, _NEAR, _APART = 9, 5, 12
_ORDER = (Band.GOOD, Band.WATCH, Band.RISK, Band.UNKNOWN)


class BandCounts(QWidget):
    """How many accounts are in each band: shape and number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts: tuple[tuple[Band, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def tell(self, counts: Mapping[Band, int]) -> None:
        """Show other counts; a band without accounts is left out."""
        found = tuple((band, counts[band]) for band in _ORDER if counts.get(band))
        if found != self.counts:
            self.counts = found
            said = _(", ").join(f"{name_of(band)} {number(count)}" for band, count in found)
            self.setAccessibleName(_("By health: {counts}", counts=said))
            self.setToolTip(self.accessibleName())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Room for every shape and number."""
        theme = themes.current()
        each = sum(theme.px(_SHAPE) + _NEAR + theme.width(number(count), "label", 500) for _band, count in self.counts)
        return QSize(round(each + _APART * max(len(self.counts) - 1, 0)) + 1, theme.line("label"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them side by side."""
        theme = themes.current()
        painter = QPainter(self)
        x, side = 0.0, theme.px(_SHAPE)
        for band, count in self.counts:
            spot = QRectF(x, round((self.height() - side) / 2), side, side)
            paint_band(painter, spot, band, theme)
            rest = QRectF(spot.right() + _NEAR, 0, self.width(), self.height())
            x = paint_text(painter, rest, number(count), theme, theme.color.text2, "label", 500) + _APART
        painter.end()


class Footer(QWidget):
    """Tells about the rows shown and selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self.count = PlainLabel("", "label", tone="text2")
        self.sum = PlainLabel("", "label", tone="text2")
        self.sum.setToolTip(_("Recurring revenue of twelve months, tax excluded, of the contracts in force"))
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 8, _GAP, 8)
        row.setSpacing(_GAP)
        row.addWidget(self.count)
        self.bands = BandCounts()
        row.addWidget(self.sum)
        row.addWidget(self.bands)
        row.addStretch(1)
        keys = (
            ("Space", _("Peek")), ("Enter", _("Open")), ("L", _("Log")), ("X", _("Select")), ("F", _("Filter")),
        )  # fmt: skip
        self._hints = [KeyHint(key, words) for key, words in keys]
        for hint in self._hints:
            row.addWidget(hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many keys as there is room for."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        room = self.width() - 2 * _MARGIN - self.count.sizeHint().width() - self.sum.sizeHint().width() - 2 * _GAP
        self.bands.setVisible(bool(self.bands.counts) and self.bands.sizeHint().width() + _GAP <= room)
        if not self.bands.isHidden():
            room -= self.bands.sizeHint().width() + _GAP
        for hint in self._hints:
            room -= hint.sizeHint().width() + _GAP
            hint.setVisible(room >= 0)

    def tell_rows(self, shown: int, total: int, worth: str, bands: Mapping[Band, int] | None = None) -> None:
        """Say how many of `total` accounts are shown, the ARR of the shown, and how many are in each band."""
        self.bands.tell(bands or {})
        if shown == total:
            self._said = ngettext("{n} account", "{n} accounts", total)
        else:
            self._said = ngettext("{shown} of {n} account", "{shown} of {n} accounts", total, shown=number(shown))
        self.sum.setText(_("Total ARR {sum}", sum=worth))

    def tell_count(self, total: int) -> None:
        """Say how many accounts there are while only the first of them are known."""
        self._said = ngettext("{n} account", "{n} accounts", total)
        self.sum.setText("")
        self.bands.tell({})

    def tell_selected(self, selected: int) -> None:
        """Say how many are selected."""
        chosen = ngettext("{n} selected", "{n} selected", selected) + " / " if selected else ""
        self.count.setText(chosen + self._said)
        self._make_room()
