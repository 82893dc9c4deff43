"""The made-up book on its way in: how far it is, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.language import _, number
from app.views.gate import GatePage, usual
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel


class Filling(GatePage):
    """`stopped` when the person wants to go on without samples."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__(420)
        self.column.addWidget(IconView("mark", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(12)
        head = QHBoxLayout()
        self.title = PlainLabel(_("Opening the book"), "subtitle")
        self.count = PlainLabel("", "label", tone="text2")
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        self.column.addLayout(head)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.title.text())
        self.column.addWidget(self.bar)
        self.stop = usual(_("Go on without samples"))
        self.stop.clicked.connect(self._stop)
        self.stop.hide()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stop)
        self.column.addLayout(row)

    def first_focus(self) -> QWidget:
        """The only thing to press."""
        return self.stop

    def filling(self) -> None:
        """Say that samples are written from now on."""
        self.title.setText(_("Writing the sample book"))
        self.bar.setAccessibleName(self.title.text())
        self.stop.show()

    def move_on(self, n: int, total: int) -> None:
        """Show how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(n)
        self.count.setText(f"{number(n)} / {number(total)}")

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.title.setText(_("Stopping; what was begun is being taken back…"))
        self.stopped.emit()
