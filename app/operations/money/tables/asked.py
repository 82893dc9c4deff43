"""What the workbook of Portfolio is about, and the cells that its sheets have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.language import day as day_words
from app.language import name_of, tr
from app.operations.export_view import Amount, Cell, Share, Sheet, SheetColumn
from app.operations.money.contracts_told import ContractTold
from app.operations.money.figures import Metrics
from app.operations.money.series import MonthTotals
from app.operations.money.words import method_name
from app.revenue.periods import period_words


@dataclass(frozen=True)
class Asked:
    """The figures of a scope with the months of its period; `contracts` by id, `today` the day of the data."""

    metrics: Metrics
    months: tuple[MonthTotals, ...]
    contracts: Mapping[str, ContractTold]
    today: date
    fiscal_start: int
    lang: str

    def about(self) -> str:
        """Return the period, the segment, the method, the currency and the day of the data in a line."""
        found, lang = self.metrics, self.lang
        period = period_words(found.period, lang, self.fiscal_start)
        days = f"{day_words(found.period.start, lang)} – {day_words(found.period.end, lang)}"
        period = period if period == days else f"{period} ({days})"
        whom = name_of(found.segment, lang) if found.segment else tr(lang, "all customers")
        return "  ".join(
            (
                f"{tr(lang, 'Period')}: {period}",
                f"{tr(lang, 'Segment')}: {whom}",
                f"{tr(lang, 'Method')}: {method_name(found.method, lang)}",
                f"{tr(lang, 'Currency')}: {found.currency}",
                tr(lang, "Data as of {day}", day=day_words(self.today, lang)),
            )
        )

    def sheet(
        self, title: str, columns: Sequence[SheetColumn], rows: Sequence[Sequence[Cell]], *said: str
    ) -> Sheet:  # fmt: skip
        """Return a sheet with what the figures are about and what else is `said` above its columns."""
        lines = [title, self.about(), *said]
        if not rows:
            lines.append(tr(self.lang, "Nothing in this period."))
        return Sheet(title, columns, rows, lines)

    # Cells

    def money(self, fine: int | Fraction) -> Amount:
        """Return fine units as an amount."""
        return Amount(self.metrics.money(fine), self.metrics.currency)

    def customer(self, customer: str) -> str:
        """Return the name of a customer."""
        return self.metrics.name(customer)

    def contract(self, some: str | Sequence[str]) -> str:
        """Return how contracts are told from others: by their number and days."""
        ids = [some] if isinstance(some, str) else some
        return ", ".join(self._contract(one) for one in ids)

    def _contract(self, contract_id: str) -> str:
        told = self.contracts.get(contract_id)
        if told is None:
            return contract_id
        days = f"{day_words(told.start, self.lang)}–{day_words(told.end, self.lang)}"
        return " ".join(part for part in (told.number, days) if part)


def share(ratio: Fraction | float | None) -> Cell:
    """Return a ratio as a cell; nothing where there is none."""
    return None if ratio is None else Share(ratio)
