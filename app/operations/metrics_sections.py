"""The slides of the metrics deck in words: each figure with the method or the count that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.language import keyed, money, name_of, number, tr, trn
from app.operations.health.movement import ORDER, Movement
from app.operations.money.figures import Metrics
from app.operations.money.series import MonthTotals
from app.operations.money.words import interval_words, method_name, method_words, per_cent, term_name
from app.reports.review.facts import Chapter
from app.reports.review.told import Chart, Figure, Section, Statement, Told
from app.reports.rows import Cell, Column, Span
from app.reports.words import month_name
from app.revenue.bridge import TERMS
from app.revenue.losses import by_reason
from app.revenue.periods import Period, period_words
from app.statistics import Rate


@dataclass(frozen=True)
class Figures:
    """What the deck shows: the period's figures, its months, its last quarters, and who changed band."""

    metrics: Metrics
    months: tuple[MonthTotals, ...]
    quarters: tuple[tuple[Period, Metrics], ...]
    bands: Movement
    fiscal_start: int


def sections(known: Figures, lang: str) -> tuple[Section, ...]:
    """Return the sections of the deck; one without anything to show is left out."""
    found = [
        _retention(known, lang), _bridge(known, lang), _quarters(known, lang), _renewals(known, lang),
        _losses(known, lang), _starts(known, lang), _health(known, lang),
    ]  # fmt: skip
    return tuple(one for one in found if one is not None)


def _section(name: str, told: Told) -> Section:
    return Section(Chapter.OWN, name, told.headline, told)


def _figure(key: str, label: str, value: str, exact: object, remark: str = "") -> Figure:
    return Figure(key, label, value, str(exact), remark, "", ())


def _ratio(value: Fraction | None) -> str:
    return "" if value is None else str(value)


def _counted(rate: Rate) -> str:
    return " · ".join(one for one in (f"{number(rate.n)} / {number(rate.of)}", interval_words(rate.interval)) if one)


def _retention(known: Figures, lang: str) -> Section:
    found, held = known.metrics, known.metrics.retention
    method = method_name(found.method, lang)
    nrr, grr = per_cent(held.nrr), per_cent(held.grr)
    largest = held.largest
    without = "" if largest is None else tr(
        lang, "without {name} {share}", name=found.name(largest.customer), share=per_cent(largest.nrr)
    )  # fmt: skip
    kept = per_cent(held.logos.value)
    figures = (
        _figure("nrr", "NRR", nrr, _ratio(held.nrr), without or method),
        _figure("grr", "GRR", grr, _ratio(held.grr), method),
        _figure("logos", tr(lang, "Customers kept"), kept, held.logos.n, _counted(held.logos)),
    )
    headline = tr(lang, "NRR {nrr}, GRR {grr} ({method})", nrr=nrr, grr=grr, method=method)
    chart = _columns("mrr", tr(lang, "MRR month by month"), known.months, lang) if known.months else None
    return _section(
        tr(lang, "Retention"),
        Told(headline, figures=figures, chart=chart, source_line=method_words(found.method, found.grace, lang)),
    )


def _columns(key: str, caption: str, months: Sequence[MonthTotals], lang: str) -> Chart:
    days = tuple(one.period.end.replace(day=1) for one in months)
    names = tuple(month_name(day, days[:1], lang) for day in days)
    values = tuple(str(one.end) for one in months)
    said = ", ".join(f"{name} {money(one.end, one.currency, lang)}" for name, one in zip(names, months, strict=True))
    return Chart(
        key, f"{caption} ({months[0].currency})", "columns", names, (tr(lang, "MRR"),), (values,), (),
        tr(lang, "Column chart. {each}", each=said), (),
    )  # fmt: skip


