"""Where there is room for more: accounts by products on the last day, and how far the CSQLs of the period have come."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import day as day_words
from app.language import name_of, tr
from app.models.database import Session
from app.operations.export_view import Cell, Sheet, SheetColumn
from app.operations.money.growth import leads_at
from app.operations.money.tables.asked import Asked, share
from app.operations.money.whitespace import Holding, Stand, whitespace
from app.operations.money.words import interval_words
from app.statistics import Rate
from app.vocabulary import Fit


def room(session: Session, asked: Asked) -> Sequence[Sheet]:
    """Return the sheets of the whitespace and of the funnel."""
    return (_whitespace(session, asked), _funnel(asked))


def _whitespace(session: Session, asked: Asked) -> Sheet:
    lang, m = asked.lang, asked.metrics
    found = whitespace(session, day=m.period.end, segment=m.segment)
    columns = [
        SheetColumn(tr(lang, "Account"), width=30), SheetColumn(tr(lang, "Fit"), width=16),
        SheetColumn("MRR", "number", 18),
        *(SheetColumn(_title(one.name, one.holders, len(found.rows), lang), "number", 20) for one in found.products),
    ]  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for row in found.rows:
        fit = found.fits.get(row.customer)
        said = name_of(Fit(fit), lang) if fit in list(Fit) else None
        cells = [_cell(asked, row, product.name) for product in found.products]
        rows.append((found.name(row.customer), said, asked.money(row.amount), *cells))
    return asked.sheet(
        tr(lang, "Whitespace"), columns, rows,
        tr(lang, "On {day}: an amount where the product is held, empty where it never was.",
           day=day_words(found.day, lang)),
    )  # fmt: skip


def _title(name: str, holders: int, of: int, lang: str) -> str:
    return f"{name} ({tr(lang, '{n} of {of}', n=holders, of=of)})"


def _cell(asked: Asked, row: Holding, product: str) -> Cell:
    words = {Stand.TIER: tr(asked.lang, "Other tier"), Stand.LOST: tr(asked.lang, "Had it"), Stand.NEVER: None}
    stand = row.stand(product)
    return asked.money(row.held[product]) if stand is Stand.HELD else words[stand]


def _funnel(asked: Asked) -> Sheet:
    lang, m = asked.lang, asked.metrics
    columns = (
        SheetColumn(tr(lang, "Step"), width=20), SheetColumn(tr(lang, "Count"), "number", 10),
        SheetColumn(tr(lang, "Of"), "number", 10), SheetColumn(tr(lang, "Share"), "number", 12),
        SheetColumn(tr(lang, "95 % interval"), width=14), SheetColumn(tr(lang, "Customers"), width=70),
    )  # fmt: skip
    rates: dict[str, Rate] = {"accepted": m.leads.accepted, "won": m.leads.won}
    names = {
        "submitted": tr(lang, "CSQLs submitted"), "accepted": tr(lang, "CSQLs accepted"), "won": tr(lang, "CSQLs won"),
        "lost": tr(lang, "CSQLs lost"), "pending": tr(lang, "CSQLs pending"),
    }  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for step, words in names.items():
        some, rate = leads_at(m, step, asked.today), rates.get(step)
        beside: Sequence[Cell] = (None, None, "")
        if rate is not None:
            beside = (rate.of, share(rate.value), interval_words(rate.interval))
        who = tr(lang, ", ").join(dict.fromkeys(asked.customer(lead.account) for lead in some))
        rows.append((words, len(some), *beside, who))
    said = tr(lang, "Of the CSQLs submitted in the period, as they stand today.")
    return asked.sheet(tr(lang, "CSQL funnel"), columns, rows, said)
