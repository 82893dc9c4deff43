"""The first sheet: every figure with its method, counts, interval, target and what it means; and all three methods."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from app.language import number, tr
from app.models.database import Session
from app.operations.export_view import Cell, Sheet, SheetColumn
from app.operations.money.definitions import definition
from app.operations.money.tables.asked import Asked, share
from app.operations.money.words import interval_words, method_name, per_cent
from app.revenue.retention import Method
from app.statistics import Rate


def summary(_session: Session, asked: Asked) -> Sequence[Sheet]:
    """Return the sheets of the figures and of the methods."""
    return (_figures(asked), _methods(asked))


def _figures(asked: Asked) -> Sheet:
    lang, found = asked.lang, asked.metrics
    columns = (
        SheetColumn(tr(lang, "Figure"), width=24), SheetColumn(tr(lang, "Value"), "number", 16),
        SheetColumn(tr(lang, "Method"), width=22), SheetColumn(tr(lang, "Count"), width=12),
        SheetColumn(tr(lang, "95 % interval"), width=14), SheetColumn(tr(lang, "Target"), "number", 12),
        SheetColumn(tr(lang, "Remark"), width=44), SheetColumn(tr(lang, "What it means"), width=90),
    )  # fmt: skip
    held, life, method = found.retention, found.lifetime, method_name(found.method, lang)
    members = number(sum(member.start > 0 for member in held.members))

    def row(
        key: str, name: str, value: Cell, how: str = "", count: str = "", target: str = "", remark: str = "",
        interval: str = "",
    ) -> tuple[Cell, ...]:  # fmt: skip
        goal = found.targets.get(target)
        aim = share(None if goal is None else Fraction(goal))
        return (name, value, how, count, interval, aim, remark, definition(key, found, lang).replace("\n", " "))

    logos, basis = held.logos, tr(lang, "by sales") if life.by_sales else tr(lang, "by profit")
    cap = tr(lang, "the most that is assumed") if life.expected is not None and life.expected.capped else ""
    rows = [
        row("nrr", "NRR", share(held.nrr), method, members, "nrr", _without(asked, "nrr")),
        row("grr", "GRR", share(held.grr), method, members, "grr", _without(asked, "grr")),
        row("logos", tr(lang, "Customers kept"), share(logos.value), method, _count(logos), "logo_retention", "",
            interval_words(logos.interval)),
        row("cmrr", "CMRR", asked.money(found.committed.cmrr)),
        row("mrr", tr(lang, "MRR at the end"), asked.money(found.bridge.end), "", number(len(found.bridge.ends))),
        *(
            row(key, name, share(grown.amount), method_name(Method.CLOSED, lang), _count(grown.customers), "",
                tr(lang, "{share} of the customers", share=per_cent(grown.customers.value)),
                interval_words(grown.customers.interval))
            for key, name, grown in (
                ("upsell", tr(lang, "Upsell rate"), found.upsell),
                ("cross_sell", tr(lang, "Cross-sell rate"), found.cross_sell),
            )
        ),
        row("realised", tr(lang, "LTV to date"), asked.money(life.realised), basis, number(life.customers)),
        row("expected", tr(lang, "LTV expected"),
            None if life.expected is None else asked.money(Fraction(life.expected.amount)), basis, "", "", cap),
    ]  # fmt: skip
    return asked.sheet(tr(lang, "Figures"), columns, rows)


def _without(asked: Asked, figure: str) -> str:
    largest = asked.metrics.retention.largest
    if largest is None:
        return ""
    return tr(
        asked.lang,
        "{name} is {share} of the start; without them {figure}",
        name=asked.customer(largest.customer),
        share=per_cent(largest.share),
        figure=per_cent(getattr(largest, figure)),
    )


def _methods(asked: Asked) -> Sheet:
    lang = asked.lang
    columns = (
        SheetColumn(tr(lang, "Method"), width=24), SheetColumn("NRR", "number", 12), SheetColumn("GRR", "number", 12),
        SheetColumn(tr(lang, "Customers kept"), "number", 16), SheetColumn(tr(lang, "Count"), width=12),
    )  # fmt: skip
    rows = [
        (method_name(method, lang), share(held.nrr), share(held.grr), share(held.logos.value), _count(held.logos))
        for method, held in asked.metrics.retentions.items()
    ]
    return asked.sheet(tr(lang, "Methods compared"), columns, rows)


def _count(rate: Rate) -> str:
    return f"{number(rate.n)} / {number(rate.of)}"
