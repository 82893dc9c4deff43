"""The place of the whole book: how health moves, where data and feeling differ, and what came true."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.language import _, number
from app.views.commands import Command, Reach
from app.views.page import Crumb, Host, Page
from app.views.portfolio.answers_section import AnswersSection
from app.views.portfolio.asking import Asking, Question
from app.views.portfolio.backtest_section import BacktestSection
from app.views.portfolio.disagreements_section import DisagreementsSection
from app.views.portfolio.going_out import GoingOut
from app.views.portfolio.loyalty_section import LoyaltySection
from app.views.portfolio.movement_section import MovementSection
from app.views.portfolio.parts import Section
from app.views.widgets.labels import PlainLabel
from app.views.widgets.tabs import LEAD, TabBar
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.health.backtest import BackTest, NotEnough
    from app.health.model import Model
    from app.operations.health.answers import Answers
    from app.operations.health.overview import Overview

MOVEMENT, DISAGREEMENTS, LOYALTY, ANSWERS, BACKTEST = "movement", "disagreements", "loyalty", "answers", "backtest"
_OVERVIEW: Question = ("overview", None)


class PortfolioPage(Page):
    """Portfolio. `go("answers")` and the like shows a section, without one the section as it was.

    `health_wanted(account id)` where somebody wants to see what made a score.
    """

    health_wanted = Signal(str)

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Portfolio"))
        self.asking = Asking(workspace, self)
        self.movement = MovementSection()
        self.disagreements = DisagreementsSection(workspace, host)
        self.loyalty = LoyaltySection()
        self.answers = AnswersSection()
        self.backtest = BacktestSection(workspace)
        self.going_out = GoingOut(workspace, host, self)
        self.sections: dict[str, Section] = {
            MOVEMENT: self.movement,
            DISAGREEMENTS: self.disagreements,
            LOYALTY: self.loyalty,
            ANSWERS: self.answers,
            BACKTEST: self.backtest,
        }
        self._waits: Qt.FocusReason | None = None
        self.tabs = TabBar(_("Portfolio"))
        self._stack = QStackedWidget()
        for key, section in self.sections.items():
            self.tabs.addTab(self._titles()[key])
            self._stack.addWidget(section)
            section.opened.connect(self.health_wanted)
        # The tabs begin further left by the room of their ring, so that their words line up with the rest.
        heading = PlainLabel(_("Portfolio"), "title")
        heading.setContentsMargins(LEAD, 0, 0, 0)
        self._stack.setContentsMargins(LEAD, 4, 0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24 - LEAD, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(heading)
        whole.addWidget(self.tabs)
        whole.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._turn)
        self.answers.horizon_chosen.connect(self._ask)
        self.backtest.asks_again.connect(self._ask)
        self.asking.arrived.connect(self._arrived)
        self.asking.changed.connect(self._changed)

    def _titles(self) -> dict[str, str]:
        return {
            MOVEMENT: _("Band movement"),
            DISAGREEMENTS: _("Data against feeling"),
            LOYALTY: _("Loyalty"),
            ANSWERS: _("Renewals looked back on"),
            BACKTEST: _("Back-test"),
        }

    # Which section

    def shown(self) -> str:
        """Return the key of the section that is shown."""
        return list(self.sections)[self.tabs.currentIndex()]

    def section(self) -> Section:
        """Return the section that is shown."""
        return self.sections[self.shown()]

    def turn_to(self, key: str) -> None:
        """Show a section and give it the focus."""
        self.tabs.setCurrentIndex(list(self.sections).index(key))
        self._take(Qt.FocusReason.ShortcutFocusReason)

    def _take(self, reason: Qt.FocusReason) -> None:
        """Give the focus to the section; until its answer is there the tabs hold it."""
        self._waits = None if self.asking.known(self._question()) else reason
        taker = self.section().taker() if self._waits is None else self.tabs
        taker.setFocus(reason)

    def _question(self) -> Question:
        """Return what the section that is shown asks."""
        if self.shown() == ANSWERS:
            return ANSWERS, self.answers.days()
        return (BACKTEST, self.backtest.strict.isChecked()) if self.shown() == BACKTEST else _OVERVIEW

    def _turn(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        self._ask()
        self.moved.emit()

    # Asking

    def _ask(self) -> None:
        # The number beside a tab is known from the first visit on.
        self.asking.ask(_OVERVIEW)
        if self._question() != _OVERVIEW:
            self.asking.ask(self._question())

    def _changed(self) -> None:
        if self.isVisible():
            self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again where something changed while this was not shown."""
        super().showEvent(event)
        self._ask()

    def _arrived(self, question: Question, answer: object) -> None:
        found: Any = answer
        shows: dict[str, Callable[[], object]] = {
            "overview": partial(self._show_overview, found),
            ANSWERS: partial(self._show_answers, found, question[1]),
            BACKTEST: partial(self._show_backtest, found, question[1]),
        }
        shows[question[0]]()
        if self._waits is not None and question == self._question() and self.tabs.hasFocus():
            self._take(self._waits)

    def _show_overview(self, found: Overview) -> None:
        self.movement.show_movement(found.movement)
        self.disagreements.show_disagreements(found.disagreements)
        self.loyalty.show_overview(found)
        counts = {DISAGREEMENTS: len(found.disagreements.waiting), LOYALTY: len(found.quarter("uses"))}
        for at, (key, title) in enumerate(self._titles().items()):
            count = counts.get(key, 0)
            self.tabs.setTabText(at, f"{title}  {number(count)}" if count else title)

    def _show_answers(self, found: Answers, days: int) -> None:
        if days == self.answers.days():
            self.answers.show_answers(found)

    def _show_backtest(self, found: tuple[BackTest | NotEnough, Model], strict: bool) -> None:
        if strict is self.backtest.strict.isChecked():
            self.backtest.show_backtest(*found)

    # What the window asks

    def go(self, argument: object) -> None:
        """Show a section where one is named, and give the focus to it."""
        if isinstance(argument, str) and argument in self.sections:
            self.tabs.setCurrentIndex(list(self.sections).index(argument))
        self._ask()
        self._take(Qt.FocusReason.MouseFocusReason)

    def crumbs(self) -> tuple[Crumb, ...]:
        """Return the section that is shown, under the place."""
        return (Crumb(_("Portfolio"), "portfolio"), Crumb(self._titles()[self.shown()]))

    def panes(self) -> tuple[QWidget, ...]:
        """Return the tabs and what the section is made of."""
        return (self.tabs, *self.section().panes())

    def account_here(self) -> str | None:
        """Return the account that the keys are at."""
        return self.section().account_here()

    def commands(self) -> tuple[Command, ...]:
        """Return the sections, and what can be done in the one that is shown."""
        turns = [
            Command(
                f"portfolio.{key}", _("Show: {what}", what=title), str(at), act=partial(self.turn_to, key),
                reach=Reach.LISTS,
            )
            for at, (key, title) in enumerate(self._titles().items(), 1)
        ]  # fmt: skip
        account_id, own = self.account_here(), self.section().commands()
        if not own:
            leads = partial(self.health_wanted.emit, account_id) if account_id is not None else None
            own = (Command("portfolio.open", _("Open the account"), "Return", "arrow-right", leads, Reach.LISTS),)
        return (*own, *turns, *self.going_out.commands())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 and on show another section."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        at = event.key() - Qt.Key.Key_1
        if plain and 0 <= at < len(self.sections):
            self.turn_to(list(self.sections)[at])
        else:
            super().keyPressEvent(event)
