"""One line of the card of money: words at the left, an amount at the right, what more there is below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.pill import Pill, paint_pill, pill_size
from app.views.paint.text import RIGHT, paint_text
from app.views.row_table import plain_tip
from app.views.widgets.pressable import Pressable

PAD = 6
_GAP = 8


@dataclass(frozen=True)
class Told:
    """What a line says; `tone` is that of the amount, a `pale` one counts no longer."""

    title: str
    amount: str
    below: str
    pills: tuple[Pill, ...] = ()
    tone: str = "text"
    pale: bool = False
    hint: str = ""


class MoneyRow(Pressable):
    """A contract line or a movement; a checked one is the one that the others are shown of."""

    def __init__(self) -> None:
        super().__init__()
        self.key = ""
        self.told = Told("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def tell(self, key: str, told: Told) -> None:
        """Say something else."""
        self.key, self.told = key, told
        pills = " ".join(pill.text for pill in told.pills)
        self.setAccessibleName(" · ".join(part for part in (told.title, pills, told.amount, told.below) if part))
        self.setAccessibleDescription(told.hint)
        self.setToolTip(plain_tip("\n".join((f"{told.title} {told.amount}", told.below))))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room, two lines high."""
        theme = themes.current()
        return QSize(theme.px(160), theme.line("body") + theme.line("label") + 2 * PAD - 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the words, the pills and the amount."""
        theme = themes.current()
        c, told = theme.color, self.told
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._hovered or self.isChecked():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.accent_subtle if self.isChecked() else c.hover)
            painter.drawRoundedRect(box, 6, 6)
        upper, lower = theme.line("body"), theme.line("label")
        left, right = float(PAD), box.right() - PAD
        strong = c.text3 if told.pale else c.text
        ink = c.text3 if told.pale else theme.tone(told.tone)
        width = theme.width(told.amount, "body", 600) + 2
        paint_text(painter, QRectF(right - width, PAD - 1, width, upper), told.amount, theme, ink, "body", 600, RIGHT)
        used = width + _GAP + sum(pill_size(pill, theme).width() + _GAP for pill in told.pills)
        room = QRectF(left, PAD - 1, max(right - used - left, 0), upper)
        x = paint_text(painter, room, told.title, theme, strong, "bodyStrong")
        for pill in told.pills:
            x = paint_pill(painter, QRectF(x + _GAP, PAD - 1, right - width - x - _GAP, upper), pill, theme)
        under = QRectF(left, PAD - 1 + upper, max(right - left, 0), lower)
        paint_text(painter, under, told.below, theme, c.text3 if told.pale else c.text2, "label")
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 6)
        painter.end()
