"""ロードマップ in words: what was asked for, and since when it is there or from when on it will be."""

from __future__ import annotations

from app.language import tr, trn
from app.reports.review.facts import ChapterFacts, Fact, ReviewFacts
from app.reports.review.telling.tables import (
    cell,
    columns,
    day_of,
    joined,
    near,
    shown,
    sources_of,
    statement,
    within,
)
from app.reports.review.told import Statement, Told


def tell_roadmap(
    facts: ChapterFacts, review: ReviewFacts, lang: str, metric: str = "", left_out: frozenset[str] = frozenset()
) -> Told:
    """Return the customer's requests that came true or have a day, line by line."""
    told = shown(facts, left_out)
    return Told(
        headline=_headline(told, lang),
        columns=columns(lang, ("your_request", 6.6), ("area", 2.0), ("asked_on", 1.5), ("result", 2.0)),
        statements=tuple(_line(fact, review, lang) for fact in told),
        sources=sources_of(told),
    )


def _headline(told: list[Fact], lang: str) -> str:
    if len(told) == 1:
        text = within(told[0].values["text"], 22, lang)
        if told[0].kind == "shipped":
            return tr(lang, "Your request is there: {text}", text=text)
        return tr(lang, "Your request is coming: {text}", text=text)
    there = sum(fact.kind == "shipped" for fact in told)
    coming = len(told) - there
    return joined(
        [
            trn(lang, "One of your requests is there", "{n} of your requests are there", there) if there else "",
            trn(lang, "one is coming", "{n} are coming", coming) if coming else "",
        ],
        lang,
    )


def _line(fact: Fact, review: ReviewFacts, lang: str) -> Statement:
    on = near(day_of(fact, "on"), review, lang)
    there = fact.kind == "shipped"
    state = tr(lang, "there since {date}", date=on) if there else tr(lang, "planned for {date}", date=on)
    return statement(
        fact,
        cell(fact.values["text"]),
        cell(fact.values["area"], "text2"),
        cell(near(day_of(fact, "asked"), review, lang), "text2"),
        cell(state, "goodText" if there else "text2"),
    )