def _bridge(known: Figures, lang: str) -> Section:
    found = known.metrics
    shown = [("start", found.start), *((term, found.terms[term]) for term in TERMS), ("end", found.end)]
    shown = [(term, amount) for term, amount in shown if amount or term in ("start", "end")]
    names = tuple(term_name(term, lang) for term, _amount in shown)
    words = [money(amount, found.currency, lang) for _term, amount in shown]
    each = ", ".join(f"{name} {said}" for name, said in zip(names, words, strict=True))
    moves = [(name, amount) for (term, amount), name in zip(shown, names, strict=True) if term not in ("start", "end")]
    chart = Chart(
        "bridge", tr(lang, "Changes of MRR ({currency})", currency=found.currency), "columns",
        tuple(name for name, _amount in moves), (tr(lang, "MRR"),),
        (tuple(str(amount) for _name, amount in moves),), (), tr(lang, "Column chart. {each}", each=each), (),
    ) if moves else None  # fmt: skip
    figures = (
        _figure("start", names[0], words[0], found.start),
        _figure("end", names[-1], words[-1], found.end),
        _figure("cmrr", "CMRR", money(found.money(found.committed.cmrr), found.currency, lang),
                found.money(found.committed.cmrr), tr(lang, "twelve months ahead")),
    )  # fmt: skip
    headline = tr(lang, "MRR {start} → {end}", start=words[0], end=words[-1])
    source = (
        tr(lang, "Start and changes come to the end.")
        if found.bridge.reconciles
        else tr(lang, "Start and changes do not come to the end: {names}",
                names=", ".join(found.name(one.customer) for one in found.bridge.broken))
    )  # fmt: skip
    if found.committed.hindsight:
        late = tr(lang, "This book began after that day, so what is known today is counted.")
        source = f"{source} CMRR: {late}"
    return _section(tr(lang, "Bridge of MRR"), Told(headline, figures=figures, chart=chart, source_line=source))


def _quarters(known: Figures, lang: str) -> Section | None:
    if not known.quarters:
        return None
    columns = (
        Column(tr(lang, "Customers of the eve of"), 4), Column("NRR", 2), Column("GRR", 2),
        Column(tr(lang, "Customers kept"), 3),
    )  # fmt: skip
    rows = [
        _row(
            f"quarter:{one.start}", period_words(one, lang, known.fiscal_start), per_cent(of.retention.nrr),
            per_cent(of.retention.grr), _counted(of.retention.logos),
        )
        for one, of in known.quarters
    ]  # fmt: skip
    last = known.quarters[-1][1].retention
    headline = tr(lang, "Last three months: NRR {nrr}, GRR {grr}", nrr=per_cent(last.nrr), grr=per_cent(last.grr))
    return _section(
        tr(lang, "Cohorts by quarter"),
        Told(headline, columns=columns, statements=tuple(rows),
             source_line=method_words(known.metrics.method, known.metrics.grace, lang)),
    )  # fmt: skip


def _row(key: str, *texts: str) -> Statement:
    cells: tuple[Cell, ...] = tuple((Span(text, "text", at == 0),) for at, text in enumerate(texts))
    return Statement(key, cells, ())


def _renewals(known: Figures, lang: str) -> Section | None:
    found = known.metrics
    if not found.renewals.due:
        return None
    hoped = found.forecast
    amounts = [
        (key, label, found.money(fine))
        for key, label, fine in (
            ("due", tr(lang, "Due for renewal"), hoped.due), ("worst", tr(lang, "At worst"), hoped.worst),
            ("committed", tr(lang, "Committed"), hoped.committed), ("best", tr(lang, "At best"), hoped.best),
        )
    ]  # fmt: skip
    figures = (
        _figure("decided", tr(lang, "Renewal rate, decided"), per_cent(found.renewals.decided),
                _ratio(found.renewals.decided), tr(lang, "by amount")),
        _figure("open", tr(lang, "With open ones as lost"), per_cent(found.renewals.open_as_lost),
                _ratio(found.renewals.open_as_lost), tr(lang, "by amount")),
    )  # fmt: skip
    each = ", ".join(f"{label} {money(amount, found.currency, lang)}" for _key, label, amount in amounts)
    chart = Chart(
        "forecast", tr(lang, "Forecast of renewals, MRR ({currency})", currency=found.currency), "columns",
        tuple(label for _key, label, _amount in amounts), (tr(lang, "MRR"),),
        (tuple(str(amount) for _key, _label, amount in amounts),), (), tr(lang, "Column chart. {each}", each=each), (),
    )  # fmt: skip
    n = len(found.renewals.due)
    headline = trn(
        lang, "{n} renewal due, {share} of the amount decided", "{n} renewals due, {share} of the amount decided", n,
        share=per_cent(found.renewals.decided),
    )  # fmt: skip
    missing = len(hoped.uncalled)
    source = trn(lang, "{n} without a call", "{n} without a call", missing) if missing else ""
    return _section(tr(lang, "Renewals"), Told(headline, figures=figures, chart=chart, source_line=source))


