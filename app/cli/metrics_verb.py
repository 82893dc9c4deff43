"""The verb of the figures of money: retention and the bridge of a period, and what else a CSM answers for."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from app.cli.answers import Answer, account_name, money, table
from app.errors import BansoError
from app.language import _, current, name_of, ngettext, number
from app.language import day as day_words
from app.language import money as amount_words
from app.operations.book import Book
from app.operations.money.metrics import Metrics
from app.operations.money.metrics import metrics as ask
from app.operations.money.words import NOTHING, interval_words, method_name, method_words, per_cent, term_name
from app.operations.settings import settings
from app.revenue.bridge import TERMS
from app.revenue.periods import Period, period_words
from app.revenue.retention import Method
from app.statistics import Rate
from app.vocabulary import Segment

_PLACES = Decimal("0.0001")


def metrics(arguments: Namespace, book: Book) -> Answer:
    """Tell retention, the bridge and what goes with them for a period."""
    start, end = arguments.start, arguments.end
    if end < start:
        raise BansoError("period.backwards", field="to", text=f"{start}..{end}")
    period = Period(start, end, f"{start}..{end}")
    found = book.read(
        ask,
        period=period,
        method=Method(arguments.method),
        segment=Segment(arguments.segment) if arguments.segment else None,
        today=book.clock.today(),
    )
    fiscal = book.read(settings).fiscal_year_start
    return Answer(_document(found), "\n".join(_text(found, fiscal)))


def _document(found: Metrics) -> dict[str, object]:
    kept = found.retention.logos
    return {
        "method": str(found.method),
        "nrr": _ratio(found.retention.nrr),
        "grr": _ratio(found.retention.grr),
        "logos": {"kept": kept.n, "of": kept.of},
        "start_mrr": money(found.start, found.currency),
        "end_mrr": money(found.end, found.currency),
        "bridge": {term: money(found.terms[term], found.currency) for term in TERMS},
        "reconciles": found.bridge.reconciles,
        "broken": [
            {"account": account_name(one.customer, found.name(one.customer)), "contracts": list(one.contracts)}
            for one in found.bridge.broken
        ],
        "cmrr": money(found.money(found.committed.cmrr), found.currency),
    }


def _ratio(ratio: Fraction | None) -> str | None:
    if ratio is None:
        return None
    exact = Decimal(ratio.numerator) / Decimal(ratio.denominator)
    return format(exact.quantize(_PLACES, ROUND_HALF_UP), "f")


def _text(found: Metrics, fiscal_start: int) -> list[str]:
    whom = name_of(found.segment) if found.segment else _("all customers")
    head = f"{period_words(found.period, current(), fiscal_start)}  {whom}"
    return [
        head,
        f"{_('Method')}: {method_name(found.method)}  {method_words(found.method, found.grace)}",
        "",
        *_retention(found),
        "",
        *_bridge(found),
        "",
        *_ahead(found),
        *_customers(found),
    ]


def _retention(found: Metrics) -> list[str]:
    held, method = found.retention, method_name(found.method)
    lines = [
        f"NRR  {per_cent(held.nrr)}  ({method}){_target(found, 'nrr')}",
        f"GRR  {per_cent(held.grr)}  ({method}){_target(found, 'grr')}",
        f"{_('Customers kept')}  {_rate(held.logos)}  ({method}){_target(found, 'logo_retention')}",
    ]
    if held.largest is not None:
        largest = held.largest
        lines.append(
            _(
                "Largest customer {name}: {share} of the start; without them NRR {nrr}, GRR {grr} ({method})",
                name=found.name(largest.customer), share=per_cent(largest.share), nrr=per_cent(largest.nrr),
                grr=per_cent(largest.grr), method=method,
            )
        )  # fmt: skip
    others = [m for m in Method if m is not found.method]
    lines += [
        f"  {method_name(m)}: NRR {per_cent(found.retentions[m].nrr)}, GRR {per_cent(found.retentions[m].grr)}, "
        f"{_count(found.retentions[m].logos)}"
        for m in others
    ]
    return lines


def _target(found: Metrics, metric: str) -> str:
    target = found.targets.get(metric)
    return "" if target is None else "  " + _("target {share}", share=per_cent(Fraction(target)))


def _bridge(found: Metrics) -> list[str]:
    amounts = [("start", found.start), *found.terms.items(), ("end", found.end)]
    rows = [(term_name(term), amount_words(amount, found.currency)) for term, amount in amounts]
    told = [table((_("Bridge of MRR"), found.currency), rows)]
    if found.bridge.reconciles:
        told.append(_("Start and changes come to the end."))
    for one in found.bridge.broken:
        told.append(
            _(
                "{name}: start and changes do not come to the end; {amount} is missing. Look at contract {contracts}.",
                name=found.name(one.customer), amount=amount_words(found.money(one.amount), found.currency),
                contracts=", ".join(one.contracts),
            )
        )  # fmt: skip
    for eve, last in found.rates:
        told.append(
            _(
                "{currency}: rate of {first}, on the last day that of {then}",
                currency=eve.currency, first=_on(eve.on), then=_on(last.on),
            )
        )  # fmt: skip
    return told


def _on(day: date | None) -> str:
    return day_words(day) if day else NOTHING


def _ahead(found: Metrics) -> list[str]:
    def shown(fine: int | Fraction) -> str:
        return amount_words(found.money(fine), found.currency)

    lines = [f"CMRR  {shown(found.committed.cmrr)}  ({_('to {day}', day=day_words(found.committed.until))})"]
    if found.committed.hindsight:
        lines.append("  " + _("This book began after that day, so what is known today is counted."))
    if found.renewals.due:
        due = ngettext("{n} renewal due", "{n} renewals due", len(found.renewals.due))
        lines.append(
            _(
                "{due}: {decided} of the amount decided, {all} with open ones as lost",
                due=due, decided=per_cent(found.renewals.decided), all=per_cent(found.renewals.open_as_lost),
            )
        )  # fmt: skip
        hoped = found.forecast
        lines.append(
            _(
                "Forecast: {due} due, {committed} committed, {best} at best, {worst} at worst",
                due=shown(hoped.due), committed=shown(hoped.committed), best=shown(hoped.best),
                worst=shown(hoped.worst),
            )
        )  # fmt: skip
        if hoped.uncalled:
            lines.append("  " + ngettext("{n} without a call", "{n} without a call", len(hoped.uncalled)))
    return lines


def _customers(found: Metrics) -> list[str]:
    value = [_waited(found.ttv.median), _waited(found.ttv.p90)]
    lines = [
        f"{_('Onboarded in time')}  {_rate(found.onboarding.rate)}",
        _("Time to value: {median} at the median, {p90} for nine in ten", median=value[0], p90=value[1]),
    ]
    for name, grown in ((term_name("upsell"), found.upsell), (term_name("cross_sell"), found.cross_sell)):
        cohort = _("of the customers of the eve")
        lines.append(
            f"{name}  {_rate(grown.customers)}  {_('{share} by amount', share=per_cent(grown.amount))}  ({cohort})"
        )
    lines += _lifetime(found)
    return lines


def _lifetime(found: Metrics) -> Sequence[str]:
    life = found.lifetime
    basis = _("by sales") if life.by_sales else _("by profit")
    lines = [f"{_('LTV to date')}  {amount_words(found.money(life.realised), found.currency)}  ({basis})"]
    if life.expected is not None:
        months = number(Decimal(str(round(life.expected.months, 1))), 1)
        cap = f", {_('the most that is assumed')}" if life.expected.capped else ""
        amount = amount_words(found.money(Fraction(life.expected.amount)), found.currency)
        lines.append(
            f"{_('LTV expected')}  {amount}  ({basis}, {_('{months} months', months=months)}{cap})"
        )  # fmt: skip
    return lines


def _waited(days: int | None) -> str:
    return _("not reached") if days is None else ngettext("{n} day", "{n} days", days)


def _rate(rate: Rate) -> str:
    told = _count(rate)
    return f"{told}  {interval_words(rate.interval)}" if rate.of else told


def _count(rate: Rate) -> str:
    return f"{number(rate.n)} / {number(rate.of)}"
