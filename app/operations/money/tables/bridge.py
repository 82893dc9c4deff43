"""The bridge with what is behind it: its terms, its months, every movement, and each customer of the eve."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import day, tr
from app.models.database import Session
from app.operations.export_view import Amount, Cell, Sheet, SheetColumn
from app.operations.money.tables.asked import Asked
from app.operations.money.words import NOTHING, method_words, term_name
from app.revenue.bridge import TERMS
from app.revenue.periods import Period, period_words


def bridge(_session: Session, asked: Asked) -> Sequence[Sheet]:
    """Return the sheets of the bridge, its months, its movements and the cohort."""
    return (_terms(asked), _months(asked), _movements(asked), _customers(asked))


def _terms(asked: Asked) -> Sheet:
    lang, found = asked.lang, asked.metrics
    columns = (
        SheetColumn(tr(lang, "Bridge of MRR"), width=26), SheetColumn("MRR", "number", 20),
        SheetColumn(tr(lang, "Customers"), "number", 12),
    )  # fmt: skip
    amounts = [("start", found.start), *((term, found.terms[term]) for term in TERMS), ("end", found.end)]
    rows: list[Sequence[Cell]] = [
        (term_name(term, lang), Amount(amount, found.currency), len(found.bridge.behind(term)))
        for term, amount in amounts
    ]
    said = [tr(lang, "Start and changes come to the end.")] if found.bridge.reconciles else []
    said += [
        tr(
            lang,
            "{name}: start and changes do not come to the end. Look at contract {contracts}.",
            name=asked.customer(one.customer), contracts=asked.contract(one.contracts),
        )
        for one in found.bridge.broken
    ]  # fmt: skip
    for eve, last in found.rates:
        first, then = (day(used.on, lang) if used.on else NOTHING for used in (eve, last))
        said.append(
            tr(
                lang, "{currency}: rate of {first}, on the last day that of {then}",
                currency=eve.currency, first=first, then=then,
            )
        )  # fmt: skip
    if found.late:
        names = ", ".join(map(asked.customer, found.late))
        said.append(tr(lang, "Only by the grace on the last day: {names}", names=names))
    return asked.sheet(tr(lang, "Bridge of MRR"), columns, rows, *said)


def _months(asked: Asked) -> Sheet:
    lang = asked.lang
    columns = (
        SheetColumn(tr(lang, "Month"), width=18),
        *(SheetColumn(term_name(term, lang), "number", 16) for term in ("start", *TERMS, "end")),
    )
    rows: list[Sequence[Cell]] = [
        (
            period_words(Period(one.period.start, one.period.end, ""), lang),
            *(Amount(amount, one.currency) for amount in (one.start, *(one.terms[term] for term in TERMS), one.end)),
        )
        for one in asked.months
    ]
    return asked.sheet(tr(lang, "Bridge by month"), columns, rows)


def _movements(asked: Asked) -> Sheet:
    lang = asked.lang
    columns = (
        SheetColumn(tr(lang, "Account"), width=30), SheetColumn(tr(lang, "Change"), width=18),
        SheetColumn(tr(lang, "Day"), "date", 12), SheetColumn("MRR", "number", 18),
        SheetColumn(tr(lang, "Product"), width=24), SheetColumn(tr(lang, "Contract"), width=34),
    )  # fmt: skip
    rows = [
        (
            asked.customer(part.customer), term_name(part.term, lang), part.day, asked.money(part.amount),
            part.product, asked.contract(part.contracts),
        )
        for part in sorted(asked.metrics.bridge.parts, key=lambda part: (TERMS.index(part.term), part.day))
    ]  # fmt: skip
    return asked.sheet(tr(lang, "Movements of MRR"), columns, rows)


def _customers(asked: Asked) -> Sheet:
    lang, found = asked.lang, asked.metrics
    columns = (
        SheetColumn(tr(lang, "Account"), width=30), SheetColumn(tr(lang, "MRR on the eve"), "number", 20),
        SheetColumn(tr(lang, "Counts for NRR"), "number", 20), SheetColumn(tr(lang, "Counts for GRR"), "number", 20),
        SheetColumn(tr(lang, "Still a customer"), width=10), SheetColumn(tr(lang, "MRR at the end"), "number", 20),
    )  # fmt: skip
    yes, no = tr(lang, "yes"), tr(lang, "no")
    rows = [
        (
            asked.customer(one.customer), asked.money(one.start), asked.money(one.net), asked.money(one.gross),
            yes if one.kept else no, asked.money(found.bridge.ends.get(one.customer, 0)),
        )
        for one in sorted(found.retention.members, key=lambda one: (-one.start, one.customer))
    ]  # fmt: skip
    said = method_words(found.method, found.grace, lang)
    return asked.sheet(tr(lang, "Customers of the eve"), columns, rows, said)
