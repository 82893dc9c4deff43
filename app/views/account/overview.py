"""The overview of an account: what is owed, what is known, how it runs; the narrow window has it in one column."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.errors import BansoError
from app.language import _
from app.operations.account_page import AccountPage
from app.operations.plans.onboarding import onboarding_in_sight
from app.operations.promises import keep_promise
from app.operations.rhythms import rhythm_strips
from app.operations.signals.ctas import open_ctas
from app.operations.syncing.shared import Beside, beside
from app.views.account.cards import HandoverCard, PeopleCard, RhythmCard
from app.views.account.edit.facts import FactsCard
from app.views.account.edit.fit_card import FitCard
from app.views.account.edit.own_card import OwnFieldsCard
from app.views.account.money.card import MoneyCard
from app.views.account.onboarding_card import OnboardingLink
from app.views.account.promises_card import PromisesCard
from app.views.account.renewal.card import RenewalCard
from app.views.account.shared_card import SharedCard
from app.views.commands import Command
from app.views.dialogs.error import show_error
from app.views.page import Host
from app.views.signals.acts import CtaActs
from app.views.signals.open_card import OpenCallsCard
from app.views.widgets.columns import TwoColumns, column_of
from app.views.workspace import Workspace

# Several changes one after another are looked at once.
_SOON_MS = 150


class Overview(QScrollArea):
    """Filled by `show_account`; `tab_wanted(name)` leads to another tab, `wants(place, argument)` to another place."""

    tab_wanted = Signal(str)
    wants = Signal(str, object)

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._host = workspace, host
        self._page: AccountPage | None = None
        self.setAccessibleName(_("Overview"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._ring(on=False)
        self.calls = OpenCallsCard()
        self._acts = CtaActs(self, workspace, host, lambda _account, tab: self.tab_wanted.emit(tab))
        self.calls.wanted.connect(self._acts.open)
        self.promises = PromisesCard()
        self.promises.kept.connect(self._keep)
        self.onboarding = OnboardingLink()
        self.onboarding.wanted.connect(lambda: self.tab_wanted.emit("plan"))
        self.facts = FactsCard(workspace, host)
        self.renewal = RenewalCard(workspace, host)
        self.fit = FitCard(workspace, host)
        self.rhythms = RhythmCard()
        self.handover = HandoverCard()
        self.handover.wanted.connect(self._hand_over)
        self.people = PeopleCard()
        self.people.all_wanted.connect(lambda: self.tab_wanted.emit("people"))
        self.money = MoneyCard(workspace)
        self.own = OwnFieldsCard(workspace, host)
        self.shared = SharedCard(workspace)
        main = column_of(
            (self.calls, self.promises, self.onboarding, self.facts, self.money, self.rhythms, self.handover)
        )
        side = column_of((self.renewal, self.fit, self.people, self.own, self.shared))
        columns = TwoColumns(main, side, 352)
        columns.setAutoFillBackground(False)
        columns.setContentsMargins(0, 0, 8, 12)
        self.setWidget(columns)
        columns.setAutoFillBackground(False)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._show_elsewhere)
        # A run may leave every row as it is and still change what is shared, or not sent.
        workspace.synced.connect(self._soon.start)

    def start(self) -> None:
        """Begin anew, for another account."""
        self.settle()
        self.verticalScrollBar().setValue(0)

    def settle(self) -> None:
        """Keep what is being written, before another account is shown."""
        for card in (self.facts, self.renewal, self.own):
            card.settle()

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the cards of an account; the focus stays where it is."""
        self._page = page
        self.calls.show_calls(self._workspace.read(open_ctas, page.id, today=today), today)
        self.promises.show_promises(page.promises, today)
        self.onboarding.show_one(self._workspace.read(onboarding_in_sight, page.id, today=today), today)
        self.facts.show_account(page, today)
        self.renewal.show_account(page, today)
        self.fit.show_account(page, today)
        strips = self._workspace.read(
            rhythm_strips, page.id, page.segment, today=today, since=page.first_start, notice=page.notice_date
        )
        self.rhythms.show_strips(strips)
        self.handover.show_handover(page.handover)
        self.people.show_people(page.people)
        self.money.show_account(page.id, today)
        self._show_elsewhere()

    def show_renewal(self, contract_id: str) -> None:
        """Bring the renewal of a contract into view, and give the focus to what writes down its outcome."""
        self.renewal.choose(contract_id)
        self.ensureWidgetVisible(self.renewal, 0, 0)
        self.renewal.record.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_elsewhere(self) -> None:
        self._soon.stop()
        if self._page is None:
            return
        elsewhere: Beside = self._workspace.read(beside, self._page.id)
        self.facts.show_blocked(elsewhere.blocked)
        self.own.show_fields(self._page.id, elsewhere.own)
        self.shared.show_shared(elsewhere.shared, elsewhere.blocked, self._workspace.clock.today())

    def stand_still(self) -> None:
        """Look no further at what is shared, for a picture of what could be."""
        self._soon.stop()
        self._soon.blockSignals(True)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at what is shared: a run may have gone by while this was not shown."""
        super().showEvent(event)
        self._soon.start()

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 goes through."""
        return (self,)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        if self._page is None:
            return ()
        return (
            *self.renewal.commands(),
            Command("judge_fit", _("Judge fit"), act=self.fit.judge, icon="list-checks"),
            Command("add_own_field", _("Add an own field"), act=self.own.ask, icon="plus"),
        )

    def search_field(self) -> QWidget | None:
        """The overview has nothing to search."""
        return None

    def _keep(self, promise_id: str) -> None:
        try:
            self._workspace.write(keep_promise, promise_id, on=self._workspace.clock.today())
        except BansoError as error:
            show_error(self.window(), error)
            if self._page is not None:
                self.promises.show_promises(self._page.promises, self._workspace.clock.today())
            return
        change = self._workspace.last_change
        if change is not None:
            self._host.toast(_("The promise is kept"), lambda: self._host.take_back(change))

    def _hand_over(self) -> None:
        if self._page is not None:
            self.wants.emit("handover", self._page.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring unless the mouse, or the way here, brought the focus."""
        super().focusInEvent(event)
        self._ring(on=event.reason() is not Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the ring away."""
        super().focusOutEvent(event)
        self._ring(on=False)

    def _ring(self, *, on: bool) -> None:
        if self.property("ring") != on:
            self.setProperty("ring", on)
            self.style().unpolish(self)
            self.style().polish(self)
