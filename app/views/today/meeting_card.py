"""The next meeting: how long until then, with whom, and what is known before it. Only facts stand here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import Clock
from app.language import _, keyed, name_of, ngettext, number, short_day
from app.views.account.flow import FlowLayout
from app.views.today import words
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from app.operations.planned import NextMeeting


class MeetingCard(Card):
    """`went(place, argument)` from its buttons."""

    went = Signal(str, object)

    def __init__(self, clock: Clock, can_call: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._clock, self._can_call = clock, can_call
        self._meeting: NextMeeting | None = None
        self._when = PlainLabel("", "label", tone="text2")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconView("calendar", 14, "text2"))
        head.addWidget(self._when, 1)
        self.body.addLayout(head)
        self._inside: QWidget | None = None
        self.setAccessibleName(_("Next meeting"))

    def show_meeting(self, meeting: NextMeeting | None) -> None:
        """Show another meeting, or that there is none."""
        if self._inside is not None:
            if meeting == self._meeting:
                self.tick()
                return
            self._inside.hide()
            self._inside.deleteLater()
        self._meeting = meeting
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if meeting is None:
            said = _("A meeting you plan with a customer will stand here.")
            column.addWidget(PlainLabel(said, "body", tone="text2", wrap=True))
        else:
            self._fill(column, meeting)
        self.body.addWidget(self._inside)
        self.tick()

    def _fill(self, column: QVBoxLayout, meeting: NextMeeting) -> None:
        column.addWidget(ElidedLabel(meeting.account, "subtitle"))
        if meeting.text:
            column.addWidget(PlainLabel(meeting.text, "body", wrap=True))
        column.addWidget(PlainLabel(self._line(meeting), "label", tone="text2", wrap=True))
        column.addSpacing(4)
        for icon, said in facts(meeting, self._clock.today()):
            row = QHBoxLayout()
            row.setSpacing(9)
            row.addWidget(IconView(icon, 14, "text3"))
            row.addWidget(PlainLabel(said, "body", tone="text2", wrap=True), 1)
            column.addLayout(row)
        column.addSpacing(6)
        buttons = FlowLayout(8, 8)
        if self._can_call():
            prepare = Button(_("Prepare the call"), icon="phone")
            prepare.clicked.connect(lambda: self.went.emit("call", meeting.touchpoint_id))
            buttons.addWidget(prepare)
        account = Button(_("Open the account"), icon="building-2")
        account.clicked.connect(lambda: self.went.emit("account", meeting.account_id))
        buttons.addWidget(account)
        column.addLayout(buttons)

    def _line(self, meeting: NextMeeting) -> str:
        parts = [name_of(meeting.kind), words.joined([words.person(name) for name in meeting.people])]
        if meeting.at is not None:
            begins = meeting.at.astimezone(ZoneInfo(self._clock.zone))
            span = f"{begins.hour}:{begins.minute:02}"
            if meeting.minutes:
                ends = begins + timedelta(minutes=meeting.minutes)
                span += f"–{ends.hour}:{ends.minute:02}"
            parts.insert(0, span)
        return " · ".join(part for part in parts if part)

    def tick(self) -> None:
        """Say anew how long it is until then."""
        meeting = self._meeting
        self._when.setText(until_words(meeting, self._clock) if meeting is not None else _("Nothing is planned"))


def until_words(meeting: NextMeeting, clock: Clock) -> str:
    """Return how long it is until a meeting; by the day where it is not today or its hour is not known."""
    today = clock.today()
    if meeting.on != today:
        tomorrow = meeting.on == today + timedelta(1)
        return _("Next tomorrow") if tomorrow else _("Next on {day}", day=short_day(meeting.on))
    if meeting.at is None:
        return _("Next today")
    minutes = int((meeting.at - clock.now()).total_seconds() // 60)
    if minutes < 0:
        return _("Going on now")
    hours, rest = divmod(minutes, 60)
    if hours:
        return _("Next in {hours} h {minutes} min", hours=number(hours), minutes=number(rest))
    return _("Next in {minutes} min", minutes=number(rest))


def facts(meeting: NextMeeting, today: date) -> list[tuple[str, str]]:
    """Return what is known before a meeting, each with its icon."""
    made: list[tuple[str, str]] = []
    open_now = meeting.ours + meeting.theirs
    if open_now:
        said = ngettext("{n} open promise", "{n} open promises", open_now)
        sides = _("ours {ours}, theirs {theirs}", ours=number(meeting.ours), theirs=number(meeting.theirs))
        made.append(("handshake", keyed("today.join", "bracket", None, first=said, second=sides)))
    else:
        made.append(("handshake", _("No promise is open")))
    if meeting.last_touch is None:
        made.append(("message-circle", _("You have not spoken yet")))
    else:
        days = (today - meeting.last_touch).days
        made.append(("message-circle", ngettext("{n} day since last contact", "{n} days since last contact", days)))
    made.append(("users", ngettext("{n} person known there", "{n} people known there", meeting.known)))
    if meeting.questions:
        made.append(("list-checks", ngettext("{n} question to ask", "{n} questions to ask", meeting.questions)))
    return made
