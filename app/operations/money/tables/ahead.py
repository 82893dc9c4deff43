"""What lies ahead: what makes MRR the committed one, and the renewals due with what is expected of them."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import keyed, tr
from app.models.database import Session
from app.operations.export_view import Cell, Sheet, SheetColumn
from app.operations.money.tables.asked import Asked
from app.operations.money.words import committed_words, per_cent
from app.revenue.committed import Coming


def ahead(_session: Session, asked: Asked) -> Sequence[Sheet]:
    """Return the sheets of CMRR and of the renewals due."""
    return (_committed(asked), _renewals(asked))


def coming_kinds(lang: str) -> Sequence[tuple[str, str]]:
    """Return the parts of CMRR beside MRR, by their names in `Committed`, with their words."""
    return (
        ("renewals", tr(lang, "Signed renewal")),
        ("new", tr(lang, "Signed, not begun")),
        ("losses", tr(lang, "Notified loss")),
    )


def _committed(asked: Asked) -> Sheet:
    lang, found = asked.lang, asked.metrics.committed
    columns = (
        SheetColumn(tr(lang, "Account"), width=30), SheetColumn(tr(lang, "Change"), width=20),
        SheetColumn(tr(lang, "Day"), "date", 12), SheetColumn("MRR", "number", 18),
        SheetColumn(tr(lang, "Contract"), width=34),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [("MRR", "", found.on, asked.money(found.mrr), "")]
    for kind, words in coming_kinds(lang):
        some: Sequence[Coming] = getattr(found, kind)
        rows += [
            (asked.customer(one.customer), words, one.day, asked.money(one.amount), asked.contract(one.contract))
            for one in some
        ]
    rows.append(("CMRR", "", found.until, asked.money(found.cmrr), ""))
    return asked.sheet("CMRR", columns, rows, committed_words(found, lang).replace("\n", " "))


def _renewals(asked: Asked) -> Sheet:
    lang, found = asked.lang, asked.metrics
    columns = (
        SheetColumn(tr(lang, "Account"), width=30), SheetColumn(tr(lang, "Contract ends"), "date", 14),
        SheetColumn(tr(lang, "Due for renewal"), "number", 18), SheetColumn(tr(lang, "Renewed at"), "number", 18),
        SheetColumn(tr(lang, "State"), width=14), SheetColumn(tr(lang, "At worst"), "number", 18),
        SheetColumn(tr(lang, "Committed"), "number", 18), SheetColumn(tr(lang, "At best"), "number", 18),
        SheetColumn(tr(lang, "Called on"), "date", 12), SheetColumn(tr(lang, "Why"), width=40),
        SheetColumn(tr(lang, "Contract"), width=34),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for one in found.renewals.due:
        call = found.forecast.calls.get(one.contract)
        called: Sequence[Cell] = (None, None, None, None, None)
        if call is not None:
            hoped = (asked.money(amount) for amount in (call.worst, call.committed, call.best))
            called = (*hoped, call.on, call.reason)
        final = None if one.final is None else asked.money(one.final)
        state = keyed("renewal.state", str(one.state), lang)
        account = found.name(one.account)
        rows.append((account, one.end, asked.money(one.target), final, state, *called, asked.contract(one.contract)))
    said = tr(
        lang, "Renewal rate by amount: {decided} of those decided, {all} with open ones as lost",
        decided=per_cent(found.renewals.decided), all=per_cent(found.renewals.open_as_lost),
    )  # fmt: skip
    whole = found.forecast
    sums = (asked.money(amount) for amount in (whole.worst, whole.committed, whole.best))
    total: Sequence[Cell] = (tr(lang, "All"), None, asked.money(whole.due), None, None, *sums)
    return asked.sheet(tr(lang, "Renewals due"), columns, [*rows, total] if rows else [], said)
