"""A list as high as its rows: the page around it scrolls, and no row is chosen before the keys come to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QSizePolicy

from app.views import theme as themes
from app.views.account.rows import RowModel, RowView


class FittedView(RowView):
    """`most` rows are shown at once; beyond them it scrolls."""

    def __init__(self, model: RowModel, name: str, most: int = 0) -> None:
        super().__init__(model, name)
        self._most = most
        if not most:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; where none was chosen, none is."""
        chosen = self.currentIndex().isValid()
        super().show_rows(rows)
        if not chosen:
            self.blockSignals(True)
            self.clearSelection()
            self.setCurrentIndex(self.of.index(-1, 0))
            self.blockSignals(False)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows."""
        shown = self.of.rowCount() if not self._most else min(self.of.rowCount(), self._most)
        self.setFixedHeight(max(sum(self.sizeHintForRow(at) for at in range(shown)), themes.current().px(24)) + 2)

    def changeEvent(self, event: QEvent) -> None:
        """Take the heights of another text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.fit()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(themes.current().px(180), self.height())
