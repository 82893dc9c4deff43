"""The renewals that are open by notice date, and what was called of the decided ones before their end."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.language import keyed, tr
from app.models.database import Session
from app.operations.export_view import Amount, Cell, Sheet, SheetColumn
from app.operations.money.renewals import HORIZONS, RenewalRow, Renewals, renewals
from app.operations.money.tables.asked import Asked
from app.operations.money.words import per_cent


def renewal_sheets(session: Session, asked: Asked) -> Sequence[Sheet]:
    """Return the sheets of the open renewals and of forecast accuracy."""
    of = asked.metrics
    found = renewals(session, period=of.period, today=asked.today, segment=of.segment, holder_id=of.holder_id)
    return (_board(asked, found), _accuracy(asked, found))


def _board(asked: Asked, found: Renewals) -> Sheet:
    lang = asked.lang
    columns = (
        SheetColumn(tr(lang, "Account"), width=30), SheetColumn(tr(lang, "Notice date"), "date", 14),
        SheetColumn(tr(lang, "Notice term"), width=14), SheetColumn(tr(lang, "Contract ends"), "date", 14),
        SheetColumn(tr(lang, "MRR due"), "number", 18), SheetColumn(tr(lang, "Intent confirmed"), width=16),
        SheetColumn(tr(lang, "Renews by itself"), width=16), SheetColumn(tr(lang, "At worst"), "number", 18),
        SheetColumn(tr(lang, "Committed"), "number", 18), SheetColumn(tr(lang, "At best"), "number", 18),
        SheetColumn(tr(lang, "Called on"), "date", 12), SheetColumn(tr(lang, "Why"), width=40),
        SheetColumn(tr(lang, "Contract"), width=34),
    )  # fmt: skip
    yes, no = tr(lang, "yes"), tr(lang, "no")
    assumed, agreed = tr(lang, "assumed"), tr(lang, "as in the contract")
    rows: list[Sequence[Cell]] = [
        (
            row.account, row.notice_on, assumed if row.estimated else agreed, row.end,
            _money(row.target, found), yes if row.confirmed else no, yes if row.auto_renew else no,
            *(_money(row.hoped.get(name), found) for name in ("worst", "committed", "best")),
            row.call.called_on if row.call else None, row.call.reason if row.call else "",
            asked.contract(row.contract_id),
        )
        for row in found.board
    ]  # fmt: skip
    return asked.sheet(tr(lang, "Open renewals"), columns, rows, tr(lang, "Those of the coming twelve months."))


def _accuracy(asked: Asked, found: Renewals) -> Sheet:
    lang = asked.lang
    expected = [
        SheetColumn(tr(lang, "{n} days before", n=str(days)), "number", 18) for days in HORIZONS
    ]  # fmt: skip
    off = [SheetColumn(tr(lang, "Off, {n} days before", n=str(days)), "number", 18) for days in HORIZONS]
    columns = (
        SheetColumn(tr(lang, "Account"), width=30), SheetColumn(tr(lang, "Contract ends"), "date", 14),
        SheetColumn(tr(lang, "MRR due"), "number", 18), SheetColumn(tr(lang, "Renewed at"), "number", 18),
        SheetColumn(tr(lang, "State"), width=14), *expected, *off, SheetColumn(tr(lang, "Contract"), width=34),
    )  # fmt: skip
    rows = [_decided(asked, found, row) for row in found.of_period if row.kept is not None]
    said = [
        tr(lang, "{n} days before: off by {share}, {called} of {of} called", n=str(days), share=per_cent(one.error),
           called=str(one.called), of=str(one.of))
        for days, one in found.accuracy.items()
    ]  # fmt: skip
    return asked.sheet(tr(lang, "Forecast accuracy"), columns, rows, "  ".join(said))


def _decided(asked: Asked, found: Renewals, row: RenewalRow) -> Sequence[Cell]:
    return (
        row.account, row.end, _money(row.target, found), _money(row.kept, found),
        keyed("renewal.state", str(row.state), asked.lang),
        *(_money(row.expected.get(days), found) for days in HORIZONS),
        *(_money(row.error(days), found) for days in HORIZONS), asked.contract(row.contract_id),
    )  # fmt: skip


def _money(amount: Decimal | None, found: Renewals) -> Amount | None:
    return None if amount is None else Amount(amount, found.currency)
