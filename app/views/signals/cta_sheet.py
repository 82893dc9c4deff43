"""The sheet of one call to action: what, why with its evidence, the play with its steps to tick, and how it ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, current
from app.operations.changes import Changes
from app.operations.signals.ctas import CtaPage
from app.views import theme as themes
from app.views.account.words import near_day
from app.views.dialogs.sheet import as_sheet
from app.views.settings.model.tabbing import FocusFollower
from app.views.signals import words
from app.views.signals.steps import StepList
from app.views.widgets.buttons import Button
from app.views.widgets.card import rule
from app.views.widgets.choices import ComboBox
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.views.signals.acts import CtaActs

_WIDE, _EDGE, _CHROME, _LEAST, _MOST_SHOWN = 560, 72, 170, 120, 3
_SHOWN = ("cta", "promise", "put_off", "playbook", "signal_rule", "person", "position", "touchpoint")


class CtaSheet(QDialog):
    """Follows the book while it is open; closes itself once the call to action is closed or gone."""

    def __init__(self, cta_id: str, acts: CtaActs, parent: QWidget) -> None:
        super().__init__(parent)
        as_sheet(self, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._id, self._acts, self._window = cta_id, acts, parent
        self._found: CtaPage | None = None
        self._title = PlainLabel("", "dialogTitle", wrap=True)
        self._about = PlainLabel("", "label", tone="text2", wrap=True)
        self._why = PlainLabel("", "body", wrap=True)
        self.evidence = Button(_("See the evidence"), kind="link", icon="arrow-right")
        self.evidence.clicked.connect(self._see)
        self._gone = _Gone()
        self._risks = PlainLabel("", "label", tone="text2", wrap=True)
        self._due = PlainLabel("", "body", tone="text2", wrap=True)
        self.due_button = Button(_("Change the due day…"), kind="link", icon="calendar")
        self.due_button.clicked.connect(self._move)
        self._play = PlainLabel("", "bodyStrong", wrap=True)
        self.steps = StepList()
        self.steps.ticked.connect(self._tick)
        self.plays = ComboBox(_("Playbook"))
        self.start_button = Button(_("Start the playbook"), icon="workflow")
        self.start_button.clicked.connect(self._start)
        self.stop_button = Button(_("Stop the playbook"), kind="quiet", icon="x")
        self.stop_button.clicked.connect(lambda: acts.stop(self._id))
        self._earlier = PlainLabel("", "label", tone="text2", wrap=True)
        self._build()
        acts.workspace.changed.connect(self._changed)
        self.finished.connect(lambda _result: acts.workspace.changed.disconnect(self._changed))
        self.refresh()

    def _build(self) -> None:
        self._inner = inner = QWidget()
        body = QVBoxLayout(inner)
        body.setContentsMargins(24, 4, 24, 8)
        body.setSpacing(10)
        for part in (self._gone, self._why):
            body.addWidget(part)
        body.addWidget(self.evidence, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self._risks)
        until = QHBoxLayout()
        until.setSpacing(12)
        until.addWidget(self._due, 1)
        until.addWidget(self.due_button)
        body.addLayout(until)
        body.addWidget(rule())
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._play, 1)
        head.addWidget(self.stop_button)
        body.addLayout(head)
        body.addWidget(self.steps)
        self._choose = QWidget()
        choose = QHBoxLayout(self._choose)
        choose.setContentsMargins(0, 0, 0, 0)
        choose.setSpacing(8)
        choose.addWidget(self.plays)
        choose.addWidget(self.start_button)
        choose.addStretch(1)
        body.addWidget(self._choose)
        self._past = PlainLabel(_("Earlier"), "label", tone="text2")
        body.addWidget(self._past)
        body.addWidget(self._earlier)
        body.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._follower = FocusFollower(self.area, inner)
        top = QVBoxLayout()
        top.setContentsMargins(24, 0, 24, 0)
        top.setSpacing(2)
        top.addWidget(self._title)
        top.addWidget(self._about)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 20, 0, 16)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(self.area, 1)
        whole.addWidget(rule())
        whole.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.dismiss = Button(_("Dismiss…"), kind="quiet")
        self.dismiss.clicked.connect(lambda: self._acts.ask_dismiss(self._id, self))
        self.later = Button(_("Later…"), kind="quiet", icon="clock")
        self.later.clicked.connect(self._later)
        leave = Button(_("Back"))
        leave.clicked.connect(self.reject)
        self.done_button = Button(_("Done…"), kind="primary", icon="check")
        self.done_button.clicked.connect(lambda: self._acts.ask_finish(self._id, self))
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        row.addWidget(self.dismiss)
        row.addWidget(self.later)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.done_button)
        return row

    def show_sheet(self) -> None:
        """Open it, with the focus on the next step."""
        self._fit()
        self.open()
        first = self.steps.first_open() or (self.start_button if not self._choose.isHidden() else self.done_button)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _fit(self) -> None:
        theme = themes.current()
        width = min(theme.px(_WIDE), self._window.width() - _EDGE)
        self._inner.setFixedWidth(width)
        layout = self._inner.layout()
        assert layout is not None
        layout.activate()
        height = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        room = self._window.height() - _EDGE - theme.px(_CHROME)
        self.area.setFixedHeight(max(min(height + 4, room), theme.px(_LEAST)))
        self.setFixedWidth(width)
        self.adjustSize()

    # What is true

    def refresh(self) -> None:
        """Show what the book says now."""
        try:
            found = self._acts.page(self._id)
        except BansoError:
            self.accept()
            return
        if found.row.state != "open":
            self.accept()
            return
        self._found = found
        row, today = found.row, self._acts.today
        title = words.what(row, today)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._about.setText(f"{row.account} · {words.raised(row, today)}")
        self._why.setText(words.why(row, today))
        self._gone.say(words.gone(row, today))
        self.evidence.setText(words.evidence(row.place))
        self.evidence.setVisible(self._acts.go is not None)
        self._risks.setText("\n".join(words.risk(one, today) for one in found.risks[:_MOST_SHOWN]))
        self._risks.setVisible(bool(found.risks))
        self._due.setText(_due_words(found, today))
        self.done_button.setText(_("Close…") if row.gone_on is not None else _("Done…"))
        self._show_play(found, today)
        earlier = [words.closed(one, today) for one in found.earlier[:_MOST_SHOWN]]
        self._earlier.setText("\n".join(earlier))
        for part in (self._past, self._earlier):
            part.setVisible(bool(earlier))

    def _show_play(self, found: CtaPage, today: date) -> None:
        row = found.row
        runs = bool(row.steps)
        if runs:
            name = words.play_name(found.plays, row.playbook) or _("Steps")
            self._play.setText(f"{name} {words.progress(row)}")
        else:
            self._play.setText(_("Playbook"))
        self.steps.setVisible(runs)
        self.stop_button.setVisible(runs)
        self.steps.show_steps(row.steps, today)
        self._choose.setVisible(not runs)
        kept = self.plays.currentData()
        self.plays.clear()
        for play in found.plays:
            self.plays.addItem(play.called(current()), play.key)
        at = self.plays.findData(kept) if kept is not None else 0
        self.plays.setCurrentIndex(max(at, 0))

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*_SHOWN):
            self.refresh()
            if self.isVisible():
                self._fit()

    # What a person does

    def _tick(self, step_id: str, done: bool) -> None:
        if not self._acts.tick(step_id, done):
            self.refresh()

    def _start(self) -> None:
        if self._acts.start(self._id, self.plays.currentData()):
            first = self.steps.first_open()
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)

    def _later(self) -> None:
        spot = self.later.mapToGlobal(QPoint(0, 0))
        choice = self._acts.ask_later(self._id, spot, self._window)
        self.reject()
        choice.raise_()

    def _move(self) -> None:
        spot = self.due_button.mapToGlobal(QPoint(0, 0))
        choice = self._acts.ask_due(self._id, spot, self._window)
        self.reject()
        choice.raise_()

    def _see(self) -> None:
        if self._found is not None and self._acts.go is not None:
            row = self._found.row
            self.accept()
            self._acts.go(row.account_id, words.tab_of(row.place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """E closes it with an outcome, S hides it, Del dismisses it: as in the list."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        acts = {Qt.Key.Key_E: self.done_button, Qt.Key.Key_S: self.later, Qt.Key.Key_Delete: self.dismiss}
        button = acts.get(Qt.Key(event.key())) if plain else None
        if button is not None:
            button.click()
        else:
            super().keyPressEvent(event)


class _Gone(QFrame):
    """Says that the cause went away, and that it can be closed."""

    def __init__(self) -> None:
        super().__init__()
        self._words = PlainLabel("", "body", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconView("circle-check", 16, "good_text"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def say(self, said: str) -> None:
        self._words.setText(" ".join(part for part in (said, _("You can close it.") if said else "") if part))
        self.setVisible(bool(said))


def _due_words(found: CtaPage, today: date) -> str:
    row = found.row
    parts = [
        _("Due {day}", day=near_day(row.due, today)) if row.due is not None else _("No due day"),
        _("hidden until {day}", day=near_day(row.hidden_until, today)) if row.hidden_until is not None else "",
    ]
    return " · ".join(part for part in parts if part)
