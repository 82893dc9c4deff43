"""What is to be shown, or the sentence that stands in its place."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.views.widgets.empty_state import EmptyState


class OrEmpty(QStackedWidget):
    """Shows its first widget until it is given an `empty` state to show instead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty: EmptyState | None = None

    def show_empty(self, empty: EmptyState | None) -> None:
        """Show what stands here instead, or for None the widget itself."""
        if self.empty is not None:
            self.removeWidget(self.empty)
            self.empty.hide()
            self.empty.deleteLater()
        self.empty = empty
        if empty is not None:
            self.addWidget(empty)
            self.setCurrentWidget(empty)
        else:
            self.setCurrentIndex(0)
