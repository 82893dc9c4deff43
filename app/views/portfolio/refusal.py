"""What stands in the place of a section whose figures lack a rate: which one, and the way to where it is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.views.widgets.empty_state import EmptyState


class Refusal(QWidget):
    """`tell(error)` says what is missing; its button leads to the rates."""

    def __init__(self, lead: Callable[[], object]) -> None:
        super().__init__()
        self._lead = lead
        self.empty: EmptyState | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def tell(self, error: BansoError) -> None:
        """Say what is missing."""
        if self.empty is not None:
            self._column.removeWidget(self.empty)
            self.empty.hide()
            self.empty.deleteLater()
        words = error_words(error)[1]
        self.empty = EmptyState("receipt-japanese-yen", words, button=_("Go to the rates"), act=self._lead)
        self._column.addWidget(self.empty)
        self.setFocusProxy(self.empty.button)
