"""One side of a question, to be chosen: a card with a round mark, what the side says, and who said it when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _
from app.operations.word_diff import Piece
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.sync.differences.long_text import LongText
from app.views.sync.differences.words import heard
from app.views.widgets.labels import PlainLabel

_MARK, _LEFT, _RADIUS = 15, 12, 8
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class SideCard(QAbstractButton):
    """`side` is "mine" or "theirs"; `name` is what the side is called, `said` what stands in small letters below."""

    def __init__(
        self, side: str, name: str, pieces: Sequence[Piece], said: str, *, bold: bool = False, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.side = side
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.words = LongText(pieces, empty=_("Empty"), weight=600 if bold else 0, parent=self)
        value = "".join(piece.text for piece in pieces if piece.kind != "out") or _("Empty")
        self.setText(_(", ").join((name, value)))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(" · ".join(part for part in (said, heard(pieces) if not bold else "") if part))
        self._ring = False
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.words)
        if said:
            small = PlainLabel(said, "label", tone="text2", wrap=True)
            small.setContentsMargins(2, 0, 0, 0)
            column.addWidget(small)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(_LEFT + _MARK + 7, 10, 10, 10)
        row.addLayout(column)

    def sizeHint(self) -> QSize:
        """As narrow as it may be; both sides share what there is."""
        return QSize(themes.current().px(96), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A mark and a few words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return chooses as the space bar does; arrows go to the form, Page Up and Down through a long text."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            if not self.words.scroll_by(8 if key == Qt.Key.Key_PageDown else -8):
                event.ignore()
        elif key in _STEPS or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring unless the mouse brought the focus."""
        self._ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def nextCheckState(self) -> None:
        """Once chosen it stays so until the other is."""
        self.setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card and its mark."""
        theme = themes.current()
        c = theme.color
        on = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(c.accent, 1.5) if on else QPen(c.overlay_border, 1))
        painter.setBrush(c.accent_subtle if on else c.hover if self.underMouse() else c.surface)
        edge = 0.75 if on else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), _RADIUS, _RADIUS)
        top = 10 + (theme.line("body") - _MARK) / 2
        mark = QRectF(_LEFT, top, _MARK, _MARK)
        painter.setPen(QPen(c.accent if on else c.border_strong, 1.5))
        painter.setBrush(c.surface)
        painter.drawEllipse(mark.adjusted(0.75, 0.75, -0.75, -0.75))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.accent)
            painter.drawEllipse(mark.center(), 4, 4)
        if self.hasFocus() and self._ring:
            paint_focus_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), theme, _RADIUS - 1)
        painter.end()
