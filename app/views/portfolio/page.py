"""The place of the whole book: its money and its health, each in sections under their tabs."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, number
from app.language import day as day_words
from app.views.commands import Command, Reach
from app.views.page import Crumb, Host, Page
from app.views.portfolio.asking import Asking
from app.views.portfolio.contents import DISAGREEMENTS, LOYALTY, SECTIONS, halves, load, log_not_loaded
from app.views.portfolio.going_out import GoingOut
from app.views.portfolio.parts import Section
from app.views.portfolio.questions import OVERVIEW, Question
from app.views.portfolio.refusal import Refusal
from app.views.portfolio.scope import Scope, ScopeBar
from app.views.wardrobe import freshen, wear
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.widgets.tabs import LEAD, TabBar
from app.views.workspace import Workspace


class PortfolioPage(Page):
    """Portfolio. `go("answers")` and the like shows a section, without one the section as it was.

    `health_wanted(account id)` where somebody wants to see what made a score, `account_wanted` for all else of it.
    """

    health_wanted = Signal(str)
    account_wanted = Signal(str)

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Portfolio"))
        self._workspace, self._host = workspace, host
        self.asking = Asking(workspace, self)
        self.going_out = GoingOut(workspace, host, self, lambda: self.scope.scope(), self._as_picture)
        self.made: dict[str, Section] = {}
        self._told: dict[tuple[str, str], tuple[Question, object, Scope]] = {}
        self._counts: dict[str, int] = {}
        self._waits: Qt.FocusReason | None = None
        self._key = next(iter(SECTIONS))
        self.half = SegmentedControl(halves(), _("Money or health"), SECTIONS[self._key].half)
        self.scope = ScopeBar(workspace)
        self.tabs = TabBar(_("Portfolio"))
        self._stack = QStackedWidget()
        self._refusal = Refusal(partial(self.wants.emit, "settings", "money"))
        self._stack.addWidget(self._refusal)
        # The tabs begin further left by the room of their ring, so that their words line up with the rest.
        head = QHBoxLayout()
        head.setContentsMargins(LEAD, 0, 0, 0)
        head.setSpacing(16)
        title = PlainLabel(_("Portfolio"), "title")
        head.addWidget(title)
        head.addWidget(self.half)
        head.addStretch(1)
        self.scope.setContentsMargins(LEAD, 0, 0, 0)
        self._stack.setContentsMargins(LEAD, 4, 0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24 - LEAD, 20, 24, 20)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.tabs)
        whole.addWidget(self.scope)
        whole.addWidget(self._stack, 1)
        # Only now, as without a parent it would be a window of its own.
        self.half.setVisible(len(halves()) > 1)
        self._dressed = (title, self.half, self.tabs, self.scope, self._refusal)
        self._fill_tabs()
        self._show()
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.half.chosen.connect(self._half_chosen)
        self.scope.changed.connect(self._ask)
        self.asking.arrived.connect(self._arrived)
        self.asking.changed.connect(self._changed)
        self.asking.refused.connect(self._refused)
        # Who goes to a section waits for no module of it.
        workspace.run(load, owner=self, failed=log_not_loaded)

    # Which section

    def shown(self) -> str:
        """Return the key of the section that is shown."""
        return self._key

    def section(self, key: str = "") -> Section:
        """Return a section, or the one that is shown; it is made when it is asked for first."""
        key = key or self._key
        section = self.made.get(key)
        if section is None:
            section = self.made[key] = SECTIONS[key].make(self._workspace, self._host)
            self._stack.addWidget(section)
            wear(section, lazily=True)
            section.opened.connect(self.health_wanted)
            section.account_wanted.connect(self.account_wanted)
            section.asks_again.connect(self._ask)
            section.turned.connect(self._show_scope)
        return section

    def turn_to(self, key: str) -> None:
        """Show a section and give it the focus."""
        self._turn(key)
        self._take(Qt.FocusReason.ShortcutFocusReason)

    def turn_half(self) -> None:
        """Show the other half."""
        keys = [key for key, _words in halves()]
        self._half_chosen(keys[(keys.index(SECTIONS[self._key].half) + 1) % len(keys)])
        self._take(Qt.FocusReason.ShortcutFocusReason)

    def _turn(self, key: str) -> None:
        if key == self._key:
            return
        other = SECTIONS[key].half != SECTIONS[self._key].half
        self._key = key
        if other:
            self._fill_tabs()
        else:
            self.tabs.setCurrentIndex(self._here().index(key))
        self._show()
        self._ask()
        self.moved.emit()

    def _here(self) -> list[str]:
        """Return the sections of the half that is shown."""
        return [key for key, entry in SECTIONS.items() if entry.half == SECTIONS[self._key].half]

    def _fill_tabs(self) -> None:
        blocked = self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for key in self._here():
            self.tabs.addTab(self._title(key))
        self.tabs.setCurrentIndex(self._here().index(self._key))
        self.tabs.blockSignals(blocked)
        self.half.choose(SECTIONS[self._key].half)

    def _title(self, key: str) -> str:
        count, words = self._counts.get(key, 0), SECTIONS[key].words()
        return f"{words}  {number(count)}" if count else words

    def _tab_chosen(self, at: int) -> None:
        self._turn(self._here()[at])

    def _half_chosen(self, half: str) -> None:
        self._turn(next(key for key, entry in SECTIONS.items() if entry.half == half))

    def _show(self) -> None:
        self._put(self.section())
        self._show_scope()

    def _put(self, part: QWidget) -> None:
        """Show a section or the refusal, in the theme of now."""
        freshen(part)
        self._stack.setCurrentWidget(part)

    def dress(self) -> None:
        """Let every part follow the theme on its own: a switch waits for no section that is not shown."""
        for part in self._dressed:
            wear(part, lazily=True)

    def freshen(self) -> None:
        """Take the theme in use: the head, and what is shown under it."""
        for part in (*self._dressed, self._shown_part()):
            freshen(part)

    def _shown_part(self) -> QWidget:
        return self._refusal if self._stack.currentWidget() is self._refusal else self.section()

    def _show_scope(self) -> None:
        section = self.section()
        self.scope.setVisible(section.scoped)
        self.scope.show_period(section.by_period())
        self.scope.method.setVisible(section.by_method)

    def _take(self, reason: Qt.FocusReason) -> None:
        """Give the focus to the section; until its answers are there the tabs hold it."""
        known = all(self.asking.known(question) for question in self._questions(self._key))
        self._waits = None if known else reason
        taker = self.section().taker() if known else self.tabs
        taker.setFocus(reason)

    # Asking

    def _questions(self, key: str) -> tuple[Question, ...]:
        return self.section(key).asks(self.scope.scope())

    def _ask(self) -> None:
        if SECTIONS[self._key].half == SECTIONS[LOYALTY].half:
            # The number beside a tab is known from the first visit on.
            self.asking.ask(OVERVIEW)
        for question in self._questions(self._key):
            if question != OVERVIEW:
                self.asking.ask(question)

    def _changed(self) -> None:
        if self.isVisible():
            self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again where something changed while this was not shown."""
        super().showEvent(event)
        self._ask()

    def _arrived(self, question: Question, answer: object) -> None:
        if question == OVERVIEW:
            self._count(answer)
        mine = self._questions(self._key)
        if question in mine:
            self._tell(question, answer)
            self._put(self.section())
        if self._waits is not None and question in mine and self.tabs.hasFocus():
            self._take(self._waits)

    def _tell(self, question: Question, answer: object) -> None:
        """Let the section that is shown show an answer, unless it does; the others are told when they are shown."""
        scope, place = self.scope.scope(), (self._key, question[0])
        before = self._told.get(place)
        if before is None or before[0] != question or before[1] is not answer or before[2] != scope:
            self._told[place] = (question, answer, scope)
            self.section().show_answer(question[0], answer, scope)

    def _refused(self, question: Question, error: BansoError) -> None:
        """Say which rate is missing in the place of the section."""
        if question in self._questions(self._key):
            self._refusal.tell(error)
            self._put(self._refusal)

    def _count(self, overview: Any) -> None:
        self._counts = {
            DISAGREEMENTS: len(overview.disagreements.waiting), LOYALTY: len(overview.quarter("uses")),
        }  # fmt: skip
        for at, key in enumerate(self._here()):
            self.tabs.setTabText(at, self._title(key))

    def _as_picture(self) -> tuple[QWidget, str, str]:
        """Return what a picture of the section shows, its title, and what it is about."""
        section, day = self.section(), _("Data as of {day}", day=day_words(self._workspace.clock.today()))
        about = f"{self.scope.said()} · {day}" if section.scoped else day
        return section.picture(), SECTIONS[self._key].words(), about

    # What the window asks

    def go(self, argument: object) -> None:
        """Show a section where one is named, and give the focus to it."""
        if isinstance(argument, str) and argument in SECTIONS:
            self._turn(argument)
        self._ask()
        self._take(Qt.FocusReason.MouseFocusReason)

    def crumbs(self) -> tuple[Crumb, ...]:
        """Return the section that is shown, under the place."""
        return (Crumb(_("Portfolio"), "portfolio"), Crumb(SECTIONS[self._key].words()))

    def panes(self) -> tuple[QWidget, ...]:
        """Return the tabs and what the section is made of."""
        scope = self.scope.panes()[:1] if self.section().scoped else ()
        parts = (self._refusal,) if self._shown_part() is self._refusal else self.section().panes()
        return (self.tabs, *scope, *parts)

    def account_here(self) -> str | None:
        """Return the account that the keys are at."""
        return self.section().account_here()

    def commands(self) -> tuple[Command, ...]:
        """Return the sections, and what can be done in the one that is shown."""
        digits = {key: str(at) for at, key in enumerate(self._here(), 1)}
        turns = [
            Command(
                f"portfolio.{key}", _("Show: {what}", what=entry.words()), digits.get(key, ""),
                act=partial(self.turn_to, key), reach=Reach.LISTS,
            )
            for key, entry in SECTIONS.items()
        ]  # fmt: skip
        if len(halves()) > 1:
            turns.append(
                Command("portfolio.half", _("The other half"), "0", act=self.turn_half, reach=Reach.LISTS)
            )  # fmt: skip
        account_id, own = self.account_here(), self.section().commands()
        if not own:
            leads = partial(self._lead, account_id) if account_id is not None else None
            own = (Command("portfolio.open", _("Open the account"), "Return", "arrow-right", leads, Reach.LISTS),)
        return (*own, *turns, *self.going_out.commands())

    def _lead(self, account_id: str) -> None:
        wanted = self.account_wanted if self.section().scoped else self.health_wanted
        wanted.emit(account_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 and on show another section, 0 the other half."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        at, here = event.key() - Qt.Key.Key_1, self._here()
        if plain and 0 <= at < len(here):
            self.turn_to(here[at])
        elif plain and event.key() == Qt.Key.Key_0 and len(halves()) > 1:
            self.turn_half()
        else:
            super().keyPressEvent(event)
