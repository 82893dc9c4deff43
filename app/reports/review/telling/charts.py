"""A course of values as the native chart of a section: categories, the other period beside it, marks, a description."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from app.language import keyed, period, tr
from app.reports.review.facts import ChapterFacts, Event, Fact, ReviewFacts, Series
from app.reports.review.telling.figures import CURRENCIES, UNITS, amount, compared_key, labelled
from app.reports.review.telling.tables import brief, near
from app.reports.review.told import Chart, Mark
from app.reports.words import month_name

MARKS = 3
"""More marks than these could not be read."""

MARK_LETTERS = 14
_RANK = ("first_value", "outage", "training", "event")


def drawn(facts: ChapterFacts, metric: str, left_out: frozenset[str]) -> tuple[Series, Fact | None] | None:
    """Return the series that is drawn with the fact that says what it came to: the one asked for, else the first.

    A series whose fact is left out is not drawn.
    """
    offered = [(one, _fact_of(one, facts)) for one in facts.series]
    offered = [(one, fact) for one, fact in offered if fact is None or fact.key not in left_out]
    asked = next((pair for pair in offered if pair[0].key == metric), None)
    return asked or next(iter(offered), None)


def chart(series: Series, name: str, review: ReviewFacts, lang: str) -> Chart:
    """Return the chart of a series under a name."""
    monthly = is_monthly(series.days)
    names = [tr(lang, "This period")]
    values = [series.values]
    if series.before:
        names.append(keyed("review.compared_name", compared_key(review), lang))
        values.append(series.before)
    return Chart(
        metric=series.key,
        caption=caption(series, name, lang),
        drawn=series.drawn,
        categories=tuple(month_name(day, series.days, lang) if monthly else _week(day, lang) for day in series.days),
        names=tuple(names),
        values=tuple(tuple(None if one is None else plain(one) for one in row) for row in values),
        marks=_marks(series, review, lang, monthly),
        description=_description(series, name, review, lang),
        sources=labelled(series.sources, name) + tuple(source for one in series.events for source in one.sources),
    )


def caption(series: Series, name: str, lang: str) -> str:
    """Return what is drawn, in which unit, and for which steps of time: 週間利用者数（人・週ごと）."""
    unit = keyed("review.unit_name", series.unit, lang) if series.unit in UNITS else series.unit
    every = tr(lang, "by month") if is_monthly(series.days) else tr(lang, "by week")
    parts = [unit if series.unit not in CURRENCIES else series.unit, every]
    said = ("・" if lang == "ja" else ", ").join(part for part in parts if part)
    return tr(lang, "{name} ({unit})", name=name, unit=said)


def is_monthly(days: Sequence[date]) -> bool:
    """Tell whether places are months: each is named by the first day of one."""
    return all(day.day == 1 for day in days)


def plain(value: Decimal) -> str:
    """Return a number as exact decimal text without an exponent."""
    return format(value.normalize(), "f")


def _week(day: date, lang: str) -> str:
    return f"{day.month}/{day.day}" if lang == "ja" else f"{day.day} {month_name(day, (day,), lang)}"


def _fact_of(series: Series, facts: ChapterFacts) -> Fact | None:
    keys = (f"reading:{series.key}", series.key, f"{series.key}:score")
    return next((fact for fact in facts.facts if fact.key in keys), None)


def _marks(series: Series, review: ReviewFacts, lang: str, monthly: bool) -> tuple[Mark, ...]:
    ranked = sorted(series.events, key=lambda one: (_RANK.index(one.kind) if one.kind in _RANK else len(_RANK), one.on))
    chosen = sorted(ranked[:MARKS], key=lambda one: one.on)
    return tuple(Mark(_place(one.on, series.days, monthly), _mark_words(one, review, lang)) for one in chosen)


def _mark_words(event: Event, review: ReviewFacts, lang: str) -> str:
    kind = keyed("review.event", event.kind, lang)
    return brief(event.text, MARK_LETTERS) if event.text else f"{kind} {near(event.on, review, lang)}"


def _place(day: date, days: Sequence[date], monthly: bool) -> float:
    """Return where a day lies among places; a whole number is the middle of one."""
    if monthly:
        at = next((at for at, first in enumerate(days) if (first.year, first.month) == (day.year, day.month)), 0)
        return at + (day.day - 0.5) / monthrange(day.year, day.month)[1] - 0.5
    at = next((at for at, end in enumerate(days) if end >= day), len(days) - 1)
    return min(max(at - (days[at] - day).days / 7, -0.5), len(days) - 0.5)


def _description(series: Series, name: str, review: ReviewFacts, lang: str) -> str:
    span = period(review.period.start, review.period.end, lang)
    said = _told(series.values, series.unit, name, span, lang)
    if not series.before:
        return said
    other = _told(series.before, series.unit, "", keyed("review.compared_name", compared_key(review), lang), lang)
    return tr(lang, "{one}. {other}", one=said, other=other)


def _told(values: Sequence[Decimal | None], unit: str, name: str, span: str, lang: str) -> str:
    known = [value for value in values if value is not None]
    params = {
        "first": amount(known[0], unit, lang),
        "last": amount(known[-1], unit, lang),
        "low": amount(min(known), unit, lang),
        "high": amount(max(known), unit, lang),
    }
    head = f"{name} {span}".strip()
    return tr(lang, "{head}: from {first} to {last}, between {low} and {high}", head=head, **params)
