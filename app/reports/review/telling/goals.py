"""貴社の目標 in words: from where to where, how far, until when, and how it stands."""

from __future__ import annotations

from decimal import Decimal

from app.language import keyed, name_of, tr, trn
from app.reports.addressing import addressed
from app.reports.plan.words import figure
from app.reports.review.facts import ChapterFacts, Fact, ReviewFacts
from app.reports.review.telling.tables import (
    cell,
    columns,
    day_of,
    joined,
    near,
    person,
    shown,
    sources_of,
    statement,
    until,
    within,
)
from app.reports.review.told import Statement, Told
from app.reports.rows import Cell
from app.vocabulary import PlanStatus

_TONES = {
    PlanStatus.DONE: "goodText",
    PlanStatus.ON_TRACK: "goodText",
    PlanStatus.ATTENTION: "watchText",
    PlanStatus.LATE: "watchText",
}


def tell_goals(
    facts: ChapterFacts, review: ReviewFacts, lang: str, metric: str = "", left_out: frozenset[str] = frozenset()
) -> Told:
    """Return what is to be reached, line by line."""
    told = shown(facts, left_out)
    return Told(
        headline=_headline(told, lang),
        columns=columns(
            lang, ("goal", 3.7), ("in_hand", 2.0), ("from_to", 2.0), ("now", 1.8), ("due", 1.3), ("state", 1.3)
        ),
        statements=tuple(_line(fact, review, lang) for fact in told),
        sources=sources_of(told),
    )


def number_of(fact: Fact, name: str) -> Decimal | None:
    """Return a number that a fact holds; None where it is not known."""
    text = fact.values.get(name, "")
    return Decimal(text) if text else None


def tone_of(status: PlanStatus) -> str:
    """Return the colour of how something stands."""
    return _TONES.get(status, "text2")


def _headline(told: list[Fact], lang: str) -> str:
    goals = [fact for fact in told if fact.kind == "objective"]
    if not goals:
        return within(told[0].values["text"], 40, lang) if told else ""
    if len(goals) == 1:
        return tr(lang, "The goal: {title}", title=within(goals[0].values["title"], 30, lang))
    states = [PlanStatus(fact.values["status"]) for fact in goals]
    good = sum(state in {PlanStatus.DONE, PlanStatus.ON_TRACK} for state in states)
    if all(state is PlanStatus.DONE for state in states):
        return trn(lang, "The goal is reached", "The {n} goals are all reached", len(goals))
    if good == len(goals):
        return trn(lang, "The goal is on track", "The {n} goals are all reached or on track", good)
    behind = sum(state in {PlanStatus.ATTENTION, PlanStatus.LATE} for state in states)
    if not good and behind:
        return trn(lang, "One of {of} goals needs attention", "{n} of {of} goals need attention", behind, of=len(goals))
    if not good:
        return trn(lang, "One goal is under way", "{n} goals are under way", len(goals))
    return trn(
        lang, "One of {of} goals is reached or on track", "{n} of {of} goals are reached or on track", good,
        of=len(goals),
    )  # fmt: skip


def _line(fact: Fact, review: ReviewFacts, lang: str) -> Statement:
    if fact.kind != "objective":
        due = near(day_of(fact, "due"), review, lang)
        words = keyed("deck.state", fact.kind, lang)
        blank = cell("")
        return statement(fact, cell(fact.values["text"], bold=True), blank, blank, blank, cell(due, "text2"),
                         cell(words, "text2"))  # fmt: skip
    status = PlanStatus(fact.values["status"])
    return statement(
        fact,
        cell(fact.values["title"]),
        _in_hand(fact, review, lang),
        _way(fact),
        _now(fact, review, lang),
        until(day_of(fact, "due"), review, lang),
        cell(name_of(status, lang), tone_of(status)),
    )


def _way(fact: Fact) -> Cell:
    unit = fact.values["unit"]
    ends = [figure(number_of(fact, name), unit) for name in ("baseline", "target") if fact.values[name]]
    return cell(" → ".join(ends), "text2")


def _now(fact: Fact, review: ReviewFacts, lang: str) -> Cell:
    actual = number_of(fact, "actual")
    if actual is None:
        return cell("")
    on = near(fact.observed_on, review, lang)
    value = figure(actual, fact.values["unit"])
    return cell(tr(lang, "{value} ({day})", value=value, day=on))


def _in_hand(fact: Fact, review: ReviewFacts, lang: str) -> Cell:
    """Return who looks after a goal, and who has said yes to it on which day."""
    owner = person(fact, lang)
    on = near(day_of(fact, "agreed_on"), review, lang)
    if not on:
        return cell(owner, "text2")
    by = addressed(fact.values["agreed_by"], fact.values.get("agreed_post", ""), lang)
    if by in {owner, ""}:
        return cell(tr(lang, "{name} (agreed {day})", name=owner, day=on) if owner else "", "text2")
    agreed = tr(lang, "agreed by {name} {day}", name=by, day=on)
    return cell(joined([owner, agreed], lang), "text2")
