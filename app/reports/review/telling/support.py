"""お問い合わせ状況 in words: questions, outages, wishes that came true, and what people answered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.language import name_of as word
from app.language import tr, trn
from app.reports.review.facts import ChapterFacts, Fact, ReviewFacts
from app.reports.review.telling import measured
from app.reports.review.telling.charts import chart, drawn
from app.reports.review.telling.figures import (
    amount,
    before_remark,
    compared_words,
    decimal_of,
    figure,
    name_of,
    source_line,
    subject,
    tone_of,
)
from app.reports.review.telling.tables import joined, near, shown, sources_of
from app.reports.review.told import Figure, Told
from app.vocabulary import Survey

_DAYS_SAID = 3


def tell_support(
    facts: ChapterFacts, review: ReviewFacts, lang: str, metric: str = "", left_out: frozenset[str] = frozenset()
) -> Told:
    """Return what was asked and answered: the chart draws what the headline speaks of."""
    told = shown(facts, left_out)
    if not told:
        return Told("")
    picked = drawn(facts, metric, left_out)
    series, spoken = picked if picked is not None else (None, next((f for f in told if f.kind == "measured"), None))
    cards = [_card(one, review, lang) for one in sorted(told, key=lambda one: one is not spoken)]
    outages = next((one for one in told if one.kind == "outages"), None)
    headline, also = _headline(spoken, outages, told, review, lang)
    return Told(
        headline=headline,
        figures=tuple(cards),
        chart=chart(series, name_of(spoken, lang), review, lang) if series is not None and spoken is not None else None,
        metric=series.key if series is not None and spoken is not None else "",
        source_line=source_line(cards, lang),
        sources=sources_of(also),
    )


def _headline(
    spoken: Fact | None, outages: Fact | None, told: list[Fact], review: ReviewFacts, lang: str
) -> tuple[str, list[Fact]]:
    """Return the headline with the facts that it speaks of."""
    if spoken is None:
        first = next((one for one in told if one.kind == "outages"), told[0])
        return _alone(first, review, lang), [first]
    said = measured.headline(spoken, review, lang)
    if outages is not None and outages.values["value"] != "0":
        longer = joined([said, _outages(outages, lang)], lang)
        if len(longer) <= measured.room(lang):
            return longer, [spoken, outages]
    return said, [spoken]


def _outages(fact: Fact, lang: str) -> str:
    return trn(lang, "one outage", "{n} outages", int(fact.values["value"]))


def _alone(fact: Fact, review: ReviewFacts, lang: str) -> str:
    """Return the headline where nothing was counted over time."""
    n = int(Decimal(fact.values["value"]))
    if fact.kind == "outages":
        if not n:
            return tr(lang, "No outage since {period}", period=compared_words(review, lang))
        return trn(lang, "One outage in the period", "{n} outages in the period", n)
    if fact.kind == "requests":
        if not n:
            return trn(lang, "One request was raised", "{n} requests were raised", int(fact.values["raised"]))
        return trn(lang, "One request came true", "{n} requests came true", n)
    card = _card(fact, review, lang)
    return tr(lang, "{name}: {now} ({remark})", name=subject(card.label, lang), now=card.value, remark=card.remark)


def _card(fact: Fact, review: ReviewFacts, lang: str) -> Figure:
    if fact.kind == "measured":
        return measured.card(fact, review, lang)
    value = Decimal(fact.values["value"])
    if fact.kind == "answer":
        label, remark = tr(lang, "Would recommend (0–10)"), tr(lang, "one answer")
        shown_value = amount(value, "", lang, exact=True)
        return figure(fact, review, lang, label=label, value=shown_value, remarks=(remark,))
    if fact.kind == "survey":
        return _survey(fact, review, lang)
    if fact.kind == "requests":
        raised = int(fact.values["raised"])
        remark = trn(lang, "one raised in the period", "{n} raised in the period", raised) if raised else ""
        label = tr(lang, "Requests that came true")
        return figure(fact, review, lang, label=label, value=amount(value, "tickets", lang), remarks=(remark,))
    days = [near(date.fromisoformat(day), review, lang) for day in fact.values["days"].split()]
    remarks = (joined(days[:_DAYS_SAID], lang), before_remark(fact, review, lang, "tickets"))
    tone = tone_of(decimal_of(fact, "before"), value, "down")
    label = tr(lang, "Outages")
    return figure(fact, review, lang, label=label, value=amount(value, "tickets", lang), remarks=remarks, tone=tone)


def _survey(fact: Fact, review: ReviewFacts, lang: str) -> Figure:
    """Return what people answered, never without how many they were."""
    value, before = Decimal(fact.values["value"]), decimal_of(fact, "before")
    was = before_remark(fact, review, lang, "")
    if was:
        was = tr(lang, "{value} (n={n})", value=was, n=fact.values["before_n"])
    return figure(
        fact, review, lang, label=word(Survey(fact.values["survey"]), lang), value=amount(value, "", lang),
        remarks=(f"n={fact.values['n']}", was), tone=tone_of(before, value, "up"),
    )  # fmt: skip
