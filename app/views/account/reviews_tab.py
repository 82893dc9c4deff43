"""The tab of business reviews: those to come and those held, each with how far it is prepared."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.language import _, ngettext
from app.operations.account_page import AccountPage
from app.operations.reviews.listing import review_rows
from app.operations.reviews.rows import ReviewRow
from app.views.account.list_card import ListCard
from app.views.account.row_delegate import LEAD, RowDelegate
from app.views.account.rows import RowModel, RowView
from app.views.commands import Command, Reach
from app.views.page import Host
from app.views.paint.marks import RING
from app.views.paint.text import paint_text
from app.views.reviews import words
from app.views.reviews.columns import paint_prepared
from app.views.theme import Theme
from app.views.widgets.empty_state import EmptyState
from app.views.workspace import Workspace


class ReviewDelegate(RowDelegate):
    """`today` decides how far away a meeting is."""

    def __init__(self, view: RowView, today: date) -> None:
        super().__init__(view)
        self.today = today

    def height(self, row: Any, width: int, theme: Theme) -> int:
        """Two lines."""
        return theme.px(60)

    def draw(self, painter: QPainter, box: QRectF, row: Any, theme: Theme, *, hovered: bool) -> None:
        """Draw the period over the meeting and who comes, how far it is prepared at the right."""
        c, px = theme.color, theme.px
        line, below = theme.line("body"), theme.line("label")
        top = round(box.center().y() - (line + below) / 2)
        bar = QRectF(box.right() - LEAD - px(180), box.top(), px(180), box.height())
        left = box.left() + LEAD
        title = QRectF(left, top, bar.left() - px(16) - left, line)
        paint_text(painter, title, row.period_words, theme, c.text2 if row.is_held else c.text, "bodyStrong")
        under = QRectF(left, top + line, title.width(), below)
        paint_text(painter, under, under_words(row, self.today), theme, c.text2, "label")
        paint_prepared(painter, bar, row, theme)


def under_words(row: ReviewRow, today: date) -> str:
    """Return when the meeting is and who comes."""
    return _(" · ").join(part for part in (words.meeting_cell(row, today), words.attendees(row)) if part)


class ReviewsTab(QWidget):
    """`show_account` whenever anything changed; `wants(place, argument)` to go to a review."""

    wants = Signal(str, object)

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("QBR"))
        self._workspace, self._host = workspace, host
        self._account, self._today = "", workspace.clock.today()
        self.model = RowModel(lambda row: spoken(row, self._today), parent=self)
        self.view = RowView(self.model, _("QBR"))
        self.delegate = ReviewDelegate(self.view, self._today)
        self.view.draw_by(self.delegate)
        self.card = ListCard(self.view, (("Enter", _("open it")), ("Ctrl+N", _("make a new one"))))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(RING, 0, 0, 0)
        whole.addWidget(self.card, 1)
        self.view.keys = {Qt.Key.Key_Return: self.open}
        self.view.fill_menu = self._fill_menu
        self.view.doubleClicked.connect(lambda _index: self.open())

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the reviews of an account."""
        if page.id != self._account:
            self.view.setCurrentIndex(self.model.index(-1, -1))
        self._account, self._today = page.id, today
        self.delegate.today = today
        rows: list[ReviewRow] = self._workspace.read(review_rows, account_id=page.id, today=today)
        self.view.show_rows(rows)
        self.card.show_count(ngettext("{n} QBR", "{n} QBRs", len(rows)))
        self.card.show_empty(None if rows else self._nothing())

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "presentation", _("Here stand the business reviews of this customer, each figure with its source."),
            button=_("Prepare the QBR"), act=self.make, shortcut="Ctrl+N",
        )  # fmt: skip

    def panes(self) -> tuple[QWidget, ...]:
        """Return the list, or what stands in its place."""
        return (self.card.empty.button,) if self.card.empty is not None else (self.view,)

    def search_field(self) -> None:
        """There is nothing to search."""

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("new-review", _("New QBR"), "Ctrl+N", "plus", self.make),
            Command("open-review", _("Open"), "Return", "corner-down-left", self.open, Reach.LISTS),
        )

    def _fill_menu(self, menu: QMenu) -> None:
        menu.addAction(_("Open")).triggered.connect(lambda: self.open())

    def open(self) -> None:
        """Go to the review with the focus."""
        row = self.view.current()
        if row is not None:
            self.wants.emit("review", row.id)

    def make(self) -> QWidget:
        """Ask for a new review of this account."""
        from app.views.reviews.new_sheet import NewReviewSheet

        sheet = NewReviewSheet(self.window(), self._workspace, self._account)
        sheet.made.connect(lambda review_id: self.wants.emit("review", review_id))
        sheet.show_sheet()
        return sheet


def spoken(row: ReviewRow, today: date) -> str:
    """Return a review as a screen reader says it."""
    return _(", ").join(part for part in (row.period_words, under_words(row, today), words.prepared(row)) if part)
