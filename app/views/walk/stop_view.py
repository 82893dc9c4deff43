"""One account on the walk: who it is, why it is here, how the pulses stand, what was said last and what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, current, keyed, name_of, number
from app.operations.health.row_health import RowHealth
from app.operations.sheet_words import near_day, promise_line, touchpoint_line
from app.operations.sheets import Part
from app.operations.walk import WalkStop
from app.operations.walk_stop import StopPage
from app.operations.walk_words import why_line
from app.views.account import words
from app.views.account.flow import FlowLayout
from app.views.accounts.words import arr_in_full, segment_and_phase
from app.views.call.columns import Columns
from app.views.call.part_card import PartCard, fact_view
from app.views.paint.marks import RING
from app.views.paint.pill import Pill
from app.views.walk.pulse_row import PulseRow
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import Painted, pill_view
from app.vocabulary import Band

GROUPS = ("expired", "changed", "silent")
_PROMISES = 5
_MEANINGS = {"same": "unknown", "better": "good", "worse": "risk", "passed": "unknown"}


class StopView(QWidget):
    """`said(key, value)` for one aspect, `open_wanted` for the account itself."""

    said = Signal(str, int)
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ElidedLabel("", "title")
        self._pill: Painted | None = None
        self.open_button = Button(_("Open the account"), icon="building-2")
        self.open_button.clicked.connect(self.open_wanted)
        self._first = QHBoxLayout()
        self._first.setSpacing(10)
        self._first.addWidget(self._name)
        self._first.addStretch(1)
        self._first.addWidget(self.open_button)
        self._facts = QWidget()
        self._flow = FlowLayout(26, 8, self._facts)
        policy = self._facts.sizePolicy()
        policy.setHeightForWidth(True)
        self._facts.setSizePolicy(policy)
        self.columns = Columns(_("The account on the walk"))
        self.columns.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._why = {group: PartCard(group) for group in GROUPS}
        self._last = PartCard(_("Last conversation"))
        for card in (*self._why.values(), self._last):
            self.columns.left.addWidget(card)
        self.pulses: list[PulseRow] = []
        self._pulse_card = Card(_("My pulse"))
        self.columns.right.addWidget(self._pulse_card)
        self._promises = PartCard(_("Open promises"))
        self.columns.right.addWidget(self._promises)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, RING, 0)
        head.setSpacing(8)
        head.addLayout(self._first)
        head.addWidget(self._facts)
        whole.addLayout(head)
        whole.addWidget(self.columns, 1)

    def chosen(self) -> tuple[str, ...]:
        """Return the aspects that a verdict moves."""
        return tuple(row.key for row in self.pulses if row.box.isChecked())

    def show_stop(self, stop: WalkStop, page: StopPage, today: date, health: RowHealth | None = None) -> None:
        """Show an account of the walk."""
        lang = current()
        self.setAccessibleName(page.account.name)
        self._name.setText(page.account.name)
        self._say_verdict(page.verdict)
        self._show_facts(page, today, health)
        for group, card in self._why.items():
            lines = tuple(why_line(why, today=today, lang=lang) for why in stop.reasons if why.group == group)
            card.show_part(Part(group, keyed("walk.group", group), lines))
            card.setVisible(bool(lines))
        last = (touchpoint_line(page.last, today, lang),) if page.last is not None else ()
        self._last.show_part(Part("last", _("Last conversation"), last, _("There was no conversation with them yet.")))
        self._show_pulses(page, today)
        promises = tuple(promise_line(one, today, lang) for one in page.account.promises[:_PROMISES])
        self._promises.show_part(Part("promises", _("Open promises"), promises, _("Nothing is open.")))

    def _show_pulses(self, page: StopPage, today: date) -> None:
        if not self.pulses:
            for at, pulse in enumerate(page.pulses):
                row = PulseRow(pulse.key)
                row.said.connect(self.said)
                if at:
                    self._pulse_card.body.addWidget(rule())
                self._pulse_card.body.addWidget(row)
                self.pulses.append(row)
            note = _("A verdict moves the ticked ones by one; a click or a digit says a value.")
            self._pulse_card.body.addWidget(PlainLabel(note, "label", tone="text3", wrap=True))
        for row, pulse in zip(self.pulses, page.pulses, strict=True):
            row.show_pulse(pulse, today)

    def _say_verdict(self, verdict: str) -> None:
        if self._pill is not None:
            self._first.removeWidget(self._pill)
            self._pill.hide()
            self._pill.deleteLater()
            self._pill = None
        if verdict:
            self._pill = pill_view(Pill(keyed("walk.verdict", verdict), _MEANINGS[verdict]))
            self._first.insertWidget(1, self._pill)

    def _show_facts(self, page: StopPage, today: date, health: RowHealth | None) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        account, coming = page.account, page.coming
        for caption, text, tone in (
            *_health(health),
            (_("Segment · phase"), segment_and_phase(account.segment, account.phase), "text"),
            ("ARR", arr_in_full(account), "text"),
            (_("Renewal"), words.renewal(account, today), "text"),
            (
                _("Last contact"),
                words.contact(account, today),
                "watch_text" if words.over_cadence(account, today) else "text",
            ),
            (_("Planned"), near_day(coming.date, today, current()) if coming is not None else _("nothing"), "text"),
        ):
            fact = fact_view(caption, text, tone=tone)
            self._flow.addWidget(fact)
            fact.show()
        self._facts.updateGeometry()


def _health(health: RowHealth | None) -> tuple[tuple[str, str, str], ...]:
    """Return the score with its band and what it did in thirty days; nothing while it is not known."""
    if health is None:
        return ()
    said = name_of(health.band) if health.score is None else f"{health.score} {name_of(health.band)}"
    if health.delta:
        said += f" ({'+' if health.delta > 0 else ''}{number(health.delta)})"
    tone = f"{health.band}_text" if health.band in (Band.WATCH, Band.RISK) else "text"
    return ((_("Health"), said, tone),)


def moved_words(page: StopPage, chosen: Sequence[str], step: int) -> str:
    """Return which aspects a verdict moves, and from where to where."""
    from app.operations.pulses import HIGHEST, LOWEST
    from app.operations.walk_words import aspect_name

    told = [
        _("{aspect} {was} → {now}", aspect=aspect_name(p.key), was=p.value,
          now=max(LOWEST, min(HIGHEST, p.value + step)))
        for p in page.pulses
        if p.key in chosen and p.value is not None
    ]  # fmt: skip
    return _(", ").join(told) if told else _("No pulse is ticked: only the walk keeps the verdict.")
