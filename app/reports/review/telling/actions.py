"""課題と対応策 in words: each issue beside what is done about it, by whom, until when."""

from __future__ import annotations

from decimal import Decimal

from app.language import number, tr, trn
from app.reports.plan.words import figure
from app.reports.review.facts import ChapterFacts, Fact, ReviewFacts
from app.reports.review.telling.goals import number_of
from app.reports.review.telling.tables import (
    cell,
    columns,
    day_of,
    near,
    owner,
    shown,
    sources_of,
    statement,
    until,
    within,
)
from app.reports.review.told import Statement, Told


def tell_actions(
    facts: ChapterFacts, review: ReviewFacts, lang: str, metric: str = "", left_out: frozenset[str] = frozenset()
) -> Told:
    """Return what does not go as agreed, line by line."""
    told = shown(facts, left_out)
    return Told(
        headline=_headline(told, lang),
        columns=columns(lang, ("issue", 5.2), ("answer", 3.7), ("owed_by", 2.0), ("due", 1.3)),
        statements=tuple(_line(fact, review, lang) for fact in told),
        sources=sources_of(told),
    )


def distance(amount: Decimal, unit: str, lang: str) -> str:
    """Return how far one number is from another: 7 h, 1.6ポイント."""
    if unit.strip() in {"%", "％"}:
        return tr(lang, "{n} points", n=figure(amount, ""))
    return figure(amount, unit)


def _headline(told: list[Fact], lang: str) -> str:
    if len(told) == 1:
        fact = told[0]
        if fact.kind == "tickets":
            return tr(lang, "{n} questions in {days} days", n=_whole(fact, "count"), days=fact.values["days"])
        return tr(lang, "To be solved: {text}", text=within(fact.values.get("text") or fact.values["title"], 24, lang))
    answered = sum(bool(_answer(fact)) for fact in told)
    if not told or answered == len(told):
        return trn(lang, "One issue, answered", "{n} issues, each with an answer", len(told)) if told else ""
    if not answered:
        return trn(lang, "One issue to solve", "{n} issues to solve", len(told))
    return tr(lang, "{n} issues, {answered} with an answer", n=len(told), answered=answered)


def _answer(fact: Fact) -> str:
    return fact.values["text"] if fact.kind == "overdue" else fact.values.get("answer", "")


def _line(fact: Fact, review: ReviewFacts, lang: str) -> Statement:
    answer = _answer(fact)
    due = day_of(fact, "issue_due" if fact.kind == "overdue" else "answer_due")
    return statement(
        fact,
        cell(_issue(fact, review, lang)),
        cell(answer or tr(lang, "To be agreed"), "text" if answer else "text3"),
        cell(owner(fact, review, lang) if answer else "", "text2"),
        until(due, review, lang) if answer else cell(""),
    )


def _issue(fact: Fact, review: ReviewFacts, lang: str) -> str:
    due = near(day_of(fact, "issue_due"), review, lang)
    if fact.kind == "tickets":
        return tr(
            lang, "{n} questions in {days} days, usually {mean}", n=_whole(fact, "count"), days=fact.values["days"],
            mean=_whole(fact, "mean"),
        )  # fmt: skip
    if fact.kind == "late":
        return tr(lang, "{text}: past its date {date}", text=fact.values["text"], date=due)
    if fact.kind == "overdue":
        return tr(lang, "A promise past its date {date}", date=due)
    title, left = fact.values["title"], number_of(fact, "left")
    if left:
        gap = distance(left, fact.values["unit"], lang)
        if fact.values["late"]:
            return tr(lang, "{title}: {left} short of the goal, due {date}", title=title, left=gap, date=due)
        return tr(lang, "{title}: {left} to go", title=title, left=gap)
    if fact.values["late"]:
        return tr(lang, "{text}: past its date {date}", text=title, date=due)
    return tr(lang, "{title}: slower than planned", title=title)


def _whole(fact: Fact, name: str) -> str:
    return number(Decimal(fact.values[name]))
