"""The readings behind one part of a score: what counted, where it came from, what was corrected; and one by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.clock import Clock, parse_stamp
from app.errors import BansoError
from app.health.model import Kind, Take
from app.health.score import Part, Score
from app.language import _, day, error_words, ngettext, number
from app.operations.health.part_readings import PartReadings
from app.views import theme as themes
from app.views.account.health.lines import part_tip
from app.views.account.health.readings_list import ReadingsDelegate, Row
from app.views.account.health.words import fresh_words, named, value_words
from app.views.account.rows import RowModel, RowView
from app.views.dialogs.sheet import as_sheet
from app.views.widgets.buttons import Button
from app.views.widgets.card import rule
from app.views.widgets.fields import DayField, captioned
from app.views.widgets.labels import ElidedLabel, PlainLabel

_WIDE, _HIGH = 720, 300


class ReadingsSheet(QDialog):
    """`add(value, note, on)` and `correct(reading, value, note)` write; what they refuse is said in place."""

    def __init__(
        self, account: str, score: Score, part: Part, found: PartReadings, clock: Clock,
        add: Callable[[Decimal, str, date], object], correct: Callable[[int, Decimal | None, str], object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("readings")
        as_sheet(self, parent)
        title = _("Readings: {measure}", measure=named(part.measure.name, part.measure.key))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._add, self._correct, self._clock, self._part = add, correct, clock, part
        self._correcting: Row | None = None
        self._by_hand = found.by_hand
        self.model = RowModel(Row.spoken, parent=self)
        self.view = RowView(self.model, title)
        self.view.draw_by(ReadingsDelegate(self.view))
        self.view.keys = {Qt.Key.Key_Return: self._begin_correcting}
        self.view.doubleClicked.connect(lambda _index: self._begin_correcting())
        self.view.selected.connect(lambda _row: self._tell())
        self.empty = PlainLabel(_("No reading is known yet."), "body", tone="text2")
        self.count = ElidedLabel("", "label", tone="text2")
        self.value, self.note = QLineEdit(), QLineEdit()
        self.on = DayField(_("Observed on"), clock.today(), backward=True)
        self.fault = PlainLabel("", "label", tone="risk_text", wrap=True)
        self.correct_button = Button(_("Correct this reading"), icon="pencil")
        self.correct_button.clicked.connect(self._begin_correcting)
        self.void_button = Button(_("Say it is void"), kind="quiet")
        self.void_button.clicked.connect(self._void)
        self.write_button = Button(_("Add reading"), kind="primary")
        self.write_button.clicked.connect(self._write)
        self.close_button = Button(_("Close"))
        self.close_button.clicked.connect(self.reject)
        self._caption = PlainLabel("", "bodyStrong")
        self._build(account, score, part)
        self.show_readings(found)
        self._stop_correcting()

    def _build(self, account: str, score: Score, part: Part) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(10)
        whole.addWidget(PlainLabel(named(part.measure.name, part.measure.key), "dialogTitle"))
        now = " · ".join((value_words(part.value), fresh_words(part.value)))
        whole.addWidget(ElidedLabel(f"{account} · {now}", "body", tone="text2"))
        whole.addWidget(PlainLabel(part_tip(score, part).split("\n", 1)[-1], "label", tone="text2", wrap=True))
        whole.addWidget(rule())
        self.view.setMinimumHeight(themes.current().px(_HIGH) // 2)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.empty)
        line = QHBoxLayout()
        line.addWidget(self.count, 1)
        line.addWidget(self.void_button)
        line.addWidget(self.correct_button)
        whole.addLayout(line)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(6)
        form.addWidget(rule())
        form.addWidget(self._caption)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addLayout(captioned(_("Value"), self.value), 1)
        self._on = QWidget()
        column = QVBoxLayout(self._on)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(captioned(_("Observed on"), self.on))
        fields.addWidget(self._on, 1)
        needs = part.measure.kind is Kind.PULSE
        fields.addLayout(captioned(_("Reason (required)") if needs else _("Remark"), self.note), 2)
        form.addLayout(fields)
        form.addWidget(self.fault)
        whole.addWidget(self._form)
        self._derived = PlainLabel(
            _("The book itself tells this one, from what is recorded in it; nobody writes it by hand."), "label",
            tone="text2", wrap=True,
        )  # fmt: skip
        whole.addWidget(self._derived)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.write_button)
        whole.addLayout(buttons)
        for field in (self.value, self.note):
            field.returnPressed.connect(self._write)
        self.setMinimumWidth(themes.current().px(_WIDE))
        self.resize(themes.current().px(_WIDE), themes.current().px(600))

    def show_readings(self, found: PartReadings) -> None:
        """Show what is known, the newest first."""
        unit = "" if self._part.measure.per or self._part.measure.take is Take.CHANGE else _unit(self._part)
        rows = [Row(one, self._clock.day_of(parse_stamp(one.recorded_at)), unit) for one in found.readings]
        self.view.show_rows(rows)
        self.view.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        counted = sum(one.counts for one in found.readings)
        said = ngettext("{n} reading", "{n} readings", len(rows))
        if counted:
            said += " · " + ngettext("{n} counts now", "{n} count now", counted)
        if found.per and found.per[0].value is not None:
            said += " · " + _("held against {n}", n=number(found.per[0].value))
        self.count.setText(said)
        self._form.setVisible(found.by_hand)
        self._derived.setVisible(not found.by_hand)
        self.write_button.setVisible(found.by_hand)
        self._tell()

    def begin(self) -> None:
        """Go to the newest reading."""
        (self.view if self.model.rows else self.value).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Writing

    def _tell(self) -> None:
        row = self.view.current() if self.model.rows else None
        can = self._by_hand and row is not None and not row.reading.replaced
        for button in (self.correct_button, self.void_button):
            button.setVisible(self._by_hand)
            button.setEnabled(can)

    def _begin_correcting(self) -> None:
        row: Row | None = self.view.current()
        if row is None or not self._by_hand or row.reading.replaced:
            return
        self._correcting = row
        self._caption.setText(
            _("What the reading of {day} should say; the wrong one stays beside it", day=day(row.reading.on))
        )
        self.write_button.setText(_("Correct"))
        self._on.hide()
        self.value.setText("" if row.reading.value is None else f"{row.reading.value.normalize():f}")
        self.value.setFocus(Qt.FocusReason.OtherFocusReason)
        self.value.selectAll()

    def _stop_correcting(self) -> None:
        self._correcting = None
        self._caption.setText(_("Add a reading by hand"))
        self.write_button.setText(_("Add reading"))
        self._on.show()
        self.on.show_day(self._clock.today())
        self.value.clear()
        self.note.clear()
        self._refuse(None)

    def _void(self) -> None:
        row: Row | None = self.view.current()
        if row is not None and self._by_hand:
            self._try(lambda: self._correct(row.reading.no, None, self.note.text()))

    def _write(self) -> None:
        if not self._by_hand:
            return

        def write() -> None:
            value = read_number(self.value.text())
            if self._correcting is not None:
                self._correct(self._correcting.reading.no, value, self.note.text())
                return
            on = self.on.named()
            if on is None:
                raise BansoError("reading.no_day", field="observed_on")
            self._add(value, self.note.text(), on)

        self._try(write)

    def _try(self, write: Callable[[], object]) -> None:
        try:
            write()
        except BansoError as error:
            self._refuse(error)
            return
        self._stop_correcting()
        self.begin()

    def _refuse(self, error: BansoError | None) -> None:
        self.fault.setText(error_words(error)[1] if error is not None else "")
        self.fault.setVisible(error is not None)
        if error is not None:
            fields: dict[str | None, QWidget] = {"observed_on": self.on, "reason": self.note}
            fields.get(error.field, self.value).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends correcting first, then closes."""
        if event.key() == Qt.Key.Key_Escape and self._correcting is not None:
            self._stop_correcting()
            self.begin()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


def _unit(part: Part) -> str:
    return {"%": "%", "1-5": " / 5", "/5": " / 5"}.get(part.measure.unit, "")


def read_number(text: str) -> Decimal:
    """Return the number that was written, in half or full width; BansoError where it is none."""
    bare = text.strip().translate(str.maketrans("０１２３４５６７８９．，−－", "0123456789.,--")).replace(",", "")
    try:
        value = Decimal(bare.removesuffix("%").removesuffix("％"))
    except InvalidOperation:
        raise BansoError("reading.not_a_number", field="value", value=text.strip()) from None
    if not value.is_finite():
        raise BansoError("reading.not_a_number", field="value", value=text.strip())
    return value
