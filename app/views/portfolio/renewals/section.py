"""更新: what is open by notice week, what is expected of it, and what came of what was expected."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.language import _
from app.operations.money.renewal_card import renewals_of
from app.operations.money.renewals import RenewalRow, Renewals
from app.views.account.renewal import words as card_words
from app.views.account.renewal.call_sheet import CallSheet
from app.views.commands import Command, Reach
from app.views.page import Host
from app.views.portfolio.parts import Section
from app.views.portfolio.questions import RENEWALS, Question
from app.views.portfolio.renewals.board_part import BoardPart
from app.views.portfolio.renewals.forecast_part import ForecastPart
from app.views.portfolio.renewals.health_now import HealthNow
from app.views.portfolio.renewals.outcome_part import OutcomePart
from app.views.portfolio.scope import Scope
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace

BOARD, FORECAST, OUTCOME = "board", "forecast", "outcome"
Part = BoardPart | ForecastPart | OutcomePart


class RenewalsSection(Section):
    """Three views of the renewals: the board, the forecast, the outcome; Enter opens an account, M makes a call.

    Each is made, and filled, when it is shown first: together they would keep the window waiting.
    """

    scoped: ClassVar[bool] = True
    by_method: ClassVar[bool] = False

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(workspace, host, parent)
        self.setAccessibleName(_("Renewals"))
        self._health = HealthNow(workspace)
        self._found: Renewals | None = None
        self._parts: dict[str, Part] = {}
        self._filled: dict[str, Renewals] = {}
        views = [
            (BOARD, _("Board by notice week")),
            (FORECAST, _("Forecast by month")),
            (OUTCOME, _("What came of it")),
        ]
        self.view = SegmentedControl(views, _("View of the renewals"))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.view)
        line.addStretch(1)
        for key, said in (("Enter", _("open the account")), ("M", _("make a forecast call"))):
            line.addWidget(KeyHint(key, said))
        self._stack = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(line)
        whole.addWidget(self._stack, 1)
        self.part(BOARD)
        self.view.chosen.connect(self.turn_to)
        workspace.scores.changed.connect(self._rescored)

    # What is shown

    def asks(self, scope: Scope) -> tuple[Question, ...]:
        """Return the question of the renewals; of a period it takes the days to come too."""
        return ((RENEWALS, (scope.whole, scope.segment)),)

    def show_answer(self, _what: str, answer: Any, _scope: Scope) -> None:
        """Show the renewals."""
        self.show_renewals(answer)

    def show_renewals(self, found: Renewals) -> None:
        """Show the renewals in the view that is shown, and in another when that is."""
        self._found = found
        self._fill(self.view.key())

    def _fill(self, key: str) -> None:
        found, part = self._found, self.part(key)
        if found is None or self._filled.get(key) is found:
            return
        self._filled[key] = found
        if isinstance(part, BoardPart):
            part.show_renewals(found, self._workspace.clock.today())
        else:
            part.show_renewals(found)

    def _rescored(self, _ids: object) -> None:
        for key, part in self._parts.items():
            if not isinstance(part, OutcomePart) and self._filled.get(key) is self._found:
                part.show_bands()

    def turn_to(self, key: str) -> None:
        """Show one of the views."""
        self.view.choose(key)
        self._fill(key)
        self._stack.setCurrentWidget(self.part(key))
        self.turned.emit()

    def part(self, key: str) -> Part:
        """Return one of the views; it is made when it is asked for first."""
        if key not in self._parts:
            made = self._parts[key] = self._make(key)
            self._stack.addWidget(made)
            made.opened.connect(self.account_wanted)
        return self._parts[key]

    def _make(self, key: str) -> Part:
        if key == BOARD:
            return BoardPart(self._health, self._workspace.clock.today())
        return ForecastPart(self._health) if key == FORECAST else OutcomePart()

    @property
    def board(self) -> BoardPart:
        """Return the board by notice week."""
        part = self.part(BOARD)
        assert isinstance(part, BoardPart)
        return part

    @property
    def forecast(self) -> ForecastPart:
        """Return the forecast by month."""
        part = self.part(FORECAST)
        assert isinstance(part, ForecastPart)
        return part

    @property
    def outcome(self) -> OutcomePart:
        """Return what came of what was expected."""
        part = self.part(OUTCOME)
        assert isinstance(part, OutcomePart)
        return part

    def by_period(self) -> bool:
        """The board is about what is to come, whatever the period."""
        return self.view.key() != BOARD

    # What a person does

    def call(self) -> None:
        """Make a forecast call for the renewal that the keys are at."""
        row = self._row()
        if row is None:
            return
        today = self._workspace.clock.today()
        own = self._workspace.read(renewals_of, row.account_id, today=today)
        one = next((each for each in own if each.contract.id == row.contract_id), None)
        if one is None:
            self._host.toast(_("This contract has ended: its renewal is decided"))
            return
        about = card_words.DOT.join((row.account, card_words.contract(one, today)))
        sheet = CallSheet(
            self.window(), self._workspace, one.contract.id, about, one.mrr, one.currency, one.call
        )  # fmt: skip
        before = self._workspace.last_change
        sheet.accepted.connect(lambda: self._called(before))
        sheet.show_sheet()

    def _called(self, before: str | None) -> None:
        made = self._workspace.last_change
        if made is not None and made != before:
            self._host.toast(_("The call is written down"), lambda: self._host.take_back(made))

    def _row(self) -> RenewalRow | None:
        return self.part(self.view.key()).row()

    def _open(self) -> None:
        row = self._row()
        if row is not None:
            self.account_wanted.emit(row.account_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """M makes a forecast call."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() == Qt.Key.Key_M:
            self.call()
        else:
            super().keyPressEvent(event)

    # What the window asks

    def panes(self) -> tuple[QWidget, ...]:
        """Return the views and what the one that is shown is made of."""
        return (*self.part(self.view.key()).panes(), self.view)

    def account_here(self) -> str | None:
        """Return the account that the keys are at."""
        row = self._row()
        return row.account_id if row is not None else None

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with the renewal that the keys are at."""
        here = self._row() is not None
        return (
            Command("portfolio.open", _("Open the account"), "Return", "arrow-right", self._open if here else None,
                    Reach.LISTS),
            Command("portfolio.call", _("Make a forecast call"), "M", "trending-up", self.call if here else None,
                    Reach.LISTS),
        )  # fmt: skip
