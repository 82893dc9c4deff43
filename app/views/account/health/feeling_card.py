"""One's own feeling about an account: five steps, a reason, an end; and behind … a score set by hand.

Nothing counts before there is a reason. What is being written is kept as a draft until it is said or left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, day, error_words, number
from app.operations.health.feelings import DEFAULT_DAYS, EFFECTS, MOST_DAYS, OwnWord, Said
from app.views import theme as themes
from app.views.account.health.lines import feeling_word
from app.views.account.health.steps import Steps
from app.views.account.health.words import near, signed
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.day_choice import DayChoice
from app.views.widgets.fields import day_with_weekday
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel

_LINES = 3


@dataclass(frozen=True)
class Unsaid:
    """What is being written and was not said yet."""

    effect: int | None
    reason: str
    expires: date


class FeelingCard(Card):
    """Filled by `show_own`. A signal for each thing to do; `drafted(Unsaid or None)` as it is written."""

    said = Signal(int, str, object)
    confirmed = Signal()
    taken_back = Signal()
    drafted = Signal(object)
    override_wanted = Signal()
    lifted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("My feeling"))
        self._today = date.min
        self._own = OwnWord()
        self._account = ""
        self._expires = date.min
        choices = [(effect, signed(effect), feeling_word(effect)) for effect in EFFECTS]
        self.steps = Steps(_("My feeling"), choices)
        self.steps.chosen.connect(self._changed)
        self.state = ElidedLabel("", "label", tone="text2", right=True)
        self.more = Button(icon="ellipsis", kind="quiet", name=_("More for this score"))
        self.more.clicked.connect(self._menu)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(_("Reason (required)"))
        self.reason.setPlaceholderText(_("What you saw or heard that no figure tells"))
        self.reason.setTabChangesFocus(True)
        self.reason.textChanged.connect(self._changed)
        self.reason.installEventFilter(self)
        self.until = Button(_("Holds until"), icon="calendar")
        self.until.clicked.connect(self._ask_until)
        self.keep = Button(_("Note feeling"), kind="primary")
        self.keep.clicked.connect(self._say)
        self.discard = Button(_("Discard"), kind="quiet")
        self.discard.clicked.connect(self._discard)
        self.back = Button(_("Withdraw"), kind="quiet")
        self.back.clicked.connect(self.taken_back)
        self.still = Button(_("Still so"), icon="check")
        self.still.clicked.connect(self.confirmed)
        self.lift = Button(_("Lift"), kind="quiet")
        self.lift.setAccessibleName(_("Lift the score set by hand"))
        self.lift.clicked.connect(self.lifted)
        self.fault = PlainLabel("", "label", tone="risk_text", wrap=True)
        self._build()
        self._measure()

    def _build(self) -> None:
        self.head.addWidget(IconView("heart-handshake", 16, "accent_text"))
        self.head.addWidget(PlainLabel(_("My feeling"), "bodyStrong"))
        self.head.addWidget(self.state, 1)
        self.head.addWidget(self.more)
        self.body.addLayout(self.head)
        self.body.addWidget(PlainLabel(_("Added to what the model says, ±10 at most"), "label", tone="text2"))
        self.body.addWidget(self.steps)
        caption = QHBoxLayout()
        caption.addWidget(PlainLabel(_("Reason (required)"), "caption", tone="text2"))
        caption.addStretch(1)
        caption.addWidget(PlainLabel(_("Internal only"), "caption", tone="text2"))
        self.body.addLayout(caption)
        self.body.addWidget(self.reason)
        self._ended = QWidget()
        ended = QHBoxLayout(self._ended)
        ended.setContentsMargins(0, 0, 0, 0)
        self._ended_words = PlainLabel("", "label", tone="watch_text", wrap=True)
        ended.addWidget(self._ended_words, 1)
        ended.addWidget(self.still)
        self.body.addWidget(self._ended)
        self.body.addWidget(self.fault)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(PlainLabel(_("Holds until"), "label", tone="text2"))
        foot.addWidget(self.until)
        foot.addStretch(1)
        foot.addWidget(self.back)
        self.body.addLayout(foot)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addStretch(1)
        acts.addWidget(self.discard)
        acts.addWidget(self.keep)
        self.body.addLayout(acts)
        self._set = QWidget()
        column = QVBoxLayout(self._set)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(rule())
        line = QHBoxLayout()
        self._set_words = PlainLabel("", "label", wrap=True)
        line.addWidget(self._set_words, 1)
        line.addWidget(self.lift)
        column.addLayout(line)
        self.body.addWidget(self._set)

    def _measure(self) -> None:
        self.reason.setFixedHeight(themes.current().line("body") * _LINES + 16)

    def changeEvent(self, event: QEvent) -> None:
        """Take the lines of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_set"):
            self._measure()

    # What stands

    def show_own(self, account_id: str, own: OwnWord, today: date, unsaid: Unsaid | None = None) -> None:
        """Show what was last said; what is being written about the same account stays."""
        writing = account_id == self._account and self._dirty()
        self._account, self._own, self._today = account_id, own, today
        if not writing:
            self._fill(unsaid)
        self._tell()

    @property
    def _force(self) -> Said | None:
        feeling = self._own.feeling
        return feeling if feeling is not None and feeling.holds(self._today) else None

    def _fill(self, unsaid: Unsaid | None) -> None:
        force = self._force
        self.steps.show_value(unsaid.effect if unsaid else force.value if force else None)
        self.reason.blockSignals(True)
        self.reason.setPlainText(unsaid.reason if unsaid else force.reason if force else "")
        self.reason.blockSignals(False)
        usual = self._today + timedelta(DEFAULT_DAYS)
        self._expires = max(unsaid.expires, self._today) if unsaid else force.expires if force else usual
        self.fault.setText("")

    def unsaid(self) -> Unsaid:
        """Return what is written now."""
        return Unsaid(self.steps.value(), self.reason.toPlainText().strip(), self._expires)

    def _dirty(self) -> bool:
        force, now = self._force, self.unsaid()
        if force is None:
            return now.effect is not None or bool(now.reason)
        return (now.effect, " ".join(now.reason.split()), now.expires) != (force.value, force.reason, force.expires)

    def _changed(self, *_value: object) -> None:
        self.fault.setText("")
        self.drafted.emit(self.unsaid() if self._dirty() else None)
        self._tell()

    def _tell(self) -> None:
        dirty, now, force = self._dirty(), self.unsaid(), self._force
        self.keep.setVisible(dirty)
        self.keep.setEnabled(now.effect is not None and bool(now.reason))
        self.keep.setToolTip("Ctrl+Enter" if now.reason else _("No reason, no change."))
        self.discard.setVisible(dirty)
        self.back.setVisible(not dirty and force is not None)
        self.state.setText(_("Not said yet") if dirty else _("Noted") if force is not None else "")
        self.until.setText(day_with_weekday(self._expires))
        self.until.setAccessibleName(_("Until {day}", day=day(self._expires)))
        self.fault.setVisible(bool(self.fault.text()))
        feeling, override = self._own.feeling, self._own.override
        ended = feeling is not None and force is None and not dirty
        self._ended.setVisible(ended)
        if feeling is not None:
            on = near(feeling.expires, self._today)
            self._ended_words.setText(
                _("Your {effect} ended on {day}. Still so?", effect=signed(feeling.value), day=on)
            )
        stands = override is not None and override.holds(self._today)
        self._set.setVisible(stands)
        if override is not None and stands:
            until = near(override.expires, self._today)
            words = _("Set to {score} by hand until {until}.", score=number(override.value), until=until)
            self._set_words.setText(f"{words} {override.reason}")

    # What a person does

    def begin(self) -> None:
        """Go to the steps."""
        self.steps.begin()

    def _say(self) -> None:
        now = self.unsaid()
        if now.effect is not None and now.reason:
            self.said.emit(now.effect, now.reason, now.expires)

    def refuse(self, error: BansoError) -> None:
        """Say in place why it was not taken."""
        self.fault.setText(error_words(error)[1])
        self.fault.show()

    def settled(self) -> None:
        """It was said: what is written is what stands."""
        self.drafted.emit(None)

    def _discard(self) -> None:
        self._fill(None)
        self._changed()

    def _ask_until(self) -> None:
        days = [
            (_("In 2 weeks"), 14), (_("In 28 days"), DEFAULT_DAYS), (_("In 60 days"), 60), (_("In 90 days"), MOST_DAYS),
        ]  # fmt: skip
        choices = [(words, self._today + timedelta(n)) for words, n in days]
        asking = DayChoice(_("Until when it holds"), choices, self._today, self)
        asking.chosen.connect(self._take_until)
        asking.appear_under(self.until)

    def _take_until(self, until: date) -> None:
        self._expires = until
        self._changed()

    def _menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("More for this score"))
        menu.addAction(_("Set the score by hand…"), self.override_wanted.emit)
        if self._own.override is not None and self._own.override.holds(self._today):
            menu.addAction(_("Lift the score set by hand"), self.lifted.emit)
        corner = self.more.mapToGlobal(QPoint(self.more.width(), self.more.height() + 4))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter in the reason says it; Enter alone breaks the line."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._say()
                return True
        return False
