"""How far the walk is: its name, n of all, and a bar."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.language import _, number
from app.views import theme as themes
from app.views.paint.marks import RING
from app.views.widgets.labels import PlainLabel

_WIDE = 360


class Progress(QWidget):
    """Filled by `show_at`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = PlainLabel("", "bodyStrong", tone="text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("How far the walk is"))
        self._bar.setMaximumWidth(themes.current().px(_WIDE))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, RING, 0)
        row.setSpacing(12)
        row.addWidget(PlainLabel(_("Monday walk"), "subtitle"))
        row.addWidget(self._count)
        row.addWidget(self._bar, 1)
        row.addStretch(1)

    def show_at(self, at: int, total: int) -> None:
        """Show that the walk is at the account `at`, counted from nought."""
        self._count.setText(_("{n} of {total}", n=number(at + 1), total=number(total)))
        self._bar.setRange(0, total)
        self._bar.setValue(at)