def _losses(known: Figures, lang: str) -> Section | None:
    found = known.metrics
    reasons = by_reason(found.losses)
    if not found.losses:
        return None
    columns = (Column(tr(lang, "Reason"), 5), Column(tr(lang, "Times"), 2), Column(tr(lang, "MRR lost"), 3))
    rows = [
        _row(f"reason:{reason}", keyed("churn", reason, lang) if reason else tr(lang, "not said"), number(len(some)),
             money(found.money(sum(one.amount for one in some)), found.currency, lang))
        for reason, some in reasons.items()
    ]  # fmt: skip
    total = found.money(sum(one.amount for one in found.losses))
    headline = trn(
        lang, "{n} loss, {amount} of MRR", "{n} losses, {amount} of MRR", len(found.losses),
        amount=money(total, found.currency, lang),
    )  # fmt: skip
    return _section(tr(lang, "Why customers left"), Told(headline, columns=columns, statements=tuple(rows)))


def _starts(known: Figures, lang: str) -> Section | None:
    found = known.metrics
    if not found.ttv.waits and not found.onboarding.rate.of:
        return None

    def waited(days: int | None) -> str:
        return tr(lang, "not reached") if days is None else trn(lang, "{n} day", "{n} days", days)

    rate = found.onboarding.rate
    figures = (
        _figure("onboarding", tr(lang, "Onboarding in time"), per_cent(rate.value), rate.n, _counted(rate)),
        _figure("ttv", tr(lang, "Time to value, median"), waited(found.ttv.median), found.ttv.median or "",
                tr(lang, "since the contract's start")),
        _figure("p90", tr(lang, "Nine in ten"), waited(found.ttv.p90), found.ttv.p90 or "",
                trn(lang, "{n} customer", "{n} customers", len(found.ttv.waits))),
    )  # fmt: skip
    points = found.ttv.points
    chart = Chart(
        "ttv", tr(lang, "Share that reached first value, by days (%)"), "line",
        tuple(number(day) for day, _share in points), (tr(lang, "Reached"),),
        (tuple(str(round(float(share) * 100, 1)) for _day, share in points),), (),
        tr(lang, "Line chart. Half reached first value: {median}", median=waited(found.ttv.median)), (),
    ) if len(points) > 1 else None  # fmt: skip
    headline = tr(lang, "Time to value, median: {median}", median=waited(found.ttv.median))
    said = tr(lang, "Kaplan–Meier; those who wait are counted until today.")
    return _section(tr(lang, "Onboarding and time to value"),
                    Told(headline, figures=figures, chart=chart, source_line=said))  # fmt: skip


def _health(known: Figures, lang: str) -> Section:
    bands = known.bands
    names = tuple(name_of(band, lang) for band in ORDER)
    now, then = (tuple(str(one[band]) for band in ORDER) for one in (bands.now, bands.then))
    each = ", ".join(f"{name} {n}" for name, n in zip(names, now, strict=True))
    chart = Chart(
        "health", tr(lang, "Accounts by band of health"), "columns", names,
        (keyed("deck.word", "today", lang), tr(lang, "30 days ago")), (now, then), (),
        tr(lang, "Column chart. {each}", each=each), (),
    )  # fmt: skip
    figures = tuple(
        _figure(str(band), name_of(band, lang), number(bands.now[band]), bands.now[band],
                tr(lang, "30 days ago {n}", n=number(bands.then[band])))
        for band in ORDER[:3]
    )  # fmt: skip
    moved = len(bands.moved)
    headline = trn(lang, "{n} account changed band in 30 days", "{n} accounts changed band in 30 days", moved)
    return _section(tr(lang, "Health"), Told(headline, figures=figures, chart=chart))
