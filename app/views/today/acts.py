"""What a person does with a row of Today: each act is one change, said in a toast with the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.errors import BansoError
from app.language import _, short_day
from app.views.dialogs.error import show_error
from app.views.page import Host
from app.views.today import words
from app.views.today.list_view import CALL, CTA, DISMISS, FEEL, MENU, MOVE, OPEN, SAME
from app.views.today.shape import DONE, LATER, LOG
from app.views.widgets.day_choice import Choice, DayChoice
from app.views.workspace import Workspace
from app.vocabulary import TodayKind

if TYPE_CHECKING:
    from app.operations.today import TodayRow
    from app.views.signals.acts import CtaActs

_FRIDAY, _MONDAY = 4, 0
PARTS = {"fall": "worst", "feeling": "feeling", "override": "override"}
"""Where in the health of an account a row leads, by its subject."""


class Tells(Host, Protocol):
    """The window, whose toasts may offer what comes next."""

    def toast(
        self,
        words: str,
        undo: Callable[[], object] | None = None,
        offer: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Say what was done."""


class Around(Protocol):
    """What the acts need of the window and the list."""

    def spot_of(self, row: TodayRow) -> QPoint:
        """Return where something about a row may appear, on the screen."""


class Acts(QObject):
    """`went(place, argument)` to go elsewhere, `log_wanted(account id)`, `touchpoint_wanted(account id, id)`.

    `health_wanted(account id, part)` to open what a score is made of, `feeling_wanted(account id)` to say a feeling.
    `tab_wanted(account id, tab)` to open where the evidence of a call to action stands, `renewal_wanted(account id,
    contract id)` the card of a renewal.
    """

    went = Signal(str, object)
    log_wanted = Signal(str)
    touchpoint_wanted = Signal(str, str)
    health_wanted = Signal(str, str)
    feeling_wanted = Signal(str)
    tab_wanted = Signal(str, str)
    renewal_wanted = Signal(str, str)

    def __init__(
        self, page: QWidget, around: Around, workspace: Workspace, host: Tells, can_call: Callable[[], bool]
    ) -> None:
        super().__init__(page)
        self._page, self._around, self._workspace, self._host = page, around, workspace, host
        self._can_call = can_call
        self.asking: DayChoice | None = None
        self._ctas: CtaActs | None = None

    @property
    def ctas(self) -> CtaActs:
        """Return the acts of calls to action, loaded when the first is acted upon."""
        if self._ctas is None:
            from app.views.signals.acts import CtaActs

            self._ctas = CtaActs(self._page, self._workspace, self._host, self.tab_wanted.emit)
        return self._ctas

    def do(self, act: str, row: TodayRow) -> None:
        """Do what was asked for with a row."""
        {
            OPEN: self.open,
            CALL: self.open,
            LOG: lambda one: self.log_wanted.emit(one.account_id),
            LATER: self.ask_later,
            MOVE: self.ask_move,
            DONE: self.done,
            SAME: self.same,
            FEEL: lambda one: self.feeling_wanted.emit(one.account_id),
            CTA: self.call_to_action,
            DISMISS: self.dismiss,
            MENU: self.offer,
        }[act](row)

    def open(self, row: TodayRow) -> None:
        """Open the account; for what is planned the sheet for the call."""
        if row.kind is TodayKind.SCHEDULED and self._can_call():
            self.went.emit("call", row.subject_id)
        elif row.kind is TodayKind.SIGNAL and not row.reason.startswith("signal."):
            self.tab_wanted.emit(row.account_id, place_of(row))
        elif row.kind in (TodayKind.SIGNAL, TodayKind.REJUDGE):
            self.health_wanted.emit(row.account_id, PARTS.get(row.subject_id, ""))
        elif words.is_late(row):
            self.renewal_wanted.emit(row.account_id, row.subject_id)
        else:
            self.went.emit("account", row.account_id)

    def offer(self, row: TodayRow) -> None:
        """Show the menu of a row."""
        menu = QMenu(self._page)
        menu.setAccessibleName(words.title(row, self._today))
        listed = [(_("Log"), "L", LOG), (_("Later…"), "S", LATER)]
        if row.kind is TodayKind.PROMISE:
            listed.append((_("Change the due day…"), "D", MOVE))
        listed.append((words.done_tip(row), "E", DONE))
        if row.kind is TodayKind.SIGNAL:
            listed.append((_("Dismiss…"), "Del", DISMISS))
        listed.append((_("Open the call to action") if row.cta else _("New call to action…"), "C", CTA))
        listed.append((_("Say a feeling"), "H", FEEL))
        for said, key, act in listed:
            menu.addAction(f"{said}\t{key}").triggered.connect(partial(self._chosen, act, row))
        menu.addSeparator()
        if row.kind is TodayKind.SCHEDULED and self._can_call():
            menu.addAction(_("Prepare the call") + "\tEnter").triggered.connect(partial(self._chosen, OPEN, row))
            to_account = menu.addAction(_("Open the account"))
        elif row.kind in (TodayKind.SIGNAL, TodayKind.REJUDGE):
            said = _("Open its health") if row.reason.partition(".")[0] != "cta" else _("See the evidence")
            menu.addAction(f"{said}\tEnter").triggered.connect(partial(self._chosen, OPEN, row))
            to_account = menu.addAction(_("Open the account"))
        elif words.is_late(row):
            menu.addAction(_("Open the renewal") + "\tEnter").triggered.connect(partial(self._chosen, OPEN, row))
            to_account = menu.addAction(_("Open the account"))
        else:
            to_account = menu.addAction(_("Open the account") + "\tEnter")
        to_account.triggered.connect(lambda: self.went.emit("account", row.account_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._around.spot_of(row))

    def _chosen(self, act: str, row: TodayRow, _checked: bool = False) -> None:
        self.do(act, row)

    # Settling

    def done(self, row: TodayRow) -> None:
        """Settle a row: what that is depends on its kind."""
        if row.kind is TodayKind.PROMISE:
            from app.operations.promises import keep_promise

            if self._write(keep_promise, row.subject_id, on=self._today):
                self._say(_("The promise is kept"))
        elif row.kind is TodayKind.SCHEDULED:
            from app.operations.planned import hold_planned

            if self._write(hold_planned, row.subject_id, today=self._today):
                offer = partial(self.touchpoint_wanted.emit, row.account_id, row.subject_id)
                self._say(_("Marked as held"), (_("Write what was said"), offer))
        elif row.kind is TodayKind.RENEWAL and not words.is_late(row):
            self._ask_intent(row)
        elif row.kind is TodayKind.QUIET:
            self.log_wanted.emit(row.account_id)
        elif words.is_confirmed(row):
            self.same(row)
        elif row.kind is TodayKind.SIGNAL:
            self.ctas.ask_finish(row.cta)
        else:
            self.open(row)

    def call_to_action(self, row: TodayRow) -> None:
        """Open the call to action of a row, or ask for a new one at its account."""
        if row.cta:
            self.ctas.open(row.cta)
        else:
            self.ctas.ask_raise(row.account_id, row.account)

    def dismiss(self, row: TodayRow) -> None:
        """Ask why a call to action asks for nothing."""
        if row.kind is TodayKind.SIGNAL:
            self.ctas.ask_dismiss(row.cta)
        else:
            self._host.toast(_("Only a call to action can be dismissed"))

    def same(self, row: TodayRow) -> None:
        """Say that what is asked about still holds."""
        if not words.is_confirmed(row):
            self._host.toast(_("Only your own judgement that ends can be confirmed"))
            return
        from app.operations.health.rejudge import confirm_same

        me = getattr(self._workspace.book, "by_id", None)
        if self._write(confirm_same, row.account_id, row.subject_id, today=self._today, by_id=me):
            self._say(_("Confirmed: it still holds"))

    def _ask_intent(self, row: TodayRow) -> None:
        from app.views.today.intent_dialog import IntentDialog

        dialog = IntentDialog(row, self._workspace, self._page.window())
        dialog.confirmed.connect(lambda: self._say(_("The confirmation is noted")))
        dialog.open()

    # Days

    def ask_later(self, row: TodayRow) -> None:
        """Ask until when a row is to be hidden."""
        choice = self._ask(_("Hide until"), later_days(self._today), row)
        choice.chosen.connect(lambda until: self._hide(row, until))

    def _hide(self, row: TodayRow, until: date) -> None:
        from app.operations.promises import hide_promise
        from app.operations.put_off import put_off_row

        if until <= self._today:
            self._host.toast(_("That day is here already; choose a later one"))
            return
        if row.kind is TodayKind.PROMISE:
            hidden = self._write(hide_promise, row.subject_id, until=until)
        else:
            hidden = self._write(put_off_row, row.account_id, str(row.kind), row.subject_id, until=until)
        if hidden:
            self._say(_("Back on {day}", day=short_day(until)))

    def ask_move(self, row: TodayRow) -> None:
        """Ask for another due day of a promise, and whether the customer knows."""
        if row.kind is not TodayKind.PROMISE:
            self._host.toast(_("Only the due day of a promise can be changed here"))
            return
        choice = self._ask(_("Change the due day"), move_days(self._today), row, asks_customer=True)
        choice.chosen.connect(lambda due: self._move(row, due, choice.customer_knows))

    def _move(self, row: TodayRow, due: date, customer_knows: bool | None) -> None:
        from app.operations.promises import move_promise

        if self._write(move_promise, row.subject_id, due=due, customer_knows=customer_knows):
            self._say(_("Due {day} now", day=short_day(due)))

    def _ask(self, title: str, days: Sequence[Choice], row: TodayRow, *, asks_customer: bool = False) -> DayChoice:
        choice = self.asking = DayChoice(title, days, self._today, self._page, asks_customer=asks_customer)
        choice.appear(self._around.spot_of(row))
        return choice

    # Writing and telling

    @property
    def _today(self) -> date:
        return self._workspace.clock.today()

    def _write(self, operation: Callable[..., Any], *args: Any, **kw: Any) -> bool:
        try:
            self._workspace.write(operation, *args, **kw)
        except BansoError as error:
            show_error(self._page.window(), error)
            return False
        return True

    def _say(self, said: str, offer: tuple[str, Callable[[], object]] | None = None) -> None:
        change = self._workspace.last_change
        undo = partial(self._host.take_back, change) if change is not None else None
        self._host.toast(said, undo, offer)


def place_of(row: TodayRow) -> str:
    """Return the tab of the account on which the evidence of a call to action stands."""
    from app.alerts.rules import Evidence
    from app.operations.signals.rows import PLACES

    evidence = row.reason.split(".")[1]
    return PLACES.get(Evidence(evidence), "health") if evidence in set(Evidence) else "overview"


def later_days(today: date) -> list[Choice]:
    """Return until when a row is mostly hidden: tomorrow, next Monday, in a week."""
    return _apart(
        [
            (_("Tomorrow"), today + timedelta(1)),
            (_("Next Monday"), _coming(today, _MONDAY)),
            (_("In a week"), today + timedelta(7)),
        ]
    )


def move_days(today: date) -> list[Choice]:
    """Return to which day a promise is mostly moved: tomorrow, Friday, next Monday."""
    return _apart(
        [
            (_("Tomorrow"), today + timedelta(1)),
            (_("Friday"), _coming(today, _FRIDAY)),
            (_("Next Monday"), _coming(today, _MONDAY)),
        ]
    )


def _coming(today: date, weekday: int) -> date:
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def _apart(choices: list[Choice]) -> list[Choice]:
    """Return choices in the order of their days, each day once, by its first name."""
    named: dict[date, str] = {}
    for said, day in choices:
        named.setdefault(day, said)
    return [(named[day], day) for day in sorted(named)]
