"""Rates of exchange as lines, and the form that adds one or changes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, day
from app.operations.rates import CURRENCIES, RateRow, put_rate
from app.views import theme as themes
from app.views.account.flow import FlowLayout
from app.views.settings.rows import bare_field
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import DayField
from app.views.widgets.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from app.views.settings.section import Section


def rate_words(rate: RateRow) -> str:
    """Return a rate as an equation: 1 USD = 151.2 JPY."""
    return f"1 {rate.currency} = {format(rate.rate, 'f')} {rate.base}"


class RateLine(QWidget):
    """One rate with the buttons to change it and to take it out."""

    def __init__(self, rate: RateRow) -> None:
        super().__init__()
        words = rate_words(rate)
        self.setAccessibleName(f"{words}, {day(rate.on)}")
        self.edit = Button(kind="quiet", icon="pencil", name=_("Change {rate}", rate=words))
        self.drop = Button(kind="quiet", icon="trash-2", name=_("Remove {rate}", rate=words))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(ElidedLabel(words), 1)
        row.addWidget(PlainLabel(day(rate.on), "label", tone="text2"))
        row.addWidget(self.edit)
        row.addWidget(self.drop)


class RateForm(QWidget):
    """Currency, figure, base and day; what is wrong is said under them and nothing is kept."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        self._rate_id: str | None = None
        self.currency, self.base = ComboBox(_("Currency of the rate")), ComboBox(_("Currency it is worth in"))
        for combo in (self.currency, self.base):
            combo.addItems(CURRENCIES)
        self.figure = bare_field(_("Rate"), 96)
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.figure.setPlaceholderText("151.2")
        self.figure.returnPressed.connect(self._go)
        today = section.workspace.clock.today()
        self.on = DayField(_("Day of the rate"), today, backward=True)
        self.on.show_day(today)
        self.go = Button(_("Add rate"))
        self.go.clicked.connect(self._go)
        self.leave = Button(_("Leave"), kind="quiet")
        self.leave.clicked.connect(self._leave)
        self.leave.hide()
        self._wrong = PlainLabel("", "label", tone="risk_text", wrap=True)
        self._wrong.hide()
        flow = FlowLayout(8, 8)
        one, equals = PlainLabel("1"), PlainLabel("=")
        for sign in (one, equals):
            sign.setFixedHeight(themes.current().size.control)
        for part in (one, self.currency, equals, self.figure, self.base, self.on, self.go, self.leave):
            flow.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(flow)
        whole.addWidget(self._wrong)

    def begin(self, base: str) -> None:
        """Ask for a new rate into the reporting currency, unless one is being changed or written."""
        if self._rate_id is None and not self.figure.text():
            _show(self.base, base)
            _show(self.currency, "USD" if base != "USD" else "JPY")

    def ask_for(self, currency: str, base: str) -> None:
        """Ask for the rate of a currency that has none."""
        self._leave()
        _show(self.currency, currency)
        _show(self.base, base)
        self.figure.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self, rate: RateRow) -> None:
        """Change a rate."""
        self._rate_id = rate.id
        _show(self.currency, rate.currency)
        _show(self.base, rate.base)
        self.figure.setText(format(rate.rate, "f"))
        self.on.show_day(rate.on)
        self.go.setText(_("Change rate"))
        self.leave.show()
        self.figure.setFocus(Qt.FocusReason.OtherFocusReason)
        self.figure.selectAll()

    def wrong(self) -> str:
        """Return what it says is wrong."""
        return self._wrong.text() if not self._wrong.isHidden() else ""

    def _go(self) -> None:
        on = self.on.named()
        if on is None:
            self._tell(BansoError("rate.day", field="on"))
            return
        workspace = self._section.workspace
        given = {"currency": self.currency.currentText(), "base": self.base.currentText(), "rate": self.figure.text()}
        try:
            workspace.write(put_rate, **given, on=on, today=workspace.clock.today(), rate_id=self._rate_id)
        except BansoError as error:
            self._tell(error)
            return
        self._leave()
        self._section.say_saved()

    def _leave(self) -> None:
        self._rate_id = None
        self.figure.clear()
        self.on.show_day(self._section.workspace.clock.today())
        self.go.setText(_("Add rate"))
        self.leave.hide()
        self._wrong.hide()

    def _tell(self, error: BansoError) -> None:
        from app.language import error_words

        self._wrong.setText(error_words(error)[1])
        self._wrong.show()
        field = {"rate": self.figure, "on": self.on}.get(error.field or "", self.currency)
        field.setFocus(Qt.FocusReason.OtherFocusReason)


def _show(combo: ComboBox, code: str) -> None:
    if combo.findText(code) < 0:
        combo.addItem(code)
    combo.setCurrentText(code)
