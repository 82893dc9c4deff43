"""What retention says on the screen: figures against their targets, what they rest on, changes and contracts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from app.language import _, day, money, ngettext, number, short_money
from app.operations.money.behind import Moved
from app.operations.money.figures import Metrics
from app.operations.money.words import NOTHING, interval_words, method_name, per_cent, term_name
from app.revenue.lifetime import MOST_MONTHS

MINUS = "\N{MINUS SIGN}"
TILES = ("nrr", "grr", "logos", "cmrr", "mrr")
MORE = ("upsell", "cross_sell", "realised", "expected")
_TARGETS = {"nrr": "nrr", "grr": "grr", "logos": "logo_retention"}


@dataclass(frozen=True)
class TileWords:
    """A number with its count, how it was worked out, and what it rests on."""

    number: str
    note: str
    corner: str
    lines: tuple[str, ...] = ()


def caption(key: str) -> str:
    """Return the name of a figure."""
    return {
        "nrr": "NRR",
        "grr": "GRR",
        "logos": _("Customers kept"),
        "cmrr": "CMRR",
        "mrr": _("MRR at the end"),
        "upsell": _("Upsell rate"),
        "cross_sell": _("Cross-sell rate"),
        "realised": _("LTV to date"),
        "expected": _("LTV expected"),
    }[key]


def tile_words(key: str, found: Metrics) -> TileWords:
    """Return what the tile of a figure says."""
    made: Mapping[str, Callable[[str, Metrics], TileWords]] = {
        "nrr": _ratio, "grr": _ratio, "logos": _logos, "cmrr": _cmrr, "mrr": _mrr, "upsell": _growth,
        "cross_sell": _growth, "realised": _realised, "expected": _expected,
    }  # fmt: skip
    return made[key](key, found)


def short_share(ratio: Fraction | Decimal | float | None) -> str:
    """Return a ratio in per cent, without a decimal that says nothing: 100 %."""
    shown = per_cent(Fraction(ratio) if ratio is not None else None)
    return shown.replace(".0 %", " %")


def against(found: Metrics, key: str, value: Fraction | float | None) -> str:
    """Return the target of a figure and how far it is from there: Target 100 % (−4.2 pt)."""
    target = found.targets.get(_TARGETS[key])
    if target is None:
        return _("no target")
    if value is None:
        return _("target {share}", share=short_share(target))
    return _("target {share} ({gap} pt)", share=short_share(target), gap=points(Fraction(value) - Fraction(target)))


def points(gap: Fraction) -> str:
    """Return a difference of two ratios in points with its sign."""
    exact = gap * 100
    value = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"±{number(Decimal(0), 1)}" if not value else f"+{number(value, 1)}" if value > 0 else number(value, 1)


def signed(amount: Decimal, currency: str) -> str:
    """Return an amount in full with its sign."""
    return f"+{money(amount, currency)}" if amount > 0 else money(amount, currency)


def customers(count: int) -> str:
    """Return so many customers."""
    return ngettext("{n} customer", "{n} customers", count)


def _count(of: int) -> str:
    """Return so many customers, where there is little room."""
    return _("n = {n}", n=number(of))


def _ratio(key: str, found: Metrics) -> TileWords:
    held = found.retention
    value = held.nrr if key == "nrr" else held.grr
    of = sum(member.start > 0 for member in held.members)
    largest = ""
    if held.largest is not None:
        without = held.largest.nrr if key == "nrr" else held.largest.grr
        largest = _(
            "Largest {share}, without it {figure}", share=per_cent(held.largest.share), figure=per_cent(without)
        )
    return TileWords(per_cent(value), _count(of), method_name(found.method), (against(found, key, value), largest))


def besides(key: str, found: Metrics) -> str:
    """Return what is said of a figure only where somebody asks: who the largest customer is, an amount in full."""
    if key in ("nrr", "grr"):
        largest = found.retention.largest
        return _("Largest customer: {name}", name=found.name(largest.customer)) if largest is not None else ""
    life = found.lifetime
    sums: Mapping[str, int | Fraction] = {
        "cmrr": found.committed.cmrr,
        "mrr": found.bridge.end,
        "realised": life.realised,
    }
    return full(found, sums[key]) if key in sums else ""


def full(found: Metrics, fine: int | Fraction) -> str:
    """Return an amount in full."""
    return money(found.money(fine), found.currency)


def churn(found: Metrics) -> str:
    """Return the monthly churn of customers."""
    monthly = found.lifetime.monthly_churn
    return NOTHING if monthly is None else per_cent(monthly, 2)


def _logos(key: str, found: Metrics) -> TileWords:
    rate = found.retention.logos
    interval = interval_words(rate.interval)
    wilson = _("95 % interval {interval}", interval=interval) if interval else ""
    counted = f"{number(rate.n)} / {number(rate.of)}"
    lines = (against(found, key, rate.value), wilson)
    return TileWords(per_cent(rate.value), counted, method_name(found.method), lines)


def _cmrr(_key: str, found: Metrics) -> TileWords:
    held, currency = found.committed, found.currency
    sums = [
        (words, sum(one.amount for one in some))
        for words, some in (
            (_("renewals"), held.renewals), (_("new"), held.new), (_("losses"), held.losses)
        )
        if some
    ]  # fmt: skip
    parts = " · ".join(f"{words} {_short_signed(found.money(fine), currency)}" for words, fine in sums)
    more = _("against MRR {amount}", amount=_short_signed(found.money(held.cmrr - held.mrr), currency))
    until = _("up to {day}", day=day(held.until))
    return TileWords(short_money(found.money(held.cmrr), currency), "", until, (more, parts))


def _mrr(_key: str, found: Metrics) -> TileWords:
    start, end = found.bridge.start, found.bridge.end
    by = Fraction(end - start, start) if start else None
    grown = _("{share} since the start", share=f"{'+' if by > 0 else ''}{per_cent(by)}") if by is not None else ""
    late = len(found.late)
    grace = ngettext("{n} only by the grace", "{n} only by the grace", late) if late else ""
    return TileWords(
        short_money(found.end, found.currency), _count(len(found.bridge.ends)), day(found.period.end),
        (grown, grace),
    )  # fmt: skip


def _growth(key: str, found: Metrics) -> TileWords:
    grown = found.upsell if key == "upsell" else found.cross_sell
    rate = grown.customers
    counted = f"{number(rate.n)} / {number(rate.of)}"
    note = " · ".join(part for part in (counted, interval_words(rate.interval)) if part)
    return TileWords(per_cent(grown.amount), note, _("by amount"), (_("what they added ÷ MRR at the start"),))


def _basis(found: Metrics) -> str:
    return _("by sales") if found.lifetime.by_sales else _("by profit")


def _realised(_key: str, found: Metrics) -> TileWords:
    life = found.lifetime
    since = _("since their contracts began")
    brought = short_money(found.money(life.realised), found.currency)
    return TileWords(brought, _count(life.customers), _basis(found), (since,))


def _expected(_key: str, found: Metrics) -> TileWords:
    life = found.lifetime.expected
    if life is None:
        return TileWords(NOTHING, "", _basis(found), (_formula(found),))
    months = _("{months} months", months=number(Decimal(str(round(life.months, 1))), 1))
    note = f"{months} · {_('the cap')}" if life.capped else months
    hoped = short_money(found.money(Fraction(life.amount)), found.currency)
    return TileWords(hoped, note, _basis(found), (_formula(found),))


def _formula(found: Metrics) -> str:
    if found.lifetime.by_sales:
        return _("ARPA ÷ churn, ≤ {most} months", most=number(MOST_MONTHS))
    return _("ARPA × margin ÷ churn, ≤ {most} months", most=number(MOST_MONTHS))


def _short_signed(amount: Decimal, currency: str) -> str:
    shown = short_money(amount, currency)
    return f"+{shown}" if amount > 0 else f"±{shown}" if not amount else shown


def what_words(row: Moved) -> str:
    """Return what a movement is."""
    ahead = {
        "signed_renewal": _("Signed renewal"),
        "signed_new": _("Signed, not begun"),
        "notified_loss": _("Notified loss"),
        "missing": _("Does not come out"),
    }
    return ahead[row.what] if row.what in ahead else term_name(row.what)


def contract_words(row: Moved) -> str:
    """Return the contracts of a movement by their numbers and days."""
    told = [
        " ".join(part for part in (one.number, f"{day(one.start)}–{day(one.end)}") if part) for one in row.contracts
    ]
    return ", ".join(told) or NOTHING


def rate_words(found: Metrics) -> str:
    """Return the exchange rates that were used, with their days."""
    said: list[str] = []
    for eve, last in found.rates:
        words = [
            _("1 {currency} = {rate} {base} ({day})", currency=used.currency, rate=_plain(used.rate),
              base=found.currency, day=day(used.on) if used.on else NOTHING)
            for used in (eve, last)
        ]  # fmt: skip
        said.append(" → ".join(dict.fromkeys(words)))
    return " · ".join(said)


def _plain(rate: Fraction) -> str:
    value = Decimal(rate.numerator) / Decimal(rate.denominator)
    shown = f"{value:,.4f}"
    return shown.rstrip("0").rstrip(".")


def month_words(names: Sequence[str], values: Sequence[str], month: str) -> str:
    """Return a month with its figures: 2026/3: NRR 98.0 %, GRR 97.0 %."""
    return f"{month}: " + ", ".join(f"{name} {value}" for name, value in zip(names, values, strict=True))
