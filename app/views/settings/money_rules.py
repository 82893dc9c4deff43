"""What figures of money go by: what counts as a customer, the margin, how long a late renewal still counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import _, ngettext, number, short_money
from app.operations.money.effect import MoneyEffect, money_effect
from app.operations.money.words import method_name, per_cent
from app.operations.settings import chosen_value
from app.revenue.retention import Method
from app.views.settings.rows import NumberField, OptionalNumberField, Row
from app.views.widgets.card import rule
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace

UNIT, MARGIN, GRACE = "money_unit", "gross_margin", "grace"
Keep = Callable[[str, object, Row], bool]
"""Keeps a value under its key and tells whether it was kept; why not is said at the row."""


class MoneyRules(QWidget):
    """Three rows and a line that says what they make of the last twelve months."""

    def __init__(self, workspace: Workspace, keep: Keep) -> None:
        super().__init__()
        self._workspace, self._keep = workspace, keep
        self._before: MoneyEffect | None = None
        self.unit = SegmentedControl(
            [("account", _("Account")), ("parent", _("Parent"))], _("What counts as one customer")
        )
        about = _("“Parent” adds up all accounts below one parent, as these stood on the last day of a period.")
        self.unit_row = Row(_("What counts as one customer"), self.unit, about=about)
        self.margin = OptionalNumberField(_("Gross margin"))
        about = _("For lifetime value. Left empty, it is worked out by sales and says so.")
        self.margin_row = Row(_("Gross margin"), self.margin, PlainLabel("%", "body", tone="text2"), about=about)
        self.grace = NumberField(_("Grace after the last day of a contract"))
        about = _("For so long a renewal may come late: the last amount still counts, flagged. 0 to 365 days.")
        days = PlainLabel(_("days"), "body", tone="text2")
        self.grace_row = Row(_("Grace after the last day of a contract"), self.grace, days, about=about)
        self.effect = PlainLabel("…", "label", tone="text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.unit_row, rule(), self.margin_row, rule(), self.grace_row, self.effect):
            column.addWidget(part)
        self.unit.chosen.connect(lambda key: self._keep(UNIT, key, self.unit_row))
        self.margin.given.connect(self._margin)
        self.grace.given.connect(self._grace)

    def refresh(self) -> None:
        """Show what is kept."""
        read = self._workspace.read
        self.unit.choose(str(read(chosen_value, UNIT)))
        margin, grace = read(chosen_value, MARGIN), read(chosen_value, GRACE)
        self.margin.show_value(None if margin is None else int(str(margin)))
        self.grace.show_number(int(str(grace)))

    def forget(self) -> None:
        """Compare with the book as it will be at the next visit."""
        self._before = None

    def tell(self, found: MoneyEffect) -> None:
        """Say what the settings make of the last twelve months, and what that was before."""
        before = self._before
        if before is None or before.without_rate or before.currency != found.currency:
            self._before = before = found
        self.effect.setText(_effect_words(before, found))
        self.effect.setVisible(bool(self.effect.text()))

    def _margin(self, value: Any) -> None:
        if self._keep(MARGIN, value, self.margin_row):
            self.margin.took_value(value)

    def _grace(self, days: int | None) -> None:
        if self._keep(GRACE, days, self.grace_row):
            assert days is not None
            self.grace.took(days)


def _effect_words(before: MoneyEffect, now: MoneyEffect) -> str:
    if now.without_rate:
        return ""
    if not now.logos.of and now.lifetime is None:
        return _("There are no contracts yet for these to change.")

    def moved(told: Callable[[MoneyEffect], str]) -> str:
        then, told_now = told(before), told(now)
        return told_now if then == told_now else f"{then} → {told_now}"

    kept = moved(lambda one: f"{number(one.logos.n)} / {number(one.logos.of)}")
    lines = [
        _(
            "Last 12 months: NRR {nrr}, GRR {grr}, {kept} customers kept ({method})",
            nrr=moved(lambda one: per_cent(one.nrr)), grr=moved(lambda one: per_cent(one.grr)), kept=kept,
            method=method_name(Method.CLOSED),
        )
    ]  # fmt: skip
    if now.lifetime is not None:
        basis = _("by sales") if now.by_sales else _("by profit")
        lines.append(_("LTV to date {sum} ({basis})", sum=moved(_lifetime), basis=basis))
    return "\n".join(lines)


def _lifetime(one: MoneyEffect) -> str:
    return "—" if one.lifetime is None else short_money(one.lifetime, one.currency)


def ask_effect(_report: object, _cancelled: Callable[[], bool], book: Any, today: object) -> MoneyEffect:
    """Return what the settings do, on a worker thread."""
    found: MoneyEffect = book.read(money_effect, today=today)
    return found


def missing_words(found: MoneyEffect) -> str:
    """Return which currencies have no rate, and what that means."""
    codes = _(", ").join(found.without_rate)
    return ngettext(
        "There is no rate from {currencies} to {base}. Until there is one, the figures of money cannot be worked out.",
        "There are no rates from {currencies} to {base}. Until there are, the figures of money cannot be worked out.",
        len(found.without_rate), currencies=codes, base=found.currency,
    )  # fmt: skip
