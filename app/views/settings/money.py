"""Fiscal year and money: when our year begins, in which currency the book is added up, and the rates for that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import _, day, keyed, period, short_money
from app.operations.money.effect import MoneyEffect
from app.operations.rates import CURRENCIES, Part, RateRow, Worth, book_worth, choose_currency, rates, remove_rate
from app.operations.settings import choose, fiscal_year, settings
from app.views.account.flow import FlowLayout
from app.views.page import toast_undoable
from app.views.settings.desk import SettingsDesk
from app.views.settings.money_rules import MoneyRules, ask_effect, missing_words
from app.views.settings.rate_rows import RateForm, RateLine
from app.views.settings.rows import Row
from app.views.settings.section import Section
from app.views.settings.words import currency_name
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.labels import PlainLabel


class Money(Section):
    """Amounts keep the currency of their contract everywhere; rates are used for the sum that is shown here."""

    entities = ("setting", "rate", "contract", "contract_line", "account")

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__(desk, _("Fiscal year and money"))
        self.begins = ComboBox(_("Our fiscal year begins in"))
        for month in range(1, 13):
            self.begins.addItem(keyed("month", str(month)), month)
        self.begins.activated.connect(lambda _at: self._begin())
        self.year_row = Row(_("Our fiscal year begins in"), self.begins)
        self.add_card(_("Fiscal year"), self.year_row)
        self.currency = ComboBox(_("Reporting currency"))
        self.currency.activated.connect(lambda _at: self._report())
        self.currency_row = Row(_("Reporting currency"), self.currency)
        self.worth = PlainLabel("…", "label", tone="text2", wrap=True)
        self.rules = MoneyRules(self.workspace, self._keep_rule)
        self.add_card(_("Figures of money"), self.rules)
        card = self.add_card(_("Currency"), self.currency_row)
        card.body.addWidget(self.worth)
        about = _(
            "Lists and contracts show each amount in its own currency, and so do their sums. Rates are used for the"
            " sum above, for the order of Today and for the figures of money: for each currency the newest one up to"
            " the day that is asked for."
        )
        self.rates_card = self.add_card(_("Rates"), about=about)
        self.missing = PlainLabel("", "body", tone="watch_text", wrap=True)
        self.missing_ways = QWidget()
        self._ways = FlowLayout(8, 8)
        self.missing_ways.setLayout(self._ways)
        for part in (self.missing, self.missing_ways):
            part.hide()
            self.rates_card.body.addWidget(part)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        self.rates_card.body.addLayout(self.lines)
        self.form = RateForm(self)
        self.rates_card.body.addWidget(self.form)

    def refresh(self) -> None:
        """Show what is kept, and ask what it comes to."""
        chosen = self.workspace.read(settings)
        self.begins.setCurrentIndex(self.begins.findData(chosen.fiscal_year_start))
        start, end = fiscal_year(self.workspace.clock.today(), chosen.fiscal_year_start)
        self.year_row.say(_("FY{year}: {months}", year=start.year, months=period(start, end)))
        self.currency.clear()
        for code in dict.fromkeys((*CURRENCIES, chosen.currency)):
            self.currency.addItem(currency_name(code), code)
        self.currency.setCurrentIndex(self.currency.findData(chosen.currency))
        self.rules.refresh()
        self._show_rates(self.workspace.read(rates))
        self.form.begin(chosen.currency)
        self._ask()

    def remove(self, rate: RateRow) -> None:
        """Take a rate out, which undo brings back."""
        if self.keep(remove_rate, rate.id):
            toast_undoable(self.window_, _("Rate removed"), self.workspace.last_change)

    def _show_rates(self, found: list[RateRow]) -> None:
        while self.lines.count():
            item = self.lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not found:
            self.lines.addWidget(PlainLabel(_("No rates yet."), "body", tone="text2"))
        for rate in found:
            line = RateLine(rate)
            line.edit.clicked.connect(lambda _checked=False, rate=rate: self.form.edit(rate))
            line.drop.clicked.connect(lambda _checked=False, rate=rate: self.remove(rate))
            self.lines.addWidget(line)

    def say_saved(self, saved: bool = True) -> None:
        """A new visit compares with the book as it is now."""
        super().say_saved(saved)
        if not saved:
            self.rules.forget()

    def _keep_rule(self, key: str, value: object, row: Row) -> bool:
        return self.keep(choose, key, value, row=row)

    def _begin(self) -> None:
        self.keep(choose, "fiscal_year_start", self.begins.currentData(), row=self.year_row)

    def _report(self) -> None:
        self.keep(choose_currency, self.currency.currentData(), row=self.currency_row)

    def _ask(self) -> None:
        self.workspace.run(
            _worth, self.workspace.book, self.workspace.clock.today(),
            owner=self, done=self._tell, failed=lambda _error: self.worth.setText(""),
        )  # fmt: skip
        self.workspace.run(
            ask_effect, self.workspace.book, self.workspace.clock.today(),
            owner=self, done=self._tell_effect, failed=lambda _error: self.rules.effect.setText(""),
        )  # fmt: skip

    def _tell_effect(self, found: MoneyEffect) -> None:
        self.rules.tell(found)
        while self._ways.count():
            item = self._ways.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for code in found.without_rate:
            go = Button(_("Write the rate of {currency}", currency=code), icon="pencil")
            go.clicked.connect(lambda _checked=False, code=code: self.form.ask_for(code, found.currency))
            self._ways.addWidget(go)
        self.missing.setText(missing_words(found) if found.without_rate else "")
        for part in (self.missing, self.missing_ways):
            part.setVisible(bool(found.without_rate))

    def _tell(self, found: Worth) -> None:
        if not found.parts:
            self.worth.setText(_("No contract is in force today."))
            return
        lines = [_("ARR of the book: {sum}", sum=short_money(found.total, found.currency))]
        lines += [_part(part, found.currency) for part in found.parts if part.currency != found.currency]
        self.worth.setText("\n".join(lines))


def _part(part: Part, base: str) -> str:
    arr = short_money(part.arr, part.currency)
    if part.worth is None or part.rate is None:
        return _("{arr} is not in it: there is no rate from {currency} to {base}.", arr=arr, currency=part.currency,
                 base=base)  # fmt: skip
    return _("of it {arr} by the rate of {day}", arr=arr, day=day(part.rate.on))


def _worth(_report: object, _cancelled: Callable[[], bool], book: Any, today: object) -> Worth:
    found: Worth = book.read(book_worth, today=today)
    return found
