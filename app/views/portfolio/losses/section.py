"""解約: how much was lost and of what kind, why, by fit and by seller; what is chosen is listed below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from app.language import _, keyed, name_of, ngettext, number, short_money
from app.operations.money.figures import Metrics
from app.operations.money.lost import KINDS, Loss, Lost, Share, lost, total
from app.operations.money.words import interval_words, method_name, per_cent
from app.views import theme as themes
from app.views.page import Host
from app.views.portfolio.losses.bars import Bar, BarList
from app.views.portfolio.losses.lines import Line, competitors, line_columns, lines_of, reason_words, seller_words
from app.views.portfolio.one_of import OneOf
from app.views.portfolio.parts import Section, TableCard
from app.views.portfolio.questions import METRICS, Question
from app.views.portfolio.scope import Scope
from app.views.portfolio.scrolled import Scrolled
from app.views.portfolio.tile import Tile
from app.views.portfolio.words import NOTHING
from app.views.row_table import RowTable
from app.views.widgets.card import Card
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace
from app.vocabulary import Fit

CUSTOMERS = "customers"
_GRID = (
    (CUSTOMERS, "full", "partial", "early", "mature"),
    ("voluntary", "involuntary", "avoidable", "unavoidable", "untold"),
)
_LIST_LEAST, _BESIDE = 200, 900


class LossesSection(Section):
    """Numbers, reasons, and shares by fit or seller; one of them is chosen, and its customers are listed."""

    scoped: ClassVar[bool] = True

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(workspace, host, parent)
        self.setAccessibleName(_("Losses"))
        self._metrics: Metrics | None = None
        self._lost: Lost | None = None
        self._group = OneOf(self)
        self.tiles = {key: Tile(words) for key, words in _captions().items()}
        self.reasons = BarList(_("Reasons"), (_("Cases"), _("Lost MRR")), self._group)
        self.shares = BarList(_("Share lost"), (_("Customers"), _("MRR")), self._group)
        self.by = SegmentedControl([("fit", _("By fit")), ("seller", _("By seller"))], _("Share lost"))
        self._rivals = ElidedLabel("", "label", tone="text2", right=True)
        self._pace = PlainLabel("", "label", tone="text2", wrap=True)
        self.table: RowTable[Line] = RowTable(
            line_columns(), lambda line: (line.customer, line.loss.day if line.loss else None), parent=self
        )
        self.list = TableCard(self.table, _("Losses"))
        self._lay_out()
        self._group.check(self.tiles[CUSTOMERS])
        for kind in KINDS:
            self.tiles[kind].explain(keyed("churn.means", kind))
        self._group.chosen.connect(self._list)
        self.by.chosen.connect(lambda _key: self._show_shares())
        self.list.view.opened.connect(lambda line: self.account_wanted.emit(line.customer))

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        grid = QGridLayout()
        grid.setSpacing(12)
        for at, keys in enumerate(_GRID):
            for across, key in enumerate(keys):
                self._group.add(self.tiles[key])
                grid.addWidget(self.tiles[key], at, across)
                # The share of the lost stands beside their number with its interval.
                grid.setColumnStretch(across, 3 if across == 0 else 2)
        why, who = Card(_("Reasons")), Card(_("Share lost"))
        why.body.addWidget(self.reasons.area, 1)
        why.head.addWidget(self._rivals, 1)
        who.head.addWidget(self.by)
        who.body.addWidget(self.shares.area, 1)
        who.body.addWidget(self._pace)
        both = self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        both.setSpacing(16)
        both.addWidget(why, 2)
        both.addWidget(who, 3)
        column.addLayout(grid)
        column.addLayout(both)
        column.addWidget(self.list, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(content))

    def _fit(self) -> None:
        """Put the shares under the reasons where there is little room for their figures, and keep rows in the list."""
        px = themes.current().px
        narrow = self.width() < px(_BESIDE)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._both.setDirection(down if narrow else across)
        self.list.setMinimumHeight(px(_LIST_LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether both cards still fit beside each other."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the widths of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_both"):
            self._fit()

    # What is shown

    def asks(self, scope: Scope) -> tuple[Question, ...]:
        """Return the question of the figures of the period."""
        return ((METRICS, scope),)

    def show_answer(self, _what: str, answer: Any, _scope: Scope) -> None:
        """Show what was lost, out of the figures of the period."""
        self.show_lost(answer)

    def show_lost(self, m: Metrics) -> None:
        """Show what was lost in a period; what was chosen stays chosen where it is still there."""
        chosen = self.chosen()
        self._metrics, self._lost = m, lost(m)
        found = self._lost
        rate = found.customers
        of = _("of {n} · {rate} ({interval})", n=number(rate.of), rate=per_cent(rate.value),
               interval=interval_words(rate.interval) or NOTHING)  # fmt: skip
        self.tiles[CUSTOMERS].tell(number(rate.n), of if rate.of else _("of {n} · {rate}", n="0", rate=NOTHING))
        self.tiles[CUSTOMERS].explain(_lost_note(m))
        for kind in KINDS:
            some = found.of_kind(kind)
            self.tiles[kind].tell(number(len(some)), self._short(total(some)) if some else "")
        most = max((total(some) for some in found.reasons.values()), default=0)
        self.reasons.show_bars([self._reason(key, some, most) for key, some in found.reasons.items()])
        rivals = competitors(found)
        self._rivals.setText(_("Went to: {names}", names=rivals) if rivals else "")
        self._pace.setText(_pace(found))
        self._show_shares()
        self.choose(*chosen)

    def _show_shares(self) -> None:
        if self._lost is None:
            return
        kind, key = self.chosen()
        by = self.by.key()
        shares = self._lost.fits if by == "fit" else self._lost.sellers
        self.shares.show_bars([self._share(share, by) for share in shares])
        if kind in ("fit", "seller"):
            self.choose(kind, key)

    def _reason(self, key: str, some: Sequence[Loss], most: int) -> Bar:
        amount, count = total(some), len(some)
        words = reason_words(key)
        said = ngettext("{words}: {n} loss, {amount}", "{words}: {n} losses, {amount}", count,
                        words=words, amount=self._short(amount))  # fmt: skip
        return Bar(key, words, amount / most if most else 0.0, (number(count), self._short(amount)), said)

    def _share(self, share: Share, by: str) -> Bar:
        words = _fit_words(share.value) if by == "fit" else seller_words(share.value)
        rate, interval = share.customers, interval_words(share.customers.interval)
        count = _("{n} of {of}", n=number(rate.n), of=number(rate.of))
        if rate.of:
            count = f"{count} · {per_cent(rate.value)} ({interval})"
        money = _("{part} of {whole}", part=self._short(share.lost), whole=self._short(share.start))
        amount = f"{money} · {per_cent(share.amount)}"
        said = _("{words}: customers {count}; MRR {amount}", words=words, count=count, amount=amount)
        return Bar(share.value, words, float(share.amount or 0), (count, amount), said)

    def _short(self, fine: int) -> str:
        assert self._metrics is not None
        return short_money(self._metrics.money(fine), self._metrics.currency)

    # What is chosen

    def chosen(self) -> tuple[str, str]:
        """Return what is chosen: ("kind", "full"), ("reason", "price"), ("fit", "good"), ("seller", …)."""
        for kind, bars in (("reason", self.reasons), (self.by.key(), self.shares)):
            for row in bars.rows:
                if row.isChecked():
                    return kind, row.bar.key
        return "kind", next((key for key, tile in self.tiles.items() if tile.isChecked()), CUSTOMERS)

    def choose(self, kind: str, key: str) -> None:
        """Show the list of a number or a bar; that of all lost customers where there is none such."""
        if kind in ("fit", "seller") and kind != self.by.key():
            self.by.choose(kind)
            self._show_shares()
        button = self.tiles.get(key) if kind == "kind" else (self.reasons if kind == "reason" else self.shares).row(key)
        self._group.check(button or self.tiles[CUSTOMERS])
        self._list()

    def _list(self) -> None:
        m, found = self._metrics, self._lost
        if m is None or found is None:
            return
        kind, key = self.chosen()
        some: Sequence[Loss]
        customers: Sequence[str] = ()
        if kind == "reason":
            some, title = found.reasons[key], reason_words(key)
            note = _("A loss with several reasons stands under each of them.")
        elif kind in ("fit", "seller"):
            [share] = [one for one in (found.fits if kind == "fit" else found.sellers) if one.value == key]
            some, customers = found.of(share.who), share.who
            title = _fit_words(key) if kind == "fit" else seller_words(key)
            note = _("Customers of the start: lost ÷ all; MRR: what was not kept ÷ what they paid (1 − GRR, {method}).",
                     method=method_name(m.method))  # fmt: skip
        elif key == CUSTOMERS:
            some, customers = [loss for loss in found.of(found.gone) if loss.full], found.gone
            title, note = _captions()[key], _lost_note(m)
        else:
            some, title, note = found.of_kind(key), _captions()[key], keyed("churn.means", key)
        self.list.tell(title, note)
        empty = _("Nothing was lost in this period.") if not found.losses else _("No loss of this kind.")
        self.list.show_rows(lines_of(m, some, customers), ("circle-check", empty))

    # What the window asks

    def panes(self) -> tuple[QWidget, ...]:
        """Return the numbers, the reasons, the shares and the list."""
        kind, key = self.chosen()
        tile = self.tiles[key if kind == "kind" else CUSTOMERS]
        bars = tuple(bars.rows[0] for bars in (self.reasons, self.shares) if bars.rows)
        return (tile, *bars, *((self.list.view,) if self.table.rowCount() else ()))

    def taker(self) -> QWidget:
        """Return the numbers: what is chosen among them is listed."""
        return self.panes()[0]

    def account_here(self) -> str | None:
        """Return the account of the row with the focus."""
        line = self.list.row()
        return line.customer if line is not None else None


def _lost_note(m: Metrics) -> str:
    return _("Customers of the start that do not count as kept ({method}).", method=method_name(m.method))


def _captions() -> dict[str, str]:
    return {
        CUSTOMERS: _("Lost customers"),
        "full": _("Left in full"),
        "partial": _("Pay less"),
        "early": _("Early losses"),
        "mature": _("Mature losses"),
        "voluntary": _("Voluntary"),
        "involuntary": _("Involuntary"),
        "avoidable": _("Avoidable"),
        "unavoidable": _("Unavoidable"),
        "untold": _("Not judged yet"),
    }


def _fit_words(fit: str) -> str:
    return name_of(Fit(fit)) if fit in list(Fit) else _("Fit not judged")


def _pace(found: Lost) -> str:
    if found.monthly is None or found.yearly is None:
        return _("Churn of customers a month and a year: {none}. Nobody paid at the start.", none=NOTHING)
    return _(
        "Churn of customers: {monthly} a month is {yearly} a year, 1 − (1 − c)^12.",
        monthly=per_cent(found.monthly, 2), yearly=per_cent(found.yearly),
    )  # fmt: skip
