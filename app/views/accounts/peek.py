"""The panel beside the list: the essentials of the account with the focus, without leaving the place."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.language import _, name_of, short_day
from app.operations.account_page import AccountPage
from app.operations.account_peek import AccountPeek
from app.operations.account_row import AccountRow
from app.views import theme as themes
from app.views.account import words as account_words
from app.views.accounts import health_cells, words
from app.views.accounts.health_cells import USUAL, Limits
from app.views.paint.spark import HEIGHT
from app.views.paint.spark import WIDTH as WIDTH_OF_LINE
from app.views.row_table import plain_tip
from app.views.theme import Theme
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import Painted, chip_view
from app.vocabulary import Side

WIDTH = 360
_MOST_PROMISES, _MOST_PEOPLE, _SAID, _DEAR = 4, 4, 160, 64


class Peek(Card):
    """`opened(account id)` and `logged(account id)` by its buttons, `left` by its cross."""

    opened = Signal(str)
    logged = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Peek"))
        self.account_id = ""
        self.body.setContentsMargins(1, 12, 1, 1)
        self.body.setSpacing(8)
        self._name = PlainLabel("", "subtitle", wrap=True)
        self._close = Button(kind="quiet", icon="x", name=_("Close the peek (Esc)"))
        self._close.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 8, 0)
        head.addWidget(self._name, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 10)
        self._open = Button(_("Open"), kind="primary")
        self._open.clicked.connect(lambda: self.opened.emit(self.account_id))
        self._log = Button(_("Log a touchpoint"), icon="pen-line")
        self._log.clicked.connect(lambda: self.logged.emit(self.account_id))
        foot.addWidget(self._open)
        foot.addWidget(self._log)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.setFixedWidth(themes.current().px(WIDTH))

    def show_account(self, peek: AccountPeek, today: date, row: AccountRow, limits: Limits = USUAL) -> None:
        """Show another account, from its beginning; its health is that of its `row`."""
        page = peek.page
        self.account_id = page.id
        self._name.setText(page.name)
        self.setAccessibleName(_("Peek: {account}", account=page.name))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 2, 16, 12)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(8)
        if row.health is not None:
            line.addWidget(chip_view(health_cells.chip(row)))
        line.addWidget(ElidedLabel(words.segment_and_phase(page.segment, page.phase), "label", tone="text2"), 1)
        column.addLayout(line)
        if row.health is not None:
            column.addLayout(_health(row, limits))
        column.addLayout(_facts(page, today))
        _promises(column, peek, today)
        _latest(column, peek)
        _people(column, page)
        column.addStretch(1)
        old = self._scroll.takeWidget()
        self._scroll.setWidget(inner)
        # A scroll area gives what it shows a ground of its own.
        inner.setAutoFillBackground(False)
        self._scroll.verticalScrollBar().setValue(0)
        if old is not None:
            old.deleteLater()

    def changeEvent(self, event: object) -> None:
        """Take the width of a new text scale."""
        super().changeEvent(event)  # type: ignore[arg-type]
        if hasattr(self, "_scroll"):
            self.setFixedWidth(themes.current().px(WIDTH))


def _health(row: AccountRow, limits: Limits) -> QHBoxLayout:
    """Return the small line, the dimensions and the difference to thirty days ago, side by side."""
    line = QHBoxLayout()
    line.setSpacing(14)
    line.addWidget(_drawing(health_cells.draw_trend, row, WIDTH_OF_LINE, health_cells.trend_aloud(row)))
    line.addWidget(_drawing(health_cells.dear(limits), row, _DEAR, health_cells.dear_aloud(row)))
    line.addWidget(PlainLabel(health_cells.delta_aloud(row), "label", tone="text2", wrap=True), 1)
    return line


def _drawing(draw: health_cells.Draw, row: AccountRow, width: int, said: str) -> Painted:
    def paint(painter: QPainter, box: QRectF, theme: Theme) -> None:
        draw(painter, box, row, theme)

    def size(theme: Theme) -> QSize:
        return QSize(theme.px(width), theme.px(HEIGHT + 6))

    view = Painted(paint, size, said)
    view.setToolTip(plain_tip(said))
    return view


def _heading(column: QVBoxLayout, text: str) -> None:
    column.addSpacing(8)
    column.addWidget(PlainLabel(text, "label", tone="text3"))


def _facts(page: AccountPage, today: date) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    over = account_words.over_cadence(page, today)
    facts = [
        ("ARR", words.arr_in_full(page), "text"),
        (_("Notice deadline"), account_words.renewal(page, today), "text"),
        (_("Last contact"), account_words.contact(page, today), "watch_text" if over else "text"),
        (_("Owner"), page.owner or words.NOTHING, "text"),
        (_("Tags"), " ".join(f"#{tag}" for tag in page.tags) or words.NOTHING, "text"),
    ]
    for at, (name, said, tone) in enumerate(facts):
        grid.addWidget(PlainLabel(name, "label", tone="text3"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(said, "label", tone="" if tone == "text" else tone, wrap=True), at, 1)
    return grid


def _promises(column: QVBoxLayout, peek: AccountPeek, today: date) -> None:
    promises = peek.page.promises
    _heading(column, _("Open promises"))
    for promise in promises[:_MOST_PROMISES]:
        late = promise.due is not None and promise.due < today
        whose = {Side.CUSTOMER: _("Customer"), Side.INTERNAL: _("Internal")}.get(promise.side, "")
        said = " · ".join(part for part in (whose, short_day(promise.due) if promise.due else "") if part)
        column.addWidget(PlainLabel(promise.text, "body", wrap=True))
        if said:
            column.addWidget(PlainLabel(said, "caption", tone="risk_text" if late else "text2"))
    if not promises:
        column.addWidget(PlainLabel(_("None"), "label", tone="text2"))
    elif len(promises) > _MOST_PROMISES:
        column.addWidget(PlainLabel(_("{n} more", n=len(promises) - _MOST_PROMISES), "label", tone="text2"))


def _latest(column: QVBoxLayout, peek: AccountPeek) -> None:
    _heading(column, _("Last touchpoints"))
    for touchpoint in peek.latest:
        head = " · ".join(
            part
            for part in (short_day(touchpoint.date), name_of(touchpoint.kind), _(", ").join(touchpoint.people))
            if part
        )
        column.addWidget(PlainLabel(head, "caption", tone="text2", wrap=True))
        body = " ".join(touchpoint.body.split())
        column.addWidget(PlainLabel(body if len(body) <= _SAID else body[:_SAID] + "…", "body", wrap=True))
    if not peek.latest:
        column.addWidget(PlainLabel(_("None"), "label", tone="text2"))


def _people(column: QVBoxLayout, page: AccountPage) -> None:
    there = [person for person in page.people if person.to is None][:_MOST_PEOPLE]
    _heading(column, _("People"))
    for person in there:
        role = name_of(person.role) if person.role is not None else ""
        said = " · ".join(part for part in (account_words.post(person), role) if part)
        column.addWidget(PlainLabel(person.name, "body", wrap=True))
        if said:
            column.addWidget(PlainLabel(said, "caption", tone="text2", wrap=True))
    if not there:
        column.addWidget(PlainLabel(_("None"), "label", tone="text2"))
