"""What was lost: case by case with everything that is known of it, and by reason."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import keyed, name_of, tr
from app.models.database import Session
from app.operations.churn_words import reason_words, seen_words
from app.operations.export_view import Cell, Sheet, SheetColumn
from app.operations.money.tables.asked import Asked
from app.revenue.losses import Loss, by_reason
from app.vocabulary import Fit


def lost(_session: Session, asked: Asked) -> Sequence[Sheet]:
    """Return the sheets of the losses and of their reasons."""
    return (_losses(asked), _reasons(asked))


def _losses(asked: Asked) -> Sheet:
    lang = asked.lang
    columns = (
        SheetColumn(tr(lang, "Account"), width=30), SheetColumn(tr(lang, "Day"), "date", 12),
        SheetColumn("MRR", "number", 18), SheetColumn(tr(lang, "Extent"), width=14),
        SheetColumn(tr(lang, "When in the relation"), width=14), SheetColumn(tr(lang, "By whose will"), width=16),
        SheetColumn(tr(lang, "Was it avoidable"), width=14), SheetColumn(tr(lang, "Reasons"), width=34),
        SheetColumn(tr(lang, "Notice on"), "date", 12), SheetColumn(tr(lang, "What was seen and when"), width=34),
        SheetColumn(tr(lang, "Fit"), width=16),
        SheetColumn(tr(lang, "Sold by"), width=18), SheetColumn(tr(lang, "Contract"), width=34),
    )  # fmt: skip
    return asked.sheet(tr(lang, "Losses"), columns, [_row(asked, one) for one in asked.metrics.losses])


def _row(asked: Asked, one: Loss) -> Sequence[Cell]:
    found, lang = asked.metrics, asked.lang
    fit = found.fits.get(one.customer)
    return (
        asked.customer(one.customer), one.day, asked.money(one.amount),
        keyed("churn", "full" if one.full else "partial", lang),
        keyed("churn", "early" if one.early else "mature", lang),
        _either(one.voluntary, "voluntary", "involuntary", lang),
        _either(one.avoidable, "avoidable", "unavoidable", lang), _told(one, lang), one.notice_on,
        tr(lang, ", ").join(seen_words(seen, lang) for seen in one.seen),
        name_of(Fit(fit), lang) if fit else None, found.sellers.get(one.customer), asked.contract(one.contracts),
    )  # fmt: skip


def _either(said: bool | None, yes: str, no: str, lang: str) -> str:
    return "" if said is None else keyed("churn", yes if said else no, lang)


def _told(one: Loss, lang: str) -> str:
    return tr(lang, ", ").join(reason_words(reason, one.competitors, lang) for reason in one.reasons)


def _reasons(asked: Asked) -> Sheet:
    lang = asked.lang
    columns = (
        SheetColumn(tr(lang, "Reason"), width=26), SheetColumn(tr(lang, "Times"), "number", 10),
        SheetColumn(tr(lang, "MRR lost"), "number", 18),
    )  # fmt: skip
    rows = [
        (
            keyed("churn", reason, lang) if reason else tr(lang, "not said"), len(some),
            asked.money(sum(one.amount for one in some)),
        )
        for reason, some in by_reason(asked.metrics.losses).items()
    ]  # fmt: skip
    return asked.sheet(tr(lang, "Reasons of losses"), columns, rows)
