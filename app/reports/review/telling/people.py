"""関係者 in words: who stands for the customer in which part, who is new, who has left, and which parts are open."""

from __future__ import annotations

from app.language import tr, trn
from app.reports.content import Part, PersonLine
from app.reports.review.facts import ChapterFacts, Fact, ReviewFacts
from app.reports.review.telling.tables import cell, columns, day_of, joined, near, shown, sources_of, statement
from app.reports.review.told import Statement, Told
from app.reports.words import part_name, person_name


def tell_people(
    facts: ChapterFacts, review: ReviewFacts, lang: str, metric: str = "", left_out: frozenset[str] = frozenset()
) -> Told:
    """Return the people of the customer, line by line, and the parts for which nobody is known yet."""
    told = shown(facts, left_out)
    spoken = [fact for fact in told if fact.kind != "coverage"]
    if not spoken:
        return Told("")
    return Told(
        headline=_headline(spoken, lang),
        columns=columns(lang, ("name", 3.2), ("department", 2.6), ("part", 2.4), ("since", 2.0)),
        statements=tuple(_line(fact, review, lang) for fact in told if fact.kind != "coverage" or fact.values["open"]),
        sources=sources_of(spoken),
    )


def _headline(told: list[Fact], lang: str) -> str:
    here = len({fact.values["person"] for fact in told if fact.kind != "left"})
    came = len({fact.values["person"] for fact in told if fact.kind == "came"})
    left = len({fact.values["person"] for fact in told if fact.kind == "left"})
    changes = joined(
        [
            trn(lang, "one new", "{n} new", came) if came else "",
            trn(lang, "one left", "{n} left", left) if left else "",
        ],
        lang,
    )
    if not here:
        return trn(lang, "One of your people has left", "{n} of your people have left", left)
    said = trn(lang, "One person of yours carries this", "{n} of your people carry this", here)
    return tr(lang, "{people}: {changes}", people=said, changes=changes) if changes else said


def _line(fact: Fact, review: ReviewFacts, lang: str) -> Statement:
    if fact.kind == "coverage":
        parts = [part_name(Part(key), lang) for key in fact.values["open"].split()]
        open_ = "、".join(parts) if lang == "ja" else ", ".join(parts)
        return statement(fact, cell(tr(lang, "To be confirmed"), "text2"), cell(""), cell(open_, "text2"), cell(""))
    left = fact.kind == "left"
    tone = "text2" if left else "text"
    part = fact.values["part"]
    return statement(
        fact,
        cell(person_name(PersonLine(fact.values["name"], fact.values["title"]), lang), tone, bold=fact.kind == "came"),
        cell(fact.values["department"], "text2"),
        cell(part_name(Part(part), lang) if part else "", tone),
        cell(_since(fact, review, lang), "goodText" if fact.kind == "came" else "text2"),
    )


def _since(fact: Fact, review: ReviewFacts, lang: str) -> str:
    if fact.kind == "left":
        return tr(lang, "until {day}", day=near(day_of(fact, "until"), review, lang))
    since = near(day_of(fact, "since"), review, lang)
    return tr(lang, "new, {day}", day=since) if fact.kind == "came" else since
