"""How a renewal was decided as a form: the outcome and its day, notice, and of a loss its kind, reasons and signs."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, day, keyed, name_of
from app.operations.churn_words import reason_words
from app.operations.money.outcomes import (
    COMPETITOR,
    PAIRS,
    REASONS,
    Decision,
    Seen,
    effective_on,
    record_outcome,
    tags_of,
)
from app.operations.money.renewal_card import Renewal, Stands
from app.views.account.flow import FlowLayout
from app.views.account.renewal import words
from app.views.plans.item_sheet import side_by_side
from app.views.settings.model.sheet import Sheet
from app.views.widgets.choices import CheckBox
from app.views.widgets.fields import DayField, captioned
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace
from app.vocabulary import Outcome

_OPEN = "open"


class OutcomeSheet(Sheet):
    """Records, changes or takes back how the renewal of a contract was decided; one change."""

    def __init__(self, window: QWidget, workspace: Workspace, one: Renewal) -> None:
        super().__init__(window, _("Outcome of the renewal"))
        self.setObjectName("outcome")
        self._workspace, self._one = workspace, one
        said, today = one.decision, workspace.clock.today()
        choices = [(_OPEN, _("Undecided")), *((str(each), name_of(each)) for each in Outcome)]
        self.outcome = SegmentedControl(choices, _("Outcome"), str(said.outcome or _OPEN))
        self.decided = DayField(_("Decided on"), today, backward=True)
        self.decided.show_day(said.decided_on)
        self.notified = DayField(_("Notice given on"), today, backward=True)
        self.notified.show_day(said.notified_on)
        self._effective = PlainLabel("", "label", tone="text2", wrap=True)
        self.kinds = {pair: _pair(pair, said.either(pair)) for pair in PAIRS}
        own = [reason for reason in said.reasons if reason not in REASONS]
        self.reasons = {reason: CheckBox(reason_words(reason)) for reason in (*REASONS, *own)}
        for reason, box in self.reasons.items():
            box.setChecked(reason in said.reasons)
        self.competitor = QLineEdit(keyed("today.join", "comma").join(said.competitors))
        first = said.seen[0] if said.seen else None
        self.seen = QLineEdit(first.words if first is not None else "")
        self.seen.setPlaceholderText(_("e.g. fewer sign-ins, the champion left"))
        self.seen_on = DayField(_("Seen on"), today, backward=True)
        self.seen_on.show_day(first.on if first is not None else None)
        self._lay_out(today)
        self.outcome.chosen.connect(self._turn)
        for field in (self.decided, self.notified):
            field.textChanged.connect(lambda _text: self._tell())
        self._tell()

    def _lay_out(self, today: date) -> None:
        about = words.DOT.join((words.contract(self._one, today), words.clock(self._one, today)[0]))
        self.body.addWidget(PlainLabel(about, "body", wrap=True))
        self.body.addLayout(captioned(_("Outcome"), _at_the_left(self.outcome)))
        self.body.addLayout(
            side_by_side(
                captioned(_("Decided on"), self.decided), captioned(_("Notice given on"), self.notified)
            )
        )  # fmt: skip
        self.body.addWidget(self._effective)
        self.loss = QWidget()
        self.loss.setAccessibleName(_("Loss"))
        column = QVBoxLayout(self.loss)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        kinds = list(self.kinds.values())
        for two in (kinds[:2], kinds[2:]):
            column.addLayout(side_by_side(*(captioned(kind.accessibleName(), _at_the_left(kind)) for kind in two)))
        column.addLayout(captioned(_("Reasons"), _flowing(list(self.reasons.values()))))
        column.addLayout(captioned(_("To whom they went"), self.competitor))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addLayout(captioned(_("What was seen beforehand"), self.seen), 2)
        line.addLayout(captioned(_("Seen on"), self.seen_on), 1)
        column.addLayout(line)
        self.body.addWidget(self.loss)
        self.go.setText(_("Save"))

    def _turn(self, key: str) -> None:
        if key != _OPEN and not self.decided.text().strip():
            self.decided.show_day(self._workspace.clock.today())
        self._tell()

    def _tell(self) -> None:
        said = self.said()
        self.loss.setEnabled(said.loses)
        self.decided.setEnabled(said.outcome is not None)
        self.notified.setEnabled(said.outcome is not Outcome.RENEWED)
        effective = effective_on(self._one.line, said)
        if effective is not None:
            self._effective.setText(_("It takes effect on {day}, the day after the term.", day=day(effective)))
        elif said.outcome is None and not self._renews():
            running = self._one.stands is Stands.RUNNING
            ends = _("It ends on {day} unless it is renewed.") if running else _("It ended on {day}.")
            self._effective.setText(ends.format(day=day(self._one.end)))
        elif not words.lacks_next(self._one, said):
            self._effective.setText(_("The contract goes on."))
        else:
            self._effective.setText(words.unsigned(self._one))

    def _renews(self) -> bool:
        """Tell whether it goes on where nobody decides."""
        return self._one.followed or (self._one.stands is Stands.RUNNING and self._one.contract.auto_renew)

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        pair = next((kind for both, kind in self.kinds.items() if place in both), None)
        fields: dict[str, QWidget] = {
            "outcome": self.outcome, "decided_on": self.decided, "notified_on": self.notified, "seen": self.seen,
            "seen_on": self.seen_on, COMPETITOR: self.competitor, "tags": self.reasons[REASONS[0]],
        }  # fmt: skip
        return fields.get(place, pair)

    def said(self) -> Decision:
        """Return what is written now; a loss that was none is not kept."""
        key = self.outcome.key()
        outcome = Outcome(key) if key != _OPEN else None
        said = Decision(
            outcome,
            self.decided.named() if outcome is not None else None,
            self.notified.named() if outcome is not Outcome.RENEWED else None,
        )
        return Decision(said.outcome, said.decided_on, said.notified_on, self._tags()) if said.loses else said

    def _tags(self) -> tuple[str, ...]:
        kinds = [kind.key() for kind in self.kinds.values() if kind.key() != _OPEN]
        reasons = [reason for reason, box in self.reasons.items() if box.isChecked()]
        what, when = self.seen.text().strip(), self.seen_on.named()
        first = (Seen(when, what),) if what or when is not None else ()
        return tags_of(kinds, reasons, self.competitor.text(), (*first, *self._one.decision.seen[1:]))

    def take(self) -> None:
        """Write it down."""
        for name, field in (("decided_on", self.decided), ("notified_on", self.notified), ("seen_on", self.seen_on)):
            if field.isEnabled() and field.isModified() and field.text().strip() and field.named() is None:
                raise BansoError("field.no_day", field=name, text=field.text().strip())
        today = self._workspace.clock.today()
        self._workspace.write(record_outcome, self._one.contract.id, self.said(), today=today)


def _pair(pair: tuple[str, str], holds: str) -> SegmentedControl:
    names = {
        "full": _("How much"), "voluntary": _("Of whose will"), "avoidable": _("Was it avoidable"),
        "early": _("At which stage"),
    }  # fmt: skip
    choices = [(_OPEN, _("not said")), *((tag, keyed("churn", tag)) for tag in pair)]
    return SegmentedControl(choices, names[pair[0]], holds or _OPEN)


def _at_the_left(field: QWidget) -> QWidget:
    """Keep a field as narrow as it is, under a caption of the whole width."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(field)
    line.addStretch(1)
    return holder


def _flowing(boxes: list[CheckBox]) -> QWidget:
    holder = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    flow = FlowLayout(14, 2, holder)
    for box in boxes:
        flow.addWidget(box)
    return holder
