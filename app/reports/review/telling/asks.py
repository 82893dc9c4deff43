"""お願い in words: what waits for the customer, and what they wait for."""

from __future__ import annotations

from app.language import tr, trn
from app.reports.review.facts import ChapterFacts, Fact, ReviewFacts
from app.reports.review.telling.tables import (
    cell,
    columns,
    day_of,
    joined,
    near,
    owner,
    person,
    shown,
    sources_of,
    statement,
    until,
    within,
)
from app.reports.review.told import Statement, Told
from app.reports.words import honoured


def tell_asks(
    facts: ChapterFacts, review: ReviewFacts, lang: str, metric: str = "", left_out: frozenset[str] = frozenset()
) -> Told:
    """Return what is asked, both ways, line by line."""
    told = shown(facts, left_out)
    return Told(
        headline=_headline(told, review, lang),
        columns=columns(lang, ("what", 7.0), ("from", 2.6), ("due", 2.0)),
        statements=tuple(_line(fact, review, lang) for fact in told),
        sources=sources_of(told),
    )


def _headline(told: list[Fact], review: ReviewFacts, lang: str) -> str:
    if len(told) == 1:
        return within(_what(told[0], review, lang), 40, lang)
    theirs = sum(fact.kind == "request" for fact in told)
    asked = len(told) - theirs
    return joined(
        [
            trn(lang, "One thing to confirm", "{n} things to confirm", asked) if asked else "",
            trn(lang, "one open request", "{n} open requests", theirs) if theirs else "",
        ],
        lang,
    )  # fmt: skip


def _line(fact: Fact, review: ReviewFacts, lang: str) -> Statement:
    if fact.kind == "request":
        on = near(day_of(fact, "on"), review, lang)
        who = person(fact, lang) or honoured(review.account, lang)
        asked = cell(tr(lang, "asked {date}", date=on), "text2")
        return statement(fact, cell(_what(fact, review, lang)), cell(who, "text2"), asked)
    return statement(
        fact, cell(_what(fact, review, lang)), cell(owner(fact, review, lang), "text2"),
        until(day_of(fact, "due"), review, lang),
    )  # fmt: skip


def _what(fact: Fact, review: ReviewFacts, lang: str) -> str:
    text = fact.values["text"]
    if fact.kind == "intent":
        said = tr(lang, "To confirm: the renewal after {end}", end=near(day_of(fact, "end"), review, lang))
        return tr(lang, "{text}: {more}", text=text, more=said) if text else said
    if fact.kind == "confirm":
        if fact.values["state"] == "lapsed":
            return tr(lang, "To confirm again, as it has changed: {text}", text=text)
        return tr(lang, "To confirm: {text}", text=text)
    if fact.kind == "read":
        last = near(day_of(fact, "last"), review, lang)
        if not last:
            return tr(lang, "To share: a first value for {text}", text=text)
        return tr(lang, "To share: the present value of {text} (last {date})", text=text, date=last)
    if fact.kind == "promise":
        return tr(lang, "To set a date: {text}", text=text)
    return tr(lang, "Your request: {text}", text=text)
