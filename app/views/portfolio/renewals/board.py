"""The board of open renewals by the week of their notice; at most a few cards in each column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from math import ceil

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _
from app.operations.money.renewals import LATER, OVERDUE, RenewalRow, week_of
from app.views import theme as themes
from app.views.portfolio.renewals import words
from app.views.portfolio.renewals.board_card import MoreCard, RenewalBoardCard
from app.views.portfolio.renewals.roving import Roving, Spot
from app.views.widgets.in_view import FollowingArea
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.vocabulary import Band

MOST = 8
"""Cards in a column; what is beyond is listed."""
_WIDTH, _BARE_WIDTH = 172, 88


class Board(FollowingArea):
    """`opened(account id)` by Enter or a click on a card, `listed(place)` by the card of those that do not fit."""

    opened = Signal(str)
    listed = Signal(int)

    def __init__(self, band_of: Callable[[str], Band], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._band_of = band_of
        self._by_place: dict[int, list[RenewalRow]] = {}
        self.setAccessibleName(_("Renewal board"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._inner = QWidget()
        self._line = QHBoxLayout(self._inner)
        self._line.setContentsMargins(0, 0, 0, 8)
        self._line.setSpacing(8)
        self.columns = [_Column() for _place in range(OVERDUE, LATER + 1)]
        for column in self.columns:
            self._line.addWidget(column)
            for card in column.cards:
                card.clicked.connect(lambda _on=False, card=card: self._open(card))
            column.more.clicked.connect(lambda _on=False, column=column: self.listed.emit(column.place))
        self._line.addStretch(1)
        self.setWidget(self._inner)
        self._inner.setAutoFillBackground(False)
        self.roving = Roving(self)

    def show_rows(self, rows: Sequence[RenewalRow], currency: str, today: date) -> None:
        """Show the open renewals, by notice date."""
        self._by_place = _by_place(rows, today)
        spots: dict[Spot, QWidget] = {}
        for at, column in enumerate(self.columns):
            place = at + OVERDUE
            some = self.rows_of(place)
            column.show_rows(place, some, currency, today, self._band_of)
            for down, widget in enumerate(column.shown()):
                spots[at, down] = widget
        self.roving.know(spots)

    def rows_of(self, place: int) -> list[RenewalRow]:
        """Return the renewals of a column; a late one stands with those whose notice has passed."""
        return self._by_place.get(place, [])

    def show_bands(self) -> None:
        """Show the health that is known now."""
        for column in self.columns:
            column.show_bands(self._band_of)

    def row(self) -> RenewalRow | None:
        """Return the renewal that the keys are at."""
        card = self.roving.current()
        return card.row if isinstance(card, RenewalBoardCard) else None

    def _open(self, card: RenewalBoardCard) -> None:
        if card.row is not None:
            self.opened.emit(card.row.account_id)


def _by_place(rows: Sequence[RenewalRow], today: date) -> dict[int, list[RenewalRow]]:
    found: dict[int, list[RenewalRow]] = defaultdict(list)
    for row in rows:
        found[OVERDUE if row.late else week_of(row.notice_on, today)].append(row)
    return dict(found)


class _Column(QWidget):
    """One week: its name and days, what its renewals come to, the cards."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[RenewalBoardCard, str, date]] = []
        self.place = 0
        self._title = PlainLabel("", "bodyStrong")
        self._days = ElidedLabel("", "label", tone="text2")
        self._total = ElidedLabel("", "label", tone="text2")
        self.cards = [RenewalBoardCard(self) for _at in range(MOST)]
        self.more = MoreCard(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self._title, self._days, self._total, *self.cards, self.more):
            column.addWidget(part)
        column.addStretch(1)
        self._measure()

    def show_rows(
        self, place: int, rows: Sequence[RenewalRow], currency: str, today: date, band_of: Callable[[str], Band]
    ) -> None:
        """Show the renewals of a week."""
        self.place = place
        title, days = words.column(place, today)
        self._title.setText(title)
        self._days.setText(days)
        self._total.setText(words.total(rows, currency) if rows else _("no notice"))
        self.setAccessibleName(words.DOT.join((title, days, self._total.text())))
        # With one too many, that one stands for itself and the next.
        shown = rows if len(rows) <= MOST else rows[: MOST - 1]
        self._shown = []
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(shown))
            if at < len(shown):
                card.show_row(shown[at], band_of(shown[at].account_id), currency, today)
                self._shown.append((card, currency, today))
        self.more.setVisible(len(rows) > len(shown))
        self.more.show_count(len(rows) - len(shown), title)
        self._measure()

    def show_bands(self, band_of: Callable[[str], Band]) -> None:
        """Show the health that is known now."""
        for card, currency, today in self._shown:
            if card.row is not None:
                card.show_row(card.row, band_of(card.row.account_id), currency, today)

    def shown(self) -> list[QWidget]:
        """Return what can be gone to, from above."""
        found: list[QWidget] = [card for card, _currency, _today in self._shown]
        return [*found, *([self.more] if not self.more.isHidden() else [])]

    def changeEvent(self, event: QEvent) -> None:
        """Take the width of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "more"):
            self._measure()

    def _measure(self) -> None:
        theme = themes.current()
        words_wide = max(
            theme.width(self._title.text(), "bodyStrong"), theme.width(self._days.text(), "label"),
            theme.width(self._total.text(), "label"),
        )  # fmt: skip
        least = theme.px(_WIDTH if self._shown else _BARE_WIDTH)
        self.setFixedWidth(max(least, ceil(words_wide) + 4))
