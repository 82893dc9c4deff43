"""The Monday walk: one account a screen, judged by one key, one change for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.operations.changes import Changes
from app.operations.walk import Walked, WalkStop
from app.operations.walk_stop import StopPage
from app.operations.walk_words import aspect_name
from app.views.commands import Command, Reach
from app.views.dialogs.error import show_error
from app.views.page import Host, Page
from app.views.paint.marks import RING
from app.views.walk.course import Course
from app.views.walk.foot import Foot
from app.views.walk.progress import Progress
from app.views.walk.reason_strip import ReasonStrip
from app.views.walk.stop_view import StopView, moved_words
from app.views.walk.summary import Summary
from app.views.widgets.empty_state import EmptyState
from app.views.workspace import Workspace

_SHOWN = (
    "account", "person", "position", "contract", "contract_line", "touchpoint", "touchpoint_person", "promise",
    "walk", "reading", "setting",
)  # fmt: skip
_SIGNS = {"=": "same", "＝": "same", "+": "better", "＋": "better", "-": "worse", "−": "worse", "－": "worse"}
_STEP = {"better": 1, "worse": -1}


class WalkPage(Page):
    """The walk of today. It stays where it was while somebody looks at an account in between."""

    def __init__(
        self, workspace: Workspace, host: Host, log: Callable[..., object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._host, self._log = workspace, host, log
        self.course = Course(workspace)
        self.page_now: StopPage | None = None
        self._asking = False
        self.setAccessibleName(_("Monday walk"))
        self.progress = Progress()
        self.stop = StopView()
        self.strip = ReasonStrip()
        self.foot = Foot()
        self.summary = Summary()
        self._empty: EmptyState | None = None
        self._stack = QStackedWidget(self)
        self._walk = QWidget()
        self._build()
        self.stop.said.connect(self._say)
        self.stop.open_wanted.connect(lambda: self.wants.emit("account", self.course.account_id))
        self.strip.left.connect(self._focus)
        self.foot.pressed.connect(self._pressed)
        self.summary.left.connect(self.leave)
        self.summary.back.connect(self.back)
        workspace.changed.connect(self._changed)

    def _build(self) -> None:
        low = QVBoxLayout()
        low.setContentsMargins(0, 0, RING, 0)
        low.setSpacing(10)
        low.addWidget(self.strip)
        low.addWidget(self.foot)
        inner = QVBoxLayout(self._walk)
        inner.setContentsMargins(24, 16, 24 - RING, 14)
        inner.setSpacing(12)
        inner.addWidget(self.progress)
        inner.addWidget(self.stop, 1)
        inner.addLayout(low)
        self.strip.hide()
        for part in (QWidget(), self._walk, self.summary):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    # What the window asks

    def go(self, _argument: object) -> None:
        """Go on where the walk was, or begin it."""
        if self.course.under_way:
            self._show()
            self._focus()
        elif not self._asking:
            self._asking = True
            self._stack.setCurrentIndex(0)
            run = self._workspace.run
            run(self.course.find, owner=self, done=lambda found: self._began(*found), failed=self._failed)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the account and the keys, or what stands in their place."""
        shown = self._stack.currentWidget()
        if shown is self._walk:
            return (self.stop, self.strip, self.foot) if self.strip.isVisible() else (self.stop, self.foot)
        return (shown,) if shown is not None else ()

    def account_here(self) -> str | None:
        """Return the account the walk is at."""
        return self.course.account_id if self._walking else None

    def commands(self) -> tuple[Command, ...]:
        """Return the verdicts and the ways on."""
        if not self._walking:
            return ()
        return (
            Command("walk-same", _("As before"), "=", "check", lambda: self.verdict("same"), Reach.LISTS),
            Command("walk-better", _("Better"), "+", "trending-up", lambda: self.verdict("better"), Reach.LISTS),
            Command("walk-worse", _("Worse"), "-", "trending-down", lambda: self.verdict("worse"), Reach.LISTS),
            Command("walk-log", _("Log touchpoint"), "L", "pen-line", self.log, Reach.LISTS),
            Command("walk-next", _("Next account"), "N", "arrow-right", self.next, Reach.LISTS),
            Command("walk-back", _("Account before"), "Left", "arrow-left", self.back, Reach.LISTS),
        )

    # What is shown

    @property
    def _walking(self) -> bool:
        return self._stack.currentWidget() is self._walk

    def _began(self, stops: tuple[WalkStop, ...], said: list[Walked]) -> None:
        self._asking = False
        self.course.begin(stops, said)
        if stops or said:
            self._show()
        else:
            self._tell_empty(_("Nothing expired, changed or fell silent. Anyone on your mind?"))
        if self.isVisible():
            self._focus()

    def _failed(self, error: BansoError) -> None:
        self._asking = False
        self._tell_empty(error_words(error)[1])

    def _tell_empty(self, words: str) -> None:
        old = self._empty
        self._empty = EmptyState(
            "route", words, button=_("Go to the accounts"), act=lambda: self.wants.emit("accounts", None),
            shortcut="G, A",
        )  # fmt: skip
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def _show(self) -> None:
        page, course = self.course.page(), self.course
        if page is None:
            self.show_end(course.said(), course.logs())
            return
        new = self.page_now is None or self.page_now.account.id != page.account.id
        self.page_now = page
        health = self._workspace.scores.of(page.account.id)
        self.stop.show_stop(course.stops[course.at], page, self._workspace.clock.today(), health)
        self.progress.show_at(course.at, len(course.stops))
        self.foot.show_at(first=course.at == 0)
        if new:
            self.strip.hide()
            self.stop.columns.to_top()
        self._stack.setCurrentWidget(self._walk)

    def show_end(self, said: Sequence[Walked], logs: int) -> None:
        """Show the end of the walk."""
        self.page_now = None
        self.summary.show_walk(said, logs, can_go_back=bool(self.course.stops))
        self._stack.setCurrentWidget(self.summary)

    def _arrive(self, at: int) -> None:
        self.course.at = at
        self._show()
        self._focus()

    def _changed(self, changes: Changes) -> None:
        if not self.course.stops or not changes.touches(*_SHOWN):
            return
        taken_back = self.course.hear(changes, logging=self.isVisible())
        if taken_back is not None:
            # There is to be judged anew.
            self._arrive(taken_back)
        elif self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is true now."""
        super().showEvent(event)
        if self.course.stops:
            self._show()

    def _focus(self) -> None:
        shown = self._stack.currentWidget()
        if shown is self._walk:
            self.stop.columns.setFocus(Qt.FocusReason.MouseFocusReason)
        elif shown is self.summary and self.summary.go_button is not None:
            self.summary.go_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._empty is not None and shown is self._empty:
            self._empty.button.setFocus(Qt.FocusReason.OtherFocusReason)

    # What a person does

    def _pressed(self, what: str) -> None:
        ways: dict[str, Callable[[], object]] = {"log": self.log, "next": self.next, "back": self.back}
        ways["leave"] = self.leave
        ways.get(what, lambda: self.verdict(what))()

    def verdict(self, verdict: str) -> None:
        """Judge the account that is shown; better and worse ask for a line of why first."""
        page = self.page_now
        if page is None or not self._walking:
            return
        chosen = self.stop.chosen()
        inherited = any(pulse.inherited and pulse.key in chosen for pulse in page.pulses)
        if verdict == "same" and not inherited:
            self._judge(verdict, "", chosen)
            return
        titles = {
            "same": _("As before: why? The holder before judged the pulses."),
            "better": _("Better: why?"),
            "worse": _("Worse: why?"),
        }
        note = moved_words(page, chosen, _STEP.get(verdict, 0))
        self.strip.ask(titles[verdict], note, lambda reason: self._judge(verdict, reason, chosen))

    def _judge(self, verdict: str, reason: str, chosen: tuple[str, ...]) -> None:
        self.course.judge(verdict, reason, chosen)
        self._arrive(self.course.at + 1)

    def _say(self, key: str, value: int) -> None:
        page = self.page_now
        if page is None:
            return
        pulse = next(one for one in page.pulses if one.key == key)
        if pulse.value == value and not pulse.inherited:
            self._write_pulse(key, value, "")
            return
        title = _("{aspect} {value}: why?", aspect=aspect_name(key), value=value)
        note = _("Only this aspect is said; the walk stays here.")
        self.strip.ask(title, note, lambda reason: self._write_pulse(key, value, reason))

    def _write_pulse(self, key: str, value: int, reason: str) -> None:
        self.course.say(key, value, reason)
        self.strip.hide()
        self._show()
        row = next(row for row in self.stop.pulses if row.key == key)
        row.scale.setFocus(Qt.FocusReason.OtherFocusReason)
        change = self._workspace.last_change
        if change is not None:
            self._host.toast(_("The pulse is kept"), lambda: self._host.take_back(change))

    def log(self) -> None:
        """Open the quick log for this account; the walk stays here."""
        if self._walking:
            self._log(self.course.account_id)

    def next(self) -> None:
        """Go on without a verdict; the account is looked at."""
        if not self._walking:
            return
        try:
            self.course.judge("passed")
        except BansoError as error:
            show_error(self.window(), error)
            return
        self._arrive(self.course.at + 1)

    def back(self) -> None:
        """Go to the account before."""
        if self.course.at > 0:
            self._arrive(self.course.at - 1)

    def leave(self) -> None:
        """Leave the walk; what was said is kept, and the walk goes on from here."""
        self.wants.emit("today", None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the walk, wherever the focus is outside the line of why."""
        key, signs = event.key(), event.text()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        focused = QApplication.focusWidget()
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QAbstractButton):
            focused.click()
        elif plain and key == Qt.Key.Key_Escape:
            self.leave()
        elif plain and key == Qt.Key.Key_Left:
            self.back()
        elif not (plain and self._walking):
            super().keyPressEvent(event)
        elif signs in _SIGNS:
            self.verdict(_SIGNS[signs])
        elif key == Qt.Key.Key_L:
            self.log()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_N):
            self.next()
        else:
            super().keyPressEvent(event)
