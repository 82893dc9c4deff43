"""前回のお約束と結果 in words: each promise with what became of it, and what was decided."""

from __future__ import annotations

from app.language import keyed, tr, trn
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


def tell_promises(
    facts: ChapterFacts, review: ReviewFacts, lang: str, metric: str = "", left_out: frozenset[str] = frozenset()
) -> Told:
    """Return what was agreed last time, line by line."""
    told = shown(facts, left_out)
    return Told(
        headline=_headline(told, review, lang),
        columns=columns(lang, ("agreed", 6.0), ("result", 2.0), ("owed_by", 2.4), ("due", 1.4)),
        statements=tuple(_line(fact, review, lang) for fact in told),
        sources=sources_of(told),
    )


def _headline(told: list[Fact], review: ReviewFacts, lang: str) -> str:
    promises = [fact for fact in told if fact.kind == "promise"]
    if promises:
        return _counted(promises, review, lang)
    decisions = sum(fact.kind == "decision" for fact in told)
    if decisions:
        return trn(lang, "One thing was settled last time", "{n} things were settled last time", decisions)
    return tr(lang, "Agreed at the start: {text}", text=within(told[0].values["text"], 26, lang)) if told else ""


def _counted(promises: list[Fact], review: ReviewFacts, lang: str) -> str:
    kept = sum(bool(fact.values["done_on"]) for fact in promises)
    late = sum(_is_late(fact, review) for fact in promises)
    going = len(promises) - kept - late
    if kept == len(promises):
        return trn(lang, "The promise made is kept", "The {n} promises made are all kept", kept)
    if len(promises) == 1:
        return tr(lang, "One promise: {state}", state=_state(promises[0], review, lang)[0])
    parts = [
        tr(lang, "{n} kept", n=kept) if kept else "",
        tr(lang, "{n} under way", n=going) if going else "",
        tr(lang, "{n} past the date", n=late) if late else "",
    ]
    return tr(lang, "{n} promises: {parts}", n=len(promises), parts=joined(parts, lang))


def _line(fact: Fact, review: ReviewFacts, lang: str) -> Statement:
    text = cell(fact.values["text"])
    if fact.kind == "promise":
        words, tone = _state(fact, review, lang)
        return statement(
            fact, text, cell(words, tone), cell(owner(fact, review, lang), "text2"),
            until(day_of(fact, "due"), review, lang),
        )  # fmt: skip
    on = near(day_of(fact, "on"), review, lang)
    state = keyed("deck.state", fact.kind, lang)
    by = person(fact, lang) or fact.values.get("by", "")
    return statement(fact, text, cell(f"{state} {on}".strip(), "text2"), cell(by, "text2"), cell(""))


def _is_late(fact: Fact, review: ReviewFacts) -> bool:
    due = day_of(fact, "due")
    return not fact.values["done_on"] and due is not None and due < review.today


def _state(fact: Fact, review: ReviewFacts, lang: str) -> tuple[str, str]:
    done = day_of(fact, "done_on")
    if done is not None:
        return tr(lang, "Kept {date}", date=near(done, review, lang)), "goodText"
    if _is_late(fact, review):
        return tr(lang, "Past its date"), "watchText"
    return tr(lang, "Under way"), "text2"
