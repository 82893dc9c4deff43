"""The two cards between the figures and the list: the bridge, and beside it the course, the MRR and the methods."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.language import _, current, money, ngettext, number, period, short_money
from app.operations.money.behind import Contracts, Moved, broken
from app.operations.money.figures import Metrics
from app.operations.money.scopes import Method, Period
from app.operations.money.series import MonthTotals
from app.operations.money.to_date import ToDate
from app.operations.money.words import interval_words, method_name, per_cent, term_name
from app.statistics import Rate
from app.views import theme as themes
from app.views.paint.text import RIGHT
from app.views.portfolio.retention import words
from app.views.portfolio.retention.bridge_chart import BridgeChart
from app.views.portfolio.retention.bridge_paint import drawn
from app.views.portfolio.retention.course_chart import CourseChart
from app.views.portfolio.retention.course_paint import Course, Line
from app.views.row_table import Column, RowTable
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.segmented import SegmentedControl

COURSE, MRR, METHODS = "course", "mrr", "methods"
_FEW_MONTHS = 12


class BridgeCard(Card):
    """The bridge with what has to be said of it; `late_wanted` and `broken_wanted` ask for their lists."""

    late_wanted = Signal()
    broken_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Bridge of MRR"), parent)
        self.chart = BridgeChart()
        self._cut = PlainLabel(_("The ends are drawn cut short."), "caption", tone="text3")
        self.head.addWidget(self._cut)
        self._broken = QWidget()
        line = QHBoxLayout(self._broken)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.fault = ElidedLabel("", "label", tone="risk_text")
        self.look = Button(_("List the contracts"), kind="link")
        self.look.clicked.connect(self.broken_wanted)
        line.addWidget(self.fault, 1)
        line.addWidget(self.look)
        self.late = Button("", kind="link", name=_("Only by the grace"))
        self.late.clicked.connect(self.late_wanted)
        self.rates = ElidedLabel("", "caption", tone="text2")
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.late)
        foot.addWidget(self.rates, 1)
        self.body.addWidget(self._broken)
        self.body.addWidget(self.chart)
        self.body.addLayout(foot)

    def show_figures(self, found: Metrics, contracts: Contracts) -> None:
        """Show the bridge of a period; `contracts` words those that contradict themselves."""
        steps = [("start", found.start), *found.terms.items(), ("end", found.end)]
        shown = drawn([(key, term_name(key), amount) for key, amount in steps], found.currency)
        self.chart.show_bridge(shown)
        self._cut.setVisible(shown.cut)
        self._broken.setVisible(not found.bridge.reconciles)
        if found.bridge.broken:
            self.fault.setText(_fault(broken(found, contracts), lambda fine: words.full(found, fine)))
        self.late.setVisible(bool(found.late))
        said = ngettext("{n} customer only by the grace", "{n} customers only by the grace", len(found.late))
        self.late.setText(said)
        self.late.setAccessibleName(said)
        rates = words.rate_words(found)
        self.rates.setText(_("Exchange rates: {rates}", rates=rates) if rates else "")
        self.rates.setVisible(bool(rates))


def _fault(some: Sequence[Moved], currency: Callable[[int], str]) -> str:
    first, more = some[0], len(some) - 1
    said = _(
        "{name}: start and changes do not come to the end, by {amount}. Look at contract {contract}.",
        name=first.name,
        amount=currency(first.amount),
        contract=words.contract_words(first),
    )
    others = ngettext("So do {n} other customer.", "So do {n} other customers.", more) if more else ""
    return f"{said} {others}".strip()


@dataclass(frozen=True)
class MethodRow:
    """One method with its three figures."""

    method: Method
    nrr: Fraction | None
    grr: Fraction | None
    kept: int
    of: int
    share: float | None


class CourseCard(Card):
    """`month_pressed(at)` with the place of a month, `method_pressed(method)` with one of the three."""

    month_pressed = Signal(int)
    method_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("How it came about"))
        parts = [(COURSE, "NRR・GRR" if current() == "ja" else "NRR, GRR"), (MRR, "MRR"), (METHODS, _("Methods"))]
        self.part = SegmentedControl(parts, _("How it came about"), COURSE)
        self._note = ElidedLabel("", "caption", tone="text2")
        self.course = CourseChart(_("NRR and GRR up to each month"))
        self.mrr = CourseChart(_("MRR month by month"))
        self.methods: RowTable[MethodRow] = RowTable(_method_columns(), lambda row: row.method, parent=self)
        self.table = RowTableView(self.methods, _("Methods compared"))
        self._stack = QStackedWidget()
        for one in (self.course, self.mrr, self.table):
            self._stack.addWidget(one)
        self.head.addWidget(self.part)
        self.head.addWidget(self._note, 1)
        self.body.addLayout(self.head)
        self.body.addWidget(self._stack, 1)
        self.months: tuple[Period, ...] = ()
        self._note_of: dict[str, str] = {}
        self.part.chosen.connect(lambda _key: self.turn())
        self.course.pressed.connect(self.month_pressed)
        self.mrr.pressed.connect(self.month_pressed)
        self.table.resized.connect(self._fit)
        self.table.opened.connect(lambda row: self.method_pressed.emit(row.method))
        self.table.clicked.connect(lambda at: self.method_pressed.emit(self.methods.row_at(at.row()).method))

    def _fit(self) -> None:
        """Give the first column what the figures leave."""
        px = themes.current().px
        figures = [px(column.width) for column in self.methods.columns[1:]]
        self.table.setColumnWidth(0, max(self.table.viewport().width() - sum(figures), px(96)))
        for at, width in enumerate(figures, 1):
            self.table.setColumnWidth(at, width)

    def turn(self, key: str = "") -> None:
        """Show the part that is chosen, or the one named."""
        if key:
            self.part.choose(key)
        self._stack.setCurrentIndex((COURSE, MRR, METHODS).index(self.part.key()))
        self._note.setText(self._note_of.get(self.part.key(), ""))

    def here(self) -> QWidget:
        """Return the part that is shown."""
        return {COURSE: self.course, MRR: self.mrr}.get(self.part.key(), self.table)

    def mark(self, month: int) -> None:
        """Light up the month that is listed; none by −1."""
        self.course.mark(month)
        self.mrr.mark(month)

    def show_figures(self, found: Metrics) -> None:
        """Show the methods side by side."""
        self.methods.set_rows(
            MethodRow(method, held.nrr, held.grr, held.logos.n, held.logos.of, held.logos.value)
            for method, held in found.retentions.items()
        )
        self._note_of = {COURSE: method_name(found.method), MRR: _("month by month")}
        self.turn()

    def show_course(self, found: Metrics, some: Sequence[ToDate]) -> None:
        """Show how NRR and GRR came about, with the target of NRR."""
        self.months = tuple(one.month for one in some)
        names = tuple(_short(month, len(some)) for month in self.months)
        lines = tuple(
            Line(name, tuple(None if value is None else float(value) * 100 for value in values), per_cent(values[-1]))
            for name, values in (("NRR", [one.nrr for one in some]), ("GRR", [one.grr for one in some]))
            if values
        )
        target = found.targets.get("nrr")
        said = [
            words.month_words(("NRR", "GRR"), (per_cent(one.nrr), per_cent(one.grr)), _long(one.month)) for one in some
        ]
        course = Course(
            names, lines, _share_tick, None if target is None else float(target) * 100,
            "" if target is None else _("NRR target {share}", share=words.short_share(target)),
        )  # fmt: skip
        self.course.show_course(course, said)

    def show_months(self, some: Sequence[MonthTotals]) -> None:
        """Show the MRR at the end of each month of the period."""
        if not some:
            return
        currency = some[0].currency
        names = tuple(_short(one.period, len(some)) for one in some)
        line = Line("MRR", tuple(float(one.end) for one in some), short_money(some[-1].end, currency))
        said = [words.month_words(("MRR",), (money(one.end, currency),), _long(one.period)) for one in some]
        self.mrr.show_course(Course(names, (line,), lambda value: _money_tick(value, currency)), said)


def _share_tick(value: float) -> str:
    return f"{value:g} %".replace("-", words.MINUS)


def _money_tick(value: float, currency: str) -> str:
    return short_money(Decimal(str(round(value, 4))), currency)


def _long(month: Period) -> str:
    return period(month.start, month.end)


def _short(month: Period, count: int) -> str:
    """Return the month that a stretch ends in, with its year where there are many."""
    end = month.end
    if current() == "ja":
        return f"{end.month}月" if count <= _FEW_MONTHS else f"{end.year % 100}/{end.month}"
    name = period(end.replace(day=1), end.replace(day=monthrange(end.year, end.month)[1])).partition(" ")[0]
    return name if count <= _FEW_MONTHS else f"{name} {end.year % 100}"


def _method_columns() -> Sequence[Column[MethodRow]]:
    def rated(row: MethodRow) -> str:
        interval = interval_words(Rate(row.kept, row.of).interval)
        return " · ".join(part for part in (per_cent(row.share), interval) if part)

    def kept(row: MethodRow) -> str:
        return f"{number(row.kept)} / {number(row.of)}"

    def said(row: MethodRow) -> str:
        return f"{_('Customers kept')} {kept(row)}, {rated(row)}"

    return (
        Column("method", _("Method"), lambda row: method_name(row.method), width=112),
        Column("nrr", "NRR", lambda row: per_cent(row.nrr), align=RIGHT, width=66),
        Column("grr", "GRR", lambda row: per_cent(row.grr), align=RIGHT, width=66),
        Column("kept", _("Logos"), kept, align=RIGHT, width=68, tooltip=said, accessible=said),
    )
