"""A value with what changed in it; where it is very long it scrolls inside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.operations.word_diff import Piece, folded
from app.views import theme as themes
from app.views.paint.word_diff import DiffLayout
from app.views.theme import Theme

_MOST, _LEAST, _THUMB = 216, 60, 3


class LongText(QWidget):
    """Pieces of text over as many lines as they need, up to a height; `empty` is said where there are none."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        *,
        tone: str = "text",
        empty: str = "",
        weight: int = 0,
        fold: bool = True,
        most: int = _MOST,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone, self._weight = (tone, weight) if pieces else ("text3", 0)
        self._pieces = (folded(pieces) if fold else list(pieces)) or [Piece("same", empty)]
        self._high = most
        self._laid: tuple[Theme, int, DiffLayout] | None = None
        self._offset = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """Return what is written, added and taken away alike."""
        return "".join(piece.text for piece in self._pieces)

    def _layout(self, width: int) -> DiffLayout:
        theme = themes.current()
        if self._laid is None or self._laid[:2] != (theme, width):
            made = DiffLayout(self._pieces, width - 8, theme, theme.tone(self._tone), self._weight)
            self._laid = (theme, width, made)
        return self._laid[2]

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines, up to the most."""
        return min(self._layout(width).height, self._most())

    def _most(self) -> int:
        theme = themes.current()
        return round(theme.px(self._high) / theme.line("body")) * theme.line("body")

    def sizeHint(self) -> QSize:
        """As narrow as it may be; the layout gives it what there is."""
        theme = themes.current()
        return QSize(theme.px(_LEAST), theme.line("body"))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay within the text."""
        super().resizeEvent(event)
        self._scroll_to(self._offset)

    @property
    def hidden_below(self) -> int:
        """Return how far it can be scrolled."""
        return max(self._layout(self.width()).height - self.height(), 0)

    def _scroll_to(self, offset: int) -> bool:
        offset = max(0, min(offset, self.hidden_below))
        moved = offset != self._offset
        self._offset = offset
        if moved:
            self.update()
        return moved

    def scroll_by(self, lines: int) -> bool:
        """Go down or up in a long text; tell whether there was anywhere to go."""
        return self._scroll_to(self._offset + lines * themes.current().line("body"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll inside, and at its ends what it stands on."""
        step = event.pixelDelta().y() or event.angleDelta().y() / 120 * 3 * themes.current().line("body")
        if not self._scroll_to(self._offset - round(step)):
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines, and how far down they are."""
        theme = themes.current()
        painter = QPainter(self)
        laid = self._layout(self.width())
        laid.draw(painter, QRectF(2, 0, self.width() - 8, self.height()), self._offset)
        rest = self.hidden_below
        if rest:
            height = max(self.height() * self.height() / laid.height, 16.0)
            top = (self.height() - height) * self._offset / rest
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color.border_strong)
            painter.setBrush(theme.color.border_strong)
            painter.drawRoundedRect(QRectF(self.width() - _THUMB - 0.5, top, _THUMB - 1, height - 1), 1, 1)
        painter.end()
