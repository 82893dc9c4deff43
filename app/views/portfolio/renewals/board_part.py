"""The board with the list of a week behind it, for weeks that hold more than the board shows."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.language import _
from app.operations.money.renewals import RenewalRow, Renewals
from app.views.portfolio.parts import TableCard
from app.views.portfolio.renewals import words
from app.views.portfolio.renewals.board import Board
from app.views.portfolio.renewals.columns import OPEN_SPARE, least_words, open_columns
from app.views.portfolio.renewals.health_now import HealthNow
from app.views.row_table import RowTable
from app.views.widgets.buttons import Button
from app.views.widgets.empty_state import EmptyState


class BoardPart(QStackedWidget):
    """`opened(account id)`; Escape leads from the list back to the board."""

    opened = Signal(str)

    def __init__(self, health: HealthNow, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._found: Renewals | None = None
        self._place: int | None = None
        self.board = Board(health.band)
        self.table: RowTable[RenewalRow] = RowTable(
            open_columns(health.of, self._currency, lambda: self._today), lambda row: row.id, parent=self
        )
        self.list = TableCard(self.table, _("Open renewals"), least_words(self._currency), OPEN_SPARE)
        self.back = Button(_("Back to the board"), icon="arrow-left")
        self.list.tools.addWidget(self.back)
        self.empty = EmptyState("calendar-clock", _("No renewal is open in the coming twelve months."))
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        for part in (self.board, listed, self.empty):
            self.addWidget(part)
        self.back.clicked.connect(self.leave_list)
        self.board.opened.connect(self.opened)
        self.board.listed.connect(self.show_list)
        self.list.view.opened.connect(lambda row: self.opened.emit(row.account_id))

    def _currency(self) -> str:
        return self._found.currency if self._found is not None else "JPY"

    def show_renewals(self, found: Renewals, today: date) -> None:
        """Show what is open."""
        self._found, self._today = found, today
        self.board.show_rows(found.board, found.currency, today)
        if self._place is not None:
            self._fill(self._place)
        self.setCurrentIndex(2 if not found.board else 1 if self._place is not None else 0)

    def show_bands(self) -> None:
        """Show the health that is known now."""
        self.board.show_bands()
        self.list.view.viewport().update()

    def show_list(self, place: int) -> None:
        """List all renewals of a column."""
        self._place = place
        self._fill(place)
        self.setCurrentIndex(1)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, place: int) -> None:
        rows = self.board.rows_of(place)
        title, days = words.column(place, self._today)
        self.list.tell(words.DOT.join((title, days)), words.total(rows, self._currency()))
        self.list.show_rows(rows, ("calendar-clock", _("No renewal of this kind.")))

    def leave_list(self) -> None:
        """Go back to the board."""
        self._place = None
        self.setCurrentIndex(0 if self._found is not None and self._found.board else 2)
        card = self.board.roving.current()
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the board."""
        if event.key() == Qt.Key.Key_Escape and self.currentIndex() == 1:
            self.leave_list()
        else:
            super().keyPressEvent(event)

    def row(self) -> RenewalRow | None:
        """Return the renewal that the keys are at."""
        if self.currentIndex() == 1:
            row = self.list.row()
            return row if isinstance(row, RenewalRow) else None
        return self.board.row() if self.currentIndex() == 0 else None

    def panes(self) -> tuple[QWidget, ...]:
        """Return what the keys act on."""
        if self.currentIndex() == 1:
            return (self.list.view,)
        card = self.board.roving.current()
        return (card,) if card is not None and self.currentIndex() == 0 else ()
