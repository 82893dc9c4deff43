"""One question of the queue: what the data stands on, what was judged and why, and the three answers to it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import _, ngettext, short_day
from app.operations.health.disagreements import Disagreement
from app.operations.walk_words import anchor, aspect_name
from app.views import theme as themes
from app.views.portfolio import words
from app.views.portfolio.gap_paint import paint_gap
from app.views.theme import Theme
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import Painted


class DisagreementCard(Card):
    """`open_wanted`, `judge_wanted`, `accept_wanted`: look at the account, judge anew, or say why it is fine."""

    open_wanted = Signal()
    judge_wanted = Signal()
    accept_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._one: Disagreement | None = None
        self._name = ElidedLabel("", "subtitle")
        self._question = PlainLabel("", "body", tone="text2", wrap=True)
        self._gap = Painted(self._paint, lambda theme: QSize(theme.px(40), theme.px(28)), "")
        self._gap.setSizePolicy(self._gap.sizePolicy().Policy.Expanding, self._gap.sizePolicy().Policy.Fixed)
        self._said = QVBoxLayout()
        self._said.setSpacing(4)
        self.open_button = Button(_("Open the account"), icon="arrow-right")
        self.judge_button = Button(_("Judge anew"), kind="primary", icon="heart-handshake")
        self.accept_button = Button(_("Say why it is fine"), icon="clock")
        for button, signal in (
            (self.judge_button, self.judge_wanted),
            (self.accept_button, self.accept_wanted),
            (self.open_button, self.open_wanted),
        ):
            button.clicked.connect(signal)
        self.body.setSpacing(8)
        self.body.addWidget(self._name)
        self.body.addWidget(self._gap)
        self.body.addWidget(self._question)
        self.body.addWidget(rule())
        self.body.addLayout(self._said)
        self.body.addStretch(1)
        for button in (self.judge_button, self.accept_button, self.open_button):
            self.body.addWidget(button)

    def show_one(self, one: Disagreement | None, today: date) -> None:
        """Show a question, or nothing."""
        self._one = one
        self.setVisible(one is not None)
        if one is None:
            return
        row = one.row
        self.setAccessibleName(row.name)
        self._name.setText(row.name)
        data, pulse = words.whole(row.data), words.whole(row.pulse)
        self._gap.setAccessibleName(_("Data {data}, pulse {pulse}", data=data, pulse=pulse))
        self._question.setText(question(one))
        while (item := self._said.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._tell_data(one, data)
        self._tell_pulse(one, pulse, today)
        if one.accepted is not None:
            until = _("Fine until {day}", day=short_day(one.accepted.until))
            self._heading(until)
            self._line(one.accepted.reason, " · ".join(p for p in (one.accepted.by, short_day(one.accepted.on)) if p))
        self._gap.update()

    def _tell_data(self, one: Disagreement, data: str) -> None:
        self._heading(_("Data: {n}", n=data))
        for told in one.told:
            effect = words.signed(told.effect, 1)
            self._line(
                _(
                    "{measure}: {score} ({effect})",
                    measure=words.named(told.names),
                    score=words.whole(told.score),
                    effect=effect,
                ),
                "",
            )
        if not one.told:
            self._line(_("No single measure stands out."), "")

    def _tell_pulse(self, one: Disagreement, pulse: str, today: date) -> None:
        self._heading(_("Pulse: {n}", n=pulse))
        for said in one.pulses:
            days = (today - said.on).days if said.on is not None else 0
            ago = ngettext("{n} day ago", "{n} days ago", days) if days else _("today")
            self._line(
                f"{aspect_name(said.key)} {said.value} · {anchor(said.key, said.value or 1)} · {ago}", said.reason
            )

    def _heading(self, text: str) -> None:
        self._said.addSpacing(4)
        self._said.addWidget(PlainLabel(text, "bodyStrong"))

    def _line(self, text: str, note: str) -> None:
        self._said.addWidget(PlainLabel(text, "body", wrap=True))
        if note:
            self._said.addWidget(PlainLabel(note, "label", tone="text2", wrap=True))

    def _paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        if self._one is not None:
            paint_gap(painter, box, float(self._one.row.data or 0), float(self._one.row.pulse or 0), theme)

    def sizeHint(self) -> QSize:
        """As wide as a card beside the list."""
        return QSize(themes.current().px(340), super().sizeHint().height())


def question(one: Disagreement) -> str:
    """Return what the difference asks."""
    if one.gap > 0:
        return _("The data is higher than your pulse. What do you see that the data does not?")
    return _("Your pulse is higher than the data. What does the data not see yet?")
