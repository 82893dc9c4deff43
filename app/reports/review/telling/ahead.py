"""次の四半期 in words: the dates ahead, what is done or talked about on them, and by whom."""

from __future__ import annotations

from app.language import keyed, tr, trn
from app.reports.review.facts import ChapterFacts, Fact, ReviewFacts
from app.reports.review.telling.tables import (
    cell,
    columns,
    day_of,
    near,
    owner,
    shown,
    sources_of,
    statement,
    within,
)
from app.reports.review.told import Statement, Told


def tell_ahead(
    facts: ChapterFacts, review: ReviewFacts, lang: str, metric: str = "", left_out: frozenset[str] = frozenset()
) -> Told:
    """Return what comes next, line by line."""
    told = shown(facts, left_out)
    return Told(
        headline=_headline(told, review, lang),
        columns=columns(lang, ("when", 1.8), ("what", 7.2), ("owed_by", 2.6)),
        statements=tuple(_line(fact, review, lang) for fact in told),
        sources=sources_of(told),
    )


def _headline(told: list[Fact], review: ReviewFacts, lang: str) -> str:
    dated = [fact for fact in told if fact.values["on"]]
    if not dated:
        return trn(lang, "One thing comes next", "{n} things come next", len(told)) if told else ""
    first = dated[0]
    if first.kind == "renewal":
        return _renewal_said(first, review, lang)
    what = within(_what(first, review, lang), 20, lang)
    said = tr(lang, "Next, on {date}: {what}", date=near(day_of(first, "on"), review, lang), what=what)
    if len(told) == 1:
        return said
    return trn(lang, "{said}, then one more", "{said}, then {n} more", len(told) - 1, said=said)


def _renewal_said(fact: Fact, review: ReviewFacts, lang: str) -> str:
    notice, end = near(day_of(fact, "notice"), review, lang), near(day_of(fact, "end"), review, lang)
    if notice:
        return tr(lang, "Notice deadline {notice}, the contract ends on {end}", notice=notice, end=end)
    if fact.values["auto_renew"]:
        return tr(lang, "The contract renews by itself after {end}", end=end)
    return tr(lang, "The contract ends on {end}", end=end)


def _line(fact: Fact, review: ReviewFacts, lang: str) -> Statement:
    on = near(day_of(fact, "on"), review, lang)
    who = owner(fact, review, lang) if fact.kind in {"promise", "milestone"} else keyed("deck.word", "both", lang)
    return statement(
        fact,
        cell(on or keyed("deck.word", "no_date", lang), "text2"),
        cell(_what(fact, review, lang)),
        cell(who, "text2"),
    )


def _what(fact: Fact, review: ReviewFacts, lang: str) -> str:
    text = fact.values["text"]
    if fact.kind == "meeting":
        kind = keyed("word.TouchpointKind", fact.values["meeting"], lang)
        return tr(lang, "{kind}: {text}", kind=kind, text=text) if text else kind
    if fact.kind == "plan_review":
        return tr(lang, "Joint review of the plan: {name}", name=text)
    if fact.kind != "renewal":
        return text
    notice, end = near(day_of(fact, "notice"), review, lang), near(day_of(fact, "end"), review, lang)
    if notice:
        said = tr(lang, "Notice deadline of the contract (it ends on {end})", end=end)
    elif fact.values["auto_renew"]:
        said = tr(lang, "End of the term, the contract renews by itself")
    else:
        said = tr(lang, "End of the contract")
    return tr(lang, "{text}: {more}", text=text, more=said) if text else said
