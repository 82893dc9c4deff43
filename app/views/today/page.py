"""The place of today: what to do now and why, what comes this week, what waits on others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from app.language import _
from app.views import theme as themes
from app.views.commands import Command, Reach
from app.views.page import Page
from app.views.today import words
from app.views.today.acts import Acts, Tells
from app.views.today.ahead_card import AheadCard
from app.views.today.asking import Asking
from app.views.today.digest_card import DigestCard
from app.views.today.empty import empty_state
from app.views.today.gaps_card import GapsCard
from app.views.today.list_view import CTA, DISMISS, FEEL, MOVE, OPEN, SAME, TodayList
from app.views.today.log_bar import LogBar
from app.views.today.meeting_card import MeetingCard
from app.views.today.pulse_card import PulseCard
from app.views.today.shape import DONE, LATER, LOG
from app.views.today.side_cards import SideCards
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.columns import TwoColumns
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.in_view import FollowingArea
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.operations.today import TodayPage as Answer
    from app.operations.today import TodayRow

SIDE = 360
_LIST_LEAST = 300
_TICK_MS = 30_000
_SPANS = (words.TODAY, words.WEEK, words.WAITING)


class TodayPage(Page):
    """Today. `log_wanted(account id or "")`, `import_wanted`, `touchpoint_wanted(account id, id)`.

    `health_wanted(account id, part)`, `feeling_wanted(account id)` and `tab_wanted(account id, tab)` of a row.

    `can_call` tells whether there is a place that prepares a call.
    """

    log_wanted = Signal(str)
    import_wanted = Signal()
    touchpoint_wanted = Signal(str, str)
    health_wanted = Signal(str, str)
    feeling_wanted = Signal(str)
    tab_wanted = Signal(str, str)
    renewal_wanted = Signal(str, str)

    def __init__(
        self, workspace: Workspace, host: Tells, can_call: Callable[[], bool] = lambda: False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAccessibleName(_("Today"))
        self.answer: Answer | None = None
        self._workspace, self._host = workspace, host
        self._asking = Asking(workspace, self)
        self._day = self._asking.day
        self.list = TodayList()
        self.acts = Acts(self, self.list, workspace, host, can_call)
        self.span = SegmentedControl(
            [(words.TODAY, _("Today")), (words.WEEK, _("This week")), (words.WAITING, _("Waiting"))], _("What is shown")
        )
        self.meeting = MeetingCard(workspace.clock, can_call)
        self.pulse = PulseCard()
        self.ahead = AheadCard()
        self.digest = DigestCard()
        self.gaps = GapsCard()
        self.log_bar = LogBar()
        self._heading = PlainLabel(words.heading(self._day), "title")
        self._sentence = ElidedLabel("", "body", tone="text2")
        self.walk = Button(_("Monday walk"), kind="quiet", icon="route")
        self.walk.setToolTip("G W")
        self._order = Button(kind="quiet", icon="info", name=words.order_rule())
        self._stack = QStackedWidget()
        self._empty: EmptyState | None = None
        self._build()
        self._connect()
        self._minute = QTimer(self)
        self._minute.setInterval(_TICK_MS)
        self._minute.timeout.connect(self._tick)
        self._minute.start()

    def _connect(self) -> None:
        self.list.wanted.connect(self.acts.do)
        self.list.turned.connect(self._turn)
        self.span.chosen.connect(lambda _key: self._show_span())
        self.walk.clicked.connect(lambda: self.wants.emit("walk", None))
        self.acts.went.connect(self.wants)
        self.acts.log_wanted.connect(self.log_wanted)
        self.acts.touchpoint_wanted.connect(self.touchpoint_wanted)
        self.meeting.went.connect(self.wants)
        self.pulse.went.connect(self.wants)
        self.ahead.went.connect(self.wants)
        self.gaps.went.connect(self.wants)
        self.acts.health_wanted.connect(self.health_wanted)
        self.acts.feeling_wanted.connect(self.feeling_wanted)
        self.acts.tab_wanted.connect(self.tab_wanted)
        self.acts.renewal_wanted.connect(self.renewal_wanted)
        self.log_bar.clicked.connect(lambda: self.log_wanted.emit(""))
        self._asking.arrived.connect(self.show_answer)
        self._asking.changed.connect(self._changed)

    def _build(self) -> None:
        order = self._order
        order.clicked.connect(lambda: QToolTip.showText(order.mapToGlobal(order.rect().bottomLeft()), order.toolTip()))
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._heading, 1)
        line.addWidget(self.walk)
        line.addWidget(order)
        line.addWidget(self.span)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addLayout(line)
        head.addWidget(self._sentence)
        self._columns = TwoColumns(self._main(), self._side(), SIDE)
        scroll = FollowingArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._columns)
        scroll.viewport().setAutoFillBackground(False)
        self._columns.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(16)
        whole.addLayout(head)
        whole.addWidget(scroll, 1)

    def _main(self) -> QWidget:
        card = Card()
        card.flush()
        card.body.setContentsMargins(1, 6, 1, 6)
        card.setMinimumHeight(themes.current().px(_LIST_LEAST))
        self._stack.addWidget(self.list)
        card.body.addWidget(self._stack, 1)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card, 1)
        column.addWidget(self.log_bar)
        return main

    def _side(self) -> QWidget:
        last = QWidget()
        column = QVBoxLayout(last)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.ahead, 1)
        column.addWidget(self.gaps)
        column.addWidget(self.digest)
        return SideCards((self.meeting, self.pulse, last))

    # What the window asks

    def go(self, _argument: object) -> None:
        """Ask again where something changed meanwhile, and give the list the focus."""
        self._asking.ask()
        self._taker().setFocus(Qt.FocusReason.MouseFocusReason)

    def panes(self) -> tuple[QWidget, ...]:
        """Return what is shown, the list and the cards beside it."""
        cards = (self.meeting, self.pulse, self.ahead, self.gaps)
        return (self.span, self._stack, self.log_bar, *(card for card in cards if not card.isHidden()))

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here: with the row that has the focus, and with the list."""
        spans = zip(_SPANS, (_("Today"), _("This week"), _("Waiting")), ("1", "2", "3"), strict=True)
        turns = [
            Command(
                f"today.{span}", _("Show: {what}", what=said), key, act=partial(self._turn, span), reach=Reach.LISTS
            )
            for span, said, key in spans
        ]
        row = self.list.current()
        done = words.done_tip(row) if row is not None else _("Done")
        acts = [
            Command(f"today.{act}", said, key, icon, partial(self._with_current, act) if row else None, Reach.LISTS)
            for act, said, key, icon in (
                (OPEN, _("Open"), "Return", "arrow-right"),
                (LOG, _("Log a touchpoint"), "L", "pen-line"),
                (DONE, done, "E", "check"),
                (SAME, _("Say that a judgement still holds"), "=", "check"),
                (CTA, _("Open or raise a call to action"), "C", "flag"),
                (DISMISS, _("Dismiss a call to action"), "Del", "x"),
                (FEEL, _("Say a feeling"), "H", "heart-handshake"),
                (LATER, _("Hide until a day"), "S", "clock"),
                (MOVE, _("Change the due day"), "D", "calendar-clock"),
            )
        ]
        whole = Command("promises_out", _("Save all promises as a calendar"), "", "calendar", self._save_promises)
        return (*acts, *turns, Command("today.move-focus", _("Next row, row before"), "J, K", reach=Reach.LISTS), whole)

    def _save_promises(self) -> None:
        from app.views.account.promises.calendar_out import save_promises

        save_promises(self, self._workspace, self._host, None)

    def _with_current(self, act: str) -> None:
        row = self.list.current()
        if row is not None:
            self.acts.do(act, row)

    # Rows

    def rows(self) -> tuple[TodayRow, ...]:
        """Return the rows that are shown, in their order."""
        answer = self.answer
        if answer is None:
            return ()
        return {words.TODAY: answer.today, words.WEEK: answer.week, words.WAITING: answer.waiting}[self.span.key()]

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again where something changed while this was not shown."""
        super().showEvent(event)
        self._asking.ask()

    def _changed(self) -> None:
        if self.isVisible():
            self._asking.ask()

    def _tick(self) -> None:
        """Count the minutes to the next meeting; over midnight another day begins."""
        if self.isVisible():
            self._asking.ask()
            self.meeting.tick()

    def show_answer(self, answer: Answer) -> None:
        """Show what the book says."""
        self.answer, self._day = answer, self._asking.day
        self._heading.setText(words.heading(self._day))
        self.meeting.show_meeting(answer.meeting)
        self.pulse.show_bands(answer.bands if answer.accounts else None)
        self.ahead.show_ahead(answer.ahead, self._day)
        self.digest.show_digest(answer.digest)
        self.gaps.show_gaps(answer.gaps, self._day)
        for part in (self.span, self._order, self._columns.side):
            part.setVisible(bool(answer.accounts))
        self._show_span()

    def _show_span(self) -> None:
        answer = self.answer
        if answer is None:
            return
        rows, span = self.rows(), self.span.key()
        held = self.focusWidget()
        had_focus = held is not None and self._stack.isAncestorOf(held) and held.hasFocus()
        self._sentence.setText(words.sentence(rows, span, self._day) if answer.accounts else "")
        self.list.show_rows(rows, span, self._day)
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None
        if not rows:
            log = partial(self.log_wanted.emit, "")
            self._empty = empty_state(span, accounts=answer.accounts, log=log, bring=self.import_wanted.emit)
            self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty or self.list)
        if had_focus:
            self._taker().setFocus(Qt.FocusReason.MouseFocusReason)

    def _taker(self) -> QWidget:
        """Return what takes the focus: the list, or the button that stands in its place."""
        return self.list if self._empty is None else self._empty.button

    def _turn(self, to: Any) -> None:
        """Show another span: the one named, or the next or the one before."""
        key = to if isinstance(to, str) else _SPANS[(_SPANS.index(self.span.key()) + to) % len(_SPANS)]
        self.span.choose(key)
        self._show_span()
        if self._empty is None:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 3 show another span also where the list is empty."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        at = event.key() - Qt.Key.Key_1
        if plain and 0 <= at < len(_SPANS):
            self._turn(_SPANS[at])
        else:
            super().keyPressEvent(event)
