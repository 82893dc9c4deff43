"""The chip in the head of an account: the play that runs and how far it is; pressed it opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.alerts.plays import Play
from app.language import _
from app.operations.signals.rows import CtaRow
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.pill import Pill, paint_pill, pill_size
from app.views.signals import words
from app.views.widgets.pressable import Pressable

_RING = 2


class PlayChip(Pressable):
    """Filled by `show_calls`; hidden while no play runs. `wanted(id)` when it is pressed."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._pill, self._id = Pill("", "watch", "workflow"), ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.wanted.emit(self._id))
        self.hide()

    def show_calls(self, rows: Sequence[CtaRow], plays: Iterable[Play]) -> None:
        """Show the most urgent play that runs."""
        running = [row for row in rows if row.steps and row.done < len(row.steps)]
        self.setVisible(bool(running))
        if not running:
            return
        row = max(running, key=lambda one: one.urgency)
        self._id = row.id
        text = _(
            "{play}: {done} done",
            play=words.play_name(plays, row.playbook) or words.rule_name(row),
            done=words.progress(row),
        )
        self._pill = Pill(text, "watch", "workflow")
        self.setAccessibleName(_("Running playbook: {play}", play=text))
        step = row.next_step
        self.setToolTip(_("Next: {step}", step=step.text) if step is not None else text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the pill, with room for the ring."""
        size = pill_size(self._pill, themes.current())
        return QSize(int(size.width()) + 2 + 2 * _RING, int(size.height()) + 1 + 2 * _RING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill."""
        theme = themes.current()
        painter = QPainter(self)
        inner = QRectF(self.rect()).adjusted(_RING, _RING, -_RING, -_RING)
        paint_pill(painter, inner, self._pill, theme)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme, inner.height() / 2)
        painter.end()
