"""In the head of an account: a colleague holds it, in a team hub."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter

from app.language import _
from app.operations.account_giving import HeldBy
from app.views.account.giving.words import held_words
from app.views.paint.pill import Pill, paint_pill, pill_size
from app.views.row_table import plain_tip
from app.views.theme import Theme
from app.views.widgets.painted import Painted


class HeldPill(Painted):
    """Filled by `show_held`; hidden while we hold the account ourselves."""

    def __init__(self) -> None:
        self._pill = Pill("", "info", "users")
        super().__init__(self._draw, self._room, "")
        self.hide()

    def show_held(self, held: HeldBy | None) -> None:
        """Show who holds it."""
        self.setVisible(held is not None)
        if held is None:
            return
        words = _("With {name}", name=held.name)
        self._pill = Pill(words, "info", "users")
        self.setAccessibleName(words)
        self.setAccessibleDescription(held_words(held))
        self.setToolTip(plain_tip(held_words(held)))
        self.updateGeometry()
        self.update()

    def _draw(self, painter: QPainter, box: QRectF, theme: Theme) -> object:
        paint_pill(painter, box, self._pill, theme)
        return None

    def _room(self, theme: Theme) -> QSize:
        size = pill_size(self._pill, theme)
        return QSize(int(size.width()) + 1, int(size.height()) + 1)
