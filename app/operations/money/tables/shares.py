"""Churn of the customers of the eve by fit and by who sold: n of m with its interval, and the money of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.language import name_of, tr
from app.models.database import Session
from app.operations.export_view import Sheet, SheetColumn
from app.operations.money.lost import Share, lost
from app.operations.money.tables.asked import Asked, share
from app.operations.money.words import interval_words, method_name
from app.vocabulary import Fit


def shares(_session: Session, asked: Asked) -> Sequence[Sheet]:
    """Return the sheets of churn by fit and by seller."""
    found, lang = lost(asked.metrics), asked.lang
    return (
        _shares(asked, tr(lang, "Churn by fit"), tr(lang, "Fit"), found.fits, lambda value: _fit(value, lang)),
        _shares(
            asked, tr(lang, "Churn by seller"), tr(lang, "Sold by"), found.sellers,
            lambda value: value or tr(lang, "Seller unknown"),
        ),
    )  # fmt: skip


def _fit(value: str, lang: str) -> str:
    return name_of(Fit(value), lang) if value in list(Fit) else tr(lang, "Fit not judged")


def _shares(asked: Asked, title: str, of: str, some: Sequence[Share], words: Callable[[str], str]) -> Sheet:
    lang = asked.lang
    columns = (
        SheetColumn(of, width=24), SheetColumn(tr(lang, "Lost customers"), "number", 14),
        SheetColumn(tr(lang, "Customers at the start"), "number", 14),
        SheetColumn(tr(lang, "Share of customers"), "number", 14), SheetColumn(tr(lang, "95 % interval"), width=14),
        SheetColumn(tr(lang, "MRR lost"), "number", 18), SheetColumn(tr(lang, "MRR at the start"), "number", 18),
        SheetColumn(tr(lang, "Share of MRR"), "number", 14), SheetColumn(tr(lang, "Who left or pays less"), width=60),
    )  # fmt: skip
    rows = [
        (
            words(one.value), one.customers.n, one.customers.of, share(one.customers.value),
            interval_words(one.customers.interval), asked.money(one.lost), asked.money(one.start), share(one.amount),
            tr(lang, ", ").join(asked.customer(who) for who in one.gone),
        )
        for one in some
    ]  # fmt: skip
    said = tr(
        lang,
        "Customers of the start: lost ÷ all; MRR: what was not kept ÷ what they paid (1 − GRR, {method}).",
        method=method_name(asked.metrics.method, lang),
    )
    return asked.sheet(title, columns, rows, said)
